// A query becomes scored records: exact answers first, else those that share most with it.
import { holding, phrase } from "./phrases.js";
import { points, rarity } from "./ranking.js";
import { alternatives } from "./synonyms.js";
import { fold, queryRuns, words } from "./tokenizer.js";

const SYNONYM = 0.7;
const MOST_TERMS = 14;
// Words of questions, which say nothing of what is asked for; only a search for similar records leaves them out.
const QUESTIONS = [
  "请问|怎么样|怎么办|怎样|怎么|如何|什么样|什么|哪一些|哪些|哪里|哪个|哪几|哪|为什么|为何|多少|几个|有没有|没有",
  "这个|那个|这样|是不是|能不能|可不可以|可以|应该|需要|我们|我想|我县|本县|想要",
  "的|了|吗|呢|吧|和|与|及|在|把|被|让|给|对|从|到|有|是|要|去|来|做|都|也|就|才|还|又|谁",
];
const ASKING = new RegExp(`(?:${QUESTIONS.join("|")})`, "gu");

const joinedRuns = (runs) => runs.map((tokens) => tokens.join(""));

/** The records that hold every run: record -> score. */
const holdingAll = async (index, runs) => {
  const lists = await Promise.all(runs.map((tokens) => phrase(index, tokens)));
  const [shortest] = [...lists].sort((a, b) => a.size - b.size);
  const scores = new Map();
  for (const record of shortest.keys()) {
    if (!lists.every((list) => list.has(record))) continue;
    const score = lists.reduce((sum, list) => sum + points(index, record, list.get(record), list.size), 0);
    scores.set(record, score);
  }
  return scores;
};

const everything = (index) => ({
  scores: new Map(Array.from({ length: index.count }, (_, record) => [record, 0])),
  phrases: [],
  synonyms: [],
});

/**
 * Exact answers: `scores` (record -> score), the `phrases` to mark, and the `synonyms` that were found.
 * @param {string[]} without synonyms the reader does not want
 */
export const exactAnswers = async (index, query, without = []) => {
  const runs = queryRuns(query);
  if (!runs.length) return everything(index);
  const others = alternatives(index.synonyms, query);
  const used = others.filter(({ other }) => !without.includes(other));
  const [scores, ...more] = await Promise.all([
    holdingAll(index, runs),
    ...used.map((each) => holdingAll(index, queryRuns(each.query))),
  ]);
  for (const found of more)
    for (const [record, score] of found) scores.set(record, Math.max(scores.get(record) || 0, score * SYNONYM));
  const phrases = joinedRuns([...runs, ...used.flatMap(({ other }) => queryRuns(other))]);
  return { scores, phrases, synonyms: others.map(({ other }) => other) };
};

/** The terms of a question: its pairs, and tokens that stand alone; without words of asking where more is left. */
export const termsOf = (query) => {
  const asked = queryRuns(words(query).map(fold).join("，").replace(ASKING, "，"));
  const terms = new Map();
  for (const tokens of asked.length ? asked : queryRuns(query)) {
    if (tokens.length === 1) terms.set(tokens[0], tokens);
    for (let at = 0; at + 1 < tokens.length; at += 1) {
      const pair = tokens.slice(at, at + 2);
      terms.set(pair.join(""), pair);
    }
  }
  return [...terms.values()].slice(0, MOST_TERMS);
};

/** Scores from the records of each term: points times the share of rarity a record covers; the weak ones are left out. */
export const coverage = (index, lists) => {
  const scores = new Map();
  const covered = new Map();
  const add = (sums, record, value) => sums.set(record, (sums.get(record) || 0) + value);
  let whole = 0;
  for (const list of lists.filter(({ size }) => size)) {
    whole += rarity(index, list.size);
    for (const [record, weight] of list) {
      add(scores, record, points(index, record, weight, list.size));
      add(covered, record, rarity(index, list.size));
    }
  }
  const shares = [...scores].map(([record, score]) => [record, (score * covered.get(record)) / whole]);
  const best = shares.reduce((most, [, score]) => Math.max(most, score), 0);
  return new Map(shares.filter(([, score]) => score >= best / 3));
};

/** Near answers: records by the terms they share with the query, rarer ones weighing more. */
export const nearAnswers = async (index, query) => {
  const terms = termsOf(query);
  const lists = await Promise.all(terms.map((tokens) => holding(index, tokens)));
  return { scores: coverage(index, lists), phrases: joinedRuns(terms) };
};

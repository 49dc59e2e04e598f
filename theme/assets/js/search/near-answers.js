// Where no record holds all that is asked: records by the words they hold, or by what they share with the query.
import { holdingAll, joinedRuns, SYNONYM } from "./answers.js";
import { holding } from "./phrases.js";
import { points, rarity } from "./ranking.js";
import { alternatives } from "./synonyms.js";
import { fold, queryRuns, words } from "./tokenizer.js";

const MOST_TERMS = 14;
const FEW = 5;
// Words of questions, which say nothing of what is asked for; only a search for similar records leaves them out.
const QUESTIONS = [
  "请问|怎么样|怎么办|怎样|怎么|如何|什么样|什么|哪一些|哪些|哪里|哪个|哪几|哪|为什么|为何|多少|几个|有没有|没有",
  "这个|那个|这样|是不是|能不能|可不可以|可以|应该|需要|我们|我想|我县|本县|想要|到底|还是|或者|真的|比较|不一样|一样",
  "以后|以前|之后|之前|以来|现在|时候",
  "的|了|吗|呢|吧|和|与|及|在|把|被|让|给|对|从|到|有|是|要|去|来|做|都|也|就|才|还|又|谁",
];
// Characters that stand in any sentence: a pair with one of them says little.
const LIGHT = "一不没比越很太最更多少里会得个么这那我你他";
const LIGHTER = 0.4;
const ASKING = new RegExp(`(?:${QUESTIONS.join("|")})`, "gu");

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

/** Scores from terms, each with its points by record and what it says: points times the share that a record covers. */
export const coverage = (terms) => {
  const scores = new Map();
  const covered = new Map();
  const add = (sums, record, value) => sums.set(record, (sums.get(record) || 0) + value);
  let whole = 0;
  for (const { found, says } of terms.filter((term) => term.found.size)) {
    whole += says;
    for (const [record, value] of found) {
      add(scores, record, value);
      add(covered, record, says);
    }
  }
  return new Map([...scores].map(([record, score]) => [record, (score * covered.get(record)) / whole]));
};

/** A term of a question: its points by record, and what it says. */
const termFound = async (index, tokens) => {
  const list = await holding(index, tokens);
  const worth = tokens.some((token) => LIGHT.includes(token)) ? LIGHTER : 1;
  const found = new Map(
    [...list].map(([record, weight]) => [record, worth * points(index, record, weight, list.size)]),
  );
  return { found, says: worth * rarity(index, list.size) };
};

/** The same of a word that means what one of the question means. */
const synonymFound = async (index, other) => {
  const found = await holdingAll(index, queryRuns(other));
  return { found, says: SYNONYM * rarity(index, found.size) };
};

/** The records that score at least a third of the best; of the first five also those that score a tenth. */
export const strong = (scores) => {
  const inOrder = [...scores].sort(([, a], [, b]) => b - a);
  const best = inOrder.length ? inOrder[0][1] : 0;
  return new Map(inOrder.filter(([, score], place) => score >= best / (place < FEW ? 10 : 3)));
};

/** Which of the words each record holds: record -> words. */
const heldWords = (asked) => {
  const held = new Map();
  for (const { word, scores } of asked)
    for (const record of scores.keys()) held.set(record, [...(held.get(record) || []), word]);
  return held;
};

/** Scores by the number of words a record holds; records that hold other words take turns, so that no word hides another. */
const byWords = (held, shared) => {
  const order = [...held.keys()].sort((a, b) => (shared.get(b) || 0) - (shared.get(a) || 0) || a - b);
  const seen = new Map();
  return new Map(
    order.map((record, at) => {
      const words = held.get(record);
      const before = seen.get(words.join()) || 0;
      seen.set(words.join(), before + 1);
      return [record, words.length - (before + at / order.length) / order.length];
    }),
  );
};

const quoted = (words) => words.map((word) => `“${word}”`).join("");

/** The records that hold some of the words, not all; `notes` says which each holds, `told` how many hold each. */
const answersByWords = (asked, shared) => {
  const held = heldWords(asked);
  const isPart = ([, words]) => words.length < asked.length;
  const isHalf = ([, words]) => words.length >= (asked.length - 1) / 2;
  const parts = [...held].filter(isPart);
  const most = parts.some(isHalf) ? new Map(parts.filter(isHalf)) : new Map(parts);
  const all = held.size - parts.length;
  const note = (words) =>
    `含${quoted(words)}，没有${quoted(asked.map(({ word }) => word).filter((word) => !words.includes(word)))}`;
  const counts = asked.map(({ word, scores }) => `“${word}” ${scores.size} 条`);
  const first = all ? `找到 ${all} 条，此外` : "没有一条含全部这些词。";
  return {
    scores: byWords(most, shared),
    notes: new Map([...most].map(([record, words]) => [record, note(words)])),
    told: most.size ? `${first}含其中一部分的 ${most.size} 条，含得多的在前：${counts.join("，")}` : "",
  };
};

/**
 * Near answers: of several words, at least two of them known, the records that hold some; else those that share most with
 * the query.
 * @param {{ word: string, scores: Map<number, number>, phrases: string[] }[]} asked the words of the query
 * @param {(record: number) => boolean} keeps whether a record passes what is chosen
 */
export const nearAnswers = async (index, query, asked, keeps) => {
  const terms = termsOf(query);
  const synonyms = alternatives(index.synonyms, fold(query)).map(({ other }) => other);
  const found = await Promise.all([
    ...terms.map((tokens) => termFound(index, tokens)),
    ...synonyms.map((other) => synonymFound(index, other)),
  ]);
  const shared = coverage(found);
  const phrases = [...asked.flatMap((each) => each.phrases), ...joinedRuns([...terms, ...synonyms.flatMap(queryRuns)])];
  const kept = ({ scores }) => new Map([...scores].filter(([record]) => keeps(record)));
  const words = asked.map((each) => ({ word: each.word, scores: kept(each) }));
  const isByWords = words.filter(({ scores }) => scores.size).length > 1;
  return { phrases, ...(isByWords ? answersByWords(words, shared) : { scores: strong(shared) }) };
};

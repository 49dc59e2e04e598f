// Where no record holds all that is asked: records by the words they hold, or by what they share with the query.
import { holdingAll, joinedRuns, SYNONYM } from "./answers.js";
import { holding } from "./phrases.js";
import { isLight, lonely, termsOf } from "./question-terms.js";
import { points, rarity } from "./ranking.js";
import { alternatives } from "./synonyms.js";
import { fold, queryRuns } from "./tokenizer.js";

const FEW = 5;
const LIGHTER = 0.4;
const OVERLAPPING = 0.5;

/**
 * Scores from terms, each with its points by record and what it says: points times the share that a record covers. A pair
 * that overlaps the one before it in a record says less there: both are one word.
 */
export const coverage = (terms) => {
  const scores = new Map();
  const covered = new Map();
  const last = new Map();
  const add = (sums, record, value) => sums.set(record, (sums.get(record) || 0) + value);
  let whole = 0;
  for (const { found, says, at } of terms.filter((term) => term.found.size)) {
    whole += says;
    for (const [record, value] of found) {
      const share = last.get(record) === at - 1 ? OVERLAPPING : 1;
      last.set(record, at);
      add(scores, record, value * share);
      add(covered, record, says * share);
    }
  }
  return new Map([...scores].map(([record, score]) => [record, (score * covered.get(record)) / whole]));
};

/** A term of a question: its points by record, and what it says. */
const termFound = async (index, { tokens, at }, worth = isLight(tokens) ? LIGHTER : 1) => {
  const list = await holding(index, tokens);
  const found = new Map(
    [...list].map(([record, weight]) => [record, worth * points(index, record, weight, list.size)]),
  );
  return { found, says: worth * rarity(index, list.size), at };
};

/** The same of a word that means what one of the question means. */
const synonymFound = async (index, other) => {
  const found = await holdingAll(index, queryRuns(other));
  return { found, says: SYNONYM * rarity(index, found.size) };
};

/** What records share with a question (its pairs, its synonyms, the characters of pairs that none holds), and its pairs. */
const sharing = async (index, query, synonyms) => {
  const terms = termsOf(query);
  const pairs = await Promise.all(terms.map((term) => termFound(index, term)));
  const rest = lonely(terms, (order) => pairs[order].found.size);
  const more = await Promise.all([
    ...rest.map((term) => termFound(index, term, LIGHTER)),
    ...synonyms.map((other) => synonymFound(index, other)),
  ]);
  const telling = terms.map(({ tokens }) => tokens).filter((tokens) => !isLight(tokens));
  return { shared: coverage([...pairs, ...more]), telling };
};

/**
 * The records that score at least a third of the best that passes, and of the first five those that score a tenth; also what
 * does not pass and scores as much, since facets count it.
 */
export const strong = (scores, keeps = () => true) => {
  const passing = [...scores].filter(([record]) => keeps(record)).sort(([, a], [, b]) => b - a);
  const best = passing.length ? passing[0][1] : 0;
  const enough = new Map(passing.filter(([, score], place) => score >= best / (place < FEW ? 10 : 3)));
  const least = Math.min(...enough.values());
  return new Map([...scores].filter(([record, score]) => (keeps(record) ? enough.has(record) : score >= least)));
};

/** Which of the words each record holds, and its points for them: record -> { words, points }. */
const heldWords = (asked) => {
  const held = new Map();
  for (const { word, scores } of asked)
    for (const [record, score] of scores) {
      const { words, points: before } = held.get(record) || { words: [], points: 0 };
      held.set(record, { words: [...words, word], points: before + score });
    }
  return held;
};

/** Scores by the number of words a record holds; records that hold other words take turns, so that no word hides another. */
const byWords = (held) => {
  const order = held.sort(([a, one], [b, other]) => other.points - one.points || a - b);
  const seen = new Map();
  return new Map(
    order.map(([record, { words }], at) => {
      const before = seen.get(words.join()) || 0;
      seen.set(words.join(), before + 1);
      return [record, words.length - (before + at / order.length) / order.length];
    }),
  );
};

const quoted = (words) => words.map((word) => `“${word}”`).join("");

/**
 * The records that hold the words or some of them, those that hold all first; `notes` says which each holds that lacks some,
 * `told` how many records that pass hold each.
 */
const answersByWords = (asked, counts, keeps) => {
  const held = [...heldWords(asked)];
  const isPart = ([, { words }]) => words.length < asked.length;
  const isHalf = ([, { words }]) => words.length >= (asked.length - 1) / 2;
  const parts = held.filter(isPart);
  const most = parts.some(isHalf) ? parts.filter(isHalf) : parts;
  const all = held.filter((each) => !isPart(each));
  const note = (words) =>
    `含${quoted(words)}，没有${quoted(asked.map(({ word }) => word).filter((word) => !words.includes(word)))}`;
  const passing = (records) => records.filter(([record]) => keeps(record)).length;
  const first = passing(all) ? `找到 ${passing(all)} 条，此外` : "没有一条含全部这些词。";
  const each = counts.map(([word, count]) => `“${word}” ${count} 条`).join("，");
  return {
    scores: byWords([...all, ...most]),
    notes: new Map(most.map(([record, { words }]) => [record, note(words)])),
    told: passing(most) ? `${first}含其中一部分的 ${passing(most)} 条，含得多的在前：${each}` : "",
  };
};

/**
 * Near answers: of several words, at least two of them known, the records that hold some or all; else those that share most with
 * the query.
 * @param {{ word: string, scores: Map<number, number>, phrases: string[] }[]} asked the words of the query
 * @param {(record: number) => boolean} keeps whether a record passes what is chosen
 */
export const nearAnswers = async (index, query, asked, keeps) => {
  const counts = asked.map(({ word, scores }) => [word, [...scores.keys()].filter(keeps).length]);
  const phrases = asked.flatMap((each) => each.phrases);
  if (counts.filter(([, count]) => count).length > 1) return { phrases, ...answersByWords(asked, counts, keeps) };
  const synonyms = alternatives(index.synonyms, fold(query)).map(({ other }) => other);
  const { shared, telling } = await sharing(index, query, synonyms);
  phrases.push(...joinedRuns([...telling, ...synonyms.flatMap(queryRuns)]));
  return { phrases, scores: strong(shared, keeps) };
};

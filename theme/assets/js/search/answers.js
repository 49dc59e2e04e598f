// A query becomes scored records: those that hold every word of it, or a synonym in its place.
import { documentNumber } from "./document-numbers.js";
import { phrase } from "./phrases.js";
import { points } from "./ranking.js";
import { alternatives } from "./synonyms.js";
import { fold, queryRuns } from "./tokenizer.js";

export const SYNONYM = 0.7;

export const joinedRuns = (runs) => runs.map((tokens) => tokens.join(""));

/** The records in all lists (record -> points), their points added up. */
const inAll = (lists) => {
  const scores = new Map();
  const [shortest = scores, ...others] = [...lists].sort((a, b) => a.size - b.size);
  for (const [record, score] of shortest)
    if (others.every((list) => list.has(record)))
      scores.set(
        record,
        others.reduce((sum, list) => sum + list.get(record), score),
      );
  return scores;
};

/** The records that hold every run as a phrase: record -> points. */
export const holdingAll = async (index, runs) => {
  const lists = await Promise.all(runs.map((tokens) => phrase(index, tokens)));
  return inAll(
    lists.map(
      (list) => new Map([...list].map(([record, weight]) => [record, points(index, record, weight, list.size)])),
    ),
  );
};

/** A word that is asked for: the records that hold it or a synonym, the phrases to mark, and its synonyms. */
const asked = async (index, tokens, query, without) => {
  const word = tokens.join("");
  const synonyms = alternatives(index.synonyms, word, query);
  const used = synonyms.filter(({ other }) => !without.includes(other));
  const [scores, ...more] = await Promise.all(
    [[tokens], ...used.map(({ text }) => queryRuns(text))].map((runs) => holdingAll(index, runs)),
  );
  for (const found of more)
    for (const [record, score] of found) scores.set(record, Math.max(scores.get(record) || 0, score * SYNONYM));
  const phrases = [word, ...used.flatMap(({ other }) => joinedRuns(queryRuns(other)))];
  return { word, scores, phrases, synonyms: synonyms.map(({ other }) => other) };
};

const answersTo = async (index, query, without) => {
  const runs = queryRuns(query);
  const words = await Promise.all(runs.map((tokens) => asked(index, tokens, fold(query), without)));
  const all = (name) => [...new Set(words.flatMap((each) => each[name]))];
  return {
    words,
    scores: inAll(words.map(({ scores }) => scores)),
    phrases: all("phrases"),
    synonyms: all("synonyms"),
  };
};

/**
 * Exact answers: `scores` (record -> score), the `phrases` to mark, the `synonyms` that were found, and the same for each
 * of its `words`. What may be a document number is one where some record holds that number.
 * @param {string[]} without synonyms the reader does not want
 */
export const exactAnswers = async (index, query, without = []) => {
  const number = documentNumber(query);
  const found = await answersTo(index, number || query, without);
  if (!query) for (let record = 0; record < index.count; record += 1) found.scores.set(record, 0);
  if (!number) return found;
  return found.scores.size ? { ...found, words: [] } : answersTo(index, query, without);
};

// Requests to an OpenSearch index as `casebook search-sync` makes it. Words stand in it as our tokenizer cuts them, single
// tokens beside pairs of neighbours, so a run of a query is a phrase of pairs; the built-in `whitespace` keeps them as they are.
import { COUNTY, KIND, PROVINCE, YEAR } from "./facet-names.js";
import { alternatives } from "./synonyms.js";
import { fold, queryRuns } from "./tokenizer.js";

const WEIGHTS = { title: 12, keywords: 6, summary: 4, body: 1 };
const AS_IT_IS = "whitespace";
const SYNONYM = 0.7;
const PARTLY = "30%";
const MOST_VALUES = 5000;
const MOST_SUGGESTED = 40;

/** The terms of a run: its pairs, or the token it consists of. @param {string[]} tokens */
export const pairsOf = (tokens) =>
  tokens.length < 2 ? tokens : tokens.slice(1).map((token, at) => tokens[at] + token);

const all = (must) => ({ bool: { must } });
const best = (queries) => (queries.length > 1 ? { dis_max: { queries } } : queries[0]);

/** Documents that hold a run in one of their parts, which add up. */
const phraseQuery = (tokens) => {
  const query = pairsOf(tokens).join(" ");
  const parts = Object.entries(WEIGHTS).map(([part, boost]) => ({
    match_phrase: { [`words.${part}`]: { query, analyzer: AS_IT_IS, boost } },
  }));
  return { bool: { should: parts } };
};

/** Documents that hold a run, or one of what may stand in its place. */
const wordQuery = (tokens, used) => {
  const others = used.map(({ text }) => ({ bool: { must: queryRuns(text).map(phraseQuery), boost: SYNONYM } }));
  return best([phraseQuery(tokens), ...others]);
};

/**
 * A query as documents that hold every run of it, or a synonym in its place; with the `phrases` to mark and the `synonyms`.
 * @param {string} query @param {string[][]} groups words that mean the same @param {string[]} without synonyms left out
 */
export const exactQuery = (query, groups, without) => {
  const words = queryRuns(query).map((tokens) => {
    const synonyms = alternatives(groups, tokens.join(""), fold(query));
    return { tokens, synonyms, used: synonyms.filter(({ other }) => !without.includes(other)) };
  });
  const marked = ({ tokens, used }) => [tokens, ...used.flatMap(({ other }) => queryRuns(other))];
  return {
    asked: words.length ? all(words.map(({ tokens, used }) => wordQuery(tokens, used))) : { match_none: {} },
    phrases: [...new Set(words.flatMap(marked).map((tokens) => tokens.join("")))],
    synonyms: [...new Set(words.flatMap(({ synonyms }) => synonyms.map(({ other }) => other)))],
  };
};

/** Documents that hold some of the pairs. */
export const nearQuery = (query) => {
  const phrases = queryRuns(query).flatMap(pairsOf);
  const fields = Object.entries(WEIGHTS).map(([part, boost]) => `words.${part}^${boost}`);
  const asked = { query: phrases.join(" "), fields, analyzer: AS_IT_IS, minimum_should_match: PARTLY };
  return { asked: { multi_match: asked }, phrases, synonyms: [] };
};

/** Every record: what only a search box offers has no kind. */
export const EVERYTHING = { asked: { match_all: {} }, phrases: [], synonyms: [] };
const IS_RECORD = { exists: { field: `facets.${KIND}` } };

/** Documents with one of the chosen values in every facet, `except` left aside. */
const chosenFilters = (chosen, except = "") =>
  Object.entries(chosen)
    .filter(([facet]) => facet !== except)
    .map(([facet, values]) => ({ terms: { [`facets.${facet}`]: values } }));

const records = (asked, filters) => ({ bool: { must: [asked], filter: [IS_RECORD, ...filters] } });

const by = (name, order) => ({ [`order.${name}`]: { order, missing: "_last" } });
const RELEVANT = ["_score", { id: "asc" }];
const SORTS = { date: [by("year", "desc"), ...RELEVANT], county: [by("place", "asc"), ...RELEVANT] };

/** The body of a search for what is chosen: so many hits, from a place on. */
export const searchBody = (asked, { chosen, sorting, shown, from = 0 }) => ({
  query: records(asked, chosenFilters(chosen)),
  from,
  size: shown - from,
  track_total_hits: true,
  sort: SORTS[sorting] || RELEVANT,
});

const counted = (facet, chosen) => ({
  filter: { bool: { filter: chosenFilters(chosen, facet) } },
  aggs: {
    values: {
      terms: { field: `facets.${facet}`, size: MOST_VALUES, ...(facet === YEAR ? { order: { _key: "desc" } } : {}) },
    },
  },
});

/** The body that counts what was found by facets; counties only within a province. */
export const countsBody = (asked, facets, chosen) => {
  const open = facets.filter((facet) => facet !== COUNTY || chosen[PROVINCE]);
  const aggs = Object.fromEntries(open.map((facet) => [facet, counted(facet, chosen)]));
  return { query: records(asked, []), size: 0, track_total_hits: false, aggs };
};

/** The counted values of each facet; chosen ones also where there are none. @returns {[string, [string, number][]][]} */
export const countsOf = (aggregations, facets, chosen) =>
  facets
    .filter((facet) => aggregations[facet])
    .map((facet) => {
      const values = aggregations[facet].values.buckets.map(({ key, doc_count: count }) => [key, count]);
      const known = new Set(values.map(([value]) => value));
      const none = (chosen[facet] || []).filter((value) => !known.has(value));
      return [facet, [...values, ...none.map((value) => [value, 0])]];
    });

/** The body of a count. */
export const countBody = (chosen) => ({
  query: records(EVERYTHING.asked, chosenFilters(chosen)),
  size: 0,
  track_total_hits: true,
});

/** The body of what a search box offers for a key: what is called so first, then by weight and length. */
export const suggestionsBody = (key) => ({
  query: {
    bool: {
      filter: [{ prefix: { "suggest.keys": key } }],
      should: [{ constant_score: { filter: { term: { "suggest.keys": key } } } }],
    },
  },
  size: MOST_SUGGESTED,
  track_total_hits: false,
  _source: ["title", "kind", "url"],
  docvalue_fields: ["suggest.weight"],
  sort: ["_score", { "suggest.weight": "asc" }, { "suggest.length": "asc" }, { id: "asc" }],
});

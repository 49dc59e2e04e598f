// Requests to an OpenSearch index made by `casebook export --format opensearch`: see its mapping for the fields.
import { COUNTY, PROVINCE, YEAR } from "./facet-names.js";

const WEIGHTS = { title: 12, keywords: 6, summary: 4 };
const PASSAGE = ["passages.heading", "passages.text"];
const PARTLY = "30%";
const MOST_VALUES = 200;

const anyOf = (should) => ({ bool: { minimum_should_match: 1, should } });
const inPassages = (query) => ({ nested: { path: "passages", score_mode: "max", query } });

/** Documents that hold a phrase. */
const phraseQuery = (text) => {
  const fields = Object.entries(WEIGHTS);
  return anyOf([
    ...fields.map(([field, boost]) => ({ match_phrase: { [field]: { query: text, boost } } })),
    inPassages({ bool: { should: PASSAGE.map((field) => ({ match_phrase: { [field]: text } })) } }),
  ]);
};

/** No document: of signs alone there is nothing to look for. */
export const NOTHING = { match_none: {} };

/** Documents that hold every phrase. @param {string[]} phrases */
export const exactQuery = (phrases) =>
  phrases.length ? { bool: { must: phrases.map(phraseQuery) } } : { match_all: {} };

/** Documents that hold some of the words. */
export const nearQuery = (text) => {
  const match = (fields) => ({ multi_match: { query: text, fields, minimum_should_match: PARTLY } });
  const weighed = Object.entries(WEIGHTS).map(([field, boost]) => `${field}^${boost}`);
  return anyOf([match(weighed), inPassages(match(PASSAGE))]);
};

/** Documents with one of the chosen values in every facet, `except` left aside. */
export const chosenFilters = (chosen, except = "") =>
  Object.entries(chosen)
    .filter(([facet]) => facet !== except)
    .map(([facet, values]) => ({ terms: { [`facets.${facet}`]: values } }));

const byFacet = (facet, order) => ({ [`facets.${facet}`]: { ...order, missing: "_last" } });
const SORTS = {
  date: [byFacet(YEAR, { order: "desc", mode: "max" }), "_score"],
  county: [byFacet(PROVINCE, { order: "asc" }), byFacet(COUNTY, { order: "asc" })],
};

const counts = (facet, chosen) => ({
  filter: { bool: { filter: chosenFilters(chosen, facet) } },
  aggs: { values: { terms: { field: `facets.${facet}`, size: MOST_VALUES } } },
});

/** The body of a search for what is chosen, counted by the `open` facets. */
export const searchBody = (query, { chosen, sorting, shown }, open) => ({
  query,
  post_filter: { bool: { filter: chosenFilters(chosen) } },
  aggs: Object.fromEntries(open.map((facet) => [facet, counts(facet, chosen)])),
  size: shown,
  track_total_hits: true,
  sort: SORTS[sorting] || ["_score", { id: "asc" }],
});

/** The body of a count. */
export const countBody = (chosen) => ({
  query: { bool: { filter: chosenFilters(chosen) } },
  size: 0,
  track_total_hits: true,
});

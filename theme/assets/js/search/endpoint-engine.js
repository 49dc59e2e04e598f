// An endpoint answers the search page instead of the static index: POST <endpoint>/_search.
import { documentNumber } from "./document-numbers.js";
import { countBody, exactQuery, NOTHING, nearQuery, searchBody } from "./endpoint-queries.js";
import { fold, queryRuns } from "./tokenizer.js";

const EMPTY = { summary: "", grade: "", facts: [], passages: [] };

const pairsOf = (tokens) => (tokens.length < 2 ? tokens : tokens.slice(1).map((token, at) => tokens[at] + token));

export class EndpointEngine {
  /** @param {string} endpoint @param {string[]} facets those that the index has */
  constructor(endpoint, facets) {
    this.address = `${endpoint.replace(/\/$/, "")}/_search`;
    this.facets = facets;
    this.records = new Map();
  }

  async post(body) {
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch(this.address, { method: "POST", headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${this.address}: ${reply.status}`);
    return reply.json();
  }

  async search(query, state, fixed) {
    const open = this.facets.filter((facet) => !fixed[facet]);
    const chosen = { ...state.chosen, ...fixed };
    const { hits, aggregations } = await this.post(searchBody(query, { ...state, chosen }, open));
    for (const hit of hits.hits) this.records.set(hit._id, { ...EMPTY, ...hit._source });
    const bucketsOf = (facet) => aggregations[facet].values.buckets;
    const groups = open.map((facet) => [facet, bucketsOf(facet).map((bucket) => [bucket.key, bucket.doc_count])]);
    const found = hits.hits.map((hit) => hit._id);
    return { found, total: hits.total.value, groups: async () => groups, columns: {}, synonyms: [] };
  }

  /** What is asked, answered, in the form of the static index. */
  async answer(state, fixed) {
    const asked = [documentNumber(state.query), state.query].filter((query, at) => query || at);
    for (const query of asked) {
      const phrases = queryRuns(query).map((tokens) => tokens.join(""));
      const exact = await this.search(query && !phrases.length ? NOTHING : exactQuery(phrases), state, fixed);
      if (exact.total || !phrases.length) return { ...exact, phrases, count: exact.total };
    }
    const near = await this.search(nearQuery(fold(state.query)), state, fixed);
    return { ...near, phrases: queryRuns(state.query).flatMap(pairsOf), count: 0 };
  }

  /** How many records there are of the fixed kinds, or of all kinds. */
  async count(fixed) {
    return (await this.post(countBody(fixed))).hits.total.value;
  }

  /** A record as cards show it. */
  async record(key) {
    const found = this.records.get(key);
    return { ...found, passages: found.passages.map(({ heading = "", text, anchor = "" }) => [heading, text, anchor]) };
  }
}

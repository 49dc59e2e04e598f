// A search engine answers the search page instead of the static index: POST <endpoint>/_search.
import { fetchOnce } from "../core/fetching.js";
import { documentNumber } from "./document-numbers.js";
import {
  countBody,
  countsBody,
  countsOf,
  EVERYTHING,
  exactQuery,
  nearQuery,
  searchBody,
  suggestionsBody,
} from "./endpoint-queries.js";
import { queryRuns } from "./tokenizer.js";

const PATIENCE = 15_000;
const EMPTY = { summary: "", grade: "", facts: [], passages: [] };

export class EndpointEngine {
  /**
   * @param {string} endpoint
   * @param {string[]} facets those that the index has
   * @param {string} known the address of what the site says of the index
   */
  constructor(endpoint, facets, known) {
    this.address = `${endpoint.replace(/\/$/, "")}/_search`;
    Object.assign(this, { facets, known, records: new Map(), last: {} });
  }

  async post(body) {
    const headers = { "Content-Type": "application/json" };
    const signal = AbortSignal.timeout(PATIENCE);
    const reply = await fetch(this.address, { method: "POST", headers, signal, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${this.address}: ${reply.status}`);
    const answer = await reply.json();
    if (answer.timed_out || answer._shards?.failed) throw new Error(`${this.address}: a part did not answer`);
    return answer;
  }

  /** Hits as far as they are shown; of an answer that was shown in part only the rest is asked for. */
  async hits(asked, state) {
    const { shown, ...same } = state;
    const key = JSON.stringify([asked, same]);
    const before = this.last.key === key && this.last.found.length < shown ? this.last.found : [];
    const { hits } = await this.post(searchBody(asked, { ...state, from: before.length }));
    for (const hit of hits.hits) this.records.set(hit._id, { ...EMPTY, ...hit._source });
    this.last = { key, found: [...new Set([...before, ...hits.hits.map((hit) => hit._id)])] };
    return { found: this.last.found, total: hits.total.value };
  }

  async search({ asked, phrases, synonyms }, { chosen: picked, sorting, shown }, fixed) {
    const chosen = { ...picked, ...fixed };
    const open = this.facets.filter((facet) => !fixed[facet]);
    const groups = async () => countsOf((await this.post(countsBody(asked, open, chosen))).aggregations, open, chosen);
    return { ...(await this.hits(asked, { chosen, sorting, shown })), phrases, synonyms, groups, columns: {} };
  }

  /** What is asked, answered, in the form of the static index. */
  async answer(state, fixed) {
    const { query, without } = state;
    const all = query ? [] : [EVERYTHING];
    const { synonyms } = query ? await fetchOnce(this.known).catch(() => ({ synonyms: [] })) : {};
    const exact = [documentNumber(query), query].filter(Boolean).map((each) => exactQuery(each, synonyms, without));
    for (const each of [...all, ...exact]) {
      const found = await this.search(each, state, fixed);
      if (found.total || !queryRuns(query).length) return { ...found, count: found.total };
    }
    const near = await this.search(nearQuery(query), state, fixed);
    return { ...near, synonyms: exact[exact.length - 1].synonyms, count: 0 };
  }

  /** How many records there are of the fixed kinds, or of all kinds. */
  async count(fixed) {
    return (await this.post(countBody(fixed))).hits.total.value;
  }

  /** A record as cards show it. */
  async record(key) {
    return this.records.get(key);
  }

  /** What a search box offers for a key, in the rows of the static index. */
  async suggestions(key) {
    const { hits } = await this.post(suggestionsBody(key));
    return hits.hits.map(({ sort, fields, _source: { title, kind, url } }) => {
      const held = sort[0] ? key : `${key} `;
      return [held, title, kind, url, fields["suggest.weight"][0]];
    });
  }
}

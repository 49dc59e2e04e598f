// The static index answers the search page: no server, no dependency.
import { fetchOnce } from "../core/fetching.js";
import { exactAnswers, nearAnswers } from "./answers.js";
import { COUNTY, KIND, PROVINCE } from "./facet-names.js";
import { countedFacets, decodeColumns, ordering, passing } from "./facets.js";
import { readIndex } from "./shards.js";

export class IndexEngine {
  /** @param {string} base the folder of the index */
  constructor(base) {
    this.base = base;
  }

  /** The index, read once; after a failure it is asked for again. */
  index() {
    if (!this.reading) {
      this.reading = readIndex(this.base);
      this.reading.catch(() => {
        this.reading = undefined;
      });
    }
    return this.reading;
  }

  /** Facet columns; those of `lazy` are large and read only when they are needed. */
  async columns(lazy = false) {
    const index = await this.index();
    const held = lazy ? index.lazy : index.facets;
    return decodeColumns(typeof held === "string" ? await fetchOnce(`${this.base}${held}.json`) : held);
  }

  async neededColumns({ query, chosen, sort, sorting }, fixed) {
    if (query && !sort && !Object.keys({ ...chosen, ...fixed }).length) return {};
    const lazy = chosen[COUNTY] || chosen[PROVINCE] || sorting === "county";
    return { ...(await this.columns()), ...(lazy ? await this.columns(true) : {}) };
  }

  /**
   * What is asked, answered: exact hits, or where there are none the records that share most words with the query.
   * `found` are records in order, `count` the exact ones, `total` all; `groups()` counts the facets.
   */
  async answer(state, fixed) {
    const index = await this.index();
    const exact = await exactAnswers(index, state.query, state.without);
    const columns = await this.neededColumns(state, fixed);
    const keeps = passing(columns, { ...state.chosen, ...fixed });
    const inOrder = ({ scores }) => [...scores.keys()].filter(keeps).sort(ordering(columns, scores, state.sorting));
    const made = ({ scores, phrases }, found, count) => ({
      ...{ phrases, found, count, columns, total: found.length, synonyms: exact.synonyms },
      groups: async () => {
        const known = Object.keys(columns).length ? columns : await this.columns();
        return countedFacets(known, [...scores.keys()], state.chosen, fixed);
      },
    });
    const found = inOrder(exact);
    if (found.length || !state.query) return made(exact, found, found.length);
    const near = await nearAnswers(index, state.query);
    return made(near, inOrder(near), 0);
  }

  /** How many records there are of the fixed kinds, or of all kinds. */
  async count({ [KIND]: kinds }) {
    if (!kinds) return (await this.index()).count;
    const { values, rows } = (await this.columns())[KIND];
    return rows.filter(([number]) => kinds.includes(values[number])).length;
  }

  /** A record as cards show it. */
  async record(number) {
    return fetchOnce(`${this.base}records/${number}.json?v=${(await this.index()).version}`);
  }
}

// The static index answers the search page: no server, no dependency.
import { fetchOnce } from "../core/fetching.js";
import { loadScript } from "../core/loading.js";
import { exactAnswers } from "./answers.js";
import { COUNTY, KIND, PROVINCE } from "./facet-names.js";
import { countedFacets, decodeColumns, ordering, passing } from "./facets.js";
import { spread } from "./ranking.js";
import { readIndex } from "./shards.js";
import { queryRuns } from "./tokenizer.js";

const FEW = 5;

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

  /** Near answers, whose script is read when it is needed. */
  async near(...asked) {
    if (!window.casebookNear) await loadScript(`${this.base}../assets/js/near.js`);
    return window.casebookNear(...asked);
  }

  /**
   * What is asked, answered: exact hits, and where there are none the records that share most words with the query; after
   * few hits of several words those that hold some of them. `found` are records in order, `count` the exact ones, which
   * come first, `total` all; `groups()` counts the facets. Where records hold some of the words, `notes` and `told` say which.
   */
  async answer(state, fixed) {
    const index = await this.index();
    const exact = await exactAnswers(index, state.query, state.without);
    const columns = await this.neededColumns(state, fixed);
    const keeps = passing(columns, { ...state.chosen, ...fixed });
    const inOrder = ({ scores, notes }) => {
      const found = [...scores.keys()].filter(keeps).sort(ordering(columns, scores, state.sorting));
      return state.sorting || notes ? found : spread(index, found, scores);
    };
    const hits = inOrder(exact);
    const made = (answers, found = hits) => ({
      ...answers,
      ...{ found, count: hits.length, columns, total: found.length, synonyms: exact.synonyms },
      groups: async () => {
        const known = Object.keys(columns).length ? columns : await this.columns();
        return countedFacets(known, [...answers.scores.keys()], state.chosen, fixed);
      },
    });
    const isEnough = hits.length >= (exact.words.length > 1 && !state.sorting ? FEW : 1);
    if (isEnough || !queryRuns(state.query).length) return made(exact);
    const near = await this.near(index, state.query, exact.words, keeps);
    return made(near, inOrder(near));
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

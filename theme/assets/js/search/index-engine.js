// The static index answers the search page: no server, no dependency.
import { fetchOnce, once } from "../core/fetching.js";
import { brought } from "../core/loading.js";
import { exactAnswers } from "./answers.js";
import { KIND, PROVINCE, THEME, YEAR } from "./facet-names.js";
import { heldPassages } from "./long-records.js";
import { spread } from "./ranking.js";
import { readIndex } from "./shards.js";
import { askedWords } from "./state.js";
import { queryRuns } from "./tokenizer.js";

const FEW = 5;

/** A function that returns the records of an answer that pass, in the order that is asked for. */
const ordered =
  (index, columns, keeps, sorting) =>
  ({ scores, notes }) => {
    const byScore = (a, b) => scores.get(b) - scores.get(a) || a - b;
    const found = [...scores.keys()].filter(keeps).sort(columns ? columns.ordering(scores, sorting) : byScore);
    return sorting || notes ? found : spread(index, found, scores);
  };

export class IndexEngine {
  /** @param {string} base the folder of the index */
  constructor(base) {
    this.settings = once(() => fetchOnce(`${base}index.json`, "json", { cache: "no-cache" }));
    this.index = once(async () => readIndex(base, await this.settings()));
    this.columns = once(async () => {
      const { FacetColumns } = await brought("casebookFacets", "facets.js");
      return new FacetColumns(base, await this.settings());
    });
  }

  /**
   * What is asked, answered: exact hits, and where there are none the records that share most words with the query; after
   * few hits of several words those that hold some of them. `found` are records in order, `count` the exact ones, which
   * come first, `total` all; `groups(open)` counts the facets. Where records hold some of the words, `notes` and `told` say which.
   */
  async answer(state, fixed) {
    if (!askedWords(state)) return this.atRest(fixed);
    const { query, sorting } = state;
    const chosen = { ...state.chosen, ...fixed };
    const index = await this.index();
    const isChosen = sorting || Object.keys(chosen).length;
    const [exact, columns] = await Promise.all([
      exactAnswers(index, query, state.without),
      isChosen ? this.columns() : null,
    ]);
    const keeps = columns ? await columns.passing(chosen, sorting) : () => true;
    const inOrder = ordered(index, columns, keeps, sorting);
    const hits = inOrder(exact);
    const made = (answers, found = hits) => ({
      ...answers,
      ...{ found, count: hits.length, total: found.length, synonyms: exact.synonyms },
      facts: (record) => columns?.facts(record, [KIND, PROVINCE, THEME, YEAR]),
      groups: (open) => this.groups(index, [...answers.scores.keys()], [state.chosen, fixed, open]),
    });
    const isEnough = hits.length >= (exact.words.length > 1 && !sorting ? FEW : 1);
    if (isEnough || !queryRuns(query).length) return made(exact);
    const nearAnswers = await brought("casebookNear", "near.js");
    const near = await nearAnswers(index, query, exact.words, keeps);
    return made(near, inOrder(near));
  }

  async groups({ kinds }, records, asked) {
    const held = [...new Set(records.map((record) => kinds[record]))];
    return (await this.columns()).groups(records, held, ...asked);
  }

  /** What the page shows before anything is asked: how many records there are, and what may be chosen. */
  async atRest(fixed) {
    const count = await this.count(fixed);
    const groups = async () => {
      const { kinds } = await this.settings();
      const shown = kinds.map(([kind]) => kind).filter((kind) => !fixed[KIND] || fixed[KIND].includes(kind));
      const all = kinds.flatMap(([kind, many]) => new Array(many).fill(shown.includes(kind)));
      const records = [...all.keys()].filter((record) => all[record]);
      return (await this.columns()).atRest(records, [...new Set(shown)], fixed);
    };
    return { count, total: count, found: [], phrases: [], synonyms: [], groups };
  }

  /** How many records there are of the fixed kinds, or of all kinds. */
  async count({ [KIND]: fixed }) {
    const { kinds } = await this.settings();
    return kinds.reduce((sum, [kind, many]) => sum + (!fixed || fixed.includes(kind) ? many : 0), 0);
  }

  /** A record as cards show it; of a long one only passages that hold phrases, which were looked for. */
  async record(number, phrases = []) {
    const index = await this.index();
    const card = await index.card(number);
    return { ...card, passages: card.passages || (await heldPassages(index, number, phrases)) };
  }
}

// Facets: what may be chosen, how many records each value has, and the orders that follow from them. A column is
// { values, first, rows }: rows[record - first] lists the numbers of its values. Large columns are fetched when needed.
import { COUNTY, PROVINCE, YEAR } from "./facet-names.js";
import { readHeld } from "./shards.js";

const SHOWN_FIRST = 4;
const NONE = [];
const SORTED_BY = { date: [YEAR], county: [PROVINCE, COUNTY] };

const numberOf = (sign) => sign.charCodeAt(0) - 65;

/** A column as it stands in the index. */
export const decodeColumn = ({ values, first, rows, many }) => {
  const cells = many ? rows.split(",") : [...rows];
  return { values, first, rows: cells.map((signs) => [...signs].map(numberOf)) };
};

const numbersOf = (column, record) => column.rows[record - column.first] || NONE;

const valuesOf = (column, record) => (column ? numbersOf(column, record).map((number) => column.values[number]) : NONE);

/** Whether a record has one of the chosen values in every facet, `except` left aside. @returns {(record: number) => boolean} */
export const passing = (columns, chosen, except = "") => {
  const facets = Object.keys(chosen).filter((facet) => facet !== except);
  const tests = facets.map((facet) => {
    const column = columns[facet];
    if (!column) return () => false;
    const numbers = new Set(chosen[facet].map((value) => column.values.indexOf(value)));
    return (record) => numbersOf(column, record).some((number) => numbers.has(number));
  });
  return (record) => tests.every((test) => test(record));
};

const newestFirst = ([a], [b]) => (a < b ? 1 : -1);
const mostFirst = ([a, many], [b, more]) => more - many || (a < b ? -1 : 1);
const inOrder = (facet, counted) => counted.sort(facet === YEAR ? newestFirst : mostFirst);

/** The values of a facet with their counts among records that pass the other facets; chosen ones also where there are none. */
const countedValues = (facet, column, records, chosen) => {
  const counts = new Array(column.values.length).fill(0);
  for (const record of records) for (const number of numbersOf(column, record)) counts[number] += 1;
  const counted = column.values
    .map((value, number) => [value, counts[number]])
    .filter(([value, count]) => count || (chosen[facet] || []).includes(value));
  return inOrder(facet, counted);
};

const least = (values) => values.reduce((a, b) => (b < a ? b : a), values[0] || "");
const most = (values) => values.reduce((a, b) => (b > a ? b : a), "");

/** The order of records: by year or by place where that is asked for, then by score. */
export const ordering = (columns, scores, sorting) => {
  const year = (record) => most(valuesOf(columns[YEAR], record));
  const place = (facet) => (record) => least(valuesOf(columns[facet], record));
  const [province, county] = [place(PROVINCE), place(COUNTY)];
  const byPlace = (of) => (a, b) => of(a).localeCompare(of(b), "zh");
  const orders = {
    date: (a, b) => (year(b) > year(a)) - (year(b) < year(a)),
    county: (a, b) => !province(a) - !province(b) || byPlace(province)(a, b) || byPlace(county)(a, b),
  };
  const first = orders[sorting] || (() => 0);
  return (a, b) => first(a, b) || scores.get(b) - scores.get(a) || a - b;
};

/** What of counted facets is offered: no empty ones, and counties only after a province is chosen. */
export const offered = (groups, chosen) =>
  groups.filter(([facet, values]) => values?.length !== 0 && (facet !== COUNTY || chosen[PROVINCE]));

export class FacetColumns {
  /** @param {string} base the folder of the index @param settings those of the index */
  constructor(base, { facets, rest }) {
    Object.assign(this, { base, rest, facets: facets.map(([facet]) => facet), held: Object.fromEntries(facets) });
    this.columns = {};
    for (const [facet, column] of facets) if (typeof column !== "string") this.columns[facet] = decodeColumn(column);
  }

  /** Fetch the columns of some facets. */
  async take(facets) {
    const wanted = facets.filter((facet) => this.held[facet] && !this.columns[facet]);
    const files = await Promise.all(wanted.map((facet) => readHeld(this.base, this.held[facet])));
    for (const file of files)
      for (const [facet, column] of Object.entries(file)) this.columns[facet] ??= decodeColumn(column);
  }

  /** Fetch what choosing and sorting need. @returns {(record: number) => boolean} whether a record passes what is chosen */
  async passing(chosen, sorting) {
    await this.take([...Object.keys(chosen), ...(SORTED_BY[sorting] || [])]);
    return passing(this.columns, chosen);
  }

  ordering(scores, sorting) {
    return ordering(this.columns, scores, sorting);
  }

  /** What the columns that are there say of a record. */
  facts(record, facets) {
    return facets.flatMap((facet) => valuesOf(this.columns[facet], record));
  }

  /** The facets that are not `fixed`; counties only after a province is chosen. */
  names(chosen, fixed) {
    return this.facets.filter((facet) => !fixed[facet] && (facet !== COUNTY || chosen[PROVINCE]));
  }

  /**
   * The facets with their counted values; those whose column is not there and not `open` (at first: the first ones) with null.
   * @returns {Promise<[string, [string, number][] | null][]>}
   */
  async groups(records, kinds, chosen, fixed, open) {
    const mayHave = (facet) => !this.rest[facet] || kinds.some((kind) => this.rest[facet][kind]);
    const names = this.names(chosen, fixed).filter(mayHave);
    const shown = open || names.slice(0, SHOWN_FIRST);
    await this.take([...Object.keys(chosen), ...shown, ...(chosen[PROVINCE] ? [COUNTY] : [])]);
    const all = { ...chosen, ...fixed };
    const counted = (facet) =>
      countedValues(facet, this.columns[facet], records.filter(passing(this.columns, all, facet)), chosen);
    return names.map((facet) => [facet, this.columns[facet] ? counted(facet) : null]);
  }

  /** The same where nothing is asked, without fetching anything. @param {number[]} records those of the kinds */
  atRest(records, kinds, fixed) {
    const summed = (facet) => {
      const sums = {};
      for (const kind of kinds)
        for (const [value, count] of Object.entries(this.rest[facet][kind] || {}))
          sums[value] = (sums[value] || 0) + count;
      return inOrder(facet, Object.entries(sums));
    };
    const counted = (facet) =>
      this.rest[facet] ? summed(facet) : countedValues(facet, this.columns[facet], records, {});
    return this.names({}, fixed).map((facet) => [facet, counted(facet)]);
  }
}

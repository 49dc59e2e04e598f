// Facets: what may be chosen, how many records each value has, and the orders that follow from them. A column is
// { values, rows }: rows[record] lists the numbers of its values.
import { COUNTY, PROVINCE, YEAR } from "./facet-names.js";

const numberOf = (sign) => sign.charCodeAt(0) - 65;

/** The columns of a file of the index, by facet. */
export const decodeColumns = (entries) =>
  Object.fromEntries(
    entries.map(([facet, { values, rows, many }]) => {
      const cells = many ? rows.split(",") : [...rows];
      return [facet, { values, rows: cells.map((signs) => [...signs].map(numberOf)) }];
    }),
  );

const valuesOf = (column, record) => (column ? column.rows[record].map((number) => column.values[number]) : []);

/** What some facets say of a record. */
export const factsOf = (columns, record, facets) => facets.flatMap((facet) => valuesOf(columns[facet], record));

/** Whether a record has one of the chosen values in every facet, `except` left aside. @returns {(record: number) => boolean} */
export const passing = (columns, chosen, except = "") => {
  const facets = Object.keys(chosen).filter((facet) => facet !== except);
  const tests = facets.map((facet) => {
    const column = columns[facet];
    if (!column) return () => false;
    const numbers = new Set(chosen[facet].map((value) => column.values.indexOf(value)));
    return (record) => column.rows[record].some((number) => numbers.has(number));
  });
  return (record) => tests.every((test) => test(record));
};

const newestFirst = ([a], [b]) => (a < b ? 1 : -1);
const mostFirst = ([a, many], [b, more]) => more - many || (a < b ? -1 : 1);

/** The values of a facet with their counts among records that pass the other facets; chosen ones also where there are none. */
const countedValues = (facet, column, records, chosen) => {
  const counts = new Array(column.values.length).fill(0);
  for (const record of records) for (const number of column.rows[record]) counts[number] += 1;
  return column.values
    .map((value, number) => [value, counts[number]])
    .filter(([value, count]) => count || (chosen[facet] || []).includes(value))
    .sort(facet === YEAR ? newestFirst : mostFirst);
};

/** The facets that are not `fixed`, each with its counted values. @returns {[string, [string, number][]][]} */
export const countedFacets = (columns, records, chosen, fixed) => {
  const all = { ...chosen, ...fixed };
  return Object.entries(columns)
    .filter(([facet]) => !fixed[facet])
    .map(([facet, column]) => [
      facet,
      countedValues(facet, column, records.filter(passing(columns, all, facet)), chosen),
    ]);
};

/** Counties are offered only after a province is chosen. */
export const offered = (groups, chosen) =>
  groups.filter(([facet, values]) => values.length && (facet !== COUNTY || chosen[PROVINCE]));

/** What is chosen after a value is chosen or taken back; with a province its counties go too. */
export const toggled = (chosen, facet, value) => {
  const before = chosen[facet] || [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const after = { ...chosen, [facet]: values };
  if (!values.length) delete after[facet];
  if (facet === PROVINCE) delete after[COUNTY];
  return after;
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

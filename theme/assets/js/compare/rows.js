// What did not work is never folded away, even where no source says anything of it.
const ALWAYS = ["没有做好的", "不适用的地方"];

/**
 * The rows of a comparison: those that say something, each with one list of lines a record, and the names of the others.
 * @param {{ rows: [string, string[]][] }[]} records
 */
export const comparedRows = (records) => {
  const rows = records[0].rows.map(([name], place) => ({
    name,
    sides: records.map((record) => record.rows[place][1]),
  }));
  const isShown = ({ name, sides }) => ALWAYS.includes(name) || sides.some((lines) => lines.length);
  return { shown: rows.filter(isShown), unstated: rows.filter((row) => !isShown(row)).map((row) => row.name) };
};

/** Records like those compared that are not among them: [key, title], six at most. */
export const similarTo = (records) => {
  const keys = records.map((record) => record.key);
  return [...new Map(records.flatMap((record) => record.near).filter(([key]) => !keys.includes(key)))].slice(0, 6);
};

/**
 * The rows of a comparison: those in which some record says something, each with one side a record (its lines, and what
 * stands for them where there are none), and the names of the others.
 * @param {{ rows: { name: string, lines: string[], nothing?: string }[] }[]} records
 */
export const comparedRows = (records) => {
  const rows = records[0].rows.map(({ name }, place) => ({
    name,
    sides: records.map(({ rows }) => ({ lines: rows[place].lines, nothing: rows[place].nothing })),
  }));
  const isShown = ({ sides }) => sides.some(({ lines }) => lines.length);
  return { shown: rows.filter(isShown), empty: rows.filter((row) => !isShown(row)).map((row) => row.name) };
};

/** Records like those compared that are not among them: [key, title], six at most. */
export const similarTo = (records) => {
  const keys = records.map((record) => record.key);
  return [...new Map(records.flatMap((record) => record.near).filter(([key]) => !keys.includes(key)))].slice(0, 6);
};

// How well a record answers (BM25F): what its occurrences weigh, by field, against its length and the term's rarity.

const SATURATION = 4;
// A long text counts as at most so much longer than the mean: its clauses answer questions as well as short records do.
const LONGEST = 4;

/** What `lengths` of the index says, a sign a record: its length against the mean, and what a hit in its title weighs. */
export const measures = ({ lengths, boosts }) => {
  const signs = [...lengths].map((sign) => sign.charCodeAt(0) - 65);
  const sizes = signs.map((sign) => 2 ** (Math.floor(sign / 4) / 2));
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
  return {
    norms: sizes.map((size) => Math.min(LONGEST, 0.5 + (0.5 * size) / mean)),
    titles: signs.map((sign) => boosts[sign % 4]),
  };
};

/** The field (title, keywords, summary, body) of a position; each starts at its place in `fields`. */
const fieldAt = (fields, position) => {
  if (position < fields[1]) return 0;
  if (position < fields[2]) return 1;
  return position < fields[3] ? 2 : 3;
};

/** What occurrences at these positions of a stretch weigh. */
export const weigh = (index, stretch, positions) => {
  let total = 0;
  for (const position of positions) {
    const field = fieldAt(index.fields, position);
    total += index.weights[field] * (field ? 1 : index.titles[index.owners[stretch]]);
  }
  return total;
};

/** How rare something is that so many records hold. */
export const rarity = (index, holding) => Math.log(1 + index.count / holding);

/** The points of a record for one term or phrase, which so many records hold. */
export const points = (index, record, weight, holding) =>
  (rarity(index, holding) * weight) / (weight + SATURATION * index.norms[record]);

const ALIKE = 0.9;
const MANY = 5;

/**
 * Records by their scores, but where many of one kind score about the same, none of them is the answer: each further one
 * counts for less, so that they do not stand before everything else.
 */
export const spread = (index, found, scores) => {
  const latest = {};
  const runs = new Map();
  for (const record of found) {
    const kind = index.kinds[record];
    const score = scores.get(record);
    if (!(score >= ALIKE * latest[kind]?.[0])) latest[kind] = [];
    runs.set(record, [latest[kind], latest[kind].push(score)]);
  }
  const worth = (record) => {
    const [run, place] = runs.get(record);
    return scores.get(record) / (run.length > MANY ? place : 1);
  };
  return found.sort((a, b) => worth(b) - worth(a));
};

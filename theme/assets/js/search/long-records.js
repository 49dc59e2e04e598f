// Of a long record only stretches that hold what is asked are fetched, those first that hold most of it.
import { tellingPassages } from "./passages.js";

const MOST = 3;

/** The stretches of a record in which phrases were found, by the length of the phrases each holds. */
const telling = ({ owners, stretchesWith }, record, phrases) => {
  const held = new Map();
  for (const phrase of phrases)
    for (const stretch of stretchesWith.get(phrase) || [])
      if (owners[stretch] === record) held.set(stretch, (held.get(stretch) || 0) + phrase.length);
  return [...held].sort(([a, one], [b, other]) => other - one || a - b);
};

/**
 * Passages of a long record that hold phrases. A second stretch is read where the first has no two passages that hold as much as it
 * may, a third where both have less than two.
 */
export const heldPassages = async (index, record, phrases) => {
  let read = [];
  for (const [at, [stretch, length]] of telling(index, record, phrases).slice(0, MOST).entries()) {
    if (read.filter(({ held }) => at > 1 || held >= length).length > 1) break;
    const found = tellingPassages(await index.passages(stretch), phrases);
    read = [...read, ...found.map((each) => ({ ...each, stretch }))];
  }
  return read.sort((a, b) => a.stretch - b.stretch).map(({ passage }) => passage);
};

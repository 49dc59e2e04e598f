// Of a long record only stretches that hold what is asked are fetched, those first that hold most of it.
import { tellingPassages } from "./passages.js";

const MOST = 3;
const SHOWN = 2;

/** The stretches of a record in which phrases were found, by the length of the phrases each holds. */
const telling = ({ stretchesWith }, record, phrases) => {
  const held = new Map();
  for (const phrase of phrases)
    for (const stretch of stretchesWith.get(phrase)?.get(record) || [])
      held.set(stretch, (held.get(stretch) || 0) + phrase.length);
  return [...held].sort(([a, one], [b, other]) => other - one || a - b);
};

/** Passages of a long record that hold phrases; stretches are read until two are found that hold as much as any further one. */
export const heldPassages = async (index, record, phrases) => {
  const read = [];
  for (const [stretch, length] of telling(index, record, phrases).slice(0, MOST)) {
    if (read.filter(({ held }) => held >= length).length >= SHOWN) break;
    const found = tellingPassages(await index.passages(stretch), phrases);
    read.push(...found.map((each) => ({ ...each, stretch })));
  }
  return read.sort((a, b) => a.stretch - b.stretch).map(({ passage }) => passage);
};

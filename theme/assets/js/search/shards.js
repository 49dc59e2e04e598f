// The files of the static index that a query needs: a directory first, then a shard for each term that is asked for.
import { fetchOnce } from "../core/fetching.js";
import { lastNotBeyond } from "../core/sorted.js";
import { openShard } from "./postings.js";
import { measures } from "./ranking.js";

const NAME_LENGTH = 6;

/** A file of the index that stands in the settings or is named there. */
export const readHeld = async (base, held) =>
  typeof held === "string" ? fetchOnce(`${base}data/${held}.bin`, "packed") : held;

const counted = (signs) => [...signs].map((sign) => sign.charCodeAt(0) - 64);

/** Where each file of cards begins, from signs that say how many each holds. */
const beginnings = (counts) => {
  let at = 0;
  return counted(counts).map((count) => {
    at += count;
    return at - count;
  });
};

/** The record of each stretch, from signs that say how many each has. */
const ownersOf = (counts) => counted(counts).flatMap((count, record) => new Array(count).fill(record));

/** Functions that read shards: of a term, and all that may hold terms with a beginning. */
const shardReaders = (base, { firsts, names }) => {
  const opened = new Map();
  const shard = (number) => {
    if (!opened.has(number)) {
      const name = names.slice(number * NAME_LENGTH, (number + 1) * NAME_LENGTH);
      const answer = fetchOnce(`${base}${name}.bin`, "bytes").then(openShard);
      answer.catch(() => opened.delete(number));
      opened.set(number, answer);
    }
    return opened.get(number);
  };
  const shardOf = async (term) => (firsts.length ? shard(lastNotBeyond(firsts, term)) : new Map());
  const shardsOf = (beginning) => {
    const first = lastNotBeyond(firsts, beginning);
    const last = lastNotBeyond(firsts, `${beginning}\uffff`);
    return Promise.all(Array.from({ length: last - first + 1 }, (_, order) => shard(first + order)));
  };
  return { shardOf, shardsOf };
};

/** Functions that read what is shown: the card of a record, and the passages of a stretch of a long one. */
const shownReaders = (base, counts, version) => {
  const begins = beginnings(counts);
  const card = async (record) => {
    const at = lastNotBeyond(begins, record);
    const cards = await fetchOnce(`${base}cards/${at}.bin?v=${version}`, "packed");
    return cards[record - begins[at]];
  };
  const passages = (stretch) => fetchOnce(`${base}passages/${stretch}.bin?v=${version}`, "packed");
  return { card, passages };
};

/**
 * The settings with the directory, the record of each stretch (`owners`), in which stretches phrases were found
 * (`stretchesWith`), and `card(record)`, `passages(stretch)`, `shardOf(term)` and `shardsOf(beginning)` to read what it leads to.
 */
export const readIndex = async (base, settings) => {
  const directory = await readHeld(base, settings.directory);
  const readers = { ...shardReaders(base, directory), ...shownReaders(base, directory.cards, settings.version) };
  const kinds = settings.kinds.flatMap(([kind, count]) => new Array(count).fill(kind));
  const told = { ...measures(directory), kinds, owners: ownersOf(directory.stretches), stretchesWith: new Map() };
  return { ...settings, ...directory, ...told, ...readers };
};

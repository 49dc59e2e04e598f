// The files of the static index that a query needs: a directory first, then a shard for each term that is asked for.
import { fetchOnce } from "../core/fetching.js";
import { lastNotBeyond } from "../core/sorted.js";
import { openShard } from "./postings.js";
import { measures } from "./ranking.js";

const NAME_LENGTH = 6;

/** A file of the index that stands in the settings or is named there. */
export const readHeld = async (base, held) =>
  typeof held === "string" ? fetchOnce(`${base}data/${held}.bin`, "packed") : held;

/** Where each file of cards begins, from signs that say how many each holds. */
const beginnings = (counts) => {
  let at = 0;
  return [...counts].map((sign) => {
    at += sign.charCodeAt(0) - 64;
    return at - (sign.charCodeAt(0) - 64);
  });
};

/** The settings with the directory, and with `card(number)`, `shardOf(term)` and `shardsOf(beginning)` to read what it leads to. */
export const readIndex = async (base, settings) => {
  const directory = await readHeld(base, settings.directory);
  const { firsts, names } = directory;
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
  const begins = beginnings(directory.cards);
  const card = async (number) => {
    const at = lastNotBeyond(begins, number);
    const cards = await fetchOnce(`${base}cards/${at}.bin?v=${settings.version}`, "packed");
    return cards[number - begins[at]];
  };
  const kinds = settings.kinds.flatMap(([kind, count]) => new Array(count).fill(kind));
  return { ...settings, ...directory, ...measures(directory), kinds, card, shardOf, shardsOf };
};

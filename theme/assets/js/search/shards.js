// The files of the static index: its settings first, then a shard for each term that is asked for.
import { fetchOnce } from "../core/fetching.js";
import { lastNotBeyond } from "../core/sorted.js";
import { openShard } from "./postings.js";
import { measures } from "./ranking.js";

const NAME_LENGTH = 8;

/** The settings of an index, with `shard(number)`, `shardOf(term)` and `shardsOf(beginning)` to read its postings. */
export const readIndex = async (base) => {
  const settings = await fetchOnce(`${base}index.json`, "json", { cache: "no-cache" });
  const { firsts, names } = settings;
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
  const kinds = settings.kinds.flatMap(([kind, count]) => new Array(count).fill(kind));
  return { ...settings, ...measures(settings), kinds, shardOf, shardsOf };
};

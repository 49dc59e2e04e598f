// The records that can be compared and are meant by what is typed, by the suggestions of the search.
import { fetchOnce } from "../core/fetching.js";
import { chunksOf, keyOf, matching } from "../search/suggestions.js";
import { keyIn, kindOf } from "./choice.js";

/** The rows of suggestions that lead to a record of these kinds which is not chosen yet. @param {string[]} chosen keys */
export const comparableRows = (rows, kinds, chosen) =>
  rows.filter(([, , , url]) => {
    const key = keyIn(url);
    return kinds.includes(kindOf(key)) && !chosen.includes(key);
  });

/** What can be compared with the records chosen, for what is typed; with none chosen, anything that compares. */
export const pick = async (root, typed, kinds, chosen) => {
  const key = keyOf(typed);
  if (!key) return [];
  const directory = await fetchOnce(`${root}search/suggest.json`);
  const chunks = await Promise.all(chunksOf(directory, key).map((name) => fetchOnce(`${root}search/${name}.json`)));
  return matching(comparableRows(chunks.flat(), kinds, chosen), key);
};

// The records that can be compared and are meant by what is typed, by the suggestions of the search.
import { keyOf, matching, rowsOf } from "../search/suggestions.js";
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
  return matching(comparableRows(await rowsOf(root)(key), kinds, chosen), key);
};

// What may be meant by what is typed: titles, counties, themes and document numbers, by their words, pinyin or initials.
import { fetchOnce } from "../core/fetching.js";
import { lastNotBeyond } from "../core/sorted.js";
import { documentNumber } from "./document-numbers.js";
import { fold, isHan } from "./tokenizer.js";

const KEY_LENGTH = 16;
const MOST = 8;
const LIKENESS = 0.6;

/** What is typed, in the form of the keys of suggestions. */
export const keyOf = (typed) =>
  fold(documentNumber(typed) || typed)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, KEY_LENGTH);

/** The names of the chunks in which keys that begin with `key` start. @param {[string, string][]} directory */
export const chunksOf = (directory, key) => {
  const firsts = directory.map(([first]) => first);
  const first = lastNotBeyond(firsts, key);
  const last = lastNotBeyond(firsts, `${key}\uffff`);
  return directory.slice(first, Math.min(last, first + 2) + 1).map(([, name]) => name);
};

const likelier = (a, b) => a.order - b.order || a.text.length - b.text.length || (a.text < b.text ? -1 : 1);

/** The suggestions among `rows` whose key begins with `key`, one an address, the likeliest first. */
export const matching = (rows, key) => {
  const found = new Map();
  for (const [held, text, kind, url, weight] of rows) {
    const seen = found.get(url);
    if (!held.startsWith(key) || (seen && seen.order <= weight)) continue;
    found.set(url, { text, kind, url, order: weight + (held === key ? -10 : 0) });
  }
  return [...found.values()].sort(likelier).slice(0, MOST);
};

/** Whether the beginning of a key says enough of it to be likened: most of it, and more than a letter or two. */
export const tells = (beginning, key) => {
  const signs = [...beginning];
  return signs.length >= (isHan(signs[0]) ? 2 : 3) && signs.length >= LIKENESS * [...key].length;
};

const shorter = (key) => [...key].slice(0, -1).join("");

/** A function that reads the rows whose keys may begin with a key. */
export const rowsOf = (root) => async (key) => {
  const directory = await fetchOnce(`${root}search/suggest.json`);
  const read = (name) => fetchOnce(`${root}search/data/${name}.bin`, "packed");
  const chunks = await Promise.all(chunksOf(directory, key).map(read));
  return chunks.flat();
};

/** The suggestions for what is typed; with `near`, where there are none, those that share most of its beginning. */
export const suggest = async (root, typed, near = false) => {
  const whole = keyOf(typed);
  if (/^[a-z]?$/.test(whole)) return [];
  const rows = window.casebookEndpoint ? (key) => window.casebookEndpoint.suggestions(key) : rowsOf(root);
  for (let key = whole; key === whole || (near && tells(key, whole)); key = shorter(key)) {
    const found = matching(await rows(key), key);
    if (found.length) return found;
  }
  return [];
};

// The files of what is compared: which of them holds a record, and what it holds of it.
import { fetchOnce } from "../core/fetching.js";

/** How many files each kind has, from what the page says: "cases/128 counties/64". @returns {Map<string, number>} */
export const filesIn = (text) =>
  new Map(
    text.split(" ").map((each) => {
      const [kind, many] = each.split("/");
      return [kind, Number(many)];
    }),
  );

/** Which of its kind's files holds a record: FNV-1a of its id, as the generator computes it. */
export const fileOf = (id, many) => {
  let digest = 0x811c9dc5;
  for (const sign of id) digest = Math.imul(digest ^ sign.charCodeAt(0), 0x01000193) >>> 0;
  return digest % many;
};

const sideOf = (told) => (typeof told === "string" ? { lines: [], nothing: told } : { lines: told });

/** A record out of its file; null where it is not in it. */
export const recordFrom = ({ rows, records }, key) => {
  const [, id] = key.split("/");
  if (!Object.keys(records).includes(id)) return null;
  const [title, near, lines] = records[id];
  return { key, title, near, rows: rows.map(([name, section], place) => ({ name, section, ...sideOf(lines[place]) })) };
};

/** The record of a key; null where none of the kinds has it. @param {Map<string, number>} many */
export const readRecord = async (root, many, key) => {
  const [kind, id] = key.split("/");
  if (!many.has(kind)) return null;
  return recordFrom(await fetchOnce(`${root}compare/${kind}/${fileOf(id, many.get(kind))}.bin`, "packed"), key);
};

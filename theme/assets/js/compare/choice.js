// Which records are compared: the address says (?a=cases/x&b=cases/y); a link with one alone joins it to those looked at last.

export const SLOTS = ["a", "b", "c"];
const KEY = "[a-z][a-z-]*/[a-z0-9-]{3,80}";
const WHOLE_KEY = new RegExp(`^${KEY}$`);
const PAGE = new RegExp(`^(${KEY})/$`);

const isKey = (key) => WHOLE_KEY.test(key || "");

/** The kind of a key: `cases`, `counties`. */
export const kindOf = (key) => key.split("/")[0];

/** The address of a comparison, as a query. */
export const addressOf = (keys) => `?${keys.map((key, place) => `${SLOTS[place]}=${key}`).join("&")}`;

/** The key of the record that has an address in the site, or "". */
export const keyIn = (address) => address.match(PAGE)?.[1] ?? "";

/** A key added to others of its kind; the oldest makes room. */
export const joined = (keys, key) =>
  [...keys.filter((other) => other !== key && kindOf(other) === kindOf(key)), key].slice(-SLOTS.length);

/** The keys to compare, from those asked for (what each slot holds) and those remembered. */
export const chosen = (asked, remembered) => {
  const known = remembered.filter(isKey);
  const keys = [...new Set(asked.filter(isKey))];
  if (!keys.length) return known.slice(-SLOTS.length);
  if (keys.length === 1) return joined(known, keys[0]);
  return keys.filter((key) => kindOf(key) === kindOf(keys[0]));
};

/** What was remembered, from its text; nothing where that is broken. */
export const rememberedIn = (text) => {
  try {
    const keys = JSON.parse(text || "[]");
    return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
};

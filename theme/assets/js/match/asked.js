// What a reader says of a county, as it stands in the address: ?county=330624&terrain=mountain,hills&industry=tea&scarce=water.

export const TRAITS = ["terrain", "industry", "scarce"];
const CODE = /^\d{6}$/;

/**
 * What an address says; values that are not offered are left out.
 * @param {[string, string][]} pairs the names and values of the address
 * @param {Record<string, string[]>} offered the values of each trait
 */
export const askedOf = (pairs, offered) => {
  const held = new Map(pairs);
  const county = held.get("county") ?? "";
  const values = (name) => new Set((held.get(name) ?? "").split(","));
  const chosen = TRAITS.map((name) => [name, offered[name].filter((value) => values(name).has(value))]);
  return { county: CODE.test(county) ? county : "", ...Object.fromEntries(chosen) };
};

/** The address of what is said, as a query; "" where nothing is. */
export const queryOf = (asked) => {
  const parts = [
    ...(asked.county ? [`county=${asked.county}`] : []),
    ...TRAITS.filter((name) => asked[name].length).map((name) => `${name}=${asked[name].join(",")}`),
  ];
  return parts.length ? `?${parts.join("&")}` : "";
};

const isSame = (one, other) => one.length === other.length && one.every((value) => other.includes(value));

/**
 * What is said once another county is chosen: its own land and living, as its cases tell them, where nothing was said of
 * them, or only what came in this way with the county before.
 */
export const withCounty = (asked, code, known, before = {}) => {
  const told = ["terrain", "industry"].filter((name) => !asked[name].length || isSame(asked[name], before[name] ?? []));
  return { ...asked, county: code, ...Object.fromEntries(told.map((name) => [name, known[name] ?? []])) };
};

// What the library holds for a county: practices and pairings of places like it, and what it holds of the county itself.
import { TRAITS } from "./asked.js";
import { compared, reasonsOf } from "./likeness.js";

const joined = (one, other) =>
  Object.fromEntries(TRAITS.map((name) => [name, [...new Set([...(one[name] ?? []), ...(other[name] ?? [])])]]));

/** Where something stands: by the number of a county, or by the names of places and their provinces. */
const standingAt = (counties, where) => {
  if (typeof where !== "number") return { place: where[0], named: where[1], codes: [], traits: {} };
  const { place, province, codes, traits } = counties[where];
  return { place, named: [province].filter(Boolean), codes, traits };
};

/** What is known of places in the whole data, made once: counties, practices and pairings with all their traits. */
export const readLibrary = ({ likeness, provinces, counties: rows, cases, pairings }) => {
  const counties = rows.map(([id, name, place, province, codes, traits]) => ({
    id,
    name,
    place,
    province,
    codes,
    traits,
  }));
  const placed = ({ place, named, codes, traits: { designations, less_developed } }, traits) => {
    const regions = named.map((name) => provinces[name]?.region).filter(Boolean);
    const known = { ...traits, designations, less_developed, province: named, economic_region: [...new Set(regions)] };
    return { place, codes, traits: known };
  };
  return {
    likeness,
    provinces,
    counties,
    practices: cases.map(([id, where, traits]) => ({ id, ...placed(standingAt(counties, where), traits) })),
    pairings: pairings.map(([id, title, where, traits]) => {
      const standing = standingAt(counties, where);
      return { id, title, ...placed(standing, joined(standing.traits, traits)) };
    }),
  };
};

const settingIn = (counties, name) => [...new Set(counties.flatMap(({ traits }) => traits[name] ?? []))];

/** The counties of the library that a unit's area is in today, and what they tell of its land and its living. */
export const recordsOf = (library, unit) => {
  const counties = library.counties.filter(({ codes }) => codes.includes(unit?.code));
  const known = Object.fromEntries(TRAITS.map((name) => [name, settingIn(counties, name)]));
  return { counties, known };
};

/** The traits of the reader's county: what was said of it, where it lies, and what records tell of its standing. */
const mineOf = (library, asked, unit) => {
  const { counties } = recordsOf(library, unit);
  return {
    terrain: asked.terrain,
    industry: asked.industry,
    scarce: asked.scarce,
    province: unit ? [unit.province] : [],
    economic_region: unit?.region ? [unit.region] : [],
    designations: settingIn(counties, "designations"),
    less_developed: settingIn(counties, "less_developed"),
  };
};

/**
 * The answer for what is asked: each found thing with `reasons` in words and `different`, the traits known to differ.
 * @param {Record<string, string>} labels what the values of traits are called
 */
export const answerFor = (library, asked, unit, labels) => {
  const mine = mineOf(library, asked, unit);
  const judged = (each) => {
    const found = compared(library.likeness, mine, each.traits);
    return { ...each, ...found, reasons: reasonsOf(found, library.likeness.words, labels) };
  };
  const isOwn = ({ codes }) => codes.includes(unit?.code);
  const alike = (list) =>
    list
      .filter((each) => !isOwn(each))
      .map(judged)
      .filter(({ isAlike }) => isAlike)
      .sort((a, b) => b.score - a.score);
  const helped = alike(library.pairings);
  const near = ({ traits }) => unit && traits.province.includes(unit.province);
  return {
    practices: alike(library.practices),
    helped,
    near: helped.length ? [] : library.pairings.filter((each) => near(each) && !isOwn(each)),
    own: { practices: library.practices.filter(isOwn), pairings: library.pairings.filter(isOwn) },
  };
};

/** What the page says of an answer. */
export const statusFor = (asked, unit, { practices }, total) => {
  if (!asked.county && !TRAITS.some((name) => asked[name].length)) return "先选自己的县，再选地形、产业和缺什么。";
  if (practices.length) return `找到 ${practices.length} 个条件相近的做法，共同点多的在前。`;
  const hasGround = asked.terrain.length || asked.industry.length || asked.scarce.length > 1;
  if (!hasGround) return "只凭所在的地方或一样难处，共同点还不够：请再选地形或产业。";
  return `本库 ${total} 个做法里，没有一个与${unit ? unit.name : "所选条件"}的共同点够多，所以都没有列出。`;
};

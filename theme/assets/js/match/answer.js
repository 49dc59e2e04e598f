// What the library holds for a county: practices and pairings of places like it, and what it holds of the county itself.
import { TRAITS } from "./asked.js";
import { compared, reasonsOf } from "./likeness.js";

/** What is known of places in the whole data, made once: counties, practices and pairings with all their traits. */
export const readLibrary = ({ likeness, provinces, counties, cases, pairings }) => {
  const placed = (named, traits) => ({
    ...traits,
    province: named,
    economic_region: [...new Set(named.map((name) => provinces[name]?.region).filter(Boolean))],
  });
  const standing = (place) => counties[place]?.[3] ?? {};
  const official = (place) => {
    const { designations, less_developed } = standing(place);
    return { designations, less_developed };
  };
  const codes = (place) => counties[place]?.[2] ?? [];
  const joined = (one, other) =>
    Object.fromEntries(TRAITS.map((name) => [name, [...new Set([...(one[name] ?? []), ...(other[name] ?? [])])]]));
  return {
    likeness,
    provinces,
    counties: counties.map(([id, name, held, traits]) => ({ id, name, codes: held, traits })),
    practices: cases.map(([id, place, name, named, traits]) => {
      return { id, place: name, codes: codes(place), traits: placed(named, { ...traits, ...official(place) }) };
    }),
    pairings: pairings.map(([id, title, place, named, traits]) => {
      const known = { ...official(place), ...joined(standing(place), traits) };
      return { id, title, codes: codes(place), traits: placed(named, known) };
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

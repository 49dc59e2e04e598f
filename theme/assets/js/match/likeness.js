// What two places share, by the table that comes with the data: the twin of generator/county_casebook/library/likeness.py;
// tests/vectors/likeness.json holds both to one answer. Traits are lists of values by name; an empty or absent one is unknown.

const held = (traits, name) => traits[name] ?? [];

const sharedIn = (mine, theirs, name) => held(mine, name).filter((value) => held(theirs, name).includes(value));

const isGround = (likeness, name, values) =>
  likeness.grounds.includes(name) && (name !== "less_developed" || values.includes("yes"));

/**
 * What two places share and in what they are known to differ.
 * @param {{ weights: Record<string, [number, number, number]>, grounds: string[], apart: string[], enough: number }} likeness
 */
export const compared = (likeness, mine, theirs) => {
  const found = { score: 0, grounds: 0, shared: {}, different: [] };
  for (const [name, [same, different, most]] of Object.entries(likeness.weights)) {
    const values = sharedIn(mine, theirs, name);
    const points = same * Math.min(values.length, most);
    found.score += points;
    if (isGround(likeness, name, values)) found.grounds += points;
    if (values.length) found.shared[name] = values;
    else if (different && held(mine, name).length && held(theirs, name).length) {
      found.score -= different;
      found.different.push(name);
    }
  }
  const isApart = likeness.apart.every((name) => found.different.includes(name));
  return { ...found, isAlike: found.score >= likeness.enough && found.grounds >= likeness.enough && !isApart };
};

const OTHER = {
  less_developed: ([value]) => (value === "yes" ? "同属欠发达" : "同不属欠发达"),
  province: ([value]) => `同省（${value}）`,
  economic_region: ([value]) => `同在${value}`,
  designations: () => "同类称号",
};

/** What is shared in words, one a trait; the region only where the province is not shared. */
export const reasonsOf = ({ shared }, words, labels) => {
  const told = Object.keys(words).filter((name) => shared[name]);
  const settings = told.map(
    (name) => `${words[name]}：${shared[name].map((value) => labels[value] ?? value).join("、")}`,
  );
  const others = Object.keys(OTHER).filter((name) => shared[name] && !(name === "economic_region" && shared.province));
  return [...settings, ...others.map((name) => OTHER[name](shared[name]))];
};

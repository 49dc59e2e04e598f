/** What an address names, then what holds that, outwards: the clause 12.1 is held by the clause 12. @returns {string[]} */
export const heldBy = (name) => {
  const shorter = name.replace(/\.?[^.]*$/, "");
  return shorter ? [name, ...heldBy(shorter)] : [name];
};

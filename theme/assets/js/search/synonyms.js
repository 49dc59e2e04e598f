import { fold } from "./tokenizer.js";

const longerFirst = (a, b) => b.length - a.length;

/**
 * A word with what has synonyms in it replaced by each of them, but not by one that is asked for anyway.
 * @param {string[][]} groups words that mean the same
 * @param {string} word folded @param {string} query all that is asked for, folded
 * @returns {{ other: string, text: string }[]} `other` is the synonym that stands in `text`
 */
export const alternatives = (groups, word, query = word) =>
  groups.flatMap((group) => {
    const known = group
      .map(fold)
      .sort(longerFirst)
      .find((term) => word.includes(term));
    const others = known ? group.filter((other) => !query.includes(fold(other))) : [];
    return others.map((other) => ({ other, text: word.split(known).join(other) }));
  });

import { fold, words } from "./tokenizer.js";

const longerFirst = (a, b) => b.length - a.length;

/**
 * The query with each word that has synonyms replaced by one of them.
 * @param {string[][]} groups words that mean the same
 * @returns {{ other: string, query: string }[]} `other` is the synonym that stands in `query`
 */
export const alternatives = (groups, query) => {
  const folded = words(query).map(fold).join(" ");
  const isElsewhere = (other) => !folded.includes(fold(other));
  return groups.flatMap((group) => {
    const word = group
      .map(fold)
      .sort(longerFirst)
      .find((term) => folded.includes(term));
    if (!word) return [];
    return group.filter(isElsewhere).map((other) => ({ other, query: folded.split(word).join(other) }));
  });
};

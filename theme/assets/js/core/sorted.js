/** The place of the last of `firsts` (in the order of strings) that is not beyond `word`; 0 where all are. */
export const lastNotBeyond = (firsts, word) => {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
};

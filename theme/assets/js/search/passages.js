// Where phrases stand in a text as it is shown, and which passages of a record say most of what is asked.
import { fold, isHan } from "./tokenizer.js";

const BEFORE = 30;
const SPACE = /[ \u00a0\u2009]/;
const LETTER = /[\p{L}\p{N}]/u;

/** Signs of a text after folding, each with where it stands in the text: folding may join or drop signs. */
const foldedSigns = (text) => {
  const signs = [];
  let start = 0;
  for (const sign of text) {
    const end = start + sign.length;
    for (const part of sign.normalize("NFKC").toLowerCase()) signs.push({ part, start, end });
    start = end;
  }
  return signs;
};

/** Whether a sign is space beside a Chinese character, which folding drops. */
const isLayout = (signs, at) => {
  const isSpace = (place) => SPACE.test(signs[place]?.part || "");
  if (!isSpace(at)) return false;
  let [left, right] = [at, at];
  while (isSpace(left)) left -= 1;
  while (isSpace(right)) right += 1;
  return [left, right].some((place) => isHan(signs[place]?.part || ""));
};

/** A text folded, and the sign that each place in the folded text belongs to. */
const foldedText = (text) => {
  const signs = foldedSigns(text);
  const kept = signs.filter((_, at) => !isLayout(signs, at));
  const signAt = kept.flatMap((sign) => new Array(sign.part.length).fill(sign));
  return { folded: kept.map(({ part }) => part).join(""), signAt };
};

const isWordSign = (sign = "") => LETTER.test(sign) && !isHan(sign);

/** Whether Latin words and figures at the ends of a piece are whole there. */
const isWhole = (folded, start, end) =>
  !(isWordSign(folded[start]) && isWordSign(folded[start - 1])) &&
  !(isWordSign(folded[end - 1]) && isWordSign(folded[end]));

const placesOf = (folded, phrase) => {
  const found = [];
  for (let at = folded.indexOf(phrase); at >= 0; at = folded.indexOf(phrase, at + 1))
    found.push([at, at + phrase.length]);
  return found.filter(([start, end]) => isWhole(folded, start, end));
};

/** Where the phrases stand in a text, [start, end] by its own places; longer ones first where two start together. */
export const rangesOf = (text, phrases) => {
  const { folded, signAt } = foldedText(text);
  return phrases
    .flatMap((phrase) => placesOf(folded, phrase))
    .map(([start, end]) => [signAt[start].start, signAt[end - 1].end])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
};

/** The part of a text that is shown, `width` long and around the first range; all of it without `width`. */
const windowOf = (text, [first], width) => {
  if (!width) return [0, text.length];
  const start = first ? Math.max(0, first[0] - BEFORE) : 0;
  return [start, Math.min(text.length, Math.max(start + width, first ? first[1] : 0))];
};

/**
 * A text in pieces, those that are phrases marked; with `width`, a part of it around the first of them.
 * @returns {{ text: string, isMarked: boolean }[]}
 */
export const markedPieces = (text, phrases, width = 0) => {
  const ranges = rangesOf(text, phrases);
  const [start, end] = windowOf(text, ranges, width);
  const pieces = [{ text: start ? "…" : "", isMarked: false }];
  let done = start;
  for (const [from, to] of ranges) {
    if (from < done || from >= end) continue;
    pieces.push({ text: text.slice(done, from), isMarked: false }, { text: text.slice(from, to), isMarked: true });
    done = to;
  }
  const rest = text.slice(done, Math.max(end, done)) + (end < text.length ? "…" : "");
  return [...pieces, { text: rest, isMarked: false }].filter((piece) => piece.text);
};

/**
 * The two passages that hold most of the phrases, in the order of the text, with the length of the phrases each holds.
 * @param {[string, string, string][]} passages @returns {{ passage: [string, string, string], held: number }[]}
 */
export const tellingPassages = (passages, phrases) => {
  const lengthHeld = ([heading, text]) => {
    const folded = fold(`${heading} ${text}`);
    return phrases.reduce((sum, phrase) => sum + (folded.includes(phrase) ? phrase.length : 0), 0);
  };
  const scored = passages.map((passage, at) => ({ passage, at, held: lengthHeld(passage) })).filter(({ held }) => held);
  const best = scored.sort((a, b) => b.held - a.held || a.at - b.at).slice(0, 2);
  return best.sort((a, b) => a.at - b.at);
};

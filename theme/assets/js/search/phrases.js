// Runs of tokens become the records that hold them as a phrase, by the stretches of records that do. A term is one token, or two
// neighbouring tokens (a pair); a frequent Chinese pair is divided by what follows it: a character, `#` (a word), `.` (the end);
// `pair ` holds its records. What is dense even so is divided by what follows that, and so on.
import { decodePositions, decodeRecords, mergePositions } from "./postings.js";
import { weigh } from "./ranking.js";
import { isHan } from "./tokenizer.js";

const LONGEST_TERM = 32;

const positionsOf = (shard, term) => (shard.has(term) ? decodePositions(shard.get(term)) : new Map());

const weighed = (index, found) =>
  new Map([...found].map(([stretch, positions]) => [stretch, weigh(index, stretch, positions)]));

/** What stretches hold as what records hold: record -> weight. It is noted which stretches they are. */
const gathered = (index, tokens, found) => {
  const weights = new Map();
  for (const [stretch, weight] of found) {
    const record = index.owners[stretch];
    weights.set(record, (weights.get(record) || 0) + weight);
  }
  index.stretchesWith.set(tokens.join(""), [...found.keys()]);
  return weights;
};

/** The stretches that hold one token or a pair, without positions where there is a shorter way: stretch -> weight. */
const stretchesHolding = async (index, tokens) => {
  const term = tokens.join("");
  const short = tokens.length === 2 && tokens.every(isHan) ? `${term} ` : term;
  const shard = await index.shardOf(short);
  if (shard.has(short) && (tokens.length === 1 || short !== term)) return decodeRecords(shard.get(short), index.step);
  return weighed(index, positionsOf(shard, term));
};

/** The records that hold one token or a pair: record -> weight. */
export const holding = async (index, tokens) => gathered(index, tokens, await stretchesHolding(index, tokens));

/** The name of the longest term that may stand at a place of a run: its Chinese characters, and `#` where a word follows. */
const longestName = (tokens, at) => {
  let end = at;
  while (end < tokens.length && end - at < LONGEST_TERM && isHan(tokens[end])) end += 1;
  return tokens.slice(at, end).join("") + (end < tokens.length && end - at < LONGEST_TERM ? "#" : "");
};

/** What begins like a name and is no list of records: the positions of all of it. */
const everyPosition = async (index, name) => {
  const shards = await index.shardsOf(name);
  const terms = shards.flatMap((shard) => [...shard].filter(([term]) => term.startsWith(name) && !term.endsWith(" ")));
  return mergePositions(terms.map(([, data]) => decodePositions(data)));
};

/** The records of a dense term; where the same character always follows, they stand with the next term that has some. */
const recordsAt = (index, shard, name) => {
  const terms = [...shard].slice([...shard.keys()].indexOf(name));
  return decodeRecords(terms.find(([, data]) => data.length)[1], index.step);
};

/**
 * What the index knows of a run from a place on: the positions of some tokens and how many they are (`size`), or where all the rest
 * of the run is dense the records that hold it. Whoever looks for a longer name finds the shard of the term that it begins with.
 */
const piece = async (index, tokens, at) => {
  const pair = tokens[at] + tokens[at + 1];
  if (!isHan(tokens[at]) || !isHan(tokens[at + 1]))
    return { at, size: 2, found: positionsOf(await index.shardOf(pair), pair) };
  const name = longestName(tokens, at);
  const signs = [...name];
  const shard = await index.shardOf(`${name} `);
  if (shard.has(`${name} `)) return { at, size: signs.length, records: recordsAt(index, shard, `${name} `) };
  const shorter = signs.slice(1).map((_, cut) => signs.slice(0, signs.length - cut).join(""));
  const term = shorter.find((each) => shard.has(each)) || "";
  return { at, size: [...term].length - term.endsWith("#"), found: positionsOf(shard, term) };
};

/** The positions of the end of a run that is dense: of as much before it as is dense too, or of a piece that reaches the end. */
const ending = async (index, tokens, dense) => {
  let at = dense;
  for (; at > 0; at -= 1) {
    const before = await piece(index, tokens, at - 1);
    if (before.found && before.at + before.size === tokens.length) return before;
    if (before.found) break;
  }
  return { at, size: tokens.length - at, found: await everyPosition(index, tokens.slice(at).join("")) };
};

/** Where in each stretch all pieces stand at their distances: stretch -> positions. */
export const together = (pieces) => {
  const [rarest, ...others] = [...pieces].sort((a, b) => a.found.size - b.found.size);
  const found = new Map();
  for (const [stretch, positions] of rarest.found) {
    if (!others.every((each) => each.found.has(stretch))) continue;
    let starts = positions.map((position) => position - rarest.at);
    for (const each of others) {
      const there = new Set(each.found.get(stretch));
      starts = starts.filter((start) => there.has(start + each.at));
    }
    if (starts.length) found.set(stretch, starts);
  }
  return found;
};

/** Pieces that vouch for every token of a run, each as long as it can be, up to one that is found nowhere. */
const piecesOf = async (index, tokens, first) => {
  const pieces = [first];
  for (let [last, end] = [first, first.size]; last.found.size && end < tokens.length; end = last.at + last.size) {
    const next = await piece(index, tokens, Math.min(end, tokens.length - 2));
    last = next.found ? next : await ending(index, tokens, next.at);
    pieces.push(last);
  }
  return pieces;
};

/** The records that hold a run as a phrase: record -> weight. */
export const phrase = async (index, tokens) => {
  if (tokens.length < 3) return holding(index, tokens);
  const first = await piece(index, tokens, 0);
  const found = first.records || weighed(index, together(await piecesOf(index, tokens, first)));
  return gathered(index, tokens, found);
};

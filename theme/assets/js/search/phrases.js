// Runs of tokens become the records that hold them as a phrase, by the stretches of records that do. A term is one token, or two neighbouring tokens (a pair); a
// frequent Chinese pair is divided by what follows it: a character, `#` (a word), `.` (the end); `pair ` holds its records.
import { decodePositions, decodeRecords, mergePositions } from "./postings.js";
import { weigh } from "./ranking.js";
import { isHan } from "./tokenizer.js";

const positionsOf = (shard, term) => (shard.has(term) ? decodePositions(shard.get(term)) : new Map());

const weighed = (index, found) =>
  new Map([...found].map(([stretch, positions]) => [stretch, weigh(index, stretch, positions)]));

/** What stretches hold as what records hold: record -> weight. Of long records it is noted which stretches they are. */
const gathered = (index, tokens, found) => {
  const weights = new Map();
  const stretches = new Map();
  for (const [stretch, weight] of found) {
    const record = index.owners[stretch];
    weights.set(record, (weights.get(record) || 0) + weight);
    if (index.stretches[record] !== "A") stretches.set(record, [...(stretches.get(record) || []), stretch]);
  }
  index.stretchesWith.set(tokens.join(""), stretches);
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

/** Every position of a pair, also where it is divided by what follows. */
const wholePair = async (index, tokens) => {
  const pair = tokens.join("");
  const shard = await index.shardOf(pair);
  if (shard.has(pair)) return decodePositions(shard.get(pair));
  if (!tokens.every(isHan)) return new Map();
  const isDivision = (term) => term.startsWith(pair) && term !== `${pair} ` && [...term].length === 3;
  const shards = await index.shardsOf(pair);
  const divisions = shards.flatMap((each) => [...each].filter(([term]) => isDivision(term)));
  return mergePositions(divisions.map(([, data]) => decodePositions(data)));
};

/** The positions of the pair at a place of a run, and how many tokens they vouch for (three where the pair is divided). */
const piece = async (index, tokens, at) => {
  const pair = tokens[at] + tokens[at + 1];
  const next = tokens[at + 2];
  if (isHan(tokens[at]) && isHan(tokens[at + 1])) {
    const divided = pair + (isHan(next) ? next : "#");
    const shard = await index.shardOf(divided);
    if (shard.has(divided)) return { at, size: isHan(next) ? 3 : 2, found: decodePositions(shard.get(divided)) };
    return { at, size: 2, found: positionsOf(shard, pair) };
  }
  return { at, size: 2, found: positionsOf(await index.shardOf(pair), pair) };
};

/** Where pieces of three tokens start so that they cover a run: every third place, and the last. */
export const startsOf = (length) => {
  const starts = Array.from({ length: Math.floor(length / 3) }, (_, order) => order * 3);
  return length % 3 ? [...starts, length - 3] : starts;
};

/** The places of a run that no piece vouches for. */
const uncovered = (pieces, length) => {
  const covered = new Set(pieces.flatMap(({ at, size }) => Array.from({ length: size }, (_, order) => at + order)));
  return Array.from({ length }, (_, at) => at).filter((at) => !covered.has(at));
};

/** The records that hold one token or a pair: record -> weight. */
export const holding = async (index, tokens) => gathered(index, tokens, await stretchesHolding(index, tokens));

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

/** The records that hold a run as a phrase: record -> weight. */
export const phrase = async (index, tokens) => {
  if (tokens.length < 3) return holding(index, tokens);
  const read = (starts) => Promise.all(starts.map((at) => piece(index, tokens, at)));
  const pieces = await read(startsOf(tokens.length));
  if (pieces.some(({ found }) => !found.size)) return new Map();
  const [open, last] = [uncovered(pieces, tokens.length), tokens.length - 1];
  pieces.push(...(await read(open.filter((at) => at < last).map((at) => at - 1))));
  if (open.includes(last)) pieces.push({ at: last - 1, found: await wholePair(index, tokens.slice(-2)) });
  return gathered(index, tokens, weighed(index, together(pieces)));
};

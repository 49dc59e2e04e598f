// zlib's form (RFC 1950, 1951) unpacked in plain JavaScript, for browsers that have no DecompressionStream.

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 15;

/** Where lengths and distances begin, and how many bits follow each: `bits` of every code. */
const steps = (bits, start) => {
  let at = start;
  return bits.map((count) => {
    at += 1 << count;
    return [at - (1 << count), count];
  });
};
const LENGTHS = steps([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5], 3).concat([
  [258, 0],
]);
const DISTANCES = steps(
  Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1)),
  1,
);

/** A Huffman code from the lengths of its words: how many words have each length, and the symbols in order. */
const codeOf = (lengths) => {
  const counts = new Array(LONGEST + 1).fill(0);
  for (const length of lengths) counts[length] += 1;
  counts[0] = 0;
  const places = [0];
  for (let length = 1; length <= LONGEST; length += 1) places[length] = places[length - 1] + counts[length - 1];
  const symbols = [];
  lengths.forEach((length, symbol) => {
    if (!length) return;
    symbols[places[length]] = symbol;
    places[length] += 1;
  });
  return { counts, symbols };
};

const FIXED = codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)));
const FIXED_DISTANCES = codeOf(new Array(30).fill(5));

/** Reads bits from bytes, the lowest of each byte first. */
class Bits {
  constructor(data, at) {
    Object.assign(this, { data, at, held: 0, count: 0 });
  }

  take(wanted) {
    while (this.count < wanted) {
      if (this.at >= this.data.length) throw new Error("cut short");
      this.held |= this.data[this.at] << this.count;
      this.at += 1;
      this.count += 8;
    }
    const taken = this.held & ((1 << wanted) - 1);
    this.held >>>= wanted;
    this.count -= wanted;
    return taken;
  }

  symbol({ counts, symbols }) {
    let [code, first, place] = [0, 0, 0];
    for (let length = 1; length <= LONGEST; length += 1) {
      code |= this.take(1);
      if (code - first < counts[length]) return symbols[place + code - first];
      place += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("no such code");
  }

  /** Go to the next whole byte. */
  align() {
    this.held = 0;
    this.count = 0;
  }
}

/** How often a symbol above 15 says that a length comes: the one before it, or none. */
const timesOf = (symbol, bits) => {
  if (symbol === 16) return bits.take(2) + 3;
  return symbol === 17 ? bits.take(3) + 3 : bits.take(7) + 11;
};

/** The two codes that a block brings itself. */
const ownCodes = (bits) => {
  const [literals, distances, known] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const first = new Array(ORDER.length).fill(0);
  for (const at of ORDER.slice(0, known)) first[at] = bits.take(3);
  const code = codeOf(first);
  const lengths = [];
  while (lengths.length < literals + distances) {
    const symbol = bits.symbol(code);
    const again = symbol === 16 ? lengths[lengths.length - 1] : 0;
    if (symbol < 16) lengths.push(symbol);
    else for (let left = timesOf(symbol, bits); left; left -= 1) lengths.push(again);
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
};

const codedBlock = (bits, out, [literals, distances]) => {
  for (let symbol = bits.symbol(literals); symbol !== 256; symbol = bits.symbol(literals)) {
    if (symbol < 256) out.push(symbol);
    else {
      const [length, more] = LENGTHS[symbol - 257];
      const whole = length + bits.take(more);
      const [distance, further] = DISTANCES[bits.symbol(distances)];
      const back = distance + bits.take(further);
      for (let left = whole; left; left -= 1) out.push(out[out.length - back]);
    }
  }
};

const plainBlock = (bits, out) => {
  bits.align();
  const length = bits.take(16);
  bits.take(16);
  for (let left = length; left; left -= 1) out.push(bits.take(8));
};

/** What was packed. @param {ArrayBuffer} packed @returns {ArrayBuffer} */
export const inflate = (packed) => {
  const bits = new Bits(new Uint8Array(packed), 2);
  const out = [];
  let isLast = false;
  while (!isLast) {
    isLast = bits.take(1) === 1;
    const form = bits.take(2);
    if (form === 0) plainBlock(bits, out);
    else codedBlock(bits, out, form === 1 ? [FIXED, FIXED_DISTANCES] : ownCodes(bits));
  }
  return Uint8Array.from(out).buffer;
};

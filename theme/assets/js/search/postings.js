// What the bytes of the index say; generator/county_casebook/publish/search/postings.py and shards.py write them.

/** Reads numbers (little-endian base-128) one after another. @param {Uint8Array} data */
export const numbersIn = (data, start = 0) => {
  let at = start;
  const next = () => {
    let value = 0;
    let scale = 1;
    let byte = 0;
    do {
      byte = data[at];
      at += 1;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  };
  return { next, more: () => at < data.length, at: () => at };
};

/** The terms of a listing: before each a sign that says how many characters it shares with the term before (0 to 2). */
export const termsIn = (listing) => {
  const terms = [];
  let term = [];
  const signs = [...listing];
  for (let at = 0; at < signs.length; ) {
    term = term.slice(0, signs[at].charCodeAt(0));
    for (at += 1; at < signs.length && signs[at] > "\u0002"; at += 1) term.push(signs[at]);
    terms.push(term.join(""));
  }
  return terms;
};

/** A shard's postings by term: the length of its listing, the listing, the size of each term's postings, the postings. */
export const openShard = (bytes) => {
  const data = new Uint8Array(bytes);
  const length = new DataView(bytes).getUint32(0, true);
  const terms = termsIn(new TextDecoder().decode(data.subarray(4, 4 + length)));
  const numbers = numbersIn(data, 4 + length);
  const sizes = terms.map(numbers.next);
  let end = numbers.at();
  const postings = sizes.map((size) => {
    end += size;
    return data.subarray(end - size, end);
  });
  return new Map(terms.map((term, order) => [term, postings[order]]));
};

/** Postings without positions: stretch of a record -> weight. */
export const decodeRecords = (data, step) => {
  const found = new Map();
  const numbers = numbersIn(data);
  for (let stretch = 0; numbers.more(); ) {
    const head = numbers.next();
    stretch += head >>> 3;
    found.set(stretch, 2 ** ((head & 7) / step));
  }
  return found;
};

/** Postings with positions: stretch of a record -> positions. @returns {Map<number, number[]>} */
export const decodePositions = (data) => {
  const found = new Map();
  const numbers = numbersIn(data);
  for (let stretch = 0; numbers.more(); ) {
    const head = numbers.next();
    stretch += head >>> 1;
    const positions = [];
    const count = head % 2 ? numbers.next() + 2 : 1;
    for (let at = -1; positions.length < count; ) {
      at += numbers.next() + 1;
      positions.push(at);
    }
    found.set(stretch, positions);
  }
  return found;
};

/** Several of them as one. @param {Map<number, number[]>[]} maps */
export const mergePositions = (maps) => {
  if (maps.length === 1) return maps[0];
  const all = new Map();
  for (const map of maps)
    for (const [stretch, positions] of map) all.set(stretch, [...(all.get(stretch) || []), ...positions]);
  return all;
};

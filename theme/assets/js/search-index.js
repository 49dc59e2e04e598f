// The static index answers: which records hold a query, how well, and how many for each facet. No server, no dependency.
// What a token's spelling and bytes mean stands in generator/publish/search/postings.py and shards.py.
(() => {
  "use strict";
  const { fold, words, asked, isHan, get, before } = window.casebook;
  const SATURATION = 4;
  const SYNONYM = 0.7;
  const MOST_TOKENS = 14;
  // Words of questions, which say nothing of what is asked for; only a search for similar records leaves them out.
  const ASKING = /(?:请问|怎么样|怎么办|怎样|怎么|如何|什么样|什么|哪一些|哪些|哪里|哪个|哪几|哪|为什么|为何|多少|几个|有没有|没有|这个|那个|这样|是不是|能不能|可不可以|可以|应该|需要|我们|我想|我县|本县|想要|的|了|吗|呢|吧|和|与|及|在|把|被|让|给|对|从|到|有|是|要|去|来|做|都|也|就|才|还|又|谁)/gu;

  // Postings ------------------------------------------------------------------------------------------------------------

  // Numbers as little-endian base-128.
  const reader = (data, at = 0) => ({
    next() { let value = 0; let scale = 1; let byte; do { byte = data[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127); return value; },
    more: () => at < data.length,
    at: () => at,
  });

  const opened = (bytes) => {
    const data = new Uint8Array(bytes);
    const length = new DataView(bytes).getUint32(0, true);
    const names = []; let name = [];
    for (const [part] of new TextDecoder().decode(data.subarray(4, 4 + length)).matchAll(/[\0-\2][^\0-\2]*/g)) {
      name = [...name.slice(0, part.charCodeAt(0)), ...part.slice(1)];
      names.push(name.join(""));
    }
    const numbers = reader(data, 4 + length);
    const sizes = names.map(numbers.next);
    let at = numbers.at();
    return new Map(names.map((each, order) => { const from = at; at += sizes[order]; return [each, data.subarray(from, at)]; }));
  };

  // record -> weight
  const decodeRecords = (data, step) => {
    const found = new Map(); const numbers = reader(data);
    for (let owner = 0; numbers.more();) {
      const head = numbers.next();
      owner += head >>> 3;
      found.set(owner, 2 ** ((head & 7) / step));
    }
    return found;
  };

  // record -> positions
  const decodePositions = (data) => {
    const found = new Map(); const numbers = reader(data);
    for (let owner = 0; numbers.more();) {
      const head = numbers.next();
      owner += head >>> 1;
      const positions = [];
      const count = head % 2 ? numbers.next() + 2 : 1;
      for (let order = 0, at = -1; order < count; order++) { at += numbers.next() + 1; positions.push(at); }
      found.set(owner, positions);
    }
    return found;
  };

  const joined = (maps) => {
    if (maps.length === 1) return maps[0];
    const all = new Map();
    for (const map of maps) for (const [owner, positions] of map) all.set(owner, all.has(owner) ? [...all.get(owner), ...positions] : positions);
    return all;
  };

  window.casebook.openIndex = (base) => {
    let index;
    const load = async () => {
      if (!index) {
        const read = await get(`${base}index.json`, "json", { cache: "no-cache" });
        const signs = [...read.lengths].map((sign) => sign.charCodeAt(0) - 48);
        const lengths = signs.map((sign) => 2 ** (Math.floor(sign / 4) / 2));
        const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
        index = { ...read, norm: lengths.map((length) => 0.5 + 0.5 * length / mean), titles: signs.map((sign) => read.boosts[sign % 4]), shards: new Map() };
      }
      return index;
    };

    const shard = (number) => {
      if (!index.shards.has(number)) {
        const answer = get(`${base}${index.names.slice(number * 8, number * 8 + 8)}.bin`, "bytes").then(opened);
        answer.catch(() => index.shards.delete(number));
        index.shards.set(number, answer);
      }
      return index.shards.get(number);
    };
    const shardOf = (token) => (index.firsts.length ? shard(before(index.firsts, token)) : Promise.resolve(new Map()));

    // Every position of a pair that may be divided by what follows it.
    const wholePair = async (units) => {
      const pair = units.join(""); const held = await shardOf(pair);
      if (held.has(pair)) return decodePositions(held.get(pair));
      if (!units.every(isHan)) return new Map();
      const first = before(index.firsts, pair); const last = before(index.firsts, `${pair}\uffff`);
      const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, order) => shard(first + order)));
      return joined(parts.flatMap((part) => [...part].filter(([token]) => token.startsWith(pair) && token !== `${pair} ` && [...token].length === 3)
        .map(([, data]) => decodePositions(data))));
    };

    const weigh = (owner, positions) => {
      let total = 0;
      for (const at of positions) {
        const field = at < index.fields[1] ? 0 : at < index.fields[2] ? 1 : at < index.fields[3] ? 2 : 3;
        total += index.weights[field] * (field ? 1 : index.titles[owner]);
      }
      return total;
    };
    const weighed = (found) => new Map([...found].map(([owner, positions]) => [owner, weigh(owner, positions)]));

    // Records of one unit or of a pair, without positions where there is a shorter way: record -> weight.
    const held = async (units) => {
      const token = units.join("");
      const short = units.length === 2 && units.every(isHan) ? `${token} ` : token;
      const part = await shardOf(short);
      if (part.has(short) && (units.length === 1 || short !== token)) return decodeRecords(part.get(short), index.step);
      return part.has(token) ? weighed(decodePositions(part.get(token))) : new Map();
    };

    // The positions at `at` of a run, and how many of its units they vouch for (three where the pair is divided).
    const piece = async (units, at) => {
      const pair = units[at] + units[at + 1];
      if (!isHan(units[at]) || !isHan(units[at + 1])) {
        const part = await shardOf(pair);
        return { at, size: 2, found: part.has(pair) ? decodePositions(part.get(pair)) : new Map() };
      }
      const token = pair + (isHan(units[at + 2]) ? units[at + 2] : "#");
      const part = await shardOf(token);
      if (part.has(token)) return { at, size: isHan(units[at + 2]) ? 3 : 2, found: decodePositions(part.get(token)) };
      return { at, size: 2, found: part.has(pair) ? decodePositions(part.get(pair)) : new Map() };
    };

    // A run as a phrase: pairs that cover it, at their distances. record -> weight
    const phrase = async (units) => {
      if (units.length < 3) return held(units);
      const last = units.length - 3;
      const starts = Array.from({ length: (last >> 1) + 1 }, (_, order) => order * 2);
      if (last % 2) starts.push(last);
      const pieces = await Promise.all(starts.map((at) => piece(units, at)));
      if (pieces.every((each) => each.found.size) && pieces[pieces.length - 1].size < 3) {
        pieces.push({ at: last + 1, found: await wholePair(units.slice(-2)) });
      }
      pieces.sort((a, b) => a.found.size - b.found.size);
      const found = new Map();
      for (const [owner, positions] of pieces[0].found) {
        if (!pieces.every((each) => each.found.has(owner))) continue;
        let starting = positions.map((at) => at - pieces[0].at);
        for (const each of pieces.slice(1)) {
          const there = new Set(each.found.get(owner));
          starting = starting.filter((at) => there.has(at + each.at));
        }
        if (starting.length) found.set(owner, weigh(owner, starting));
      }
      return found;
    };

    const points = (owner, weight, holding) => Math.log(1 + index.count / holding) * weight / (weight + SATURATION * index.norm[owner]);

    // Records that hold every run. record -> score
    const every = async (cut) => {
      const lists = await Promise.all(cut.map(phrase));
      const found = new Map();
      const [shortest] = [...lists].sort((a, b) => a.size - b.size);
      for (const owner of shortest.keys()) {
        if (lists.every((list) => list.has(owner))) found.set(owner, lists.reduce((sum, list) => sum + points(owner, list.get(owner), list.size), 0));
      }
      return found;
    };

    // The query with each word that has synonyms replaced: [[word, other, query], …]; longer words first.
    const alternatives = (query) => {
      const folded = words(query).map(fold).join(" "); const found = [];
      for (const group of index.synonyms) {
        const word = group.map(fold).sort((a, b) => b.length - a.length).find((term) => folded.includes(term));
        if (word) for (const other of group) if (fold(other) !== word && !folded.includes(fold(other))) found.push([word, other, folded.split(word).join(other)]);
      }
      return found;
    };

    // Exact answers: `scores` (record -> score), the phrases to mark, and the synonyms used.
    const ask = async (query, without = []) => {
      await load();
      const cut = asked(query);
      if (!cut.length) return { scores: new Map(Array.from({ length: index.count }, (_, owner) => [owner, 0])), phrases: [], used: [] };
      const others = alternatives(query);
      const used = others.filter(([, other]) => !without.includes(other));
      const [scores, ...more] = await Promise.all([every(cut), ...used.map(([, , other]) => every(asked(other)))]);
      more.forEach((found) => { for (const [owner, score] of found) scores.set(owner, Math.max(scores.get(owner) || 0, score * SYNONYM)); });
      return { scores, phrases: [...cut, ...used.flatMap(([, , other]) => asked(other))].map((units) => units.join("")), used: others };
    };

    // Near answers: records by the pairs and words they share with the query, rarer ones weighing more.
    const near = async (query) => {
      await load();
      const cut = asked(words(query).map(fold).join("，").replace(ASKING, "，"));
      const tokens = new Map();
      for (const units of cut.length ? cut : asked(query)) {
        if (units.length === 1) tokens.set(units[0], units);
        for (let at = 0; at + 1 < units.length; at++) tokens.set(units[at] + units[at + 1], [units[at], units[at + 1]]);
      }
      const pairs = [...tokens.values()].slice(0, MOST_TOKENS);
      const lists = await Promise.all(pairs.map(held));
      const scores = new Map(); const covered = new Map();
      lists.forEach((list) => {
        const rarity = Math.log(1 + index.count / list.size);
        for (const [owner, weight] of list) {
          scores.set(owner, (scores.get(owner) || 0) + points(owner, weight, list.size));
          covered.set(owner, (covered.get(owner) || 0) + rarity);
        }
      });
      const whole = lists.reduce((sum, list) => sum + (list.size ? Math.log(1 + index.count / list.size) : 0), 0);
      for (const [owner, score] of scores) scores.set(owner, score * covered.get(owner) / whole);
      const best = Math.max(0, ...scores.values());
      for (const [owner, score] of scores) if (score < best / 3) scores.delete(owner);
      return { scores, phrases: pairs.map((units) => units.join("")) };
    };

    // Facet columns: name -> { values, rows: record -> numbers of values }
    const columns = async (lazy) => {
      await load();
      const held = lazy ? index.lazy : index.facets;
      const read = typeof held === "string" ? await get(`${base}${held}.json`) : held;
      const opened = {};
      for (const [facet, column] of read) {
        const number = (sign) => sign.charCodeAt(0) - 48;
        opened[facet] = { values: column.values, rows: column.many ? column.rows.split(",").map((row) => [...row].map(number)) : [...column.rows].map((sign) => [number(sign)]) };
      }
      return opened;
    };

    // How many records there are of a kind, or of all kinds.
    const count = async ({ 类型: kinds }) => {
      if (!kinds) return (await load()).count;
      const { values, rows } = (await columns()).类型;
      return rows.filter((row) => kinds.includes(values[row[0]])).length;
    };

    const record = async (owner) => get(`${base}records/${owner}.json?v=${(await load()).version}`);
    return { ask, near, columns, record, count };
  };
})();

// The one cutting rule, the same as generator/publish/search/cutting.py; tests/vectors/cutting.json holds both to it.
(() => {
  "use strict";
  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const SPACES = new RegExp(`(?<=[${HAN}])[ \\u00a0\\u2009]+|[ \\u00a0\\u2009]+(?=[${HAN}])`, "gu");
  const RUN = new RegExp(`(?:[${HAN}]|(?![${HAN}])[\\p{L}\\p{N}]|(?<=[0-9])\\.(?=[0-9])|(?<=[a-z])&(?=[a-z]))+`, "gu");
  const UNIT = new RegExp(`[${HAN}]|[^${HAN}]+`, "gu");
  const ONE = new RegExp(`^[${HAN}]$`, "u");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(SPACES, "");
  const runs = (text) => (fold(text).match(RUN) || []).map((run) => run.match(UNIT));
  // A space that a reader puts between two Chinese words divides them; beside a figure it is layout (1999 年 2 月).
  const BETWEEN = new RegExp(`(?<=[${HAN}])\\s+(?=[${HAN}])`, "u");
  const words = (query) => query.trim().split(BETWEEN);
  const asked = (query) => words(query).flatMap(runs);
  const isHan = (unit) => ONE.test(unit);

  // Where in a text (by its own offsets) the phrases stand: folding may join or drop signs, so each keeps its origin.
  const ranges = (text, phrases) => {
    const signs = []; const origin = [];
    let index = 0;
    for (const sign of text) {
      for (const part of sign.normalize("NFKC").toLowerCase()) { signs.push(part); origin.push(index); }
      index += sign.length;
    }
    const near = (at) => isHan(signs[at] || "");
    let plain = ""; const from = [];
    signs.forEach((sign, at) => {
      if (/[ \u00a0\u2009]/.test(sign)) {
        let left = at; let right = at;
        while (/[ \u00a0\u2009]/.test(signs[left] || "")) left -= 1;
        while (/[ \u00a0\u2009]/.test(signs[right] || "")) right += 1;
        if (near(left) || near(right)) return;
      }
      for (let unit = 0; unit < sign.length; unit++) from.push(origin[at]);
      plain += sign;
    });
    from.push(text.length);
    const within = (sign) => /[\p{L}\p{N}]/u.test(sign || "") && !isHan(sign || "");
    const found = [];
    for (const phrase of phrases) {
      for (let at = plain.indexOf(phrase); at >= 0; at = plain.indexOf(phrase, at + 1)) {
        const end = at + phrase.length;
        if ((within(phrase[0]) && within(plain[at - 1])) || (within(phrase[phrase.length - 1]) && within(plain[end]))) continue;
        found.push([from[at], from[end]]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };

  // A text as nodes with every phrase marked; with `width`, a piece of it around the first. Record text never becomes markup.
  const marked = (text, phrases, width) => {
    const found = ranges(text, phrases);
    const start = width && found.length ? Math.max(0, found[0][0] - 30) : 0;
    const end = width ? Math.min(text.length, Math.max(start + width, found.length ? found[0][1] : 0)) : text.length;
    const nodes = [start ? "…" : ""];
    let done = start;
    for (const [from, to] of found) {
      if (from < done || from >= end) continue;
      nodes.push(text.slice(done, from));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      nodes.push(mark);
      done = to;
    }
    nodes.push(text.slice(done, Math.max(end, done)) + (end < text.length ? "…" : ""));
    return nodes;
  };

  // One file of the site's search folder, fetched once; what failed may be asked again.
  const fetched = new Map();
  const get = (address, kind, options) => {
    if (!fetched.has(address)) {
      const answer = fetch(address, options).then((reply) => {
        if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
        return kind === "bytes" ? reply.arrayBuffer() : reply.json();
      });
      answer.catch(() => fetched.delete(address));
      fetched.set(address, answer);
    }
    return fetched.get(address);
  };

  // The place of the last of `firsts` (in the order of strings) that is not beyond `word`.
  const before = (firsts, word) => {
    let low = 0; let high = firsts.length;
    while (low < high) { const middle = (low + high) >> 1; if (firsts[middle] <= word) low = middle + 1; else high = middle; }
    return Math.max(0, low - 1);
  };

  window.casebook = { fold, runs, words, asked, isHan, marked, get, before };
})();

// Full-text search over the static pair index: exact phrases in Chinese, exact counts, facets, nothing from elsewhere.
// The cutting rule is the same as generator/publish/search/cutting.py; tests/vectors/cutting.json holds both to it.
(() => {
  "use strict";
  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const SPACES = new RegExp(`(?<=[${HAN}])[ \\u00a0\\u2009]+|[ \\u00a0\\u2009]+(?=[${HAN}])`, "gu");
  const RUN = new RegExp(`(?:[${HAN}]|(?![${HAN}])[\\p{L}\\p{N}]|(?<=[0-9])\\.(?=[0-9])|(?<=[a-z])&(?=[a-z]))+`, "gu");
  const UNIT = new RegExp(`[${HAN}]|[^${HAN}]+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]$`, "u");
  const PAGE = 10;

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(SPACES, "");
  const runs = (text) => (fold(text).match(RUN) || []).map((run) => run.match(UNIT));

  // Reading the index -------------------------------------------------------------------------------------------------

  const fetched = new Map();
  let base = "";
  const get = (name, kind) => {
    if (!fetched.has(name)) {
      const answer = fetch(base + name).then((reply) => {
        if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
        return kind === "bytes" ? reply.arrayBuffer() : reply.json();
      });
      answer.catch(() => fetched.delete(name));
      fetched.set(name, answer);
    }
    return fetched.get(name);
  };

  const shard = async (name) => {
    const bytes = new Uint8Array(await get(name, "bytes"));
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const listing = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    let offset = 4 + length;
    return listing.map(([token, size]) => { const from = offset; offset += size; return { token, data: bytes.subarray(from, offset) }; });
  };

  // The shards that may hold tokens from `first` up to (not including) `last`.
  const shardsBetween = (shards, first, last) => shards.filter((entry, at) =>
    (at + 1 === shards.length || shards[at + 1][0] > first) && entry[0] < last);

  const decode = (data, add) => {
    let at = 0; let owner = 0; let position = 0;
    const number = () => { let value = 0; let scale = 1; let byte; do { byte = data[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127); return value; };
    for (let first = true; at < data.length; first = false) {
      const gap = number(); const step = number();
      if (first || gap > 0) { owner += gap; position = step; } else position += step;
      add(owner, position);
    }
  };

  // Every place of the tokens that are `token`, or with `loose` begin with it: record -> sorted positions.
  const places = async (manifest, token, loose) => {
    const last = loose ? token + "\uffff" : token + "\u0000";
    const found = new Map();
    const parts = await Promise.all(shardsBetween(manifest.shards, token, last).map((entry) => shard(entry[1])));
    for (const part of parts) for (const entry of part) {
      if (loose ? entry.token.startsWith(token) : entry.token === token) {
        decode(entry.data, (owner, position) => { if (!found.has(owner)) found.set(owner, new Set()); found.get(owner).add(position); });
      }
    }
    return found;
  };

  // Where a run stands as a phrase: every second pair and the last are enough, since positions check the rest.
  const phrase = async (manifest, units) => {
    if (units.length === 1) return places(manifest, units[0], IS_HAN.test(units[0]));
    const offsets = [];
    for (let at = 0; at < units.length - 1; at += 2) offsets.push(at);
    if (offsets[offsets.length - 1] !== units.length - 2) offsets.push(units.length - 2);
    const lists = await Promise.all(offsets.map((at) => places(manifest, units[at] + units[at + 1], false)));
    const found = new Map();
    for (const [owner, starts] of lists[0]) {
      if (!lists.every((list) => list.has(owner))) continue;
      const kept = [...starts].filter((start) => offsets.every((at, order) => lists[order].get(owner).has(start + at)));
      if (kept.length) found.set(owner, new Set(kept));
    }
    return found;
  };

  // Title words weigh most, then keywords, summary, body; long records do not win by length.
  const weigh = (bounds, positions) => {
    let total = 0;
    for (const at of positions) total += at < bounds[0] ? 12 : at < bounds[1] ? 6 : at < bounds[2] ? 4 : 1;
    return total / (total + 2 + bounds[3] / 1500);
  };

  const find = async (manifest, columns, query) => {
    const words = runs(query);
    if (!words.length) return { words, hits: columns.ids.map((_, owner) => ({ owner, score: 0, at: -1 })) };
    const lists = await Promise.all(words.map((units) => phrase(manifest, units)));
    const hits = [];
    for (const [owner, first] of lists[0]) {
      if (!lists.every((list) => list.has(owner))) continue;
      let score = 0;
      lists.forEach((list) => { score += weigh(columns.bounds[owner], list.get(owner)) * Math.log(1 + columns.ids.length / list.size); });
      const body = [...first].filter((at) => at >= columns.bounds[owner][2]);
      hits.push({ owner, score, at: body.length ? Math.min(...body) : -1 });
    }
    return { words, hits };
  };

  const sorted = (hits, columns, sort) => {
    const by = {
      date: (a, b) => (columns.dates[b.owner] > columns.dates[a.owner]) - (columns.dates[b.owner] < columns.dates[a.owner]),
      county: (a, b) => columns.counties[a.owner].localeCompare(columns.counties[b.owner], "zh"),
    }[sort] || ((a, b) => b.score - a.score);
    return [...hits].sort((a, b) => by(a, b) || a.owner - b.owner);
  };

  const chosenRows = (columns, chosen, except) => {
    const tests = Object.entries(chosen).filter(([facet]) => facet !== except && columns.facets[facet]).map(([facet, values]) => {
      const numbers = new Set(values.map((value) => columns.facets[facet].values.indexOf(value)));
      return (owner) => columns.facets[facet].rows[owner].some((number) => numbers.has(number));
    });
    return (owner) => tests.every((test) => test(owner));
  };

  // Words of a text with every phrase marked, as nodes: record text never becomes markup.
  const marked = (text, words, width) => {
    const folded = []; const origin = [];
    let index = 0;
    for (const sign of text) {
      for (const part of sign.normalize("NFKC").toLowerCase()) { folded.push(part); origin.push(index); }
      index += sign.length;
    }
    const kept = folded.map((sign, at) => !(/[ \u00a0\u2009]/.test(sign) && (IS_HAN.test(folded[at - 1] || "") || IS_HAN.test(folded[at + 1] || ""))));
    const at = []; let plain = "";
    folded.forEach((sign, order) => { if (kept[order]) { for (let unit = 0; unit < sign.length; unit++) at.push(origin[order]); plain += sign; } });
    at.push(text.length);
    const ranges = [];
    for (const units of words) {
      const wanted = units.join("");
      for (let from = plain.indexOf(wanted); from >= 0; from = plain.indexOf(wanted, from + wanted.length)) ranges.push([at[from], at[from + wanted.length]]);
    }
    ranges.sort((a, b) => a[0] - b[0]);
    const start = width && ranges.length ? Math.max(0, ranges[0][0] - 30) : 0;
    const end = width ? Math.min(text.length, start + width) : text.length;
    const nodes = [document.createTextNode(start ? "…" : "")];
    let done = start;
    for (const [from, to] of ranges) {
      if (from < done || from >= end) continue;
      nodes.push(document.createTextNode(text.slice(done, from)));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      nodes.push(mark);
      done = to;
    }
    nodes.push(document.createTextNode(text.slice(done, Math.max(end, done)) + (end < text.length ? "…" : "")));
    return nodes;
  };

  window.casebookSearch = { fold, runs, marked };
  const page = document.querySelector("[data-search]");
  if (!page) return;

  // The page ----------------------------------------------------------------------------------------------------------

  base = new URL(page.dataset.search, location.href).href;
  const root = page.dataset.root;
  const part = (name) => document.getElementById(`search-${name}`);
  const input = part("words");
  const element = (tag, text, className) => { const made = document.createElement(tag); if (text) made.textContent = text; if (className) made.className = className; return made; };
  const state = { query: "", chosen: {}, sort: "", shown: PAGE };
  let turn = 0;

  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    state.query = asked.get("q") || "";
    state.sort = asked.get("sort") || "";
    state.chosen = {};
    for (const [facet, value] of asked) if (facet !== "q" && facet !== "sort") (state.chosen[facet] = state.chosen[facet] || []).push(value);
    state.shown = PAGE;
    input.value = state.query;
  };

  const toAddress = (push) => {
    const asked = new URLSearchParams();
    if (state.query) asked.set("q", state.query);
    for (const [facet, values] of Object.entries(state.chosen)) values.forEach((value) => asked.append(facet, value));
    if (state.sort) asked.set("sort", state.sort);
    const address = asked.size === 0 && !String(asked) ? location.pathname : `?${asked}`;
    history[push ? "pushState" : "replaceState"](null, "", address);
  };

  const toggle = (facet, value) => {
    const values = state.chosen[facet] || [];
    const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    if (left.length) state.chosen[facet] = left; else delete state.chosen[facet];
    if (facet === "省份" && !left.length) delete state.chosen["县（市）"];
    state.shown = PAGE;
    toAddress(true);
    run();
  };

  const showFacets = (columns, hits) => {
    const box = part("facets"); const inside = box.querySelector("div");
    const open = new Set([...inside.querySelectorAll("fieldset")].map((set) => set.dataset.facet));
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : "";
    inside.replaceChildren();
    for (const [facet, column] of Object.entries(columns.facets)) {
      if (facet === "县（市）" && !state.chosen["省份"]) continue;
      const passes = chosenRows(columns, state.chosen, facet);
      const counts = new Array(column.values.length).fill(0);
      for (const hit of hits) if (passes(hit.owner)) for (const number of column.rows[hit.owner]) counts[number] += 1;
      const order = counts.map((count, number) => number).filter((number) => counts[number] || (state.chosen[facet] || []).includes(column.values[number]))
        .sort((a, b) => counts[b] - counts[a] || a - b);
      if (!order.length) continue;
      const set = element("fieldset"); set.dataset.facet = facet;
      set.append(element("legend", facet));
      const list = element("div", "", "cb-facet-values");
      for (const number of order) {
        const value = column.values[number];
        const line = element("label"); const tick = element("input");
        tick.type = "checkbox"; tick.checked = (state.chosen[facet] || []).includes(value); tick.dataset.key = `${facet}=${value}`;
        tick.addEventListener("change", () => toggle(facet, value));
        line.append(tick, element("span", value), element("span", String(counts[number])));
        list.append(line);
      }
      set.append(list); inside.append(set);
    }
    box.hidden = !inside.children.length;
    if (!open.size && matchMedia("(min-width: 60rem)").matches) box.open = true;
    if (focused) { const again = [...inside.querySelectorAll("input")].find((tick) => tick.dataset.key === focused); if (again) again.focus(); }
  };

  const showChips = () => {
    const chips = Object.entries(state.chosen).flatMap(([facet, values]) => values.map((value) => {
      const chip = element("button", `${facet}：${value} ×`, "cb-chip");
      chip.type = "button";
      chip.setAttribute("aria-label", `去掉 ${facet}：${value}`);
      chip.addEventListener("click", () => toggle(facet, value));
      return chip;
    }));
    part("chips").replaceChildren(...chips);
  };

  const card = (record, hit, words) => {
    const line = element("li", "", "cb-entry");
    const title = element("a", "", "cb-entry-title");
    title.href = root + record.url;
    title.append(...marked(record.title, words));
    line.append(title, element("span", record.kind, "cb-small"));
    title.after(document.createTextNode(" "));
    if (record.summary) { const summary = element("p"); summary.append(...marked(record.summary, words)); line.append(summary); }
    const inside = hit.at < 0 ? [] : record.passages.filter((passage, order) => passage[0] <= hit.at && (order + 1 === record.passages.length || record.passages[order + 1][0] > hit.at));
    for (const [, heading, text, anchor] of inside) {
      const passage = element("p", "", "cb-hit cb-small"); const to = element("a");
      to.href = root + record.url + (anchor ? `#${anchor}` : "");
      to.append(element("strong", heading ? `${heading}　` : ""), ...marked(text, words, 120));
      passage.append(to); line.append(passage);
    }
    return line;
  };

  const said = (count) => {
    const what = [state.query && `“${state.query}”`, ...Object.values(state.chosen).flat()].filter(Boolean).join("、");
    if (!what) return `全库共 ${count} 条记录。输入词语，或在“筛选”里选择。`;
    return count ? `${what}：找到 ${count} 条` : `没有找到${what}。可以换短一些的词、去掉筛选，或按下面的列表查看。`;
  };

  const run = async () => {
    const mine = ++turn;
    showChips();
    try {
      const manifest = await get("index.json");
      const columns = await get(manifest.columns);
      const { words, hits } = await find(manifest, columns, state.query);
      if (mine !== turn) return;
      const passes = chosenRows(columns, state.chosen);
      const kept = sorted(hits.filter((hit) => passes(hit.owner)), columns, state.query ? state.sort : state.sort || "date");
      showFacets(columns, hits);
      const asked = Boolean(state.query || Object.keys(state.chosen).length);
      const shown = asked ? kept.slice(0, state.shown) : [];
      const records = await Promise.all(shown.map((hit) => get(`records/${columns.ids[hit.owner]}.json`)));
      if (mine !== turn) return;
      part("results").replaceChildren(...records.map((record, order) => card(record, shown[order], words)));
      part("status").textContent = said(kept.length);
      part("more").hidden = !asked || kept.length <= state.shown;
      part("lists").hidden = asked && kept.length > 0;
    } catch (error) {
      if (mine !== turn) return;
      part("status").textContent = "搜索用的索引读不到（可能断网，或是直接打开的文件）。请按下面的列表查看。";
      part("lists").hidden = false;
      part("results").replaceChildren();
    }
  };

  let waiting = 0; let composing = false;
  const typed = () => {
    if (composing) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (input.value.trim() !== state.query) { state.query = input.value.trim(); state.shown = PAGE; toAddress(false); run(); } }, 150);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("input", typed);
  input.form.addEventListener("submit", (event) => { event.preventDefault(); state.query = input.value.trim(); state.shown = PAGE; toAddress(true); run(); });
  part("more").addEventListener("click", () => { state.shown += PAGE; run(); });
  addEventListener("popstate", () => { fromAddress(); run(); });
  fromAddress();
  run();
})();

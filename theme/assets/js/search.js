// The search page, and the lists that are chosen from by facets: what is asked stands in the address, what is found on the page.
(() => {
  "use strict";
  const { fold, marked } = window.casebook;
  const page = document.querySelector("[data-search]");
  if (!page) return;
  const PAGE = 10;
  const COUNTY = "县（市）"; const PROVINCE = "省份"; const YEAR = "年份";
  const fixed = page.dataset.kind ? { 类型: [page.dataset.kind] } : {};
  const root = page.dataset.root;
  const server = document.querySelector('meta[name="casebook-endpoint"]');
  const engine = server ? window.casebook.openEndpoint(server.content, server.dataset.facets.split(",")) : window.casebook.openIndex(new URL(page.dataset.search, location.href).href);
  const part = (name) => document.getElementById(`search-${name}`);
  const input = part("words"); const facets = part("facets"); const sheet = part("sheet");
  const element = (tag, text, className) => { const made = document.createElement(tag); if (text) made.textContent = text; if (className) made.className = className; return made; };
  const button = (text, className, action) => { const made = element("button", text, className); made.type = "button"; made.addEventListener("click", action); return made; };
  const wide = matchMedia("(min-width: 60rem)");
  const state = { query: "", chosen: {}, sort: "", without: [], shown: PAGE };
  let turn = 0;

  // The address ---------------------------------------------------------------------------------------------------------

  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    Object.assign(state, { query: (asked.get("q") || "").trim(), sort: asked.get("sort") || "", without: asked.getAll("without"), chosen: {}, shown: PAGE });
    for (const [facet, value] of asked) if (!["q", "sort", "without"].includes(facet)) (state.chosen[facet] = state.chosen[facet] || []).push(value);
    input.value = state.query;
  };

  // Without a query there is nothing to be relevant to: the newest first, or as the list itself stands.
  const sorting = () => state.sort || (state.query ? "" : page.dataset.sort || "date");

  const toAddress = (push) => {
    const asked = new URLSearchParams();
    if (state.query) asked.set("q", state.query);
    for (const [facet, values] of Object.entries(state.chosen)) values.forEach((value) => asked.append(facet, value));
    if (state.sort) asked.set("sort", state.sort);
    state.without.forEach((word) => asked.append("without", word));
    history[push ? "pushState" : "replaceState"](null, "", String(asked) ? `?${asked}` : location.pathname);
  };

  const change = (changes, { push = true } = {}) => { Object.assign(state, { shown: PAGE }, changes); toAddress(push); return run(); };

  const toggle = (facet, value) => {
    const values = state.chosen[facet] || [];
    const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    const chosen = { ...state.chosen, [facet]: left };
    if (!left.length) delete chosen[facet];
    if (facet === PROVINCE) delete chosen[COUNTY];
    return change({ chosen });
  };

  // Choosing ------------------------------------------------------------------------------------------------------------

  const passes = (columns, except) => {
    const tests = Object.entries({ ...state.chosen, ...fixed }).filter(([facet]) => facet !== except).map(([facet, values]) => {
      const column = columns[facet];
      const numbers = new Set(column ? values.map((value) => column.values.indexOf(value)) : []);
      return (owner) => Boolean(column) && column.rows[owner].some((number) => numbers.has(number));
    });
    return (owner) => tests.every((test) => test(owner));
  };

  const counted = (columns, owners) => Object.entries(columns).filter(([facet]) => !fixed[facet]).map(([facet, column]) => {
    const kept = passes(columns, facet); const counts = new Array(column.values.length).fill(0); const chosen = state.chosen[facet] || [];
    for (const owner of owners) if (kept(owner)) for (const number of column.rows[owner]) counts[number] += 1;
    const rows = counts.map((count, number) => [column.values[number], count]).filter(([value, count]) => count || chosen.includes(value));
    rows.sort(facet === YEAR ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return [facet, rows];
  });

  const order = (columns, scores) => {
    const first = (facet, last) => (owner) => { const column = columns[facet]; const row = column ? column.rows[owner].map((number) => column.values[number]) : []; return row.length ? row.reduce((a, b) => ((last ? b > a : b < a) ? b : a)) : ""; };
    const year = first(YEAR, true); const province = first(PROVINCE); const county = first(COUNTY);
    const by = {
      date: (a, b) => (year(b) > year(a)) - (year(b) < year(a)),
      county: (a, b) => !province(a) - !province(b) || province(a).localeCompare(province(b), "zh") || county(a).localeCompare(county(b), "zh"),
    }[sorting()] || (() => 0);
    return (a, b) => by(a, b) || scores.get(b) - scores.get(a) || a - b;
  };

  const showFacets = (groups) => {
    const inside = part("values"); const focused = document.activeElement && document.activeElement.dataset.key;
    const open = new Set([...inside.querySelectorAll("details[open]")].map((group) => group.dataset.facet));
    const known = inside.children.length;
    inside.replaceChildren(...groups.filter(([facet, rows]) => rows.length && (facet !== COUNTY || state.chosen[PROVINCE])).map(([facet, rows], at) => {
      const group = element("details", "", "cb-facet"); group.dataset.facet = facet;
      group.open = known ? open.has(facet) || (facet === COUNTY && !state.chosen[COUNTY]) : at < 4 || Boolean(state.chosen[facet]);
      const set = element("fieldset"); const values = element("div", "", "cb-facet-values");
      set.append(element("legend", facet, "cb-hidden"), values);
      for (const [value, count] of rows) {
        const line = element("label"); const tick = element("input");
        tick.type = "checkbox"; tick.checked = (state.chosen[facet] || []).includes(value); tick.dataset.key = `${facet}=${value}`;
        tick.addEventListener("change", () => toggle(facet, value));
        line.append(tick, element("span", value), element("span", String(count)));
        values.append(line);
      }
      group.append(element("summary", facet), set);
      return group;
    }));
    facets.hidden = !inside.children.length;
    const again = focused && [...inside.querySelectorAll("input")].find((tick) => tick.dataset.key === focused);
    if (again) again.focus();
  };

  const showChips = (used) => {
    const chip = (words, said, action) => { const made = button(`${words} ×`, "cb-chip", action); made.setAttribute("aria-label", said); return made; };
    part("chips").replaceChildren(
      ...used.map(([, other]) => (state.without.includes(other)
        ? button(`也找 ${other}`, "cb-chip cb-chip-off", () => change({ without: state.without.filter((word) => word !== other) }))
        : chip(`同义：${other}`, `不找同义词 ${other}`, () => change({ without: [...state.without, other] })))),
      ...Object.entries(state.chosen).flatMap(([facet, values]) => values.map((value) => chip(`${facet}：${value}`, `去掉 ${facet}：${value}`, () => toggle(facet, value)))),
      ...(Object.values(state.chosen).flat().length > 1 ? [button("全部去掉", "cb-chip cb-chip-off", () => change({ chosen: {} }))] : []),
    );
  };

  // Results -------------------------------------------------------------------------------------------------------------

  // The passages of a record that say most of what is asked: those with most of the phrases, in the order of the text.
  const telling = (record, phrases) => {
    const scored = record.passages.map((passage, at) => ({ passage, at, hits: phrases.filter((phrase) => fold(`${passage[0]} ${passage[1]}`).includes(phrase)).reduce((sum, phrase) => sum + phrase.length, 0) }));
    const best = scored.filter((each) => each.hits).sort((a, b) => b.hits - a.hits || a.at - b.at).slice(0, 2);
    return best.sort((a, b) => a.at - b.at).map((each) => each.passage);
  };

  const fill = async (line, owner, phrases) => {
    const record = await engine.record(owner);
    const title = element("a", "", "cb-entry-title");
    title.href = root + record.url;
    title.append(...marked(record.title, phrases));
    const shown = [title, " ", element("span", record.kind, "cb-small cb-kind")];
    if (record.grade) { const grade = element("abbr", record.grade, `cb-grade cb-grade-${record.grade.toLowerCase()}`); grade.title = `证据等级 ${record.grade}`; shown.push(" ", grade); }
    if (record.summary) { const summary = element("p"); summary.append(...marked(record.summary, phrases)); shown.push(summary); }
    for (const [heading, text, anchor] of telling(record, phrases)) {
      const passage = element("p", "", "cb-hit cb-small"); const to = element("a");
      to.href = root + record.url + (anchor ? `#${anchor}` : "");
      to.append(element("strong", heading ? `${heading}　` : ""), ...marked(text, phrases, 110));
      passage.append(to); shown.push(passage);
    }
    if (record.facts.length) {
      const facts = element("p", record.facts.join(" · "), "cb-small");
      if (/^(cases|counties)\//.test(record.url)) { const to = element("a", "加入比较", "cb-to-compare"); to.href = `${root}compare/?a=${record.url.slice(0, -1)}`; to.setAttribute("aria-label", `把${record.title}加入比较`); facts.append("　", to); }
      shown.push(facts);
    }
    line.replaceChildren(...shown);
    line.removeAttribute("aria-busy");
  };

  // Cards beyond the first screen are fetched when they come near it.
  const EAGER = 3;
  const watcher = "IntersectionObserver" in window && new IntersectionObserver((seen) => seen.forEach((each) => {
    if (each.isIntersecting) { watcher.unobserve(each.target); each.target.fetchCard(); }
  }));

  const showResults = async (owners, phrases, columns) => {
    const list = part("results");
    const lines = owners.map((owner, at) => {
      const line = element("li", "", "cb-entry cb-result");
      line.setAttribute("aria-busy", "true");
      const said = ["类型", PROVINCE, "主题", YEAR].flatMap((facet) => (columns[facet] ? columns[facet].rows[owner].map((number) => columns[facet].values[number]) : []));
      line.append(element("span", said.join(" · ") || `第 ${at + 1} 条`, "cb-small"));
      line.fetchCard = () => fill(line, owner, phrases).catch(failed);
      return line;
    });
    const eager = lines.slice(0, watcher ? EAGER : lines.length);
    await Promise.all(eager.map((line, at) => fill(line, owners[at], phrases)));
    return () => { list.replaceChildren(...lines); lines.slice(eager.length).forEach((line) => watcher.observe(line)); };
  };

  const asked = () => [state.query && `“${state.query}”`, ...Object.values(state.chosen).flat()].filter(Boolean).join("、");
  const say = (text) => { part("status").textContent = text; };

  const failed = () => {
    say("搜索用的索引读不到（可能断网，或是直接打开的文件）。请按下面的列表查看。");
    part("lists").hidden = false;
    part("results").replaceChildren();
    part("more").hidden = part("near").hidden = true;
    page.classList.remove("cb-asked");
    page.classList.add("cb-failed");
    part("open").hidden = true;
  };

  // What is asked, answered: exact hits, or where there are none the records that share most words with the query.
  const answered = async () => {
    if (engine.answer) return engine.answer(state, fixed);
    const exact = await engine.ask(state.query, state.without);
    const needed = !state.query || Object.keys({ ...state.chosen, ...fixed }).length || state.sort;
    const lazy = Boolean(state.chosen[COUNTY] || state.chosen[PROVINCE] || sorting() === "county");
    const columns = needed ? { ...(await engine.columns()), ...(lazy ? await engine.columns(true) : {}) } : {};
    const kept = passes(columns);
    const chosen = (answer) => [...answer.scores.keys()].filter(kept).sort(order(columns, answer.scores));
    const found = chosen(exact);
    if (found.length || !state.query) return { ...exact, columns, found, count: found.length, total: found.length };
    const near = await engine.near(state.query);
    const similar = chosen(near);
    return { ...near, used: exact.used, columns, found: similar, count: 0, total: similar.length };
  };

  const said = (answer, all) => {
    if (!asked()) return `共 ${answer.count} 条。输入词语，或在“筛选”里选择。`;
    if (answer.count) return `${asked()}：找到 ${answer.count} 条`;
    const looked = `没有找到${asked()}：查了${page.dataset.kind || "全库"} ${all} 条记录的标题、关键词、摘要和正文。`;
    return answer.total ? `${looked}下面是含有其中部分词语的 ${answer.total} 条。` : looked;
  };

  const run = async () => {
    const mine = ++turn;
    try {
      const answer = await answered();
      const active = Boolean(asked());
      const [show, all, terms] = await Promise.all([
        showResults(active ? answer.found.slice(0, state.shown) : [], answer.phrases, answer.columns),
        answer.count ? 0 : engine.count(fixed),
        active && !answer.count && state.query ? window.casebook.suggest(state.query, true).catch(() => []) : [],
      ]);
      if (mine !== turn) return;
      show();
      showChips(answer.used);
      showTerms(terms);
      say(said(answer, all));
      part("more").hidden = !active || answer.total <= state.shown;
      part("sort").value = sorting();
      part("sorting").hidden = !active || answer.total < 2;
      part("lists").hidden = active && answer.total > 0;
      page.classList.toggle("cb-asked", active);
      page.classList.remove("cb-failed");
      part("open").hidden = !(answer.total || Object.keys(state.chosen).length);
      if (wide.matches || sheet.open) {
        const groups = answer.groups || counted(Object.keys(answer.columns).length ? answer.columns : await engine.columns(), [...answer.scores.keys()]);
        if (mine === turn) showFacets(groups);
      }
    } catch (error) {
      if (mine === turn) failed();
    }
  };

  const showTerms = (terms) => {
    part("near").hidden = !terms.length;
    const ways = terms.slice(0, 6).map((term) => { const line = element("li"); const to = element("a", term.text); to.href = root + term.url; line.append(to, ` ${term.kind}`); return line; });
    const list = element("ul", "", "cb-ways-row"); list.append(...ways);
    part("near").replaceChildren(element("p", "也许要找："), list);
  };

  // Typing, keys, the sheet ---------------------------------------------------------------------------------------------

  let waiting = 0; let composing = false;
  const typed = () => {
    if (composing) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { const query = input.value.trim(); if (query !== state.query) change({ query, without: [] }, { push: false }); }, 150);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("input", typed);
  input.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); change({ query: input.value.trim(), without: input.value.trim() === state.query ? state.without : [] }); });
  part("sort").addEventListener("change", () => change({ sort: part("sort").value }));
  part("more").addEventListener("click", async () => {
    const at = state.shown; state.shown += PAGE;
    await run();
    const next = part("results").children[at] && part("results").children[at].querySelector("a");
    if (next) next.focus();
  });
  page.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    const stops = [input, ...part("results").querySelectorAll(".cb-entry-title")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  // Whoever goes from card to card by keyboard finds the next one there.
  part("results").addEventListener("focusin", (event) => {
    const line = event.target.closest("li");
    for (const next of [line.nextElementSibling, (line.nextElementSibling || line).nextElementSibling]) if (next && next.hasAttribute("aria-busy")) { watcher.unobserve(next); next.fetchCard(); }
  });
  const settle = () => { (wide.matches ? part("rail") : part("sheet-body")).prepend(facets); if (wide.matches && sheet.open) sheet.close(); };
  part("open").addEventListener("click", () => { sheet.showModal(); run(); });
  part("close").addEventListener("click", () => sheet.close());
  wide.addEventListener("change", () => { settle(); run(); });
  addEventListener("popstate", () => { fromAddress(); run(); });

  // For measuring: ask as a reader would; how many exact hits, all of them, and the addresses of the first ten shown.
  window.casebookSearch = {
    ask: async (query) => {
      await change({ query, chosen: {}, without: [] });
      const { found, count } = await answered();
      return { count, all: count ? found : [], urls: await Promise.all(found.slice(0, PAGE).map(async (owner) => (await engine.record(owner)).url)) };
    },
  };
  settle();
  fromAddress();
  if (!page.dataset.kind || asked() || wide.matches) run();
})();

// What the search box of every page offers while one types: titles, counties, themes and document numbers, also by pinyin.
(() => {
  "use strict";
  const { fold, get, before } = window.casebook;
  const KEY = 16; const SHOWN = 8;
  const input = document.getElementById("casebook-search");
  if (!input) return;
  const root = new URL(input.dataset.root, location.href).href;

  // The suggestions that begin with what was typed, the likeliest first; with `near`, those that share its longest beginning.
  const suggest = async (typed, near) => {
    const directory = await get(`${root}search/suggest.json`);
    const firsts = directory.map((chunk) => chunk[0]);
    for (let key = fold(typed).replace(/[^\p{L}\p{N}]/gu, "").slice(0, KEY); key; key = near ? [...key].slice(0, -1).join("") : "") {
      const first = before(firsts, key); const last = before(firsts, `${key}\uffff`);
      const chunks = await Promise.all(directory.slice(first, Math.min(last, first + 2) + 1).map((chunk) => get(`${root}search/${chunk[1]}.json`)));
      const found = new Map();
      for (const [held, text, kind, url, weight] of chunks.flat()) {
        const seen = found.get(url);
        if (held.startsWith(key) && (!seen || seen.order > weight)) found.set(url, { text, kind, url, order: weight + (held === key ? -10 : 0) });
      }
      if (found.size) return [...found.values()].sort((a, b) => a.order - b.order || a.text.length - b.text.length || (a.text < b.text ? -1 : 1)).slice(0, SHOWN);
    }
    return [];
  };
  window.casebook.suggest = suggest;

  const list = document.createElement("ul");
  list.id = "casebook-suggestions"; list.className = "cb-suggestions"; list.hidden = true;
  list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "建议");
  input.form.append(list);
  const set = (names) => { for (const [name, value] of Object.entries(names)) input.setAttribute(name, value); };
  set({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  let chosen = -1; let turn = 0; let waiting = 0; let composing = false;

  const close = () => { turn += 1; list.hidden = true; chosen = -1; set({ "aria-expanded": "false" }); input.removeAttribute("aria-activedescendant"); };
  const choose = (to) => {
    const options = [...list.children];
    chosen = (to + options.length + 1) % (options.length + 1);
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < options.length) set({ "aria-activedescendant": options[chosen].id }); else { chosen = -1; input.removeAttribute("aria-activedescendant"); }
  };
  const show = async () => {
    const mine = ++turn;
    const found = input.value.trim() ? await suggest(input.value).catch(() => []) : [];
    if (mine !== turn) return;
    if (!found.length) { close(); return; }
    list.replaceChildren(...found.map((each, at) => {
      const option = document.createElement("li"); const kind = document.createElement("span");
      option.id = `casebook-suggestion-${at}`; option.dataset.url = each.url;
      option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
      kind.className = "cb-small"; kind.textContent = each.kind;
      option.append(each.text, " ", kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = root + each.url; });
      return option;
    }));
    chosen = -1; list.hidden = false; set({ "aria-expanded": "true" });
  };
  const typed = () => { if (!composing) { clearTimeout(waiting); waiting = setTimeout(show, 120); } };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("input", typed);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.href = root + list.children[chosen].dataset.url;
    else return;
    event.preventDefault();
  });
})();

// The search page, and the lists that are chosen from by facets: what is asked stands in the address, what is found on the page.
import { onTyping } from "../core/dom.js";
import { Cards } from "./cards.js";
import { showChips, showTerms } from "./chips.js";
import { KIND } from "./facet-names.js";
import { Panel } from "./panel.js";
import { part } from "./parts.js";
import { askedWords, pairsOf, sortingOf, stateOf, statusOf, toggled } from "./state.js";
import { suggest } from "./suggestions.js";

const PAGE = 10;
const PAUSE = 150;
const FAILED = "搜索暂时用不了（可能断网，或是直接打开的文件）。请按下面的列表查看。";

export class SearchPage {
  /** @param {HTMLElement} page @param engine an IndexEngine or an EndpointEngine */
  constructor(page, engine) {
    Object.assign(this, { page, engine, root: page.dataset.root, input: part("words"), turn: 0 });
    this.fixed = page.dataset.kind ? { [KIND]: [page.dataset.kind] } : {};
    this.cards = new Cards(engine, this.root, () => this.fail());
    this.toggle = (facet, value) => this.change({ chosen: toggled(this.state.chosen, facet, value) });
    this.panel = new Panel(this.toggle, () => this.showFacets());
  }

  start() {
    part("sort").addEventListener("change", () => this.change({ sort: part("sort").value }));
    part("more").addEventListener("click", () => this.more());
    this.page.addEventListener("keydown", (event) => this.press(event));
    addEventListener("popstate", () => {
      this.readAddress();
      this.run();
    });
    const early = this.input.value;
    this.readAddress();
    this.input.value = early || this.state.query;
    this.wireInput();
    if (!this.page.dataset.kind || askedWords(this.state) || this.panel.wide.matches) this.run();
  }

  wireInput() {
    const typed = () => this.input.value.trim();
    const ask = () => {
      if (typed() !== this.state.query) this.change({ query: typed(), without: [] }, false);
    };
    const cancel = onTyping(this.input, PAUSE, ask);
    ask();
    this.input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      cancel();
      const without = typed() === this.state.query ? this.state.without : [];
      this.change({ query: typed(), without });
    });
  }

  readAddress() {
    this.state = { ...stateOf([...new URLSearchParams(location.search)]), shown: PAGE };
    this.input.value = this.state.query;
  }

  /** Change what is asked for, and the address with it: a new entry of the history unless `isNew` is false. */
  change(changes, isNew = true) {
    this.state = { ...this.state, shown: PAGE, ...changes };
    const asked = String(new URLSearchParams(pairsOf(this.state)));
    history[isNew ? "pushState" : "replaceState"](null, "", asked ? `?${asked}` : location.pathname);
    return this.run();
  }

  sorting() {
    return sortingOf(this.state, this.page.dataset.sort);
  }

  answer() {
    return this.engine.answer({ ...this.state, sorting: this.sorting() }, this.fixed);
  }

  /** Answer what is asked and show it, unless something else was asked meanwhile. */
  async run() {
    this.turn += 1;
    const mine = this.turn;
    try {
      const answer = await this.answer();
      const show = await this.prepare(answer);
      if (mine !== this.turn) return;
      show();
      this.shown = answer;
      await this.showFacets();
    } catch {
      if (mine === this.turn) this.fail();
    }
  }

  /** Show the facets of the answer that stands on the page, where they are visible. */
  async showFacets() {
    const answer = this.shown;
    if (!this.panel.isVisible()) return;
    if (!answer) return this.run();
    const groups = await answer.groups(this.panel.opened());
    if (answer === this.shown) await this.panel.show(groups, this.state.chosen);
  }

  /** Fetch what the page needs to show an answer; return a function that shows it. */
  async prepare(answer) {
    const { query, shown } = this.state;
    const isAsked = Boolean(askedWords(this.state));
    const [showCards, records, terms] = await Promise.all([
      this.cards.prepare(isAsked ? answer.found.slice(0, shown) : [], answer),
      answer.count ? 0 : this.engine.count(this.fixed),
      isAsked && !answer.count && query ? this.terms(query) : [],
    ]);
    return () => {
      showCards();
      showChips(answer.synonyms, this.state, (changes) => this.change(changes), this.toggle);
      showTerms(terms, this.root);
      this.say(statusOf(this.state, answer, records, this.page.dataset.kind));
      this.showFrame(answer, isAsked);
    };
  }

  terms(query) {
    return suggest(new URL(this.root, location.href).href, query, true).catch(() => []);
  }

  showFrame({ total }, isAsked) {
    part("more").hidden = !isAsked || total <= this.state.shown;
    part("sort").value = this.sorting();
    part("sorting").hidden = !isAsked || total < 2;
    part("lists").hidden = isAsked && total > 0;
    part("open").hidden = !(total || Object.keys(this.state.chosen).length);
    this.page.classList.toggle("cb-asked", isAsked);
    this.page.classList.remove("cb-failed");
  }

  say(text) {
    part("status").textContent = text;
  }

  fail() {
    this.say(FAILED);
    this.cards.clear();
    part("lists").hidden = false;
    part("more").hidden = part("near").hidden = part("open").hidden = true;
    this.page.classList.remove("cb-asked");
    this.page.classList.add("cb-failed");
  }

  async more() {
    const at = this.state.shown;
    this.state.shown += PAGE;
    await this.run();
    this.cards.focus(at);
  }

  /** Arrow keys go from the box through the titles of the results. */
  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.defaultPrevented) return;
    const stops = [this.input, ...this.cards.titles()];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  }
}

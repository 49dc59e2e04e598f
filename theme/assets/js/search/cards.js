// Results as cards. Those of the first screen are fetched before they are shown, the others when they come near it.
import { element, link } from "../core/dom.js";
import { part } from "./parts.js";
import { markedPieces, tellingPassages } from "./passages.js";

const EAGER = 3;
const PASSAGE_WIDTH = 110;

const marked = (text, phrases, width) =>
  markedPieces(text, phrases, width).map((piece) => (piece.isMarked ? element("mark", {}, piece.text) : piece.text));

const passage = (address, [heading, text, place], phrases) => {
  const name = element("strong", {}, heading ? `${heading}　` : "");
  return element(
    "p",
    { class: "cb-hit cb-small" },
    link(address + place, {}, name, ...marked(text, phrases, PASSAGE_WIDTH)),
  );
};

const toCompare = (record, root) => {
  const attributes = { class: "cb-to-compare", "aria-label": `把${record.title}加入比较` };
  return link(`${root}compare/?a=${record.url.slice(0, -1)}`, attributes, "加入比较");
};

const factsLine = (record, root) => {
  const line = element("p", { class: "cb-small" }, record.facts.join(" · "));
  if (/^(cases|counties)\//.test(record.url)) line.append("　", toCompare(record, root));
  return line;
};

/** What a card shows of a record. */
const cardOf = (record, root, phrases, note) => {
  const address = root + record.url;
  const title = link(address, { class: "cb-entry-title" }, ...marked(record.title, phrases));
  const shown = [title, " ", element("span", { class: "cb-small cb-kind" }, record.kind)];
  const { grade } = record;
  if (grade) shown.push(" ", element("span", { class: `cb-grade cb-grade-${grade[0]}` }, grade));
  if (note) shown.push(element("p", { class: "cb-small" }, note));
  if (record.summary) shown.push(element("p", {}, ...marked(record.summary, phrases)));
  shown.push(...tellingPassages(record.passages, phrases).map((each) => passage(address, each.passage, phrases)));
  if (record.facts.length) shown.push(factsLine(record, root));
  return shown;
};

export class Cards {
  /**
   * @param {{ record: (id: number | string, phrases: string[]) => Promise<object> }} engine
   * @param {string} root the address of the library
   * @param {() => void} failed called when a card cannot be fetched
   */
  constructor(engine, root, failed) {
    Object.assign(this, { engine, root, failed, list: part("results") });
    this.waiting = new WeakMap();
    this.watcher = "IntersectionObserver" in window ? new IntersectionObserver((seen) => this.near(seen)) : null;
    this.list.addEventListener("focusin", (event) => this.ahead(event.target.closest("li")));
  }

  /** Fetch the first cards of an answer; return a function that shows all. */
  async prepare(records, answer) {
    const lines = records.map((record, at) => this.line(at, answer.facts?.(record) || []));
    const fill = (at) => this.fill(lines[at], records[at], answer);
    const later = this.watcher ? lines.slice(EAGER) : [];
    later.forEach((line, order) => {
      this.waiting.set(line, () => fill(EAGER + order));
    });
    await Promise.all(lines.slice(0, lines.length - later.length).map((_, at) => fill(at)));
    return () => {
      this.list.replaceChildren(...lines);
      for (const line of later) this.watcher.observe(line);
    };
  }

  /** A card before its record is there: what the facets say of it. */
  line(at, facts) {
    const shown = element("span", { class: "cb-small" }, facts.join(" · ") || `第 ${at + 1} 条`);
    return element("li", { class: "cb-entry cb-result", "aria-busy": "true" }, shown);
  }

  async fill(line, id, { phrases, notes }) {
    line.replaceChildren(...cardOf(await this.engine.record(id, phrases), this.root, phrases, notes?.get(id)));
    line.removeAttribute("aria-busy");
  }

  near(seen) {
    for (const each of seen) if (each.isIntersecting) this.fetch(each.target);
  }

  fetch(line) {
    this.watcher.unobserve(line);
    this.waiting.get(line)?.().catch(this.failed);
    this.waiting.delete(line);
  }

  /** Whoever goes from card to card by keyboard finds the next ones there. */
  ahead(line) {
    const next = line.nextElementSibling;
    for (const each of [next, next?.nextElementSibling]) if (each?.hasAttribute("aria-busy")) this.fetch(each);
  }

  clear() {
    this.list.replaceChildren();
  }

  titles() {
    return [...this.list.querySelectorAll(".cb-entry-title")];
  }

  /** Go to the title of a card by keyboard. */
  focus(at) {
    this.list.children[at]?.querySelector("a")?.focus();
  }
}

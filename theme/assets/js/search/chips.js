// What is chosen, as buttons that take it back; and where nothing was found, what may have been meant.
import { element, link } from "../core/dom.js";
import { part } from "./parts.js";

const MOST_SHOWN = 6;

const button = (words, action, { off = false, label = "" } = {}) => {
  const made = element("button", { type: "button", class: off ? "cb-chip cb-chip-off" : "cb-chip" }, words);
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
};

const synonymChip = (word, without, change) =>
  without.includes(word)
    ? button(`也找 ${word}`, () => change({ without: without.filter((other) => other !== word) }), { off: true })
    : button(`同义：${word} ×`, () => change({ without: [...without, word] }), { label: `不找同义词 ${word}` });

/**
 * @param {string[]} synonyms those of the query
 * @param {(changes: object) => void} change changes what is asked for
 * @param {(facet: string, value: string) => void} toggle
 */
export const showChips = (synonyms, { chosen, without }, change, toggle) => {
  const pairs = Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  const chips = [
    ...synonyms.map((word) => synonymChip(word, without, change)),
    ...pairs.map(([facet, value]) =>
      button(`${facet}：${value} ×`, () => toggle(facet, value), { label: `去掉 ${facet}：${value}` }),
    ),
  ];
  if (pairs.length > 1) chips.push(button("全部去掉", () => change({ chosen: {} }), { off: true }));
  part("chips").replaceChildren(...chips);
};

/** Suggestions as links. @param {{ text: string, kind: string, url: string }[]} terms @param {string} root */
export const showTerms = (terms, root) => {
  const shown = terms.slice(0, MOST_SHOWN);
  const ways = shown.map(({ text, kind, url }) => element("li", {}, link(root + url, {}, text), ` ${kind}`));
  part("near").hidden = !terms.length;
  part("near").replaceChildren(element("p", {}, "也许要找："), element("ul", { class: "cb-ways-row" }, ...ways));
};

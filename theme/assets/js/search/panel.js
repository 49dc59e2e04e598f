// The facets: beside the results where there is room, in a sheet over them on a phone.
import { element } from "../core/dom.js";
import { COUNTY } from "./facet-names.js";
import { offered } from "./facets.js";
import { part } from "./parts.js";

const OPEN_AT_FIRST = 4;

export class Panel {
  /** @param {(facet: string, value: string) => void} toggle @param {() => void} shown called when facets become visible */
  constructor(toggle, shown) {
    Object.assign(this, { toggle, facets: part("facets"), sheet: part("sheet"), values: part("values") });
    this.wide = matchMedia("(min-width: 60rem)");
    part("open").addEventListener("click", () => {
      this.sheet.showModal();
      shown();
    });
    part("close").addEventListener("click", () => this.sheet.close());
    this.wide.addEventListener("change", () => {
      this.settle();
      shown();
    });
    this.settle();
  }

  isVisible() {
    return this.wide.matches || this.sheet.open;
  }

  settle() {
    const place = this.wide.matches ? part("rail") : part("sheet-body");
    place.prepend(this.facets);
    if (this.wide.matches && this.sheet.open) this.sheet.close();
  }

  /** Show facets with their counted values; what is open and where the focus is stay. */
  show(groups, chosen) {
    const focused = document.activeElement?.dataset.key;
    const known = [...this.values.children];
    const open = new Set(known.filter((group) => group.open).map((group) => group.dataset.facet));
    const isOpen = (facet, at) => {
      if (!known.length) return at < OPEN_AT_FIRST || Boolean(chosen[facet]);
      return open.has(facet) || (facet === COUNTY && !chosen[COUNTY]);
    };
    const shown = offered(groups, chosen).map(([facet, values], at) => {
      const group = this.group(facet, values, chosen[facet] || []);
      group.open = isOpen(facet, at);
      return group;
    });
    this.values.replaceChildren(...shown);
    this.facets.hidden = !shown.length;
    if (focused) [...this.values.querySelectorAll("input")].find((tick) => tick.dataset.key === focused)?.focus();
  }

  group(facet, values, chosen) {
    const lines = values.map(([value, count]) => this.line(facet, value, count, chosen.includes(value)));
    const legend = element("legend", { class: "cb-hidden" }, facet);
    const set = element("fieldset", {}, legend, element("div", { class: "cb-facet-values" }, ...lines));
    return element("details", { class: "cb-facet", "data-facet": facet }, element("summary", {}, facet), set);
  }

  line(facet, value, count, isChosen) {
    const tick = element("input", { type: "checkbox", "data-key": `${facet}=${value}` });
    tick.checked = isChosen;
    tick.addEventListener("change", () => this.toggle(facet, value));
    return element("label", {}, tick, element("span", {}, value), element("span", {}, String(count)));
  }
}

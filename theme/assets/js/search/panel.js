// The facets: beside the results where there is room, in a sheet over them on a phone.
import { brought } from "../core/loading.js";
import { COUNTY } from "./facet-names.js";
import { part } from "./parts.js";

const OPEN_AT_FIRST = 4;

export class Panel {
  /** @param {(facet: string, value: string) => void} toggle @param {() => void} shown called when facets become visible, or one opens */
  constructor(toggle, shown) {
    Object.assign(this, { toggle, shown, facets: part("facets"), sheet: part("sheet"), values: part("values") });
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

  /** The facets that are open; undefined before any is shown. */
  opened() {
    const known = [...this.values.children];
    return known.length ? known.filter((group) => group.open).map((group) => group.dataset.facet) : undefined;
  }

  /** Show facets with their counted values; what is open and where the focus is stay. */
  async show(groups, chosen) {
    const { facetGroup, offered } = await brought("casebookFacets", "facets.js");
    const focused = document.activeElement?.dataset.key || document.activeElement?.parentElement?.dataset.facet;
    const open = this.opened();
    const isOpen = (facet, at) =>
      open
        ? open.includes(facet) || (facet === COUNTY && !chosen[COUNTY])
        : at < OPEN_AT_FIRST || Boolean(chosen[facet]);
    const shown = offered(groups, chosen).map(([facet, values], at) =>
      facetGroup(facet, values, chosen[facet] || [], isOpen(facet, at), this.toggle, this.shown),
    );
    this.values.replaceChildren(...shown);
    this.facets.hidden = !shown.length;
    if (!focused) return;
    const places = [...this.values.querySelectorAll("input, summary")];
    places.find((place) => focused === (place.dataset.key || place.parentElement.dataset.facet))?.focus();
  }
}

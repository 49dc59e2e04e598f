// A facet as a group of values to tick, in the panel beside the results or over them.
import { element } from "../core/dom.js";

const lineOf = (facet, value, count, isChosen, toggle) => {
  const tick = element("input", { type: "checkbox", "data-key": `${facet}=${value}` });
  tick.checked = isChosen;
  tick.addEventListener("change", () => toggle(facet, value));
  return element("label", {}, tick, element("span", {}, value), element("span", {}, String(count)));
};

/** @param {[string, number][] | null} values null: not known before the group is opened, which `asked` is told */
export const facetGroup = (facet, values, chosen, isOpen, toggle, asked) => {
  const lines = (values || []).map(([value, count]) => lineOf(facet, value, count, chosen.includes(value), toggle));
  const legend = element("legend", { class: "cb-hidden" }, facet);
  const set = element("fieldset", {}, legend, element("div", { class: "cb-facet-values" }, ...lines));
  const group = element("details", { class: "cb-facet", "data-facet": facet }, element("summary", {}, facet), set);
  group.open = isOpen;
  if (!values) group.addEventListener("toggle", () => group.open && asked());
  return group;
};

// The table of a comparison; everything is written as text.
import { element, link } from "../core/dom.js";
import { addressOf } from "./choice.js";
import { comparedRows } from "./rows.js";

const cell = ({ lines, nothing }) => {
  if (!lines.length) return element("td", {}, element("span", { class: "cb-unknown" }, `— ${nothing}`));
  if (lines.length === 1) return element("td", {}, lines[0]);
  return element("td", {}, element("ul", {}, ...lines.map((line) => element("li", {}, line))));
};

const heading = (record, records, root) => {
  const others = records.map(({ key }) => key).filter((key) => key !== record.key);
  const attributes = { class: "cb-small", "aria-label": `移除${record.title}`, "data-out": record.key };
  const title = link(`${root}${record.key}/`, {}, record.title);
  return element("th", { scope: "col" }, title, " ", link(addressOf(others), attributes, "移除"));
};

const row = (name, ...cells) => element("tr", {}, element("th", { scope: "row" }, name), ...cells);

const body = (records) => {
  const { shown } = comparedRows(records);
  return element("tbody", {}, ...shown.map(({ name, sides }) => row(name, ...sides.map(cell))));
};

/** Records side by side. @param {string} root the address of the library */
export const table = (records, root) => {
  const headings = records.map((record) => heading(record, records, root));
  return element(
    "table",
    { class: `cb-table cb-side cb-side-${records.length}` },
    element("caption", {}, records.length > 1 ? `${records.length} 条记录并排` : "已选的记录"),
    element("thead", {}, element("tr", {}, element("td"), ...headings)),
    body(records),
  );
};

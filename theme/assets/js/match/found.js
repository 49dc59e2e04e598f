// What was found, drawn as lists; everything is written as text.
import { element, link } from "../core/dom.js";

const JUDGED_BY = ["transfer", "resources", "limits"];

/**
 * What a reader judges a practice by: the rows of its sections that say something, in their order, and the names of the others.
 * @param {{ name: string, lines: string[], section: string }[]} rows the rows of a comparison
 */
export const judgedRows = (rows) => {
  const told = JUDGED_BY.flatMap((wanted) => rows.filter(({ section }) => section === wanted));
  return {
    stated: told.filter(({ lines }) => lines.length),
    unstated: told.filter(({ lines }) => !lines.length).map(({ name }) => name),
  };
};

export const small = (...words) => element("p", { class: "cb-small" }, ...words);

const definition = ({ name, lines }) => [
  element("dt", {}, name),
  element(
    "dd",
    {},
    ...(lines.length > 1 ? [element("ul", {}, ...lines.map((line) => element("li", {}, line)))] : lines),
  ),
];

const reasonList = (reasons) =>
  element(
    "ul",
    { class: "cb-chips cb-reasons", "aria-label": "相近之处" },
    ...reasons.map((each) => element("li", {}, each)),
  );

const differenceIn = ({ different, traits }, names, labels) =>
  different
    .filter((name) => names[name])
    .map((name) => `${names[name]}（${traits[name].map((value) => labels[value] ?? value).join("、")}）`);

/** A practice with its reasons, what it asked for and cost, and where it did not work. */
const practice = (each, record, { root, names, labels }) => {
  const { stated, unstated } = judgedRows(record?.rows ?? []);
  const differences = differenceIn(each, names, labels);
  const made = element("li", { class: "cb-entry" });
  made.append(
    link(`${root}cases/${each.id}/`, { class: "cb-entry-title" }, record?.title ?? each.place),
    small(each.place),
  );
  made.append(reasonList(each.reasons));
  if (differences.length) made.append(small(`不同：${differences.join("、")}`));
  if (stated.length) made.append(element("dl", { class: "cb-facts" }, ...stated.flatMap(definition)));
  if (unstated.length) made.append(small(`来源未载明：${unstated.join("、")}`));
  return made;
};

/** The list of practices. @param {(object | null)[]} records what the comparison holds of each, in the same order */
export const practiceList = (practices, records, page) =>
  element("ol", { class: "cb-entries" }, ...practices.map((each, order) => practice(each, records[order], page)));

/** Practices by their titles alone. */
export const titleList = (practices, records, root) => {
  const title = ({ id, place }, order) => link(`${root}cases/${id}/`, {}, records[order]?.title ?? place);
  return element("ul", {}, ...practices.map((each, order) => element("li", {}, title(each, order))));
};

const pairing = (root) => (each) => {
  const title = link(`${root}pairings/${each.id}/`, { class: "cb-entry-title" }, each.title);
  return element("li", { class: "cb-entry" }, title, ...(each.reasons ? [reasonList(each.reasons)] : []));
};

/** The list of pairings, with reasons where they have some. */
export const pairingList = (pairings, root) => element("ul", { class: "cb-entries" }, ...pairings.map(pairing(root)));

/** A section with its heading. @param {string} id */
export const section = (id, heading, ...children) =>
  element("section", { "aria-labelledby": id }, element("h2", { id }, heading), ...children);

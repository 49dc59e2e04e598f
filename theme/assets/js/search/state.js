// What is asked for, as it stands in the address: q, sort, without, and a facet for each other name.
import { COUNTY, PROVINCE } from "./facet-names.js";
import { queryRuns } from "./tokenizer.js";

const OWN_NAMES = ["q", "sort", "without"];

/** What an address of before chose by letter. */
const NAMES = { A: "A 官方文件或统计", B: "B 媒体或研究", C: "C 当地自述", D: "D 无来源或转引" };

/** What is asked for, from the names and values of an address. @param {[string, string][]} values */
export const stateOf = (values) => {
  const pairs = values.map(([name, value]) => (name === "证据等级" ? ["来源等级", NAMES[value]] : [name, value]));
  const all = (name) => pairs.filter(([other]) => other === name).map(([, value]) => value);
  const facets = [...new Set(pairs.map(([name]) => name))].filter((name) => !OWN_NAMES.includes(name));
  return {
    query: (all("q")[0] || "").trim(),
    sort: all("sort")[0] || "",
    without: all("without"),
    chosen: Object.fromEntries(facets.map((facet) => [facet, all(facet)])),
  };
};

/** The names and values of the address of what is asked for. @returns {[string, string][]} */
export const pairsOf = ({ query, chosen, sort, without }) => [
  ...(query ? [["q", query]] : []),
  ...Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => [facet, value])),
  ...(sort ? [["sort", sort]] : []),
  ...without.map((word) => ["without", word]),
];

/** What is chosen after a value is chosen or taken back; with a province its counties go too. */
export const toggled = (chosen, facet, value) => {
  const before = chosen[facet] || [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const after = { ...chosen, [facet]: values };
  if (!values.length) delete after[facet];
  if (facet === PROVINCE) delete after[COUNTY];
  return after;
};

/** The order that holds: without a query there is nothing to be relevant to, so the newest first, or as the list stands. */
export const sortingOf = ({ query, sort }, listOrder) => sort || (query ? "" : listOrder || "date");

/** What is asked for in words; empty where nothing is. */
export const askedWords = ({ query, chosen }) =>
  [query && `“${query}”`, ...Object.values(chosen).flat()].filter(Boolean).join("、");

/** What the page says of an answer. `records` is how many were looked through, `kind` what they are. */
export const statusOf = (state, { count, total, told }, records, kind) => {
  const asked = askedWords(state);
  if (!asked) return `共 ${count} 条。输入词语，或在“筛选”里选择。`;
  if (state.query && !queryRuns(state.query).length) return `${asked}里没有可以查找的字。请输入词语、县市或文号。`;
  if (told) return `${asked}：${told}。`;
  if (count) return `${asked}：找到 ${count} 条`;
  if (total) return `${asked}：没有一条含全部这些字，最接近的 ${total} 条。`;
  return `没有找到${asked}：查了${kind || "全库"} ${records} 条记录的标题、关键词、摘要和正文。`;
};

// The page that sets two or three records side by side, from small JSON files beside it.
import { addressOf, chosen, joined, keyIn, kindOf, rememberedIn, SLOTS } from "./compare/choice.js";
import { filesIn, readRecord } from "./compare/chunks.js";
import { pick } from "./compare/pick.js";
import { comparedRows, similarTo } from "./compare/rows.js";
import { table } from "./compare/table.js";
import { element, link } from "./core/dom.js";
import { Picker } from "./core/picker.js";
import { store, stored } from "./core/storage.js";

const { root, files: named } = document.querySelector(".cb-compare").dataset;
const files = filesIn(named);
const part = (name) => document.getElementById(`compare-${name}`);
const remembered = () => rememberedIn(stored("cb-compare"));
const remember = (keys) => store("cb-compare", JSON.stringify(keys));

const wanted = () => {
  const query = new URLSearchParams(location.search);
  return chosen(
    SLOTS.map((slot) => query.get(slot)),
    remembered(),
  );
};

const say = (text) => {
  part("status").textContent = text;
};

const showSimilar = (records) => {
  const keys = records.map((record) => record.key);
  const links = similarTo(records).map(([key, title]) =>
    link(addressOf([...keys, key].slice(-SLOTS.length)), {}, title),
  );
  const between = links.flatMap((each, place) => (place ? ["、", each] : ["或从相近的里面选：", each]));
  part("near").replaceChildren(...between);
};

/** The tab of what is compared is the current one. */
const markTab = (kind) => {
  for (const tab of document.querySelectorAll(".cb-tabs a")) {
    if (tab.pathname.replace(/index\.html$/, "").endsWith(`/${kind}/`)) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
};

const emptyRows = (records) => {
  const { empty } = comparedRows(records);
  return empty.length ? [element("p", { class: "cb-small" }, `没有内容的不列：${empty.join("、")}。`)] : [];
};

const showTable = (records) => {
  const keys = records.map((record) => record.key);
  history.replaceState(null, "", addressOf(keys));
  const many = `正在比较 ${records.length} 个。这一页的网址可以转给别人。`;
  say(records.length === 1 ? "选了一个，再加一个就可以比较。" : many);
  part("table").replaceChildren(table(records, root), ...emptyRows(records));
  markTab(kindOf(keys[0]));
  part("recent").hidden = records.length > 1;
  showSimilar(records);
};

const show = async () => {
  const keys = wanted();
  remember(keys);
  const records = (await Promise.all(keys.map((key) => readRecord(root, files, key)))).filter(Boolean);
  remember(records.map((record) => record.key));
  part("table").hidden = !records.length;
  if (records.length) showTable(records);
  else if (keys.length) say("没有找到这些记录，它们可能已经撤回。");
  else say("还没有选。在案例或县市的页面上点“加入比较”，或从下面选。");
};

const kinds = () => {
  const [first] = wanted();
  return first ? [kindOf(first)] : [...files.keys()];
};

const find = async (typed) =>
  (await pick(root, typed, kinds(), wanted())).map((each) => ({ ...each, note: each.kind }));

const choose = ({ url }) => {
  location.search = addressOf(joined(wanted(), keyIn(url)));
};

new Picker(part("record"), { label: "可以比较的记录", find, choose }).start();
part("more").addEventListener("submit", (event) => event.preventDefault());
part("table").addEventListener("click", (event) => {
  const out = event.target.closest("[data-out]");
  if (out) remember(remembered().filter((key) => key !== out.dataset.out));
});
show().catch(() => say("数据没有取到，请刷新再试。"));

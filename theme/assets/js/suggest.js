// Every page: search boxes that say where the library is offer suggestions while one types; fewer where results stand below.
import { Combobox } from "./core/combobox.js";
import { element } from "./core/dom.js";
import { suggest } from "./search/suggestions.js";

const BESIDE_RESULTS = 4;

for (const input of document.querySelectorAll("input[data-root]")) {
  const root = new URL(input.dataset.root, location.href).href;
  const most = input.closest("[data-search]") ? BESIDE_RESULTS : undefined;
  const find = async (typed) =>
    (await suggest(root, typed)).slice(0, most).map((each) => ({ ...each, note: each.kind }));
  const choose = ({ url }) => {
    document.body.appendChild(element("a", { href: root + url })).click();
  };
  new Combobox(input, { label: "建议", find, choose }).start();
}

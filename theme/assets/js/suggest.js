// Every page: the search box of the header offers suggestions while one types.
import { Combobox } from "./core/combobox.js";
import { suggest } from "./search/suggestions.js";

const input = document.getElementById("casebook-search");
if (input) {
  const root = new URL(input.dataset.root, location.href).href;
  const find = async (typed) => (await suggest(root, typed)).map((each) => ({ ...each, note: each.kind }));
  const choose = ({ url }) => {
    location.href = root + url;
  };
  new Combobox(input, { label: "建议", find, choose }).start();
}

// The search page and the lists.
import { IndexEngine } from "./search/index-engine.js";
import { SearchPage } from "./search/page.js";

const page = document.querySelector("[data-search]");
if (page) {
  const engine = window.casebookEndpoint || new IndexEngine(new URL(page.dataset.search, location.href).href);
  window.casebookSearch = new SearchPage(page, engine);
  window.casebookSearch.start();
}

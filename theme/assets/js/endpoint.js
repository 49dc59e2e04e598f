// For libraries that outgrew the static index; loaded only where mkdocs.yml names an endpoint (extra.casebook.search.endpoint).
// Stands before search.js, which asks this engine instead of the index.
import { EndpointEngine } from "./search/endpoint-engine.js";

const { content, dataset } = document.querySelector('meta[name="casebook-endpoint"]');
window.casebookEndpoint = new EndpointEngine(content, dataset.facets.split(","));

// For libraries that outgrew the static index; loaded only where mkdocs.yml names an endpoint (extra.casebook.search.endpoint).
// Stands before search.js, which asks this engine instead of the index, as search boxes do.
import { EndpointEngine } from "./search/endpoint-engine.js";

const { content, dataset } = document.querySelector('meta[name="casebook-endpoint"]');
const known = new URL("../../search/engine.json", document.currentScript.src).href;
window.casebookEndpoint = new EndpointEngine(content, dataset.facets.split(","), known);

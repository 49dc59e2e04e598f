// Loaded by the search page and the lists where facets are shown, chosen or sorted by.

import { facetGroup } from "./search/facet-group.js";
import { FacetColumns, offered } from "./search/facets.js";

window.casebookFacets = { FacetColumns, facetGroup, offered };

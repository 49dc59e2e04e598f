// Every page: the search box of the header.
import { SuggestionBox } from "./search/suggestion-box.js";

const input = document.getElementById("casebook-search");
if (input) new SuggestionBox(input).start();

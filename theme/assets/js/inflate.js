// Loaded by browsers that cannot unpack the files of the search themselves.
import { inflate } from "./core/inflating.js";

window.casebookInflate = inflate;

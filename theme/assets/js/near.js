// Loaded by the search page when no record holds all that is asked.
import { nearAnswers } from "./search/near-answers.js";

window.casebookNear = nearAnswers;

// Every page, before it is drawn: large type and dark mode, kept between visits; folds that open on paper.
// What needs this script is hidden without it.
import { store, stored } from "./core/storage.js";

const root = document.documentElement;
const phone = matchMedia("(max-width: 47.49rem)").matches;
const FOLDS = "details.cb-factbox";

const isLarge = () => "cbLarge" in root.dataset;

const isDark = () =>
  root.dataset.cbScheme ? root.dataset.cbScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

const switchLarge = () => {
  if (isLarge()) delete root.dataset.cbLarge;
  else root.dataset.cbLarge = "";
  store("cb-large", isLarge() ? "yes" : "no");
};

const switchScheme = () => {
  root.dataset.cbScheme = isDark() ? "light" : "dark";
  store("cb-scheme", root.dataset.cbScheme);
};

const ACTIONS = { large: switchLarge, scheme: switchScheme };

const wireButtons = () => {
  const buttons = [...document.querySelectorAll("button[data-cb]")];
  const show = () => {
    for (const button of buttons) {
      if (button.dataset.cb === "large") button.setAttribute("aria-pressed", String(isLarge()));
      if (button.dataset.cb === "scheme") button.setAttribute("aria-pressed", String(isDark()));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      ACTIONS[button.dataset.cb]?.();
      show();
    });
  }
  show();
};

const setFolds = (folds, open) => {
  for (const fold of folds) fold.open = open;
};

/** On paper every fold is open, and as it was afterwards. */
const openFoldsOnPaper = () => {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(`${FOLDS}:not([open])`)];
    setFolds(folded, true);
  });
  addEventListener("afterprint", () => setFolds(folded, false));
};

if (stored("cb-large") === "yes") root.dataset.cbLarge = "";
if (stored("cb-scheme")) root.dataset.cbScheme = stored("cb-scheme");
root.dataset.cbScript = "";
if (phone) root.dataset.cbFold = "";
document.addEventListener("DOMContentLoaded", () => {
  wireButtons();
  if (phone) setFolds(document.querySelectorAll(FOLDS), false);
  delete root.dataset.cbFold;
});
openFoldsOnPaper();

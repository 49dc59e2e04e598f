// Sites of government offices: strong contrast, kept between visits, and the page read aloud by a voice of this machine.

import { store, stored } from "./core/storage.js";
import { readAloud } from "./gov/aloud.js";

const root = document.documentElement;
const isStrong = () => "cbContrast" in root.dataset;

const switchContrast = () => {
  if (isStrong()) delete root.dataset.cbContrast;
  else root.dataset.cbContrast = "";
  store("cb-contrast", isStrong() ? "yes" : "no");
};

if (stored("cb-contrast") === "yes") root.dataset.cbContrast = "";
document.addEventListener("DOMContentLoaded", () => {
  const contrast = document.querySelector("[data-cb=contrast]");
  const show = () => contrast.setAttribute("aria-pressed", String(isStrong()));
  contrast.addEventListener("click", () => {
    switchContrast();
    show();
  });
  show();
  readAloud(document.querySelector("[data-cb=aloud]"), document.getElementById("cb-main"));
});

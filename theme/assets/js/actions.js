// A page that can be printed, cited and passed on: what its buttons do, and the day of its reference.
import { copyText, publicAddress, referenceIn } from "./core/copying.js";

const share = async (button) => {
  const address = document.querySelector('link[rel="canonical"]')?.href || location.href.split("#")[0];
  if (!navigator.share) {
    copyText(address, button);
    return;
  }
  try {
    await navigator.share({ title: document.title, url: address });
  } catch (error) {
    if (error.name !== "AbortError") copyText(address, button);
  }
};

const cite = (button) => copyText(referenceIn(document.querySelector(".cb-cite").innerText), button);

/** Print all that the page says where paper would get a brief; the next print is of the brief again. */
const printWhole = () => {
  const { dataset } = document.documentElement;
  dataset.cbWhole = "";
  addEventListener("afterprint", () => delete dataset.cbWhole, { once: true });
  print();
};

const ACTIONS = { print: () => print(), "print-whole": printWhole, share, cite };

const fillCitations = () => {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const day = parts.map((part) => String(part).padStart(2, "0")).join("-");
  for (const place of document.querySelectorAll("[data-cb-today]")) place.textContent = `[${day}]`;
  const here = publicAddress("");
  for (const place of document.querySelectorAll("[data-cb-here]"))
    place.textContent = here && `. ${new URL(place.dataset.cbHere, here).href}`;
};

for (const button of document.querySelectorAll(".cb-actions button"))
  button.addEventListener("click", () => ACTIONS[button.dataset.cb](button));
fillCitations();

// The contents of a text: beside it they follow the reading; on a phone they come in a sheet over it.
import { element } from "../core/dom.js";

const mark = (contents, link) => {
  if (link.hasAttribute("aria-current")) return;
  link.setAttribute("aria-current", "location");
  if (getComputedStyle(contents).position === "sticky") contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
};

/** Contents are open only where there is room beside the text. */
const foldContents = (contents) => {
  const beside = matchMedia("(min-width: 60rem)");
  const fit = () => {
    contents.querySelector("details").open = beside.matches;
  };
  beside.addEventListener("change", fit);
  fit();
};

/** Mark the last of the contents whose clause has passed the top of the window, as the reader goes on. */
export const followReading = (contents) => {
  const links = [...contents.querySelectorAll("a[href^='#']")];
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const follow = () => {
    const passed = targets.map((target) => Boolean(target) && target.getBoundingClientRect().top < innerHeight * 0.15);
    const current = passed.lastIndexOf(true);
    links.forEach((link, place) => {
      if (place === current) mark(contents, link);
      else link.removeAttribute("aria-current");
    });
  };
  foldContents(contents);
  if (!("IntersectionObserver" in window)) return;
  const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -85% 0px", threshold: [0, 1] });
  for (const clause of document.querySelectorAll(".cb-clause")) observer.observe(clause);
};

/** Let a link to the contents open them in a sheet; a chosen clause closes it. */
export const openSheet = (contents, opener) => {
  const close = element("button", { type: "button", class: "cb-button" }, "关闭");
  const sheet = element("dialog", { class: "cb-sheet cb-contents-sheet", "aria-label": "目录" });
  sheet.append(contents.querySelector("ol").cloneNode(true), close);
  document.body.append(sheet);
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet || event.target.closest("a, button")) sheet.close();
  });
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    sheet.showModal();
  });
};

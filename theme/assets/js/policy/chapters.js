// On a phone a long text folds to its chapters; an address, a search in the page and paper open what they need.
import { element } from "../core/dom.js";
import { addressed } from "./here.js";

const SCREENS = 5;

/** Chapters with what stands below each, until the next begins; those with nothing below are left out. */
export const chaptersOf = (clauses, begins) => {
  const chapters = [];
  for (const clause of clauses) {
    if (begins(clause)) chapters.push([clause]);
    else if (chapters.length) chapters[chapters.length - 1].push(clause);
  }
  return chapters.filter((chapter) => chapter.length > 1);
};

const isChapter = (clause) => clause.matches(".cb-level-0") && Boolean(clause.querySelector("h2"));

const foldable = ([head, ...below]) => {
  const button = element("button", { type: "button", class: "cb-fold" });
  const set = (open) => {
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "收起" : `展开（${below.length} 段）`;
    for (const clause of below) {
      if (open) clause.removeAttribute("hidden");
      else clause.setAttribute("hidden", "until-found");
    }
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") === "false"));
  for (const clause of below) clause.addEventListener("beforematch", () => set(true));
  head.querySelector("h2").after(button);
  set(false);
  return { set, holds: (clause) => below.includes(clause) };
};

/** Fold the chapters of a text longer than five screens of a phone. */
export const foldChapters = () => {
  const text = document.querySelector(".cb-official");
  if (!text || !matchMedia("(max-width: 47.49rem)").matches || text.scrollHeight < SCREENS * innerHeight) return;
  const folds = chaptersOf([...text.querySelectorAll(".cb-clause")], isChapter).map(foldable);
  const unfold = () => {
    const target = addressed();
    const fold = folds.find((each) => each.holds(target));
    if (!fold) return;
    fold.set(true);
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => {
    for (const fold of folds) fold.set(true);
  });
  unfold();
};

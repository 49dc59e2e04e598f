// The clause an address led to: named at the foot of the window, copied as a quotation, passed on.
import { copyText, publicAddress, quotedClause } from "../core/copying.js";

/** The clause the address names, if it names one. */
export const addressed = () =>
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".cb-clause");

const nameOf = (clause) => clause.querySelector(".cb-anchor").title.replace(/的链接$/, "");

/** The lines of a clause as they are quoted; a point is no text of the policy, and is not quoted as if it were. */
const linesOf = (clause) => {
  const said = clause.querySelector(".cb-said");
  if (said) return [`${said.textContent.trim()}（要点，编者概括）`];
  return [...clause.querySelectorAll(".cb-words > :not(.cb-anchor, button)")].map((line) => line.textContent.trim());
};

const shareClause = async (title, button) => {
  try {
    await navigator.share({ title, url: location.href });
  } catch (error) {
    if (error.name !== "AbortError") copyText(location.href, button);
  }
};

/** Show where the reader is whenever an address names a clause. @param {Element} here */
export const followAddress = (here) => {
  const [cite, share] = here.querySelectorAll("button");
  const named = here.querySelector("p");
  const show = () => {
    const clause = addressed();
    here.hidden = !clause;
    if (clause) here.querySelector("strong").textContent = nameOf(clause);
  };
  cite.addEventListener("click", () =>
    copyText(quotedClause(linesOf(addressed()), named.textContent.trim(), publicAddress()), cite),
  );
  share.addEventListener("click", () => shareClause(named.textContent.trim(), share));
  addEventListener("hashchange", show);
  show();
};

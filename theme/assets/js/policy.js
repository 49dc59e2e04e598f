// A policy's page: the contents follow the reading, a clause's ¶ copies its address. Without this script everything is there:
// contents that open where there is no room beside the text, plain links.

const contents = document.querySelector(".cb-contents");
const links = contents ? [...contents.querySelectorAll("a[href^='#']")] : [];
const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

const mark = (link) => {
  if (link.hasAttribute("aria-current")) return;
  link.setAttribute("aria-current", "location");
  if (getComputedStyle(contents).position === "sticky") contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
};

/** Mark the last of the contents whose clause has passed the top of the window. */
const follow = () => {
  const passed = targets.map((target) => Boolean(target) && target.getBoundingClientRect().top < innerHeight * 0.15);
  const current = passed.lastIndexOf(true);
  links.forEach((link, place) => {
    if (place === current) mark(link);
    else link.removeAttribute("aria-current");
  });
};

const followReading = () => {
  const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -85% 0px", threshold: [0, 1] });
  for (const clause of document.querySelectorAll(".cb-clause")) observer.observe(clause);
};

/** Contents are open only where there is room beside the text. */
const foldContents = () => {
  const beside = matchMedia("(min-width: 60rem)");
  const fit = () => {
    contents.querySelector("details").open = beside.matches;
  };
  beside.addEventListener("change", fit);
  fit();
};

const copyAddress = async (anchor) => {
  const said = document.querySelector(".cb-copied");
  try {
    await navigator.clipboard.writeText(anchor.href);
  } catch {
    return;
  }
  anchor.textContent = "已复制";
  said.textContent = `已复制${anchor.title}`;
  setTimeout(() => {
    anchor.textContent = "¶";
    said.textContent = "";
  }, 2000);
};

if (links.length && "IntersectionObserver" in window) followReading();
if (contents) foldContents();
for (const anchor of document.querySelectorAll(".cb-anchor"))
  anchor.addEventListener("click", () => copyAddress(anchor));

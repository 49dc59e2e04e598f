// A policy's page: the contents follow the reading, a clause's ¶ copies its address.
// Without this script everything is there: contents that open where there is no room beside the text, plain links, the words 引用日期.
(() => {
  const contents = document.querySelector(".cb-contents");
  const links = contents ? [...contents.querySelectorAll("a[href^='#']")] : [];
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

  function follow() {
    let at = -1;
    targets.forEach((target, position) => { if (target && target.getBoundingClientRect().top < innerHeight * .15) at = position; });
    links.forEach((link, position) => {
      if (position !== at) { link.removeAttribute("aria-current"); return; }
      if (link.hasAttribute("aria-current")) return;
      link.setAttribute("aria-current", "location");
      if (getComputedStyle(contents).position === "sticky") contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
    });
  }

  if (links.length && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -85% 0px", threshold: [0, 1] });
    document.querySelectorAll(".cb-clause").forEach((clause) => observer.observe(clause));
  }

  if (contents) {
    const beside = matchMedia("(min-width: 60rem)");
    const fit = () => { contents.querySelector("details").open = beside.matches; };
    beside.addEventListener("change", fit);
    fit();
  }

  const copied = document.querySelector(".cb-copied");
  document.querySelectorAll(".cb-anchor").forEach((anchor) => anchor.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(anchor.href); } catch { return; }
    anchor.textContent = "已复制";
    copied.textContent = `已复制${anchor.title}`;
    setTimeout(() => { anchor.textContent = "¶"; copied.textContent = ""; }, 2000);
  }));
})();

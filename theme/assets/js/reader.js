// Large type and dark mode, kept between visits; the buttons show only where this script runs.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private mode: for this page only */ } };
  const dark = () => root.dataset.cbScheme ? root.dataset.cbScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (kept("cb-large") === "yes") root.dataset.cbLarge = "";
  if (kept("cb-scheme")) root.dataset.cbScheme = kept("cb-scheme");
  document.addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector(".cb-tools");
    if (!tools) return;
    const large = tools.querySelector('[data-cb="large"]');
    const scheme = tools.querySelector('[data-cb="scheme"]');
    const show = () => {
      large.setAttribute("aria-pressed", String("cbLarge" in root.dataset));
      scheme.setAttribute("aria-pressed", String(dark()));
    };
    large.addEventListener("click", () => {
      if ("cbLarge" in root.dataset) delete root.dataset.cbLarge; else root.dataset.cbLarge = "";
      keep("cb-large", "cbLarge" in root.dataset ? "yes" : "no");
      show();
    });
    scheme.addEventListener("click", () => {
      root.dataset.cbScheme = dark() ? "light" : "dark";
      keep("cb-scheme", root.dataset.cbScheme);
      show();
    });
    show();
    tools.hidden = false;
    if (matchMedia("(max-width: 40rem)").matches) document.querySelectorAll("details.cb-factbox").forEach((box) => { box.open = false; });
  });
})();

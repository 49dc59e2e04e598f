// Large type and dark mode, kept between visits; printing, sharing, the day of a citation. What needs this script is hidden without it.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private mode: for this page only */ } };
  const dark = () => root.dataset.cbScheme ? root.dataset.cbScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (kept("cb-large") === "yes") root.dataset.cbLarge = "";
  if (kept("cb-scheme")) root.dataset.cbScheme = kept("cb-scheme");
  root.dataset.cbScript = "";
  const phone = matchMedia("(max-width: 47.49rem)").matches;
  if (phone) root.dataset.cbFold = "";

  const share = async (button) => {
    const address = document.querySelector('link[rel="canonical"]')?.href || location.href.split("#")[0];
    try {
      if (navigator.share) { await navigator.share({ title: document.title, url: address }); return; }
      await navigator.clipboard.writeText(address);
      button.textContent = "已复制网址";
    } catch (error) {
      if (error.name !== "AbortError") prompt("复制这个网址：", address);
    }
  };

  const acts = {
    large: () => {
      if ("cbLarge" in root.dataset) delete root.dataset.cbLarge; else root.dataset.cbLarge = "";
      keep("cb-large", "cbLarge" in root.dataset ? "yes" : "no");
    },
    scheme: () => {
      root.dataset.cbScheme = dark() ? "light" : "dark";
      keep("cb-scheme", root.dataset.cbScheme);
    },
    print: () => print(),
    share,
  };

  document.addEventListener("DOMContentLoaded", () => {
    const buttons = [...document.querySelectorAll("button[data-cb]")];
    const show = () => buttons.forEach((button) => {
      if (button.dataset.cb === "large") button.setAttribute("aria-pressed", String("cbLarge" in root.dataset));
      if (button.dataset.cb === "scheme") button.setAttribute("aria-pressed", String(dark()));
    });
    buttons.forEach((button) => {
      button.addEventListener("click", () => { acts[button.dataset.cb](button); show(); });
    });
    show();
    if (phone) document.querySelectorAll("details.cb-factbox").forEach((box) => { box.open = false; });
    delete root.dataset.cbFold;
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    document.querySelectorAll("[data-cb-today]").forEach((place) => { place.textContent = `[${day}]`; });
    document.querySelectorAll("[data-cb-here]").forEach((place) => { place.textContent = `. ${location.href.split("#")[0]}`; });
  });
  // On paper every fold is open, and as it was afterwards.
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...document.querySelectorAll("details.cb-factbox:not([open])")]; folded.forEach((box) => { box.open = true; }); });
  addEventListener("afterprint", () => folded.forEach((box) => { box.open = false; }));
})();

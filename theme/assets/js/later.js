// The first page of a long one: an address that named what stands on a later page by now leads on to it, or to what holds it.
import { heldBy } from "./later/held.js";

const leadOn = () => {
  const names = heldBy(decodeURIComponent(location.hash.slice(1)));
  const found = names.map((name) => document.getElementById(name)).find(Boolean);
  const line = found?.closest(".cb-goes-on li");
  if (line) location.replace(new URL(location.hash, line.querySelector("a[href]").href));
};

addEventListener("hashchange", leadOn);
leadOn();

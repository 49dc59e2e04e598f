// In a bundle alone, before all other scripts: opened from a disk, browsers let no script fetch a file, and no server shows the
// file of a folder. What scripts ask for stands in scripts beside it that hand it over; links that scripts make name files.
import { loadScript } from "./core/loading.js";

const handed = new Map();

window.casebookHand = (signs) => {
  handed.set(document.currentScript.src, signs);
};

window.fetch = async (address) => {
  const script = new URL(`${address.split("?")[0]}.js`, location.href).href;
  await loadScript(script);
  return new Response(Uint8Array.from(atob(handed.get(script)), (sign) => sign.charCodeAt(0)));
};

const nameFile = ({ target }) => {
  const link = target.closest?.("a[href]");
  if (link?.protocol === "file:") link.href = link.href.replace(/\/(?=[?#]|$)/, "/index.html");
};

for (const event of ["click", "focusin", "mousedown"]) document.addEventListener(event, nameFile, true);

import { element } from "./dom.js";

const loading = new Map();

/** Load a script of the site, once; what failed may be asked for again. @param {string} address */
export const loadScript = (address) => {
  if (!loading.has(address)) {
    const answer = new Promise((loaded, failed) => {
      const script = element("script", { src: address });
      script.addEventListener("load", loaded);
      script.addEventListener("error", () => failed(new Error(address)));
      document.head.append(script);
    });
    answer.catch(() => loading.delete(address));
    loading.set(address, answer);
  }
  return loading.get(address);
};

/** What a script of the site that few pages need leaves in `window` under a name; it stands beside the first script of the page. */
export const brought = async (name, file) => {
  if (!window[name]) await loadScript(new URL(file, document.querySelector("script[src]").src).href);
  return window[name];
};

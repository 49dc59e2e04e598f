import { element } from "./dom.js";

/** Load a script of the site. @param {string} address */
export const loadScript = (address) =>
  new Promise((loaded, failed) => {
    const script = element("script", { src: address });
    script.addEventListener("load", loaded);
    script.addEventListener("error", () => failed(new Error(address)));
    document.head.append(script);
  });

const answers = new Map();

/**
 * One file of the site, fetched once; what failed may be asked again.
 * @param {string} address
 * @param {"json" | "bytes"} [form]
 * @param {RequestInit} [options]
 */
export const fetchOnce = (address, form = "json", options = undefined) => {
  if (!answers.has(address)) {
    const answer = fetch(address, options).then((reply) => {
      if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
      return form === "bytes" ? reply.arrayBuffer() : reply.json();
    });
    answer.catch(() => answers.delete(address));
    answers.set(address, answer);
  }
  return answers.get(address);
};

/** A function that makes something once, and again only after it failed. @param {() => Promise<any>} make */
export const once = (make) => {
  let made;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
};

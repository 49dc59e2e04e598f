import { brought } from "./loading.js";

const answers = new Map();

/** The bytes of an answer that is compressed in itself; for browsers that cannot unpack them, before 2023, a script does. */
const unpacked = async (reply) => {
  if (!window.DecompressionStream) return (await brought("casebookInflate", "inflate.js"))(await reply.arrayBuffer());
  return new Response(reply.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer();
};

const FORMS = {
  json: (reply) => reply.json(),
  bytes: unpacked,
  packed: async (reply) => JSON.parse(new TextDecoder().decode(await unpacked(reply))),
};

/**
 * One file of the site, fetched once; what failed may be asked again.
 * @param {string} address
 * @param {"json" | "bytes" | "packed"} [form] JSON as it is; bytes, or JSON, that are compressed
 * @param {RequestInit} [options]
 */
export const fetchOnce = (address, form = "json", options = undefined) => {
  if (!answers.has(address)) {
    const answer = fetch(address, options).then((reply) => {
      if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
      return FORMS[form](reply);
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

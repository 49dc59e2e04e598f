// Putting words on the clipboard, also where a page came without https and browsers give scripts no clipboard.

const copyBySelection = (text) => {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "cb-hidden";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
};

const saying = new Set();

const sayCopied = (button) => {
  if (saying.has(button)) return;
  const words = [...button.childNodes];
  saying.add(button);
  button.replaceChildren("已复制");
  setTimeout(() => {
    button.replaceChildren(...words);
    saying.delete(button);
  }, 2000);
};

/** Copy a text and say so on the button for two seconds; where nothing may be copied, show the text to take by hand.
 * @returns {Promise<boolean>} whether it was copied */
export const copyText = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyBySelection(text)) {
      prompt("请手工复制：", text);
      return false;
    }
  }
  sayCopied(button);
  return true;
};

/** The reference in the words of its paragraph: what stands under the heading, as one line. @param {string} words */
export const referenceIn = (words) => words.split("\n").slice(1).join(" ").replace(/\s+/g, " ").trim();

/** A clause as it is quoted: its lines, then whose they are, then where they stand, if others can go there. */
export const quotedClause = (lines, whose, address) => [...lines, `——${whose}`, address].filter(Boolean).join("\n");

/** Where others find a place of this page; empty on a disk, unless the library also has an address. @param {string} [anchor] */
export const publicAddress = (anchor = location.hash) => {
  const isOnDisk = location.protocol === "file:";
  const known = isOnDisk ? document.querySelector('link[rel="canonical"]')?.href : location.href.split("#")[0];
  return known ? known + anchor : "";
};

// A policy's page: contents that follow the reading, or come in a sheet on a phone, where chapters fold; the clause an address
// led to stays named in view; who cites a clause stands beside it. Without this script everything is there, one below another.
import { copyText, publicAddress } from "./core/copying.js";
import { foldChapters } from "./policy/chapters.js";
import { followReading, openSheet } from "./policy/contents.js";
import { followAddress } from "./policy/here.js";
import { placeNotes } from "./policy/notes.js";

const copyAddress = async (anchor) => {
  const said = document.querySelector(".cb-copied");
  if (!(await copyText(publicAddress(anchor.hash) || anchor.href, anchor))) return;
  said.textContent = `已复制${anchor.title}`;
  setTimeout(() => {
    said.textContent = "";
  }, 2000);
};

const contents = document.querySelector("nav.cb-contents");
if (contents) {
  followReading(contents);
  openSheet(contents, document.querySelector(".cb-actions a[href='#contents']"));
}
for (const anchor of document.querySelectorAll(".cb-anchor"))
  anchor.addEventListener("click", () => copyAddress(anchor));
placeNotes();
foldChapters();
followAddress(document.querySelector(".cb-here"));

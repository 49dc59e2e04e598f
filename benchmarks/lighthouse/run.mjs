// A built site becomes a table of Lighthouse scores: served compressed on 127.0.0.1, seen by the system's Chromium on a desk and on a phone.
// node run.mjs SITE [PAGE…]   What costs points is named under the table; nothing is asserted here.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { execFileSync } from "node:child_process";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [site, ...asked] = process.argv.slice(2);
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain" };
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const PAGES = asked.length ? asked : ["", "cases/nanping-envoys/", "policies/most-2004-work-plan/", "pairings/", "search/"];

const server = createServer((request, response) => {
  let file = join(site, normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) { response.writeHead(404).end(); return; }
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Content-Encoding": "gzip", "Cache-Control": "max-age=31536000" });
  createReadStream(file).pipe(createGzip()).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const found = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap((name) => {
  try { return [execFileSync("which", [name], { encoding: "utf8" }).trim()]; } catch { return []; }
});
const chrome = await launch({ chromePath: process.env.CHROME_PATH ?? found[0], chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const rows = [];
const costs = new Set();
for (const page of PAGES) {
  const address = `http://127.0.0.1:${server.address().port}/${page}`;
  const row = [page || "(home)"];
  for (const [device, config] of [["desktop", desktopConfig], ["mobile", undefined]]) {
    const { lhr } = await lighthouse(address, { port: chrome.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES }, config);
    row.push(CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100)).join("/"));
    row.push(`${(lhr.audits["total-byte-weight"].numericValue / 1024).toFixed(0)} KB`);
    for (const name of CATEGORIES) for (const { id, weight } of lhr.categories[name].auditRefs)
      if (weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1) costs.add(`${device} ${page || "(home)"} ${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title} (${lhr.audits[id].score})`);
  }
  rows.push(row);
}
await chrome.kill();
server.close();

const head = ["page", "desktop perf/a11y/best/seo", "bytes", "mobile perf/a11y/best/seo", "bytes"];
const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column].length)));
for (const row of [head, ...rows]) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join("  "));
if (costs.size) console.log(`\nwhat costs points:\n${[...costs].join("\n")}`);

// What is typed is kept a second after the typing stops, and what is wrong with it is shown beside it. Without this script
// the form does the same whenever a button is pressed.

import { offerChoices } from "./combobox.js";
import { takeFiles } from "./files.js";

const REST = 1000;
const form = document.getElementById("form");
const kept = document.getElementById("kept");
const trouble = document.getElementById("trouble");
let timer = 0;
let waiting = null;
let isTyped = false;
let isLost = false;

// Files wait for a button; what is typed goes ahead of them.
const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

function line(told) {
  const made = document.createElement("li");
  const name = document.createElement("b");
  made.className = told.level;
  name.textContent = told.name;
  made.append(name, ` ${told.words}`);
  return made;
}

function showBeside(beside) {
  for (const list of form.querySelectorAll(".told")) {
    const name = list.id.replace(/-told$/, "");
    const found = beside[name] || [];
    list.replaceChildren(...found.map(line));
    const field = document.getElementById(`${name}-in`);
    if (field) field.toggleAttribute("aria-invalid", false);
    if (field && found.some((told) => told.level !== "unfinished")) field.setAttribute("aria-invalid", "true");
  }
}

function showCounts(counts) {
  for (const button of form.querySelectorAll("[data-screen]")) {
    const many = counts[button.dataset.screen] || 0;
    button.querySelector(".many").textContent = many ? `${many}` : "";
  }
}

function show(answer) {
  form.elements.seen.value = answer.seen;
  showBeside(answer.beside);
  document.getElementById("top").replaceChildren(...answer.top.map(line));
  showCounts(answer.counts);
  if (answer.isDraft) document.getElementById("state").textContent = "有改动，还没有保存";
  kept.textContent = `已存草稿 ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`;
  trouble.hidden = true;
}

function say(words) {
  trouble.textContent = words;
  trouble.hidden = false;
  kept.textContent = "刚才写的还没有存下";
}

// Nobody took what is typed, and a button would not either: it stands on this page alone.
function lose(words) {
  isTyped = true;
  isLost = true;
  say(words);
}

const NO_ANSWER = "没有存下：表单那边没有答复，请看终端；这一页先不要关。";
const REFUSED = {
  403: "没有存下：表单重新开过，这一页交不上去了。先不要关：在新开的窗口里打开这一条，把没有存下的字抄过去。",
  404: "没有存下：这条记录的文件改了名，或者删掉了。先不要关：在列表里找到它，或新建一条，把没有存下的字抄过去。",
};
const GONE = "没有存下：表单可能已经关了。打开终端再运行 casebook edit；这一页先不要关。";

async function answered(response) {
  if (!(response.headers.get("Content-Type") || "").startsWith("application/json"))
    return lose(REFUSED[response.status] || NO_ANSWER);
  const answer = await response.json();
  if (response.ok) return show(answer);
  isTyped = true;
  return say(answer.trouble || NO_ANSWER);
}

async function send() {
  isTyped = false;
  isLost = false;
  try {
    const headers = { "X-Casebook": "script" };
    await answered(await fetch(form.action, { method: "POST", headers, body: body(), redirect: "error" }));
  } catch {
    lose(GONE);
  }
}

async function keep() {
  clearTimeout(timer);
  while (waiting) await waiting;
  if (!isTyped) return;
  waiting = send();
  await waiting;
  waiting = null;
}

function typed() {
  isTyped = true;
  clearTimeout(timer);
  timer = setTimeout(keep, REST);
}

function leave() {
  if (!isTyped) return;
  isTyped = false;
  const headers = { "X-Casebook": "script" };
  fetch(form.action, { method: "POST", headers, body: body(), keepalive: true }).catch(() => {});
}

// A button waits for what is typed to be kept: it does not meet itself, and leads nowhere while nobody takes what is typed.
async function press(event) {
  clearTimeout(timer);
  if (!waiting && !isTyped) return;
  event.preventDefault();
  const button = event.submitter;
  await keep();
  if (isLost) return;
  isTyped = false;
  form.requestSubmit(button);
}

function count(event) {
  const shown = document.getElementById(event.target.id.replace(/-in$/, "-count"));
  if (!shown || !event.target.dataset.longest) return;
  const many = [...event.target.value.trim()].length;
  shown.textContent = many;
  shown.classList.toggle("over", many > Number(event.target.dataset.longest));
}

// Where a button led, there one goes on: in its first field (of radio buttons the one that is chosen), in a list with its button.
const TYPED = "input:not([type=hidden]):not([type=file]), textarea, select";

function fieldIn(place) {
  if (place.classList.contains("list")) return [...place.querySelectorAll(".tools button")].pop();
  const first = [...place.querySelectorAll(TYPED)].find((field) => field.offsetParent);
  if (first?.type !== "radio") return first || place.querySelector("button");
  return [...place.querySelectorAll("[type=radio]:checked")].find((field) => field.name === first.name) || first;
}

function goOn() {
  const place = document.getElementById(location.hash.slice(1));
  if (!place || !form.contains(place) || form.contains(document.activeElement)) return;
  const around = [...form.querySelectorAll("details")].filter((part) => part.contains(place));
  for (const part of around) part.open = true;
  fieldIn(place)?.focus({ preventScroll: true });
  place.scrollIntoView({ block: place.offsetHeight < innerHeight / 2 ? "center" : "start" });
}

// What gives way to 「来源没有写明」 comes back when that is unticked.
const setAside = new Map();

function stepAside(tick) {
  const inside = document.getElementById(`${tick.dataset.aside}-body`);
  if (!inside) return;
  inside.hidden = tick.checked;
  for (const field of inside.querySelectorAll(TYPED)) {
    const holds = ["radio", "checkbox"].includes(field.type) ? "checked" : "value";
    if (tick.checked && field[holds]) setAside.set(field, field[holds]);
    field[holds] = tick.checked ? "" : setAside.get(field) || field[holds];
  }
}

form.addEventListener("input", (event) => {
  count(event);
  if (event.target.dataset.aside) stepAside(event.target);
  if (event.target.type !== "search" && event.target.type !== "file") typed();
});
form.addEventListener("change", (event) => {
  const turns = event.target.closest("[data-turns]");
  if (!turns) return;
  const button = form.querySelector(".default");
  button.value = `keep:${turns.dataset.turns}`;
  form.requestSubmit(button);
});
form.addEventListener("submit", press);
form.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("button")) event.preventDefault(); // the second of two clicks is no wish of its own
});
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep();
});
addEventListener("beforeunload", (event) => {
  if (!trouble.hidden && isTyped) event.preventDefault();
});
takeFiles(form, (words) => {
  trouble.textContent = words;
  trouble.hidden = false;
});
for (const tick of form.querySelectorAll("[data-aside]:checked")) stepAside(tick);
for (const picker of form.querySelectorAll("[data-picker]")) offerChoices(picker, form);
addEventListener("load", () => setTimeout(goOn)); // later than the browser, which goes to the place and forgets the field
const current = form.querySelector(".screens [aria-current]");
const row = form.querySelector(".screens ol");
if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft;

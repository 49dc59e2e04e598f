// The script of the preview: asks for the open page again when what it was made of has changed, and shows what is wrong.
// It is in no site that a build writes.

const MOST = 50;
const base = new URL("./", import.meta.url);
const state = new URL(import.meta.url).searchParams.get("state");

const pause = (time) => new Promise((done) => setTimeout(done, time));

async function again() {
  if (document.hidden) {
    await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  }
  location.reload();
}

function add(name, inside, text) {
  const made = document.createElement(name);
  made.textContent = text;
  inside.append(made);
  return made;
}

function show(told) {
  document.querySelector(".casebook-preview")?.remove();
  if (!told.length) return;
  const panel = add("details", document.body, "");
  panel.className = "casebook-preview";
  add("summary", panel, `检查发现 ${told.length} 处`);
  for (const words of told.slice(0, MOST)) add("pre", panel, words);
  if (told.length > MOST) add("p", panel, `还有 ${told.length - MOST} 处，见终端`);
}

async function news(tick) {
  const answer = await fetch(new URL(`state?tick=${tick}`, base), { cache: "no-store" });
  return answer.json();
}

async function watch() {
  let tick = "";
  for (;;) {
    const found = await news(tick).catch(() => pause(1000));
    if (found && found.state !== state) return again();
    if (found && found.tick !== tick) show(found.told);
    tick = found ? found.tick : "";
  }
}

const style = add("link", document.head, "");
style.rel = "stylesheet";
style.href = new URL("panel.css", base).href;
watch();

// The page that finds, for a county of the reader's own, practices of places like it. What is chosen stands in the address alone.
import { filesIn, readRecord } from "./compare/chunks.js";
import { link } from "./core/dom.js";
import { fetchOnce, once } from "./core/fetching.js";
import { Picker } from "./core/picker.js";
import { answerFor, readLibrary, recordsOf, statusFor } from "./match/answer.js";
import { askedOf, queryOf, TRAITS, withCounty } from "./match/asked.js";
import { pairingList, practiceList, section, small, titleList } from "./match/found.js";
import { placeOf, unitsLike, unitsOf } from "./match/places.js";

const STEP = 5;
const { root, files: named } = document.querySelector(".cb-match").dataset;
const files = filesIn(named);
const part = (name) => document.getElementById(`match-${name}`);
const boxes = [...document.querySelectorAll("#match-form [type=checkbox]")];
const valuesOf = (name, wanted) => boxes.filter((box) => box.name === name && wanted(box)).map(({ value }) => value);
const byTrait = (wanted) => Object.fromEntries(TRAITS.map((name) => [name, valuesOf(name, wanted)]));
const offered = byTrait(() => true);
const labels = Object.fromEntries(boxes.map((box) => [box.value, box.parentElement.textContent.trim()]));
const names = Object.fromEntries(
  [...document.querySelectorAll("#match-form fieldset")].map((each) => [each.dataset.trait, each.dataset.name]),
);
const page = { root, names, labels };
const state = { shown: STEP, turn: 0, isTyping: Boolean(part("county").value) };

const library = once(async () => readLibrary(await fetchOnce(`${root}match/library.json`)));
const units = once(async () => unitsOf(await fetchOnce(`${root}match/places.json`)));
const unitOf = async (code) => (code ? (await units()).find((unit) => unit.code === code) : undefined);
const asked = () => askedOf([...new URLSearchParams(location.search)], offered);
const recordOf = ({ id }) => readRecord(root, files, `cases/${id}`).catch(() => null);

const fillForm = (said, unit) => {
  for (const box of boxes) box.checked = said[box.name].includes(box.value);
  if (!state.isTyping) part("county").value = unit?.name ?? "";
  part("clear").hidden = !queryOf(said);
};

const between = (links) => links.flatMap((each, order) => (order ? ["、", each] : [each]));

const showUnit = ({ counties }, unit, url) => {
  if (!unit) {
    part("unit").replaceChildren();
    return;
  }
  const records = counties.map(({ id, name }) => link(`${root}counties/${id}/`, {}, name));
  const held = records.length ? ["本库有它的记录：", ...between(records)] : ["本库还没有它的记录"];
  const province = url ? [link(root + url, {}, `${unit.province}的案例、县市和结对`)] : [];
  const region = unit.region ? `（${unit.region}）` : "";
  part("unit").replaceChildren(`${placeOf(unit)}${unit.name}${region}。`, ...held, "。", ...province);
};

const shownOf = async (practices) => practiceList(practices, await Promise.all(practices.map(recordOf)), page);

const moreButton = (left) => {
  const button = part("more");
  button.hidden = left <= 0;
  button.textContent = `显示更多（还有 ${left} 个）`;
};

const helpSections = ({ helped, near }, unit) => {
  if (helped.length) return [section("match-help", "谁在帮这样的县", pairingList(helped, root))];
  const words = "没有条件相近的受助县。下面的只是受助方与你县同省，不表示条件相近。";
  if (near.length) return [section("match-help", `${unit.province}的结对`, small(words), pairingList(near, root))];
  return [];
};

const ownSections = async ({ own: { practices, pairings } }, unit) => {
  const records = await Promise.all(practices.map(recordOf));
  const lists = [
    ...(practices.length ? [titleList(practices, records, root)] : []),
    ...(pairings.length ? [pairingList(pairings, root)] : []),
  ];
  return lists.length ? [section("match-own", `${unit.name}自己的做法和结对`, ...lists)] : [];
};

const practiceSections = async ({ practices }) => {
  if (!practices.length) return [];
  const list = await shownOf(practices.slice(0, state.shown));
  return [section("match-practices", `条件相近的做法（${practices.length}）`, list)];
};

const show = async () => {
  state.turn += 1;
  const mine = state.turn;
  const said = asked();
  const [held, unit] = await Promise.all([library(), unitOf(said.county)]);
  const answer = answerFor(held, said, unit, labels);
  const [found, own] = await Promise.all([practiceSections(answer), ownSections(answer, unit)]);
  if (mine !== state.turn) return;
  fillForm(said, unit);
  showUnit(recordsOf(held, unit), unit, held.provinces[unit?.province]?.url);
  part("status").textContent = statusFor(said, unit, answer, held.practices.length);
  part("found").replaceChildren(...found);
  moreButton(answer.practices.length - state.shown);
  part("others").replaceChildren(...helpSections(answer, unit), ...own);
  part("lists").hidden = answer.practices.length > 0;
};

const failed = () => {
  part("status").textContent = "数据没有取到，请刷新再试；下面的列表不受影响。";
  part("lists").hidden = false;
};

const say = (said) => {
  Object.assign(state, { shown: STEP, isTyping: false });
  history.pushState(null, "", queryOf(said) || location.pathname);
  show().catch(failed);
};

const choose = async ({ unit }) => {
  const held = await library();
  const before = recordsOf(held, await unitOf(asked().county));
  say(withCounty(asked(), unit.code, recordsOf(held, unit).known, before.known));
};

const find = async (typed) =>
  unitsLike(await units(), typed).map((unit) => ({ text: unit.name, note: placeOf(unit), unit }));

/** What was typed and not chosen is taken back; an emptied field is no county. */
const leaveCounty = ({ value }) => {
  state.isTyping = false;
  if (value.trim()) show().catch(failed);
  else say({ ...asked(), county: "" });
};

const wire = () => {
  new Picker(part("county"), { label: "县（市、区、旗）", find, choose }).start();
  part("form").addEventListener("submit", (event) => event.preventDefault());
  part("form").addEventListener("change", ({ target }) => {
    if (boxes.includes(target)) say({ ...asked(), ...byTrait((box) => box.checked) });
    else leaveCounty(target);
  });
  part("clear").addEventListener("click", () => say({ county: "", ...byTrait(() => false) }));
  part("more").addEventListener("click", () => {
    state.shown += STEP;
    show().catch(failed);
  });
  part("county").addEventListener("input", () => {
    state.isTyping = true;
  });
  addEventListener("popstate", () => {
    state.isTyping = false;
    show().catch(failed);
  });
};

wire();
part("lists").hidden = Boolean(queryOf(asked()));
show().catch(failed);

// The units of the division table, and which of them are meant by what is typed: names, readings, initials.
import { fold } from "../search/tokenizer.js";

const SHOWN = 8;
const NAMED = /^(?:(\d+):|(\d+))?(.*)$/su;

const readingOf = (signs) => {
  const found = new Map();
  for (const group of signs.split(" ")) {
    const [, reading, characters] = group.match(/^([\x20-\x7e]*)(.*)$/su);
    for (const sign of characters) found.set(sign, reading);
  }
  return found;
};

/** In what is typed and in readings `ü`, `v` and `u` are one: 绿春 is found as lvchun and as luchun. */
const plain = (text) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .replace(/[vü]/g, "u");

const numbered = (list) => {
  let last = 0;
  return list.split(",").map((each) => {
    const [, before, digits, name] = each.match(NAMED);
    last = Number(before ?? digits ?? last + 1);
    return [String(last).padStart(2, "0"), name];
  });
};

/**
 * Every unit of the file in code order: code, name, prefecture, province, economic region, and how it is typed.
 * @param {{ provinces: [string, string, [string, string, string][]][], signs: string, names: Record<string, string> }} file
 */
export const unitsOf = ({ provinces, signs, names }) => {
  const reading = readingOf(signs);
  const unit = (province, region, prefecture, code, name) => {
    const parts = names[name]?.split(" ") ?? [...name].map((sign) => reading.get(sign) ?? sign);
    const typed = {
      name: plain(name),
      reading: plain(parts.join("")),
      initials: plain(parts.map(([first]) => first).join("")),
      around: plain(province + prefecture),
    };
    return { code, name, prefecture, province, region, typed };
  };
  return provinces.flatMap(([province, region, prefectures]) =>
    prefectures.flatMap(([digits, prefecture, list]) =>
      numbered(list).map(([number, name]) => unit(province, region, prefecture, digits + number, name)),
    ),
  );
};

/** Whether what is typed is a place's own name after some of where it is: 浙江新昌, 绍兴市新昌. */
const isWithin = ({ name, around }, key) => {
  const signs = [...key];
  return signs.some(
    (_, at) => name.startsWith(signs.slice(at).join("")) && around.includes(signs.slice(0, at).join("")),
  );
};

const rankOf = ({ typed }, key) => {
  if (typed.name.startsWith(key)) return 0;
  if (typed.reading.startsWith(key)) return 1;
  if (typed.initials === key) return 2;
  if (typed.initials.startsWith(key)) return 3;
  return isWithin(typed, key) || typed.name.includes(key) ? 4 : -1;
};

/** The units meant by what is typed, the likeliest first: by the name's beginning, its reading, its initials, then as part of it. */
export const unitsLike = (units, typed) => {
  const key = plain(typed);
  if (!key) return [];
  const found = units.map((unit) => [rankOf(unit, key), unit]).filter(([rank]) => rank >= 0);
  const order = ([rank, a], [other, b]) => rank - other || a.name.length - b.name.length || (a.code < b.code ? -1 : 1);
  return found
    .sort(order)
    .map(([, unit]) => unit)
    .slice(0, SHOWN);
};

/** Where a unit is, without its own name: 浙江省绍兴市. */
export const placeOf = ({ province, prefecture }) => province + prefecture;

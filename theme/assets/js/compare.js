// Sets two or three records side by side. The address says which (?a=cases/x&b=cases/y); a link with one alone joins it to
// those looked at last, which are remembered in this browser. Everything is written as text, nothing as HTML.
(() => {
  const SLOTS = ["a", "b", "c"];
  const KEY = /^(cases|counties)\/[a-z0-9-]{3,80}$/;
  const ALWAYS = ["没有做好的", "不适用的地方"]; // what did not work is never folded away
  const page = document.querySelector(".cb-compare");
  const at = (id) => document.getElementById(`compare-${id}`);
  const remembered = () => { try { return JSON.parse(localStorage.getItem("cb-compare") || "[]"); } catch { return []; } };
  const remember = (keys) => { try { localStorage.setItem("cb-compare", JSON.stringify(keys)); } catch { /* private mode */ } };
  const made = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const address = (keys) => `?${keys.map((key, place) => `${SLOTS[place]}=${key}`).join("&")}`;
  const kind = (key) => key.split("/")[0];

  // One alone joins those remembered of its kind; the oldest makes room.
  const chosen = () => {
    const query = new URLSearchParams(location.search);
    const asked = [...new Set(SLOTS.map((slot) => query.get(slot)).filter((key) => KEY.test(key || "")))];
    if (!asked.length) return remembered().filter((key) => KEY.test(key)).slice(-3);
    const first = asked.filter((key) => kind(key) === kind(asked[0]));
    if (asked.length > 1) return first;
    return [...remembered().filter((key) => KEY.test(key) && kind(key) === kind(first[0]) && key !== first[0]), ...first].slice(-3);
  };

  const read = async (key) => {
    const answer = await fetch(`${page.dataset.root}compare/${key}.json`);
    return answer.ok ? answer.json() : null;
  };

  const cell = (lines) => {
    const filled = made("td");
    if (!lines.length) filled.append(made("span", "— 来源未载明", { class: "cb-unknown" }));
    else if (lines.length === 1) filled.append(lines[0]);
    else { const list = made("ul"); lines.forEach((line) => list.append(made("li", line))); filled.append(list); }
    return filled;
  };

  const table = (records) => {
    const drawn = made("table", "", { class: `cb-table cb-side cb-side-${records.length}` });
    drawn.append(made("caption", `${records.length} 个${kind(records[0].key) === "cases" ? "案例" : "县（市）"}并排`));
    const head = made("tr");
    head.append(made("td"));
    const keys = records.map((record) => record.key);
    for (const record of records) {
      const heading = made("th", "", { scope: "col" });
      heading.append(made("a", record.title, { href: `${page.dataset.root}${record.key}/` }), " ");
      heading.append(made("a", "移出", { class: "cb-small", href: address(keys.filter((key) => key !== record.key)), "aria-label": `移出${record.title}`, "data-out": record.key }));
      head.append(heading);
    }
    const top = made("thead");
    top.append(head);
    const body = made("tbody");
    const unstated = [];
    records[0].rows.forEach(([name], place) => {
      const sides = records.map((record) => record.rows[place][1]);
      if (!sides.some((lines) => lines.length) && !ALWAYS.includes(name)) { unstated.push(name); return; }
      const row = made("tr");
      row.append(made("th", name, { scope: "row" }), ...sides.map(cell));
      body.append(row);
    });
    if (unstated.length) {
      const row = made("tr");
      row.append(made("th", "都未载明", { scope: "row" }), made("td", unstated.join("、"), { colspan: String(records.length), class: "cb-unknown" }));
      body.append(row);
    }
    drawn.append(top, body);
    return drawn;
  };

  const near = (records) => {
    const keys = records.map((record) => record.key);
    const others = new Map(records.flatMap((record) => record.near).filter(([key]) => !keys.includes(key)));
    at("near").replaceChildren();
    if (others.size) at("near").append("或从相近的里面选：");
    [...others].slice(0, 6).forEach(([key, title], place) => {
      if (place) at("near").append("、");
      at("near").append(made("a", title, { href: address([...keys, key].slice(-3)) }));
    });
  };

  const show = async () => {
    const wanted = chosen();
    remember(wanted);
    const records = (await Promise.all(wanted.map(read))).filter(Boolean);
    const keys = records.map((record) => record.key);
    remember(keys);
    at("more").hidden = !records.length;
    at("table").hidden = !records.length;
    if (!records.length) { at("status").textContent = wanted.length ? "没有找到这些记录，它们可能已经撤回。" : "还没有选。在案例或县市的页面上点“加入比较”，或从下面选。"; return; }
    history.replaceState(null, "", address(keys));
    at("status").textContent = records.length === 1 ? "选了一个，再加一个就可以比较。" : `正在比较 ${records.length} 个。这一页的网址可以转给别人。`;
    at("table").replaceChildren(table(records));
    at("recent").hidden = records.length > 1;
    near(records);
  };

  at("more").addEventListener("submit", (event) => {
    event.preventDefault();
    const found = at("address").value.match(/(cases|counties)\/[a-z0-9-]{3,80}/);
    if (!found) { at("status").textContent = "这不是案例或县市的网址。"; return; }
    location.search = address([...chosen().filter((key) => key !== found[0] && kind(key) === kind(found[0])), found[0]].slice(-3));
  });
  at("table").addEventListener("click", (event) => {
    const out = event.target.closest("[data-out]");
    if (out) remember(remembered().filter((key) => key !== out.dataset.out));
  });
  show().catch(() => { at("status").textContent = "数据没有取到，请刷新再试。"; });
})();

"use strict";
// One page, no library: everything that is shown comes from the data block; text goes in as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { lang: data.language, reference: 0, metric: "contribution", difference: false, team: "target", changed: true, seats: true, sort: {} };
const lang = () => (state.lang === "zh" ? 1 : 0);
const say = (text) => text[lang()];
const word = (key) => say(data.words[key]);

function make(tag, attributes, ...children) {
  const svg = ["svg", "rect", "text", "line", "g", "title"].includes(tag);
  const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null) node.append(child);
  return node;
}

function format(kind, value, signed) {
  if (value === null || value === undefined) return "";
  const digits = { money: 0, share: 2, number: 3, count: 0 }[kind];
  const shown = kind === "share" ? value * 100 : value;
  const text = shown.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const isNothing = !/[1-9]/.test(text);  // -0.2 customers are no "-0"
  return (isNothing ? text.replace("-", "") : signed && value > 0 ? "+" + text : text) + (kind === "share" ? " %" : "");
}

const planned = () => data.cases.map((c, i) => [c, i]).filter(([c]) => c.metrics);
const base = () => data.cases[state.reference];
const tone = (better, change) => (Math.abs(change) < 1e-9 ? "" : better === 0 ? "moved" : change * better > 0 ? "good" : "bad");

// A table whose headers sort it; rows are arrays of {text, value, tone, colour}.
function table(name, heads, rows) {
  const sort = state.sort[name];
  if (sort) {
    const order = (a) => (a.value === undefined || a.value === null ? a.text : a.value);
    rows.sort((a, b) => {
      const [x, y] = [order(a[sort.column] || { text: "" }), order(b[sort.column] || { text: "" })];
      const less = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), state.lang);
      return sort.down ? -less : less;
    });
  }
  const by = (column) => () => {
    state.sort[name] = { column, down: sort && sort.column === column ? !sort.down : typeof (rows[0] && rows[0][column] && rows[0][column].value) === "number" };
    draw();
  };
  const head = heads.map((text, i) => make("th", { scope: "col", "aria-sort": sort && sort.column === i ? (sort.down ? "descending" : "ascending") : null },
    make("button", { type: "button", onclick: by(i) }, text, sort && sort.column === i ? (sort.down ? " ▾" : " ▴") : "")));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell, i) =>
    make(i ? "td" : "th", { class: [typeof cell.value === "number" ? "number" : "", cell.tone || ""].join(" ").trim() || null, scope: i ? null : "row", "data-channel": cell.channel || null }, cell.text))));
  return make("div", { class: "scroll" }, make("table", { id: name }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)));
}

function choose(id, label, options, value, change) {
  const list = make("select", { id, onchange: (event) => { change(event.target.value); draw(); } },
    ...options.map(([key, text]) => make("option", { value: key, selected: String(key) === String(value) }, text)));
  return make("label", {}, label + " ", list);
}

function tick(id, label, key) {
  return make("label", {}, make("input", { id, type: "checkbox", checked: state[key], onchange: (event) => { state[key] = event.target.checked; draw(); } }), " " + label);
}

function bars() {
  const metric = data.metrics.find((m) => m.key === state.metric);
  const from = base().metrics;
  const difference = state.difference && from;
  const known = (metrics) => !difference || typeof metrics[metric.key] === "number";
  const rows = planned().filter(([c]) => typeof c.metrics[metric.key] === "number" && known(from || {}))
    .map(([c, i]) => ({ c, i, value: c.metrics[metric.key] - (difference ? from[metric.key] : 0) }));
  const [width, left, line] = [920, 190, 30];
  const low = Math.min(0, ...rows.map((r) => r.value)), high = Math.max(0, ...rows.map((r) => r.value), low + 1e-12);
  const at = (value) => left + ((value - low) / (high - low)) * (width - left - 130);
  const chart = make("svg", { viewBox: `0 0 ${width} ${rows.length * line + 10}`, role: "img", "aria-label": say(metric.name) });
  rows.forEach(({ c, i, value }, n) => {
    const y = n * line + 6;
    const shown = format(metric.kind, value, difference);
    const bar = make("g", { class: "bar " + (difference ? tone(metric.better, value) || "same" : i === state.reference ? "reference" : "plain"), tabindex: 0,
      onclick: () => { state.reference = i; draw(); } },
      make("title", {}, `${say(c.title)}: ${shown}. ${say(c.description)}`),
      make("text", { x: left - 8, y: y + 15, "text-anchor": "end" }, say(c.title)),
      make("rect", { x: Math.min(at(0), at(value)), y, width: Math.max(1, Math.abs(at(value) - at(0))), height: 20 }),
      make("text", { x: Math.max(at(value), at(0)) + 6, y: y + 15 }, shown));
    chart.append(bar);
  });
  chart.append(make("line", { x1: at(0), x2: at(0), y1: 0, y2: rows.length * line + 6 }));
  return chart;
}

function figures() {
  const from = base().metrics;
  const heads = [word("scenario"), word("outcome"), ...data.metrics.map((m) => say(m.name))];
  const rows = data.cases.map((c) => [{ text: say(c.title) }, { text: say(c.outcome), tone: c.metrics ? "" : "bad" }, ...data.metrics.map((m) => {
    if (!c.metrics) return { text: "" };
    // Only plans that were made with a certainty have its figures.
    if (typeof c.metrics[m.key] !== "number" || (state.difference && from && typeof from[m.key] !== "number")) return { text: "" };
    const change = from ? c.metrics[m.key] - from[m.key] : 0;
    const value = state.difference && from ? change : c.metrics[m.key];
    return { text: format(m.kind, value, state.difference && from), value, tone: state.difference && from ? tone(m.better, change) : "" };
  })]);
  return table("figures", heads, rows);
}

function wide(name, first, keys, find, only) {
  const cases = planned();
  const own = cases.find(([, i]) => i === state.reference);
  const rows = keys.map((key) => {
    const from = own ? find(own[0], key.key) : null;
    const cells = cases.map(([c]) => find(c, key.key));
    // What only some plans have differs too: a seat that is gone, a unit of another year.
    const mark = (cell) => (cell ? cell.mark : null);
    const differs = own && cells.some((cell) => mark(cell) !== mark(from));
    return { differs, row: [...key.cells.map((text) => ({ text })), ...cells.map((cell) => {
      if (!cell) return { text: "" };
      const moved = own && mark(cell) !== mark(from);
      const change = from && typeof cell.value === "number" ? cell.value - from.value : 0;
      if (typeof cell.value !== "number") return { text: cell.text, channel: cell.channel, tone: moved ? "moved" : "" };
      const difference = state.difference && from;
      return { text: format(cell.kind, difference ? change : cell.value, difference), value: difference ? change : cell.value, tone: from ? tone(cell.better, change) : moved ? "moved" : "" };
    })] };
  });
  const shown = rows.filter((r) => !only || r.differs);
  if (rows.length && !shown.length) return make("p", { id: name }, word("no_difference"));
  return table(name, [...first, ...cases.map(([c]) => say(c.title))], shown.map((r) => r.row));
}

function keysOf(list, cells) {
  const found = new Map();
  for (const [c] of planned()) for (const row of c[list]) if (!found.has(row[0])) found.set(row[0], { key: row[0], cells: cells(row) });
  return [...found.values()];
}

const index = new Map();
function rowOf(c, list, key) {
  const name = data.cases.indexOf(c) + list;
  if (!index.has(name)) index.set(name, new Map(c[list].map((row) => [row[0], row])));
  return index.get(name).get(key);
}

function channels() {
  return wide("channels", [word("unit")], keysOf("units", (u) => [u[0]]), (c, key) => {
    const unit = rowOf(c, "units", key);
    return unit ? { text: say(data.channels[unit[1]]), channel: unit[1], mark: unit[1] } : null;
  }, state.changed);
}

function teams() {
  const place = { heads: 1, target: 2, revenue: 3 }[state.team];
  return wide("teams", [word("team")], keysOf("teams", (t) => [t[0]]), (c, key) => {
    const team = rowOf(c, "teams", key);
    return team ? { value: team[place], mark: team[place], kind: state.team === "heads" ? "count" : "money", better: state.team === "revenue" ? 1 : 0 } : null;
  }, false);
}

function seats() {
  const named = planned().some(([c]) => c.seats.some((s) => s[2] !== null));
  const first = named ? [word("seat"), word("team"), word("rep")] : [word("seat"), word("team")];
  return wide("seats", first, keysOf("seats", (s) => (named ? [s[0], s[1], s[2] || ""] : [s[0], s[1]])), (c, key) => {
    const seat = rowOf(c, "seats", key);
    return seat ? { value: seat[3], mark: seat[3], kind: "money", better: 1 } : null;
  }, state.seats);
}

function without() {
  const rows = data.cases.filter((c) => !c.metrics).map((c) => [{ text: say(c.title) }, { text: say(c.outcome) }, { text: say(c.message) },
    { text: c.conflicts.map(say).join("\n") }, { text: say(c.way_out) }]);
  return table("without", [word("scenario"), word("outcome"), word("why"), word("conflict"), word("way_out")], rows);
}

function changes() {
  const rows = data.cases.flatMap((c) => c.cells.map((cell) => [{ text: say(c.title) }, { text: say(cell.sheet) }, { text: say(cell.row) }, { text: say(cell.column) },
    { text: say(cell.before) }, { text: say(cell.after) }]));
  return table("changes", ["scenario", "sheet", "row", "column", "before", "after"].map(word), rows);
}

function section(id, title, controls, content) {
  return make("section", { id: "part-" + id }, make("h2", {}, title), controls.length ? make("p", { class: "controls" }, ...controls) : null, content);
}

function draw() {
  const [x, y] = [window.scrollX, window.scrollY];
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = `${word("title")} · ${data.company} · ${data.year}`;
  const cases = planned().map(([c, i]) => [i, say(c.title)]);
  const reference = () => choose("reference", word("reference"), cases, state.reference, (v) => { state.reference = Number(v); });
  const page = [
    make("header", {}, make("h1", {}, word("title")), make("p", {}, `${data.company} · ${data.year} · ${data.currency}`),
      make("button", { id: "language", type: "button", onclick: () => { state.lang = state.lang === "zh" ? "en" : "zh"; draw(); } }, state.lang === "zh" ? "English" : "中文")),
  ];
  if (cases.length) page.push(
    section("figures", word("figures"), [reference(), tick("difference", word("show_difference"), "difference"),
      choose("metric", word("figure"), data.metrics.map((m) => [m.key, say(m.name)]), state.metric, (v) => { state.metric = v; })],
      make("div", {}, make("div", { class: "chart", id: "chart" }, bars()), figures())),
    section("channels", word("channels"), [tick("changed", word("only_changed"), "changed")], channels()),
    section("teams", word("teams"), [choose("team-figure", word("figure"), [["heads", word("heads")], ["target", word("target")], ["revenue", word("revenue")]],
      state.team, (v) => { state.team = v; })], teams()),
    section("seats", word("seats"), [tick("moved-seats", word("only_changed"), "seats")], seats()));
  if (data.cases.some((c) => !c.metrics)) page.push(section("without", word("without"), [], without()));
  if (data.cases.some((c) => c.cells.length)) page.push(section("changes", word("changed"), [], changes()));
  page.push(section("facts", word("facts"), [], make("dl", {}, ...data.facts.flatMap(([label, value]) => [make("dt", {}, say(label)), make("dd", {}, value)]))));
  document.getElementById("page").replaceChildren(...page);
  window.scrollTo(x, y);
}

if (!data.cases[0] || !data.cases[0].metrics) state.reference = Math.max(0, data.cases.findIndex((c) => c.metrics));
draw();

// One request, over the list: text with evidence, documents, steps, and what every evaluator did.
import { h, replace } from "./dom.js";
import { change, get, href, params } from "./app.js";
import { count, fate, outcome, time, words } from "./format.js";

const root = document.getElementById("drawer");
let seen = "";
let from = null;

export const drawer = {
  async refresh() {
    const trace = params().get("trace");
    if (!trace || location.pathname !== "/requests") {
      if (seen !== "") close();
      return;
    }
    const query = new URLSearchParams({ trace, interaction: params().get("interaction") ?? "" });
    if (params().has("tenant")) query.set("tenant", params().get("tenant"));
    let text;
    try {
      text = await get(href("/api/request", query));
    } catch (error) {
      text = JSON.stringify({ failed: error.message });
    }
    const key = query + text;
    if (key === seen || params().get("trace") !== trace) return;
    const first = seen === "";
    const moved = !seen.startsWith(query.toString());
    seen = key;
    const data = JSON.parse(text);
    if (first) from = document.activeElement?.dataset?.key ?? null;
    replace(root, h("aside", { class: "drawer", role: "dialog", "aria-label": "Request", tabindex: -1, "data-scroll": moved ? null : "drawer" },
      bar(), data.failed ? h("p", { class: "bad" }, data.failed) : body(data)));
    root.firstChild.dataset.scroll = "drawer";
    if (first) root.firstChild.focus();
  },
};

function close() {
  seen = "";
  root.replaceChildren();
  if (from) [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === from)?.focus();
}

const leave = () => change({ trace: null, interaction: null });

function bar() {
  return h("div", { class: "drawer-bar" },
    h("button", { type: "button", "data-key": "prev", onclick: () => step(-1), title: "arrow up" }, "↑ Newer"),
    h("button", { type: "button", "data-key": "next", onclick: () => step(1), title: "arrow down" }, "↓ Older"),
    h("button", { type: "button", class: "close", "data-key": "close", onclick: leave, title: "Escape" }, "Close"));
}

function step(by) {
  const links = [...document.querySelectorAll("a[data-request]")];
  const at = links.findIndex((a) => a.dataset.request === params().get("interaction"));
  const next = links[at + by];
  if (!next) return;
  const query = new URL(next.href).searchParams;
  change({ trace: query.get("trace"), interaction: query.get("interaction") }, { push: false });
  next.scrollIntoView({ block: "nearest" });
}

addEventListener("keydown", (event) => {
  if (seen === "" || event.target.matches("select, input")) return;
  if (event.key === "Escape") leave();
  else if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else return;
  event.preventDefault();
});

function body(d) {
  const marks = d.evaluators.flatMap((e) => e.results.flatMap((r) => r.evidence.map((m) => ({ ...m, metric: r.metric }))))
    .map((m, index) => ({ ...m, index }));
  return [
    h("p", { class: "quiet" }, `${time(d.startMillis, true)} · ${count(d.endMillis - d.startMillis)} ms${d.firstTokenMillis != null ? ` · first token after ${count(d.firstTokenMillis)} ms` : ""} · trace `, h("code", null, d.trace)),
    h("h2", null, "Question"), h("p", { class: "text" }, d.question || state(d.contentStates.input, "(empty)")),
    h("h2", null, "Answer"), h("p", { class: "text", "data-text": "answer" }, d.answer ? marked(d.answer, marks, "answer") : state(d.contentStates.output, "(empty)")),
    marks.length ? h("ul", { class: "notes" }, marks.map((m) => note(m, d))) : null,
    h("h2", null, "Evaluators"), evaluators(d.evaluators),
    section("Signals", d.signals, (s) => h("li", null, h("b", null, s.name), ` ${s.value ?? ""} ${s.label} ${s.comment} `, h("span", { class: "quiet" }, `${words(s.source)}, ${time(s.millis, true)}`))),
    section("Documents", d.documents, (doc) => shownDocument(doc, passages(marks, doc))),
    d.documents.length === 0 && d.contentStates.documents && d.contentStates.documents !== "full"
      ? h("p", { class: "quiet" }, `documents: ${words(d.contentStates.documents)}`) : null,
    section("Tool calls", d.tools, (call) => toolCall(call, marks.filter((m) => m.toolCall && m.toolCall === call.id))),
    steps(d),
    facts("Usage", Object.fromEntries(Object.entries(d.usage).map(([k, v]) => [k, count(v)])
      .concat(d.finishReasons.length ? [["finish reason", d.finishReasons.map(words).join(", ")]] : []))),
    facts("Facts", d.facts),
    d.system ? h("details", { "data-key": "system" }, h("summary", null, "System instructions"), h("p", { class: "text" }, d.system)) : null,
    Object.keys(d.provenance).length ? h("details", { "data-key": "provenance" }, h("summary", null, "Where each field came from"), facts(null, d.provenance)) : null,
  ];
}

const state = (word, otherwise) => (word && word !== "full" ? `(${words(word)})` : otherwise);

// A text cut at every edge of a range; what lies in a range is marked, and can be pointed at.
function marked(text, marks, where) {
  const ranges = marks.filter((m) => m.start != null && m.end != null && m.start < m.end && m.end <= text.length);
  const edges = [...new Set([0, text.length, ...ranges.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, i) => {
    const part = text.slice(from, edges[i + 1]);
    const over = ranges.filter((m) => m.start <= from && m.end >= edges[i + 1]);
    return over.length ? h("mark", { tabindex: -1, "data-evidence": over.map((m) => `${where}-${m.index}`).join(" "), title: over.map((m) => `${m.metric}: ${m.note}`).join("\n") }, part) : part;
  });
}

const about = (m, doc) => m.document !== "" && m.document === (doc.id || doc.title);

const passages = (marks, doc) => marks.filter((m) => about(m, doc) && m.documentStart != null)
  .map((m) => ({ ...m, start: m.documentStart, end: m.documentEnd, note: "the nearest passage" }));

function shownDocument(doc, nearest) {
  return h("li", null, h("details", { "data-key": `doc-${doc.id || doc.title}`, open: nearest.length > 0 },
    h("summary", null, h("b", null, doc.title || doc.id || "document"), doc.score != null ? ` score ${doc.score.toFixed(3)}` : null),
    h("p", { class: "text" }, marked(doc.text, nearest, "document"))));
}

function toolCall(call, about) {
  const title = about.map((m) => `${m.metric}: ${m.note}`).join("\n");
  return h("li", null, h(about.length ? "mark" : "b", { tabindex: -1, "data-evidence": about.map((m) => `tool-${m.index}`).join(" "), title }, call.name || "(no name)"),
    h("span", { class: "quiet" }, ` ${call.id}`), h("p", { class: "text" }, call.arguments),
    call.error ? h("p", { class: "bad" }, call.error) : null, call.result ? h("details", { "data-key": `result-${call.id}` }, h("summary", null, "Result"), h("p", { class: "text" }, call.result)) : null);
}

// What a check found, with a way to each place that it is about.
function note(m, d) {
  const way = (where, text) => h("button", { type: "button", class: "link", "data-key": `evidence-${where}-${m.index}`, onclick: () => show(`${where}-${m.index}`) }, text);
  const named = d.documents.find((doc) => about(m, doc));
  return h("li", null, h("b", null, m.metric), ` ${m.note || "evidence"} `,
    m.start != null ? way("answer", "in the answer") : null,
    m.document ? [" ", named && m.documentStart != null ? way("document", `nearest passage in ${named.title || m.document}`) : `document ${m.document}`] : null,
    m.toolCall ? [" ", d.tools.some((call) => call.id === m.toolCall) ? way("tool", `tool call ${m.toolCall}`) : `tool call ${m.toolCall}`] : null);
}

function show(evidence) {
  const place = root.querySelector(`[data-evidence~="${evidence}"]`);
  if (!place) return;
  place.closest("details")?.setAttribute("open", "");
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

function evaluators(fates) {
  if (fates.length === 0) return h("p", { class: "quiet" }, "No evaluator has decided yet.");
  return h("ul", { class: "fates" }, fates.map((f) => h("li", null,
    h("div", null, h("b", null, f.id), h("span", { class: "quiet" }, ` ${f.kind}${f.version ? " " + f.version : ""}`)),
    h("div", { class: "became" }, `${fate(f.became)}${f.reason ? ": " + words(f.reason) : ""}`),
    f.why.length > 1 ? h("details", { "data-key": `why-${f.id}` }, h("summary", null, "Why"), h("ul", { class: "plain" }, f.why.map((line) => h("li", null, line)))) : null,
    h("div", { class: "quiet" }, `sampling probability ${probability(f.probability)}${f.stratum ? `, stratum ${f.stratum}` : ""}${f.judge ? `, judge ${f.judge}` : ""}`),
    f.results.map((r) => h("div", { class: `result ${r.outcome}` }, h("span", { "aria-hidden": "true" }, outcome(r.outcome)[0] + " "),
      `${r.metric}: ${outcome(r.outcome)[1]}`, r.value != null ? ` (${r.value.toFixed(2)})` : null, r.label ? `, ${r.label}` : null, r.reason ? `, ${words(r.reason)}` : null)))));
}

const probability = (p) => (p === 1 ? "1 (every request)" : p === 0 ? "0 (never looked at)" : String(Number(p.toPrecision(4))));

function section(title, list, draw) {
  return list.length ? [h("h2", null, title), h("ul", { class: "plain" }, list.map(draw))] : null;
}

function facts(title, map) {
  const entries = Object.entries(map);
  return entries.length ? [title ? h("h2", null, title) : null, h("dl", null, entries.map(([k, v]) => [h("dt", null, k), h("dd", null, v)]))] : null;
}

function steps(d) {
  const total = Math.max(1, d.endMillis - d.startMillis);
  return section("Steps", d.steps, (s) => {
    const meter = h("span", { class: "span", "aria-hidden": "true" }, h("span", null));
    meter.firstChild.style.marginLeft = `${Math.min(99, Math.max(0, (s.offsetMillis / total) * 100))}%`;
    meter.firstChild.style.width = `${Math.min(100, Math.max(1, (s.millis / total) * 100))}%`;
    return h("li", { class: "step" }, h("span", null, h("b", null, s.kind), ` ${s.name}${s.model ? " · " + s.model : ""}`,
      h("span", { class: "quiet" }, ` ${count(s.millis)} ms${s.outputTokens != null ? `, ${count(s.outputTokens)} tokens` : ""}`), s.error ? h("span", { class: "bad" }, ` ${s.error}`) : null), meter);
  });
}

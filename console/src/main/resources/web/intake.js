// What came in, what became of it, and what each client could send.
import { h } from "./dom.js";
import { href, slice } from "./app.js";
import { count, named, time } from "./format.js";

// Outcomes in the order of a span's life, with the words of the page; the rest follows as it is.
const OUTCOMES = {
  in_interaction: "in traces with an answer", no_genai: "in traces without a GenAI call", late_addition: "late, added to an answer",
  feedback: "read as feedback", open: "waiting for their trace", duplicate: "sent twice", late: "too late", over_cap: "beyond a cap of their trace",
  evaluation_failed: "in traces that broke the evaluation", no_trace: "without a trace id", dead_letter: "put aside as dead letters",
};
const LOST = ["late", "over_cap", "evaluation_failed", "no_trace", "dead_letter", "unknown"];
const STATES = {
  found: ["✓", "found"], derived: ["◆", "derived"], not_sent: ["✗", "not sent"], cut: ["✂", "cut by the sender"],
  shortened: ["✂", "cut here"], masked: ["▨", "masked"], elsewhere: ["↗", "only a reference"], none: ["○", "none seen"],
};
const WANTING = ["not_sent", "cut", "shortened", "masked", "elsewhere", "derived"];

export const intake = {
  beforeAnswers: true,
  urls: () => [href("/api/intake", slice())],
  draw: ({ data: [report] }) => [headline(report), services(report), clients(report)],
};

function headline({ spans, logs, unreadableRecords, updatedMillis }) {
  const gone = missing(spans) + missing(logs);
  return h("section", { class: gone === 0 ? "headline" : "headline worse" },
    h("h1", { id: "headline" }, gone === 0
      ? `Every one of ${count(spans.received)} spans is accounted for`
      : `${count(Math.abs(gone))} spans are in no outcome`),
    sum("spans", spans), logs.received > 0 ? sum("log records", logs) : null,
    unreadableRecords > 0 ? h("p", { class: "mark-worse" }, `${count(unreadableRecords)} records could not be read at all, so their spans are not in this sum: `,
      h("code", null, "plumbline dead-letters list")) : null,
    h("p", { class: "quiet" }, updatedMillis ? `Counted in the transaction that does the work, since the topics were first read; last change ${time(updatedMillis, true)}. What ingest refused was told to its sender and is not here.` : "Nothing was read yet."));
}

const missing = (t) => t.received - t.onTheWay - Object.values(t.outcomes).reduce((a, b) => a + b, 0);

function terms(t) {
  const known = Object.keys(OUTCOMES).filter((word) => t.outcomes[word]);
  const rest = Object.keys(t.outcomes).filter((word) => !OUTCOMES[word]);
  return [...known, ...rest].map((word) => [word, t.outcomes[word], OUTCOMES[word] ?? word.replaceAll("_", " ")])
    .concat(t.onTheWay ? [["on_the_way", t.onTheWay, "on the way to their task"]] : []);
}

function sum(what, t) {
  return h("p", { class: "ledger", "data-ledger": what }, h("b", null, `${count(t.received)} ${what} received`), " = ",
    terms(t).map(([word, n, text], i) => [i > 0 ? " + " : null, h("span", { class: LOST.includes(word) ? "term lost" : "term" }, h("b", null, count(n)), ` ${text}`)]));
}

function services({ services: rows }) {
  if (rows.length === 0) return null;
  const words = [...new Set(rows.flatMap((r) => terms(r.spans).map(([word]) => word)))];
  const shown = [...Object.keys(OUTCOMES), "on_the_way", "unknown"].filter((word) => words.includes(word));
  return h("div", { class: "scroll", "data-scroll": "services" }, h("table", { class: "grid plain-grid", id: "services" },
    h("caption", null, "Spans by service"),
    h("thead", null, h("tr", null, ["service", "received", ...shown.map((w) => OUTCOMES[w] ?? w.replaceAll("_", " ")), "log records"].map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", null, rows.map((r) => h("tr", null, h("th", { scope: "row" }, named(r.service, "(no service name)")),
      h("td", { "data-label": "received" }, count(r.spans.received)),
      shown.map((w) => h("td", { "data-label": OUTCOMES[w] ?? w }, count(w === "on_the_way" ? r.spans.onTheWay : r.spans.outcomes[w] ?? 0))),
      h("td", { "data-label": "log records" }, count(r.logs.received)))))));
}

function clients({ clients: reports, interactions }) {
  if (reports.length === 0) {
    return h("section", null, h("h2", null, "Clients"),
      h("p", null, "No GenAI call among these spans. The instrumentation of your LLM client is missing, or its spans go elsewhere; see the guide ", h("b", null, "Is my client understood?"), "."));
  }
  return h("section", null, h("h2", null, "What each client sends ", h("span", { class: "quiet" }, `${count(interactions)} answers in memory`)),
    reports.map((r, i) => client(r, i)));
}

function client(r, i) {
  const wanting = r.fields.filter((f) => WANTING.some((s) => f.states[s]));
  return h("article", { class: "client", "data-service": r.service, "data-scope": r.scope },
    h("h3", null, named(r.service, "(no service name)"), h("span", { class: "quiet" }, ` ${r.client}${r.client === r.scope ? "" : ` · ${r.scope}`} · ${count(r.interactions)} answers`)),
    r.inEvents ? h("p", { class: "quiet" }, "Text arrived as events beside the spans, and was joined.") : null,
    h("p", null, wanting.length === 0 ? "Every field is found." : `${wanting.length} of ${r.fields.length} fields could be better:`),
    h("div", { class: "scroll", "data-scroll": `client-${i}` }, h("table", { class: "grid plain-grid" },
      h("thead", null, h("tr", null, ["field", "seen", "taken from", "to change it"].map((t) => h("th", { scope: "col" }, t)))),
      h("tbody", null, r.fields.map((f) => h("tr", { "data-field": f.id }, h("th", { scope: "row" }, f.label),
        h("td", { "data-label": "seen" }, states(f.states, r.interactions)),
        h("td", { "data-label": "taken from" }, f.source ? h("code", null, f.source) : ""),
        h("td", { "data-label": "to change it" }, f.remedy)))))));
}

function states(found, all) {
  return Object.entries(found).map(([word, n]) => {
    const [mark, text] = STATES[word] ?? ["•", word.replaceAll("_", " ")];
    const bad = ["not_sent", "cut", "masked", "elsewhere"].includes(word);
    return h("span", { class: `state ${bad ? "lacking" : word}` }, h("span", { "aria-hidden": "true" }, mark + " "), text, n === all ? null : ` ${count(n)}`);
  });
}

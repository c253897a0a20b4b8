// What came in, what became of it, and what each client could send.
import { h } from "./dom.js";
import { href, slice } from "./app.js";
import { count, named, time } from "./format.js";

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
  const wrong = [...unbalanced("spans", spans), ...unbalanced("log records", logs)];
  return h("section", { class: wrong.length === 0 ? "headline" : "headline worse" },
    h("h1", { id: "headline" }, wrong.length === 0
      ? `Every one of ${count(spans.received)} spans is accounted for`
      : wrong.join(", ")),
    sum("spans", spans), logs.received > 0 ? sum("log records", logs) : null,
    unreadableRecords > 0 ? h("p", { class: "mark-worse" }, `${count(unreadableRecords)} records could not be read at all, so their spans are not in this sum: `,
      h("code", null, "plumbline dead-letters list")) : null,
    h("p", { class: "quiet" }, updatedMillis ? `Counted in the transaction that does the work, since the topics were first read; last change ${time(updatedMillis, true)}. What ingest refused was told to its sender and is not here.` : "Nothing was read yet."));
}

// Each kind by itself: too many of one must not make up for a lack of the other.
function unbalanced(what, t) {
  const gone = t.received - t.terms.reduce((sum, term) => sum + term.count, 0);
  if (gone === 0) return [];
  return [gone > 0 ? `${count(gone)} ${what} are in no outcome` : `${count(-gone)} ${what} are in two outcomes`];
}

function sum(what, t) {
  return h("p", { class: "ledger", "data-ledger": what }, h("b", null, `${count(t.received)} ${what} received`), " = ",
    t.terms.map((term, i) => [i > 0 ? " + " : null, h("span", { class: term.lost ? "term lost" : "term" }, h("b", null, count(term.count)), ` ${term.label}`)]));
}

function services({ services: rows, spans }) {
  if (rows.length === 0) return null;
  const of = (row, id) => row.spans.terms.find((term) => term.id === id)?.count ?? 0;
  const columns = [["received", (r) => r.spans.received], ...spans.terms.map((term) => [term.label, (r) => of(r, term.id)]), ["log records", (r) => r.logs.received]];
  return h("div", { class: "scroll", "data-scroll": "services" }, h("table", { class: "grid plain-grid", id: "services" },
    h("caption", null, "Spans by service"),
    h("thead", null, h("tr", null, ["service", ...columns.map(([label]) => label)].map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", null, rows.map((r) => h("tr", null, h("th", { scope: "row" }, named(r.service, "(no service name)")),
      columns.map(([label, value]) => h("td", { "data-label": label }, count(value(r)))))))));
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

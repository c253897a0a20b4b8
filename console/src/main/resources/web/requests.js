// The list of requests.
import { h } from "./dom.js";
import { change, href, params, select, slice } from "./app.js";
import { count, named, outcome, time, words } from "./format.js";

const PAGE = 50;

export const requests = {
  urls: () => [href("/api/requests", listQuery())],
  draw: ({ table, data }) => [
    h("h1", { class: "plain" }, "Requests ", h("span", { class: "quiet" }, `${count(data[0].matched)} match`)),
    filters(table),
    data[0].items.length === 0
      ? h("p", { class: "quiet" }, "No request matches. Take a chip or the metric away, or choose a longer time.")
      : h("ol", { class: "requests" }, data[0].items.map(item)),
    pager(data[0]),
  ],
};

function listQuery() {
  const query = slice({ limit: PAGE });
  for (const key of ["metric", "outcome", "skip"]) if (params().has(key)) query.set(key, params().get(key));
  return query;
}

function filters(table) {
  return h("div", { class: "filters" },
    h("label", { class: "chip" }, h("span", null, "metric"), select("metric", [[null, "any"], ...table.metrics.map((m) => [m.id, m.id])])),
    h("label", { class: "chip" }, h("span", null, "outcome"),
      select("outcome", [[null, "any"], ...["pass", "fail", "not_applicable", "not_scorable", "error"].map((o) => [o, outcome(o)[1]])])),
    params().has("outcome") && !params().has("metric") ? h("span", { class: "quiet" }, "choose a metric for the outcome to count") : null);
}

const NO_TEXT = {
  not_captured: "content capture is off in the client: set OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
  referenced: "stored elsewhere; only a reference was sent", cut: "cut by the sender", redacted: "redacted by the sender",
  gone: "the content has left Kafka; the verdicts remain",
};

function item(it) {
  const open = params().get("interaction") === it.interaction;
  const url = new URLSearchParams(params());
  url.set("trace", it.trace);
  url.set("interaction", it.interaction);
  return h("li", { class: open ? "open" : null },
    h("a", { href: href(location.pathname, url), "data-key": `request-${it.interaction}`, "data-request": it.interaction },
      h("span", { class: "question" }, it.question || "(no question)"),
      h("span", { class: "answer" }, it.answer || NO_TEXT[it.contentState] || "(empty answer)")),
    h("div", { class: "meta" }, verdicts(it.outcomes),
      h("span", { class: "facts" }, [named(it.route, "(no route)"), named(it.model, "(no model)"), named(it.promptVersion, "(no version)"), time(it.endMillis, true)].join(" · "))));
}

const ORDER = ["fail", "error", "not_scorable", "pass"];
const rank = (word) => (ORDER.includes(word) ? ORDER.indexOf(word) : ORDER.length);

function verdicts(outcomes) {
  return h("span", { class: "verdicts" }, Object.entries(outcomes).filter(([, word]) => word !== "not_applicable")
    .sort((a, b) => rank(a[1]) - rank(b[1]))
    .map(([metric, word]) => verdictChip(metric, word)));
}

export function verdictChip(metric, word) {
  const [mark, text] = outcome(word);
  return h("span", { class: `verdict ${word}`, title: `${metric}: ${text}` },
    h("span", { "aria-hidden": "true" }, mark + " "), metric, h("span", { class: "sr" }, ` ${text}`), ORDER.slice(1, 3).includes(word) ? ` ${words(word)}` : null);
}

function pager(page) {
  if (page.matched <= PAGE) return null;
  const to = page.skip + page.items.length;
  return h("p", { class: "pager" },
    page.skip > 0 ? h("button", { type: "button", "data-key": "newer", onclick: () => change({ skip: page.skip > PAGE ? page.skip - PAGE : null }) }, "Newer") : null,
    h("span", { class: "quiet" }, `${count(page.skip + 1)} to ${count(to)} of ${count(page.matched)}`),
    to < page.matched ? h("button", { type: "button", "data-key": "older", onclick: () => change({ skip: to }) }, "Older") : null);
}

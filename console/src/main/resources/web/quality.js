// The home page: headline, one opened metric, and the table by served model and prompt version.
import { h, svg } from "./dom.js";
import { change, href, params, slice } from "./app.js";
import { boundsText, clock, count, howText, nText, named, percent, points, pooledText, rateText, time, verdict } from "./format.js";
import { explore, drawChart } from "./explore.js";

const opened = () => params().has("chart");

export const quality = {
  urls: () => opened() ? [href("/api/series", seriesQuery())] : [],
  draw: ({ table, data }) => [
    headline(table),
    opened() && data[0] ? explore(data[0], table) : null,
    table.rows.length === 0
      ? h("p", { class: "quiet" }, "No windows in this slice. Take a chip away or choose a longer time.")
      : grid(table),
    h("p", { class: "quiet foot" }, "Rates come from sums over all windows in this slice, with 95 % intervals; changes with an interval that holds at every look." + (table.metrics.some((m) => m.kind === "judged") ? " Judged rates are corrected by audit labels; without enough of them there is no rate, and what the verdicts alone say is marked uncorrected." : "") + " Better, worse and below the objective hold among all cells together."),
  ],
  after: (main, { table, data }) => opened() && data[0] && drawChart(main, data[0], table),
};

function seriesQuery() {
  const query = slice({ metric: params().get("chart"), model: params().get("chart_model") ?? "" });
  query.delete("prompt_version");
  return query;
}

function headline(table) {
  if (table.regressions.length === 0) {
    const text = table.compared === 0
      ? "No check can be compared between prompt versions yet"
      : "No check got worse";
    const sub = table.compared === 0
      ? "A comparison needs two prompt versions on one route with 200 answers each."
      : `${count(table.compared)} comparisons of route, prompt version and check, each with 200 answers or more on both sides.`;
    return h("section", { class: "headline" }, h("h1", { id: "headline" }, text), h("p", null, sub));
  }
  const title = table.regressions.slice(0, 3)
    .map((r) => `${r.metric} got worse on ${named(r.route, "(no route)")} with prompt version ${named(r.promptVersion)}`).join("; ");
  const more = table.regressions.length > 3 ? ` and ${table.regressions.length - 3} more` : "";
  return h("section", { class: "headline worse" },
    h("h1", { id: "headline" }, h("span", { "aria-hidden": "true", class: "mark-worse" }, "▼ "), title + more),
    h("ul", null, table.regressions.slice(0, 6).map((r) => h("li", null,
      h("a", { href: href("/requests", slice({ route: r.route, prompt_version: r.promptVersion, metric: r.metric, outcome: "fail" })) },
        `${r.metric} on ${named(r.route, "(no route)")}: ${percent(r.change.before)} with ${named(r.change.previous)}, ${percent(r.change.after)} with ${named(r.promptVersion)}`),
      ` (${points(r.change)}, ${count(r.change.nBefore)} and ${count(r.change.nAfter)} answers)`))));
}

function grid(table) {
  return h("div", { class: "scroll", "data-scroll": "grid" }, h("table", { class: "grid" },
    h("caption", null, "By served model and prompt version; latest version first"),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "Model and prompt version"),
      table.metrics.map((m) => h("th", { scope: "col" }, m.id, h("span", { class: "kind" }, kindText(m.kind)))))),
    h("tbody", null, table.rows.map((row) => line(table, row)))));
}

export const kindText = (kind) =>
  ({ check: "check, every request", judged: "judged sample", signal: "users" })[kind];

function line(table, row) {
  const index = table.facets.promptVersions.indexOf(row.promptVersion) % 8;
  return h("tr", null,
    h("th", { scope: "row" }, h("span", { class: "model" }, named(row.model, "(no model)")),
      h("span", { class: "version" }, h("span", { class: `dot v${index}`, "aria-hidden": "true" }), named(row.promptVersion, "(no version)")),
      h("span", { class: "quiet" }, `since ${time(row.firstMillis)}, last ${clock(row.lastMillis)}`)),
    table.metrics.map((metric) => cell(row, metric, row.cells.find((c) => c.metric === metric.id), index)));
}

function cell(row, metric, found, index) {
  const attributes = {
    "data-metric": metric.id, "data-model": row.model, "data-prompt-version": row.promptVersion, "data-label": metric.id,
  };
  if (!found) return h("td", { ...attributes, class: "nothing" }, h("span", { class: "quiet" }, "no request had this metric"));
  const rate = found.rate;
  const key = `cell ${metric.id} ${row.model} ${row.promptVersion}`;
  const active = params().get("chart") === metric.id && params().get("chart_model") === row.model && params().get("chart_version") === row.promptVersion;
  const open = () => change(active
    ? { chart: null, chart_model: null, chart_version: null }
    : { chart: metric.id, chart_model: row.model, chart_version: row.promptVersion });
  return h("td", { ...attributes, class: active ? "active" : null, onclick: open },
    h("button", { type: "button", "data-key": key, "aria-expanded": active ? "true" : "false", "aria-label": `${metric.id}, ${row.model}, ${row.promptVersion}: ${rateText(rate)}, ${nText(rate)}` },
      h("span", { class: rate.enough ? "rate" : "rate few" }, rateText(rate)),
      bar(rate, index)),
    h("span", { class: "n" }, nText(rate), rate.uncorrected != null && !rate.enough ? h("span", { class: "tag" }, `uncorrected ${percent(rate.uncorrected)}`) : null),
    h("span", { class: "n" }, howText(rate)),
    boundsText(rate) ? h("span", { class: "n" }, boundsText(rate)) : null,
    pooledText(rate) ? h("span", { class: "n pooled" }, pooledText(rate)) : null,
    rate.state === "breach" ? h("span", { class: "change worse" }, h("span", { "aria-hidden": "true" }, "▼ "), `below the objective of ${percent(rate.objective)}`) : null,
    found.change ? changeText(found.change) : null);
}

function changeText(c) {
  const [mark, word] = verdict(c.verdict);
  const against = ` than ${named(c.previous)}`;
  const text = c.verdict === "not_enough_data" ? `${word} with ${named(c.previous)}`
    : c.verdict === "no_difference_shown" ? `${points(c)} no difference shown to ${named(c.previous)}`
    : `${points(c)} ${word}${against}`;
  return h("span", { class: `change ${c.verdict}` }, h("span", { "aria-hidden": "true" }, mark + " "), text);
}

// The interval on a scale of 0 to 100 %, with edges; hatched when there is too little data.
function bar(rate, index) {
  const box = svg("svg", { class: `bar v${index}`, viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  if (!rate.enough) {
    for (let x = -6; x < 100; x += 5) box.append(svg("line", { class: "hatch", x1: x, y1: 9, x2: x + 6, y2: 1 }));
    return box;
  }
  const low = rate.low * 100;
  const high = rate.high * 100;
  box.append(svg("line", { class: "track", x1: 0, y1: 5, x2: 100, y2: 5 }),
    svg("rect", { class: "band", x: low, y: 2, width: Math.max(high - low, 0.8), height: 6 }),
    svg("line", { class: "tick", x1: low, y1: 1, x2: low, y2: 9 }), svg("line", { class: "tick", x1: high, y1: 1, x2: high, y2: 9 }),
    svg("line", { class: "point", x1: rate.rate * 100, y1: 0, x2: rate.rate * 100, y2: 10 }));
  return box;
}

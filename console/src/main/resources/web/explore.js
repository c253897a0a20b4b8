// One metric of one model, opened: offline beside online, the chart, its table, its requests.
import { h } from "./dom.js";
import { change, href, params, slice } from "./app.js";
import { chart } from "./chart.js";
import { boundsText, count, howText, interval, nText, named, percent, pooledText, rateText, time, width } from "./format.js";
import { kindText } from "./quality.js";

// What the reader points at; kept when new numbers redraw the chart.
const reading = { version: null, start: 0 };

const chosen = (series) =>
  series.versions.find((v) => v.promptVersion === params().get("chart_version")) ?? series.versions.at(-1);

export function explore(series, table) {
  const version = chosen(series);
  const query = slice({ model: series.model, metric: series.metric });
  if (version) query.set("prompt_version", version.promptVersion);
  const failing = new URLSearchParams(query);
  failing.set("outcome", "fail");
  return h("section", { class: "explore", "aria-label": `${series.metric} over time` },
    h("div", { class: "title" },
      h("h2", null, `${series.metric} on ${named(series.model, "(no model)")}`, h("span", { class: "kind" }, kindText(series.kind))),
      h("button", { type: "button", class: "close", "data-key": "close-chart", onclick: () => change({ chart: null, chart_model: null, chart_version: null }) }, "Close")),
    version ? [beside(series, version), behind(version.total)] : h("p", { class: "quiet" }, "No windows of this metric in this slice."),
    h("p", { class: "legend" }, series.versions.map((v) => h("button", {
      type: "button", "data-key": `legend-${v.promptVersion}`, "aria-pressed": v === version ? "true" : "false",
      onclick: () => change({ chart_version: v.promptVersion }) },
      h("span", { class: `dot v${colour(table, v)}`, "aria-hidden": "true" }), `${named(v.promptVersion)} ${rateText(v.total)}`))),
    h("div", { class: "plot" }),
    h("p", { class: "readout", role: "status" }, `Buckets of ${width(series.bucketMillis)}. Point at the chart, or focus it and use the arrow keys.`),
    h("p", null, h("a", { href: href("/requests", failing) }, "Requests that failed it"), " · ",
      h("a", { href: href("/requests", query) }, "all requests with an outcome")),
    h("details", { "data-key": "data" }, h("summary", null, "Data behind the chart"), dataTable(series)));
}

export function drawChart(main, series, table) {
  const plot = main.querySelector(".plot");
  const readout = main.querySelector(".readout");
  const version = chosen(series);
  if (!plot || !version) return;
  const offline = series.offline.find((o) => o.promptVersion === version.promptVersion);
  plot.append(chart(series, {
    reading, width: plot.clientWidth, chosen: version.promptVersion, offline,
    colour: (v) => colour(table, v), read: (text) => { readout.textContent = text; },
  }));
}

const colour = (table, v) => table.facets.promptVersions.indexOf(v.promptVersion) % 8;

function beside(series, version) {
  const all = series.offline.filter((o) => o.promptVersion === version.promptVersion);
  if (all.length === 0) return h("p", { class: "beside" }, `online ${rateText(version.total)}, ${nText(version.total)}. No offline result for this metric and version.`);
  return all.map((o) => {
    const online = o.online.enough ? percent(o.online.rate) : rateText(o.online);
    const apart = o.online.enough && (o.online.high < o.low || o.online.low > o.high);
    return h("div", { class: apart ? "beside apart" : "beside" },
      h("p", { class: "big" }, `offline ${percent(o.rate)} (${count(o.n)} rows) vs online ${online}`),
      h("p", { class: "quiet" }, `${apart ? "The intervals do not meet. " : ""}suite ${o.suite}${o.where ? ", " + o.where : ""}, run ${time(o.runMillis)}, ${interval(o.low, o.high)}; online ${o.online.enough ? interval(o.online.low, o.online.high) + ", " : ""}${nText(o.online)}`));
  });
}

function behind(rate) {
  return h("p", { class: "quiet" }, [howText(rate), boundsText(rate), pooledText(rate), rate.uncorrected == null ? null : `uncorrected ${percent(rate.uncorrected)}`].filter((x) => x !== null).join(" · "));
}

function dataTable(series) {
  return h("div", { class: "scroll", "data-scroll": "data" }, h("table", { class: "data" },
    h("thead", null, h("tr", null, ["bucket", "prompt version", "rate and 95 % interval", "uncorrected", "judged", "labelled", "seen", "behind it"].map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", null, series.versions.flatMap((v) => v.points.map((p) => h("tr", null,
      h("td", null, time(p.startMillis)), h("td", null, named(v.promptVersion)), h("td", null, rateText(p.rate)),
      h("td", null, p.rate.uncorrected == null ? "" : percent(p.rate.uncorrected)), h("td", null, count(p.rate.judged)), h("td", null, count(p.rate.labelled)),
      h("td", null, count(p.rate.seen)), h("td", null, [howText(p.rate), pooledText(p.rate)].filter((x) => x !== null).join(" · "))))))));
}

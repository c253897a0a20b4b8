// A line chart in SVG: rate with interval band per bucket and version, n below, markers where a
// version first appears, the offline value as a dashed line. Buckets without enough data are
// hatched, and no line runs through them; there a hollow mark is what verdicts say uncorrected.
import { svg } from "./dom.js";
import { clock, count, howText, nText, named, percent, pooledText, rateText, time } from "./format.js";

const HEIGHT = 380;
const TOP = 34;
const RIGHT = 16;
const LEFT = 52;
const PLOT = 240;
const BARS = 52;
const GAP = 22;

export function chart(series, { width, chosen, offline, colour, read, reading }) {
  const W = Math.max(width, 280);
  const all = series.versions.flatMap((v) => v.points.map((p) => ({ v, p })));
  const step = series.bucketMillis;
  const t0 = Math.min(...all.map(({ p }) => p.startMillis));
  const t1 = Math.max(...all.map(({ p }) => p.startMillis)) + step;
  const x = (t) => LEFT + ((t - t0) / (t1 - t0)) * (W - LEFT - RIGHT);
  const mid = (p) => x(p.startMillis + step / 2);
  const lows = all.filter(({ p }) => p.rate.enough).map(({ p }) => p.rate.low);
  lows.push(...all.filter(({ p }) => !p.rate.enough && p.rate.uncorrected != null).map(({ p }) => p.rate.uncorrected));
  if (offline) lows.push(offline.low);
  const floor = lows.length ? Math.max(0, Math.floor((Math.min(...lows) - 0.02) * 10) / 10) : 0;
  const y = (rate) => TOP + (1 - (rate - floor) / (1 - floor)) * PLOT;
  const maxN = Math.max(1, ...all.map(({ p }) => p.rate.judged));
  const bottom = TOP + PLOT + GAP + BARS;

  const shown = all.filter(({ p }) => p.rate.enough);
  const root = svg("svg", {
    class: "chart", width: W, height: HEIGHT, viewBox: `0 0 ${W} ${HEIGHT}`, tabindex: 0, role: "img", "data-key": "chart",
    "data-points": shown.length,
    "aria-label": `${series.metric} over time, ${shown.length} points with enough data; arrow keys read them; the same data is in the table below`,
  });
  grid(root, floor, y, W);
  axis(root, t0, t1, x, bottom, W);
  root.append(svg("text", { class: "axis", x: LEFT - 6, y: TOP + PLOT + GAP + 12, "text-anchor": "end" }, `n ${count(maxN)}`));
  series.versions.forEach((v, i) => bars(root, v, i));
  series.versions.filter((v) => v.promptVersion !== chosen).forEach((v) => draw(root, v));
  series.versions.filter((v) => v.promptVersion === chosen).forEach((v) => draw(root, v));
  if (offline) offlineLine();
  series.versions.forEach(marker);
  series.changes.filter((c) => c.millis >= t0 && c.millis < t1).forEach(changed);
  listen();
  return root;

  function group(v, name) {
    return svg("g", { class: `${name} v${colour(v)}${v.promptVersion === chosen ? " chosen" : ""}` });
  }

  function draw(into, v) {
    const g = group(v, "line");
    for (const run of runs(v.points, step)) {
      const high = run.map((p) => `${mid(p)},${y(p.rate.high)}`);
      const low = run.map((p) => `${mid(p)},${y(p.rate.low)}`);
      if (run.length > 1) {
        g.append(svg("polygon", { class: "band", points: [...high, ...low.toReversed()].join(" ") }),
          svg("polyline", { class: "edge", points: high.join(" ") }), svg("polyline", { class: "edge", points: low.join(" ") }),
          svg("polyline", { class: "rate", points: run.map((p) => `${mid(p)},${y(p.rate.rate)}`).join(" ") }));
      } else {
        const [p] = run;
        g.append(svg("path", { class: "whisker", d: `M${mid(p)} ${y(p.rate.low)}V${y(p.rate.high)}m-4 0h8M${mid(p) - 4} ${y(p.rate.low)}h8` }));
      }
      for (const p of run) g.append(svg("circle", { cx: mid(p), cy: y(p.rate.rate), r: 3 }));
    }
    for (const p of v.points.filter((q) => !q.rate.enough)) {
      const left = x(p.startMillis);
      const w = x(p.startMillis + step) - left;
      for (let at = 0; at < w; at += 5) g.append(svg("line", { class: "hatch", x1: left + at, y1: TOP + PLOT, x2: Math.min(left + at + 5, left + w), y2: TOP + PLOT - 9 }));
      if (p.rate.uncorrected != null) g.append(svg("circle", { class: "hollow", cx: mid(p), cy: y(p.rate.uncorrected), r: 3.5 }));
    }
    into.append(g);
  }

  function bars(into, v, i) {
    const g = group(v, "bars");
    const slot = (x(t0 + step) - x(t0)) / series.versions.length;
    for (const p of v.points) {
      const tall = (p.rate.judged / maxN) * BARS;
      g.append(svg("rect", { x: x(p.startMillis) + i * slot + 0.5, y: bottom - tall, width: Math.max(slot - 1, 0.5), height: tall }));
    }
    into.append(g);
  }

  function marker(v, i) {
    const at = Math.max(x(v.firstMillis), LEFT);
    const end = at > W - 110;
    const g = group(v, "marker");
    g.append(svg("line", { x1: at, y1: 14 + (i % 2) * 13, x2: at, y2: bottom }),
      svg("text", { x: at + (end ? -4 : 4), y: 14 + (i % 2) * 13, "text-anchor": end ? "end" : "start" }, `${named(v.promptVersion)} appears`));
    root.append(g);
  }

  // From here on something else measures, or another policy chooses.
  function changed({ millis, what }, i) {
    const at = x(millis);
    const end = at > W - 130;
    root.append(svg("g", { class: "marker instrument" }, svg("line", { x1: at, y1: TOP + PLOT + 2, x2: at, y2: TOP }),
      svg("text", { x: at + (end ? -4 : 4), y: TOP + PLOT - 14 - (i % 4) * 14, "text-anchor": end ? "end" : "start" }, what)));
  }

  function offlineLine() {
    const at = y(offline.rate);
    root.append(svg("g", { class: "offline" }, svg("rect", { x: LEFT, y: y(offline.high), width: W - LEFT - RIGHT, height: Math.max(y(offline.low) - y(offline.high), 1) }),
      svg("line", { x1: LEFT, y1: at, x2: W - RIGHT, y2: at }),
      svg("text", { x: W - RIGHT - 4, y: at + 15 > TOP + PLOT ? at - 6 : at + 15, "text-anchor": "end" }, `offline ${percent(offline.rate)}`)));
  }

  function listen() {
    const cursor = svg("line", { class: "cursor", y1: TOP, y2: bottom, visibility: "hidden" });
    root.append(cursor);
    const sorted = all.toSorted((a, b) => a.p.startMillis - b.p.startMillis);
    let at = -1;
    const show = (i) => {
      at = Math.min(Math.max(i, 0), sorted.length - 1);
      const { v, p } = sorted[at];
      [reading.version, reading.start] = [v.promptVersion, p.startMillis];
      cursor.setAttribute("x1", mid(p));
      cursor.setAttribute("x2", mid(p));
      cursor.setAttribute("visibility", "visible");
      read(`${time(p.startMillis)} · ${named(v.promptVersion)} · ${rateText(p.rate)} · ${nText(p.rate)}${p.rate.uncorrected != null && !p.rate.enough ? ` · uncorrected ${percent(p.rate.uncorrected)}` : ""} · ${[howText(p.rate), pooledText(p.rate)].filter((x) => x !== null).join(" · ")}`);
    };
    if (reading.version !== null) {
      const before = sorted.findIndex(({ v, p }) => v.promptVersion === reading.version && p.startMillis === reading.start);
      if (before >= 0) show(before);
    }
    root.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      show(at + move);
    });
    root.addEventListener("pointermove", (event) => {
      const box = root.getBoundingClientRect();
      const px = event.clientX - box.left;
      const py = event.clientY - box.top;
      let best = 0;
      let least = Infinity;
      sorted.forEach(({ p }, i) => {
        const far = Math.abs(mid(p) - px) * 10 + (p.rate.enough ? Math.abs(y(p.rate.rate) - py) : 500);
        if (far < least) [best, least] = [i, far];
      });
      show(best);
    });
  }
}

// Stretches of neighbouring buckets with enough data, measured by one instrument.
function runs(points, step) {
  const found = [];
  let last = null;
  for (const p of points) {
    if (p.rate.enough) {
      if (last !== null && p.startMillis - last.startMillis === step && p.instrument === last.instrument) found.at(-1).push(p);
      else found.push([p]);
      last = p;
    } else last = null;
  }
  return found;
}

function grid(root, floor, y, W) {
  const step = 1 - floor > 0.5 ? 0.2 : 0.1;
  for (let rate = 1; rate > floor - 0.001; rate -= step) {
    root.append(svg("line", { class: "gridline", x1: LEFT, y1: y(rate), x2: W - RIGHT, y2: y(rate) }),
      svg("text", { class: "axis", x: LEFT - 6, y: y(rate) + 4, "text-anchor": "end" }, `${Math.round(rate * 100)} %`));
  }
}

function axis(root, t0, t1, x, bottom, W) {
  const ticks = Math.max(2, Math.floor(W / 150));
  const long = t1 - t0 > 86400000;
  for (let i = 0; i <= ticks; i++) {
    const t = t0 + ((t1 - t0) * i) / ticks;
    const text = long ? time(t).slice(5) : clock(t);
    root.append(svg("text", { class: "axis", x: x(t), y: bottom + 18, "text-anchor": i === 0 ? "start" : i === ticks ? "end" : "middle" }, text));
  }
}

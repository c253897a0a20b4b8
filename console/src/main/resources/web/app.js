// The shell: rooms, slice chips in the URL, and a poll that redraws only what changed.
import { h, replace } from "./dom.js";
import { count, named } from "./format.js";
import { quality } from "./quality.js";
import { requests } from "./requests.js";
import { drawer } from "./drawer.js";
import { config } from "./config.js";
import { intake } from "./intake.js";

const ROOMS = { "/": quality, "/requests": requests, "/intake": intake };
const SLICE = ["tenant", "service", "route", "model", "prompt_version", "range"];
const POLL_MILLIS = 2000;
const main = document.getElementById("main");
const chips = document.getElementById("chips");
let seen = "";
let chipsSeen = "";
let generation = 0;
let timer = 0;
let pressed = false;

export const params = () => new URLSearchParams(location.search);

// The chips of the URL, plus more parameters, as a query string.
export function slice(more = {}) {
  const query = new URLSearchParams();
  for (const key of SLICE) if (params().has(key)) query.set(key, params().get(key));
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return query;
}

export function href(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

// Changes parameters of this page; null takes one away.
export function change(changes, { push = true } = {}) {
  const query = params();
  for (const [key, value] of Object.entries(changes)) value === null ? query.delete(key) : query.set(key, value);
  go(href(location.pathname, query), push);
}

export function go(url, push = true) {
  history[push ? "pushState" : "replaceState"](null, "", url);
  refresh();
}

export async function get(url) {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(JSON.parse(text).error ?? response.statusText);
  return text;
}

export async function refresh() {
  clearTimeout(timer);
  const mine = ++generation;
  const room = ROOMS[location.pathname] ?? quality;
  links();
  try {
    const urls = ["/api/status", href("/api/quality", slice()), ...room.urls()];
    const texts = await Promise.all(urls.map(get));
    if (mine !== generation) return;
    const all = [location.href, innerWidth, ...texts].join("\n");
    const poll = seen.startsWith(location.href + "\n");
    if (all !== seen && !(poll && busy())) {
      seen = all;
      const [status, table, ...data] = texts.map((text) => JSON.parse(text));
      shell(status, table.facets);
      const empty = status.windows === 0 && status.requests === 0 && !(room.beforeAnswers && status.spans > 0);
      replace(main, empty ? teach(status) : room.draw({ status, table, data }));
      room.after?.(main, { status, table, data });
    }
    await drawer.refresh();
  } catch (error) {
    if (mine === generation) say(`cannot reach the console: ${error.message}`, true);
    seen = "";
  }
  if (mine === generation) timer = setTimeout(refresh, POLL_MILLIS);
}

// A reader in the middle of something: new numbers wait for the next poll.
function busy() {
  const selecting = getSelection();
  return pressed || main.querySelector("select:focus") !== null ||
    (selecting && !selecting.isCollapsed && main.contains(selecting.anchorNode));
}

function say(text, bad = false) {
  const state = document.getElementById("state");
  if (state.textContent !== text) state.textContent = text;
  state.classList.toggle("bad", bad);
}

function shell(status, facets) {
  document.getElementById("simulated").hidden = !status.simulated;
  say(status.caughtUp ? "live" : "catching up…");
  config(status.config);
  const wanted = JSON.stringify([location.search, status.tenants, facets]);
  if (wanted === chipsSeen) return;
  if (chips.contains(document.activeElement) && chipsSeen.startsWith(JSON.stringify([location.search]).slice(0, -1) + ",")) return;
  chipsSeen = wanted;
  const choice = (key, label, values, all) => h("label", { class: params().has(key) ? "chip set" : "chip" }, h("span", null, label),
    select(key, [[null, all], ...values.map((v) => [v, named(v)])]));
  replace(chips,
    status.tenants.length > 1 ? h("label", { class: "chip set" }, h("span", null, "tenant"),
      select("tenant", status.tenants.map((v, i) => [i === 0 ? null : v, named(v)]))) : null,
    choice("service", "service", facets.services, "all"), choice("route", "route", facets.routes, "all"),
    choice("model", "model", facets.models, "all"), choice("prompt_version", "prompt version", facets.promptVersions, "all"),
    h("label", { class: params().has("range") ? "chip set" : "chip" }, h("span", null, "time"),
      select("range", [[null, "all kept"], ["1h", "last hour"], ["6h", "last 6 hours"], ["24h", "last day"], ["7d", "last week"]])));
}

// A list that writes its choice into the URL.
export function select(key, options) {
  const now = params().get(key);
  const list = h("select", { "data-key": `select-${key}`, name: key, onchange: (event) => {
    const picked = options[event.target.selectedIndex][0];
    change({ [key]: picked, skip: null });
  } }, options.map(([value, label]) => h("option", null, label)));
  const known = options.findIndex(([value]) => value === now);
  if (known < 0) {
    options.push([now, now]);
    list.append(h("option", null, now));
  }
  list.selectedIndex = known < 0 ? options.length - 1 : known;
  return list;
}

function links() {
  for (const link of document.querySelectorAll("a[data-room]")) {
    link.setAttribute("href", href(link.dataset.room, slice()));
    const here = link.dataset.room === location.pathname && !link.classList.contains("brand");
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
}

function teach(status) {
  const host = location.hostname.includes(":") ? `[${location.hostname}]` : location.hostname;
  return h("section", { class: "teach" },
    h("h1", { id: "headline" }, status.caughtUp ? "Waiting for the first request" : "Reading what is there…"),
    h("p", null, "Point any OpenTelemetry SDK with GenAI instrumentation here. Nothing has to be made before."),
    h("pre", null, `export OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:4318\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nexport OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true`),
    status.spans > 0 ? h("p", null, `${count(status.spans)} spans have come, and no answer among them yet: `, h("a", { href: "/intake" }, "what became of them"), ".") : null,
    h("p", null, "gRPC is on port 4317. This page fills by itself within seconds of the first answer. To compare prompts, set the attribute ", h("code", null, "gen_ai.prompt.version"), "."));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  go(url.pathname + url.search);
});
addEventListener("pointerdown", () => { pressed = true; });
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { pressed = false; });
addEventListener("popstate", refresh);
let resized = 0;
addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(refresh, 150); });
chips.addEventListener("submit", (event) => event.preventDefault());
refresh();

// Which config is in effect, and what stands on disk and is refused.
import { h, replace } from "./dom.js";
import { time } from "./format.js";

const line = document.getElementById("config");
const refused = document.getElementById("refused");
let shown = "";

export function config(files) {
  const text = JSON.stringify(files);
  if (text === shown) return;
  shown = text;
  replace(line, files.filter((f) => f.inEffect || f.state === "waiting").map((f) => h("span", null, inEffect(f))));
  const bad = files.filter((f) => f.state === "refused" || f.state === "restart");
  replace(refused, bad.map((f) => [h("p", null, h("b", null, `${f.file} on disk ${f.state === "restart" ? "waits for a restart" : "is refused"}. `), stays(f)),
    h("ul", null, f.problems.map((p) => h("li", null, p)))]));
  refused.hidden = bad.length === 0;
}

const short = (hash) => hash.slice(0, 12);

function inEffect(f) {
  if (!f.inEffect) return `${f.what}: none seen in effect yet`;
  const since = `${f.what} ${short(f.inEffect)} in effect since ${time(f.sinceMillis, true)}`;
  const before = f.before ? `, ${short(f.before)} before` : "";
  return since + before + (f.state === "waiting" ? `; ${f.file} on disk is another one and not in effect yet` : "");
}

function stays(f) {
  if (f.inEffect) return `The last good ${f.what}, ${short(f.inEffect)}, stays in effect.`;
  return f.file === "plumbline.yaml" ? "What was read at the start stays in effect." : "The last good one stays in effect.";
}

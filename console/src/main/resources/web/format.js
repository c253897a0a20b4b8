// Numbers and words as shown.
const whole = new Intl.NumberFormat("en");
const one = (x) => (x * 100).toFixed(1);

export const count = (n) => whole.format(n);
export const percent = (x) => `${one(x)} %`;
export const interval = (low, high) => `[${one(low)}, ${one(high)}]`;
const signed = (x) => (x < 0 ? "−" : "+") + Math.abs(x * 100).toFixed(1);
export const points = (c) => `${signed(c.difference)} pts [${signed(c.low)}, ${signed(c.high)}]`;

export const rateText = (r) =>
  r.enough ? `${percent(r.rate)} ${interval(r.low, r.high)}` : `not enough data (${count(r.judged)} of ${r.minimum})`;

export const nText = (r) => `${count(r.judged)} of ${count(r.seen)} ${r.uncorrected ? "judged" : "scored"}`;

export const named = (value, nothing = "(none)") => (value === "" ? nothing : value);

const two = (n) => String(n).padStart(2, "0");
export function time(millis, seconds = false) {
  const d = new Date(millis);
  const day = `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  return `${day} ${two(d.getHours())}:${two(d.getMinutes())}${seconds ? ":" + two(d.getSeconds()) : ""}`;
}
export function clock(millis) {
  const d = new Date(millis);
  return `${two(d.getHours())}:${two(d.getMinutes())}`;
}
export const width = (millis) =>
  millis < 3600000 ? `${millis / 60000} min` : `${millis / 3600000} h`;

const VERDICTS = {
  better: ["▲", "better"], worse: ["▼", "worse"],
  no_difference_shown: ["◆", "no difference shown"], not_enough_data: ["▨", "not enough data to compare"],
};
export const verdict = (word) => VERDICTS[word] ?? ["◆", word];

const OUTCOMES = {
  pass: ["✓", "pass"], fail: ["✗", "fail"], not_applicable: ["○", "does not apply"],
  not_scorable: ["△", "not scorable"], error: ["!", "evaluator error"],
};
export const outcome = (word) => OUTCOMES[word] ?? ["•", word.replaceAll("_", " ")];
const FATES = {
  pending: "asked, no answer yet", skip_not_applicable: "does not apply", skip_not_scorable: "could not be scored",
  check_error: "the check itself broke", sampled_out: "not in the sample", filtered: "not eligible",
  over_budget: "over the budget", shed: "dropped under load", expired: "no answer in time", superseded: "a part of another request",
};
export const fate = (word) => FATES[word] ?? words(word);
export const words = (word) => word.replaceAll("_", " ");

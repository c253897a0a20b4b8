// Numbers and words as shown.
const whole = new Intl.NumberFormat("en");
const one = (x) => (x * 100).toFixed(1);

export const count = (n) => whole.format(n);
export const percent = (x) => `${one(x)} %`;
export const interval = (low, high) => `[${one(low)}, ${one(high)}]`;
const signed = (x) => (x < 0 ? "−" : "+") + Math.abs(x * 100).toFixed(1);
export const points = (c) => `${signed(c.difference)} pts [${signed(c.low)}, ${signed(c.high)}]`;

export const rateText = (r) => r.enough ? `${percent(r.rate)} ${interval(r.low, r.high)}` : `not enough data (${why(r)})`;

const WHY = {
  few_scored: (r) => `${count(r.judged)} answers, need ${r.minimum}`,
  few_labels: (r) => `${count(r.labelled)} labels, need ${r.minimum}`,
  label_nonresponse: () => "too many audit labels never came",
  stratum_unjudged: () => "the judge saw none of a part of the traffic",
};
const why = (r) => (WHY[r.reason] ?? (() => words(r.reason)))(r);

export const nText = (r) => r.method === "wilson"
  ? `${count(r.judged)} of ${count(r.seen)} scored`
  : `${count(r.judged)} of ${count(r.seen)} judged${r.labelled > 0 ? `, ${count(r.labelled)} labelled` : ""}`;

// What stands behind a rate: how many equal rows it is worth, how it was made, how much is still to come.
const METHODS = { wilson: "Wilson", cells: "corrected by labels", weighted: "no correction", cells_pooled: "labels of a longer time" };
const whole100 = (x) => `${Math.floor(x * 100)} %`;
export const howText = (r) => [
  r.nEff == null ? null : `n_eff ${count(Math.round(r.nEff))}`,
  METHODS[r.method] ?? r.method,
  r.coverage == null ? null : `ledger ${whole100(r.coverage)}`,
  `settled ${whole100(r.settled)}`,
].filter((x) => x !== null).join(" · ");
// The bounds (the interval, where missing verdicts have labels of their own), wider by what the judge may never have met.
export function boundsText(r) {
  const [low, high] = r.boundsLow == null ? [r.low, r.high] : [r.boundsLow, r.boundsHigh];
  const unseen = r.enough ? r.unseenShare ?? 0 : 0;
  const hidden = [
    r.boundsLow == null || r.judged === r.asked ? null : `the ${count(r.asked - r.judged)} missing verdicts`,
    unseen < 0.0005 ? null : `${percent(unseen)} of the requests, of kinds that the judge saw too little of`,
  ].filter((x) => x !== null);
  return low == null || hidden.length === 0 ? null
    : `${interval(Math.max(0, low - unseen), Math.min(1, high + unseen))} whatever is true of ${hidden.join(" and of ")}`;
}

// The second number of a judged rate, with labels of the day before its end; never in place of the first.
export const pooledText = (r) => !r.pooled ? null
  : r.pooled.reason === "pool_shift" ? "pooled: withheld, its verdicts have moved since the rest of the day"
  : r.pooled.rate == null ? null
  : `pooled: ${percent(r.pooled.rate)} ${interval(r.pooled.low, r.pooled.high)} with ${count(r.pooled.labelled)} labels of the day`;

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

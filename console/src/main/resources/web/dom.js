// Elements from data. Text always becomes a text node; no markup is ever parsed.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export const h = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

// Replaces the content and keeps the focus on the element with the same data-key, open <details>
// and scroll offsets, so that a poll does not disturb a reader.
export function replace(root, ...children) {
  const key = document.activeElement?.dataset?.key;
  const open = new Set([...root.querySelectorAll("details[open][data-key]")].map((d) => d.dataset.key));
  const scrolls = [...root.querySelectorAll("[data-scroll]")].map((e) => [e.dataset.scroll, e.scrollLeft, e.scrollTop]);
  root.replaceChildren(...children.flat(Infinity).filter(Boolean));
  for (const details of root.querySelectorAll("details[data-key]")) {
    if (open.has(details.dataset.key)) details.open = true;
  }
  for (const [name, left, top] of scrolls) {
    const element = [...root.querySelectorAll("[data-scroll]")].find((e) => e.dataset.scroll === name);
    if (element) [element.scrollLeft, element.scrollTop] = [left, top];
  }
  if (key) [...root.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus({ preventScroll: true });
}

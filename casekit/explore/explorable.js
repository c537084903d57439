// The explorable's front end: one file for live notebooks (anywidget) and for static pages.
// It reads a spec (see casekit/explore/design.py), never computes a model, and builds its elements one by one:
// no markup from strings, no inline style, nothing fetched.

/** @typedef {{get(name: string): any, set(name: string, value: any): void, on(event: string, f: () => void): void, save_changes(): void}} Model */

const SVG = "http://www.w3.org/2000/svg";
/** On every element that takes keys: without it, JupyterLab's own shortcuts take the arrow keys and Enter. */
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
let serial = 0;

/** Makes an element: attributes first, then children; a string child is text. */
function make(tag, attributes = {}, ...children) {
  const element = tag.startsWith("svg:")
    ? document.createElementNS(SVG, tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Writes a number as casekit.explore.formats does: twelve significant digits, then the digits shown, both half away
 * from zero; thousands apart, a true minus. After the first rounding, a tie is one that a float holds exactly.
 */
export function write(value, { digits, before, after, times, none }) {
  if (!Number.isFinite(value)) return none;
  const [mantissa, exponent] = Math.abs(value * times).toExponential(11).split("e");
  const [twelve, shift] = [mantissa.replace(".", ""), Number(exponent) + digits - 11];
  const rounded = shift < 0 ? String(Math.round(Number(`${twelve}e${shift}`))) : twelve + "0".repeat(shift);
  const units = rounded.padStart(digits + 1, "0");
  const point = units.length - digits;
  const spaced = units.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ",");
  const text = digits ? `${spaced}.${units.slice(point)}` : spaced;
  const sign = value < 0 && /[1-9]/.test(text) ? "\u2212" : "";
  return `${sign}${before}${text}${after}`;
}

/** Flat positions of every line along every axis, as casekit.explore.grid lists them. */
function lines(lengths) {
  const total = lengths.reduce((product, length) => product * length, 1);
  const result = [];
  let stride = total;
  for (const length of lengths) {
    stride /= length;
    for (let start = 0; start < total; start += 1) {
      if (Math.floor(start / stride) % length === 0) {
        result.push(Array.from({ length }, (_, i) => start + i * stride));
      }
    }
  }
  return result;
}

/** Undoes the packing of a column: sums along each axis, then the decimal places. */
export function unpack({ axes, places, differences, infinite }, shape) {
  const values = differences.slice();
  for (const line of lines(axes.map((axis) => shape[axis])).reverse()) {
    for (const rest of [line.slice(1), line]) {
      for (let i = 1; i < rest.length; i += 1) values[rest[i]] += values[rest[i - 1]];
    }
  }
  const kept = values.map((value) => value / 10 ** places);
  for (const position of infinite) kept[position] = Infinity;
  return kept;
}

/** The answers at any setting: a figure's value for the positions of all controls. */
function answers(spec) {
  const shape = spec.controls.map((control) => control.values.length);
  const columns = {};
  for (const [name, column] of Object.entries(spec.columns)) {
    columns[name] = { axes: column.axes, values: unpack(column, shape) };
  }
  return (name, positions) => {
    const { axes, values } = columns[name];
    return values[axes.reduce((flat, axis) => flat * shape[axis] + positions[axis], 0)];
  };
}

function nearest(values, value) {
  let best = 0;
  values.forEach((candidate, i) => {
    if (Math.abs(candidate - value) < Math.abs(values[best] - value)) best = i;
  });
  return best;
}

function controlElement(control, id, onChange) {
  const label = make("label", { for: id }, control.label);
  if (control.kind === "choice") {
    const select = make("select", { id, name: control.name, ...OWN_KEYS });
    control.values.forEach((value, i) => select.append(make("option", { value }, control.texts[i])));
    select.addEventListener("change", () => onChange(control.values[select.selectedIndex]));
    return {
      root: make("div", { class: "explorable-control" }, label, select),
      show: (position) => { select.selectedIndex = position; },
    };
  }
  const { low: min, high: max, step } = control;
  const range = make("input", { type: "range", id, name: control.name, min, max, step, ...OWN_KEYS });
  // Not an output element: that would be announced a second time, after aria-valuetext.
  const shown = make("span", { class: "explorable-shown", "aria-hidden": "true" });
  range.addEventListener("input", () => onChange(control.values[nearest(control.values, Number(range.value))]));
  return {
    root: make("div", { class: "explorable-control" }, label, shown, range),
    show: (position) => {
      range.value = String(control.values[position]);
      range.setAttribute("aria-valuetext", control.texts[position]);
      shown.textContent = control.texts[position];
    },
  };
}

/** A button that copies a link to the present settings; where copying is not allowed, the link to copy by hand. */
function linkElements(model) {
  const status = make("span", { role: "status" });
  const byHand = make("input", { type: "text", readonly: "", "aria-label": "Link to these settings", hidden: "" });
  const button = make("button", { type: "button", ...OWN_KEYS }, "Copy link");
  button.addEventListener("click", async () => {
    const link = model.link();
    try {
      await navigator.clipboard.writeText(link);
      status.textContent = "Copied: the link opens these settings.";
    } catch {
      byHand.hidden = false;
      byHand.value = link;
      byHand.select();
      status.textContent = "Copy the link from the field.";
    }
  });
  return [button, byHand, status];
}

/** Round numbers that span [low, high] in about four steps. */
function ticks(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const result = [];
  for (let i = Math.floor(low / step); i * step < high + step; i += 1) result.push(i * step);
  return result;
}

function chartElement(spec, chart, at, names) {
  const x = spec.controls.findIndex((control) => control.name === chart.x);
  const control = spec.controls[x];
  const figures = chart.figures.map((name) => spec.figures.find((figure) => figure.name === name));
  const every = figures.flatMap((figure) => names.all(figure.name)).filter(Number.isFinite);
  const marks = ticks(Math.min(0, ...every), Math.max(...every));
  const svg = make("svg:svg", { role: "img", "aria-label": chart.title });
  const body = make("tbody");
  const heads = [control.label, ...figures.map((figure) => figure.label)];
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const key = make("ul", { class: "explorable-key" });
  figures.forEach((figure, i) => {
    const sample = make("svg:svg", { viewBox: "0 0 32 8", width: 32, height: 8, "aria-hidden": "true" },
      make("svg:line", { x1: 0, x2: 32, y1: 4, y2: 4, class: `explorable-line explorable-line-${i}` }));
    key.append(make("li", {}, sample, ` ${figure.label}`));
  });
  const table = make("table", {}, make("caption", {}, chart.title), make("thead", {}, head), body);
  const root = make("div", { class: "explorable-chart" },
    make("p", { class: "explorable-chart-title" }, chart.title), key, svg,
    make("details", {}, make("summary", OWN_KEYS, "The chart as a table"), make("div", { class: "explorable-table" }, table)));

  const slice = (positions) => control.values.map((value, i) => {
    const there = positions.map((position, axis) => (axis === x ? i : position));
    return { value, text: control.texts[i], y: figures.map((figure) => at(figure.name, there)) };
  });

  const draw = (positions) => {
    const width = Math.max(280, Math.min(root.clientWidth || 640, 900));
    const height = Math.round(Math.min(320, 150 + width / 4));
    const labels = marks.map((mark) => write(mark, figures[0].show));
    const left = 10 + 7 * Math.max(...labels.map((label) => label.length));
    const [top, right, bottom] = [10, 14, 40];
    const points = slice(positions);
    const [first, last] = [points[0].value, points[points.length - 1].value];
    const across = (value) => left + ((value - first) / (last - first)) * (width - left - right);
    const [lowest, highest] = [marks[0], marks[marks.length - 1]];
    const up = (value) => top + ((highest - value) / (highest - lowest)) * (height - top - bottom);
    const parts = [];
    marks.forEach((mark, i) => {
      parts.push(make("svg:line", { x1: left, x2: width - right, y1: up(mark), y2: up(mark),
        class: mark === 0 ? "explorable-zero" : "explorable-grid" }));
      parts.push(make("svg:text", { x: left - 6, y: up(mark) + 4, "text-anchor": "end", "data-tick": mark }, labels[i]));
    });
    const room = Math.max(1, Math.floor((width - left - right) / 56));
    const every = points.findIndex((_, n) => n > 0 && (points.length - 1) % n === 0 && (points.length - 1) / n <= room);
    points.forEach(({ value, text }, i) => {
      if (i % every) return;
      const short = text.replace(/[^\d.,\u2212$%]/g, "");
      parts.push(make("svg:text", { x: across(value), y: height - bottom + 18, "text-anchor": "middle" }, short));
    });
    parts.push(make("svg:text", { x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle" }, control.label));
    figures.forEach((figure, i) => {
      const d = points.map(({ value, y }, n) => `${n ? "L" : "M"}${across(value).toFixed(2)} ${up(y[i]).toFixed(2)}`).join("");
      parts.push(make("svg:path", { d, class: `explorable-line explorable-line-${i}`, "data-line": figure.name }));
    });
    const here = points[positions[x]];
    parts.push(make("svg:line", { x1: across(here.value), x2: across(here.value), y1: top, y2: height - bottom, class: "explorable-here" }));
    figures.forEach((figure, i) => {
      parts.push(make("svg:circle", { cx: across(here.value), cy: up(here.y[i]), r: 5,
        class: `explorable-point explorable-point-${i}`, "data-point": figure.name, "data-value": here.y[i] }));
    });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.replaceChildren(...parts);
    body.replaceChildren(...points.map(({ text, y }, n) => make("tr", n === positions[x] ? { "aria-current": "true" } : {},
      make("th", { scope: "row" }, text),
      ...y.map((value, i) => make("td", { "data-value": value }, write(value, figures[i].show))))));
  };
  return { root, draw };
}

/** Builds the explorable in `el`, for a model that holds `spec` and one value per control. */
function render({ model, el }) {
  const spec = model.get("spec");
  const at = answers(spec);
  const names = { all: (name) => unpack(spec.columns[name], spec.controls.map((c) => c.values.length)) };
  serial += 1;
  const id = `explorable-${serial}`;

  const controls = spec.controls.map((control, i) => controlElement(control, `${id}-${i}`, (value) => {
    model.set(control.name, value);
    model.save_changes();
  }));
  const figures = spec.figures.filter((figure) => figure.headline).map((figure) => {
    const value = make("dd", { "data-output": figure.name });
    return { figure, value, root: make("div", {}, make("dt", {}, figure.label), value) };
  });
  const sentence = make("p", { class: "explorable-sentence", "aria-live": "polite" });
  const charts = spec.charts.map((chart) => chartElement(spec, chart, at, names));
  const reset = make("button", { type: "button", ...OWN_KEYS }, "Start again");
  reset.addEventListener("click", () => {
    spec.controls.forEach((control) => model.set(control.name, control.default));
    model.save_changes();
  });

  const buttons = make("div", { class: "explorable-buttons" }, reset);
  if (model.link) buttons.append(...linkElements(model));

  const root = make("div", { class: "explorable-live" },
    make("p", { class: "explorable-title" }, spec.title),
    make("p", { class: "explorable-invitation" }, spec.invitation),
    make("div", { class: "explorable-controls" }, ...controls.map((control) => control.root)),
    buttons,
    make("dl", { class: "explorable-figures simple" }, ...figures.map((figure) => figure.root)),
    sentence,
    ...charts.map((chart) => chart.root));

  const positions = () => spec.controls.map((control) => nearest(control.values, model.get(control.name)));
  const draw = (now) => charts.forEach((chart) => chart.draw(now));
  const update = () => {
    const now = positions();
    const texts = {};
    controls.forEach((control, i) => {
      control.show(now[i]);
      texts[spec.controls[i].name] = spec.controls[i].texts[now[i]];
    });
    spec.figures.forEach((figure) => { texts[figure.name] = write(at(figure.name, now), figure.show); });
    figures.forEach(({ figure, value }) => {
      value.textContent = texts[figure.name];
      value.dataset.value = String(at(figure.name, now));
    });
    sentence.textContent = spec.sentences[at("verdict", now)].replace(/\{(\w+)\}/g, (_, name) => texts[name]);
    draw(now);
  };

  el.classList.add("explorable");
  el.replaceChildren(root);
  spec.controls.forEach((control) => model.on(`change:${control.name}`, update));
  update();
  const watcher = new ResizeObserver(() => draw(positions()));
  watcher.observe(root);
  return () => watcher.disconnect();
}

export default { render };

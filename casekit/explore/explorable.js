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
  set(element, attributes);
  element.append(...children);
  return element;
}

/** Sets attributes, and leaves alone what already is as it should be: then the browser has nothing to lay out again. */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/** Sets an element's text, if it is another. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
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

/** The answers: a figure's value for the positions of all controls, and all values that it takes. */
function answers(spec) {
  const shape = spec.controls.map((control) => control.values.length);
  const columns = {};
  for (const [name, column] of Object.entries(spec.columns)) {
    columns[name] = { axes: column.axes, values: unpack(column, shape) };
  }
  return {
    all: (name) => columns[name].values,
    at(name, positions) {
      const { axes, values } = columns[name];
      return values[axes.reduce((flat, axis) => flat * shape[axis] + positions[axis], 0)];
    },
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
      const value = String(control.values[position]);
      if (range.value !== value) range.value = value;
      set(range, { "aria-valuetext": control.texts[position] });
      say(shown, control.texts[position]);
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

/** The axes of a chart so many pixels wide, as elements, and where on it a value lies. */
function axes(control, marks, show, width) {
  const height = Math.round(Math.min(320, 150 + width / 4));
  const labels = marks.map((mark) => write(mark, show));
  const left = 10 + 7.5 * Math.max(...labels.map((label) => label.length));
  const [top, right, bottom] = [10, width - 18, height - 40];
  const [first, last] = [control.values[0], control.values[control.values.length - 1]];
  const [lowest, highest] = [marks[0], marks[marks.length - 1]];
  const across = (value) => left + ((value - first) / (last - first)) * (right - left);
  const up = (value) => top + ((highest - value) / (highest - lowest)) * (bottom - top);
  const text = (x, y, words, more) => make("svg:text", { x, y, "text-anchor": "middle", ...more }, words);
  const parts = marks.flatMap((mark, i) => [
    make("svg:line", { x1: left, x2: right, y1: up(mark), y2: up(mark),
      class: mark === 0 ? "explorable-zero" : "explorable-grid" }),
    text(left - 6, up(mark) + 4, labels[i], { "text-anchor": "end", "data-tick": mark }),
  ]);
  const room = Math.max(1, Math.floor((right - left) / 56));
  const steps = control.values.length - 1;
  const every = control.values.findIndex((_, n) => n > 0 && steps % n === 0 && steps / n <= room);
  control.values.forEach((value, i) => {
    if (i % every) return;
    parts.push(text(across(value), bottom + 18, control.texts[i].replace(/[^\d.,\u2212$%]/g, "")));
  });
  const middle = Math.min((left + right) / 2, width - 3.2 * control.label.length); // a long name needs the whole width
  parts.push(text(Math.max(width / 2, middle), height - 4, control.label));
  return { width, height, top, bottom, across, up, parts };
}

/** A table with a row for each of the control's values, and what shows so many figures' values in it. */
function chartTable(title, control, figures) {
  const heads = [control.label, ...figures.map((figure) => figure.label)];
  const rows = control.texts.map((text) => {
    const cells = figures.map(() => make("td"));
    return { cells, shown: [], root: make("tr", {}, make("th", { scope: "row" }, text), ...cells) };
  });
  const root = make("table", {}, make("caption", {}, title),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map((row) => row.root)));
  let current;
  const show = (points, position) => {
    rows.forEach(({ cells, shown }, n) => cells.forEach((cell, i) => {
      if (points[n][i] === shown[i]) return;
      shown[i] = points[n][i];
      cell.textContent = write(shown[i], figures[i].show);
    }));
    if (current === rows[position].root) return;
    current?.removeAttribute("aria-current");
    current = rows[position].root;
    current.setAttribute("aria-current", "true");
  };
  return { root, show };
}

/** A chart, its key and its table. Axes are drawn once per width; an input only moves the lines and points there are. */
function chartElement(spec, chart, { at, all }) {
  const x = spec.controls.findIndex((control) => control.name === chart.x);
  const control = spec.controls[x];
  const figures = chart.figures.map((name) => spec.figures.find((figure) => figure.name === name));
  const finite = figures.flatMap((figure) => all(figure.name)).filter(Number.isFinite);
  const marks = ticks(Math.min(0, ...finite), Math.max(...finite));
  const frame = make("svg:g");
  const here = make("svg:line", { class: "explorable-here" });
  const paths = figures.map((figure, i) =>
    make("svg:path", { class: `explorable-line explorable-line-${i}`, "data-line": figure.name }));
  const dots = figures.map((figure, i) =>
    make("svg:circle", { r: 5, class: `explorable-point explorable-point-${i}`, "data-point": figure.name }));
  const svg = make("svg:svg", { role: "img", "aria-label": chart.title }, frame, ...paths, here, ...dots);
  const key = make("ul", { class: "explorable-key" });
  figures.forEach((figure, i) => {
    const sample = make("svg:svg", { viewBox: "0 0 32 8", width: 32, height: 8, "aria-hidden": "true" },
      make("svg:line", { x1: 0, x2: 32, y1: 4, y2: 4, class: `explorable-line explorable-line-${i}` }));
    key.append(make("li", {}, sample, ` ${figure.label}`));
  });
  const table = chartTable(chart.title, control, figures);
  const root = make("div", { class: "explorable-chart" },
    make("p", { class: "explorable-chart-title" }, chart.title), key, svg,
    make("details", {}, make("summary", OWN_KEYS, "The chart as a table"), make("div", { class: "explorable-table" }, table.root)));

  let drawn;
  let scale = {};
  let points;
  const fit = (width) => {
    if (width === scale.width) return;
    scale = axes(control, marks, figures[0].show, width);
    set(svg, { viewBox: `0 0 ${width} ${scale.height}`, width, height: scale.height });
    frame.replaceChildren(...scale.parts);
  };
  /** The lines, which stay as they are while only this chart's own control moves. */
  const drawLines = (positions, width) => {
    const rest = [width, ...positions.filter((_, axis) => axis !== x)].join();
    if (rest === drawn) return;
    drawn = rest;
    fit(width);
    const there = [...positions];
    points = control.values.map((_, i) => {
      there[x] = i;
      return figures.map((figure) => at(figure.name, there));
    });
    figures.forEach((_, i) => {
      const stops = points.map((y, n) => `${scale.across(control.values[n]).toFixed(2)} ${scale.up(y[i]).toFixed(2)}`);
      set(paths[i], { d: `M${stops.join("L")}` });
    });
  };
  const draw = (positions, width) => {
    drawLines(positions, width);
    const { across, up, top, bottom } = scale;
    const now = across(control.values[positions[x]]);
    set(here, { x1: now, x2: now, y1: top, y2: bottom });
    points[positions[x]].forEach((value, i) => set(dots[i], { cx: now, cy: up(value), "data-value": value }));
    table.show(points, positions[x]);
  };
  return { root, draw };
}

/** Builds the explorable in `el`, for a model that holds `spec` and one value per control. */
function render({ model, el }) {
  const spec = model.get("spec");
  const { at, all } = answers(spec);
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
  const charts = spec.charts.map((chart) => chartElement(spec, chart, { at, all }));
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
  // Asking for the width lays out the page, so that is left to the observer.
  let width;
  const measure = () => Math.max(280, Math.min(root.clientWidth || 640, 900));
  const draw = (now) => charts.forEach((chart) => chart.draw(now, width));
  const update = () => {
    const now = positions();
    const texts = {};
    controls.forEach((control, i) => {
      control.show(now[i]);
      texts[spec.controls[i].name] = spec.controls[i].texts[now[i]];
    });
    spec.figures.forEach((figure) => { texts[figure.name] = write(at(figure.name, now), figure.show); });
    figures.forEach(({ figure, value }) => {
      say(value, texts[figure.name]);
      set(value, { "data-value": at(figure.name, now) });
    });
    say(sentence, spec.sentences[at("verdict", now)].replace(/\{(\w+)\}/g, (_, name) => texts[name]));
    draw(now);
  };

  el.classList.add("explorable");
  el.replaceChildren(root);
  spec.controls.forEach((control) => model.on(`change:${control.name}`, update));
  width = measure();
  update();
  const watcher = new ResizeObserver(() => {
    const before = width;
    width = measure();
    if (width !== before) draw(positions());
  });
  watcher.observe(root);
  return () => watcher.disconnect();
}

export default { render };

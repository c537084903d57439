// What the site's own pages do: bring explorables to life and keep a reader's predictions on this device.
// It runs deferred, also from a file on disk; without it every page still reads whole.
"use strict";

/** Storage that may be refused (private windows, files): then nothing is kept, and nothing breaks. */
const store = {
  get(key) {
    try { return window.localStorage.getItem(`two-days:${key}`); } catch { return null; }
  },
  set(key, value) {
    try { window.localStorage.setItem(`two-days:${key}`, value); } catch { /* not kept */ }
  },
};

/** A kernel-less stand-in for anywidget's model: values, and who wants to know of their change. */
function model(spec) {
  const values = { spec };
  const wanting = new Map();
  for (const control of spec.controls) values[control.name] = control.default;
  return {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      for (const f of wanting.get(`change:${name}`) ?? []) f();
    },
    on(event, f) { wanting.set(event, [...(wanting.get(event) ?? []), f]); },
    save_changes() {},
  };
}

function mountExplorables() {
  for (const el of document.querySelectorAll("[data-explorable]")) {
    const state = el.querySelector('script[type="application/json"]');
    if (state) window.explorable.render({ model: model(JSON.parse(state.textContent)), el });
  }
}

/** Turns a question's list of answers into radio buttons; the first pick is kept and stands. */
function mountPredictions() {
  for (const section of document.querySelectorAll("[data-prediction]")) {
    const name = section.dataset.prediction;
    const items = [...section.querySelectorAll("ul > li")];
    const field = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = section.querySelector(".prediction-question").textContent;
    field.append(legend);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    const kept = store.get(`prediction:${name}`);
    const show = (text) => {
      status.textContent = `You predicted: ${text}. Kept on this device only. Read on, and compare.`;
      for (const place of document.querySelectorAll(`[data-compare="${CSS.escape(name)}"] .compare-yours`)) {
        place.textContent = `You predicted: ${text}. `;
      }
    };
    items.forEach((item, i) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "radio";
      input.name = `prediction-${name}`;
      input.value = String(i);
      input.checked = kept === item.textContent;
      input.addEventListener("change", () => {
        store.set(`prediction:${name}`, item.textContent);
        show(item.textContent);
      });
      label.append(input, ` ${item.textContent}`);
      field.append(label);
    });
    section.querySelector(".prediction-question").remove();
    section.querySelector("ul").replaceWith(field);
    field.after(status);
    if (kept) show(kept);
  }
}

/** Puts two choices before the ledger, by grade and by case; without it every claim is on the page just the same. */
function mountLedgerFilter() {
  const grades = document.querySelector("[data-ledger-grades]");
  if (!grades) return;
  const lists = [...document.querySelectorAll("[data-ledger]")];
  const total = lists.reduce((count, list) => count + list.children.length, 0);
  const choice = (name, all, options) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = name;
    select.append(new Option(all, ""), ...options.map(([value, text]) => new Option(text, value)));
    label.append(`${name} `, select);
    return { label, select };
  };
  const byGrade = choice("Grade", "all", [...grades.children].map((item) =>
    [item.dataset.grade, item.querySelector(".grade").textContent]));
  const byCase = choice("Case", "all", lists.map((list) => [list.dataset.ledger, list.dataset.ledger]));
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const show = () => {
    let shown = 0;
    for (const list of lists) {
      const wanted = !byCase.select.value || byCase.select.value === list.dataset.ledger;
      let inCase = 0;
      for (const item of list.children) {
        item.hidden = !wanted || Boolean(byGrade.select.value && byGrade.select.value !== item.dataset.grade);
        if (!item.hidden) inCase += 1;
      }
      list.closest("section").hidden = inCase === 0;
      shown += inCase;
    }
    status.textContent = shown === total ? `All ${total} claims are shown.` : `${shown} of ${total} claims are shown.`;
  };
  for (const { select } of [byGrade, byCase]) select.addEventListener("change", show);
  // A link into a part that the filter hides, from the menu say, shows everything again.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    byGrade.select.value = byCase.select.value = "";
    show();
    target.scrollIntoView();
  });
  const filter = document.createElement("div");
  filter.className = "ledger-filter";
  filter.append(byGrade.label, byCase.label, status);
  grades.after(filter);
  show();
}

mountExplorables();
mountPredictions();
mountLedgerFilter();

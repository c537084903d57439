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
  all() {
    try {
      return Object.entries(window.localStorage)
        .filter(([key]) => key.startsWith("two-days:"))
        .map(([key, value]) => [key.slice("two-days:".length), value])
        .sort();
    } catch { return []; }
  },
  erase() {
    for (const [key] of this.all()) window.localStorage.removeItem(`two-days:${key}`);
  },
};

/**
 * What the address brings for this explorable: null if it is not a link to its settings, else the settings, none if the
 * link is mangled, and what the reader is told.
 */
function linked(spec) {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (parts.get("explorable") !== spec.name) return null;
  const settings = {};
  for (const { name, values } of spec.controls) {
    const value = values.find((known) => String(known) === parts.get(name));
    if (value === undefined) {
      return { settings: {}, notice: "The link to these settings is damaged, so you see the usual ones." };
    }
    settings[name] = value;
  }
  return { settings, notice: "You see the settings that the link carried." };
}

/** A kernel-less stand-in for anywidget's model: values, who wants to know of their change, and a link to them. */
function model(spec, settings) {
  const values = { spec };
  const wanting = new Map();
  for (const control of spec.controls) values[control.name] = settings?.[control.name] ?? control.default;
  return {
    link() {
      const parts = new URLSearchParams({ explorable: spec.name });
      for (const { name } of spec.controls) parts.set(name, String(values[name]));
      return `${location.href.split("#")[0]}#${parts}`;
    },
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
    if (!state) continue;
    const spec = JSON.parse(state.textContent);
    const link = linked(spec);
    const answering = model(spec, link?.settings);
    window.explorable.render({ model: answering, el });
    const notice = document.createElement("p");
    notice.className = "explorable-notice";
    notice.setAttribute("role", "status");
    const say = ({ notice: words }) => {
      notice.textContent = words;
      if (!notice.isConnected) el.prepend(notice);
      el.scrollIntoView();
    };
    if (link) say(link);
    // A link that is opened where the chapter is open already only changes what stands behind the #.
    window.addEventListener("hashchange", () => {
      const newer = linked(spec);
      if (!newer) return;
      for (const { name, default: usual } of spec.controls) answering.set(name, newer.settings[name] ?? usual);
      say(newer);
    });
  }
}

/** Keeps the first answer a reader opened in each quiz question. */
function mountQuizzes() {
  const page = location.pathname.split("/").pop();
  document.querySelectorAll(".quiz").forEach((section, i) => {
    const key = `quiz:${page}:${i + 1}`;
    const options = [...section.querySelectorAll("details")];
    for (const option of options) {
      option.addEventListener("toggle", () => {
        if (option.open && !store.get(key)) {
          const right = option.querySelector("strong").textContent;
          store.set(key, `${option.querySelector("summary").textContent} (${right.replace(".", "").toLowerCase()})`);
        }
      });
    }
  });
}

/** Keeps that a chapter was read to its practice part. */
function mountProgress() {
  const practice = document.getElementById("practice");
  if (!practice || !("IntersectionObserver" in window)) return;
  const title = document.querySelector("h1").firstChild.textContent;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    store.set(`read:${location.pathname.split("/").pop()}`, title);
    watcher.disconnect();
  });
  watcher.observe(practice.querySelector("h2"));
}

/** On the privacy page: shows what this device keeps, and lets the reader take it along or erase it. */
function mountKept() {
  const place = document.querySelector("[data-kept]");
  if (!place) return;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const show = () => {
    const kept = store.all();
    list.replaceChildren(...kept.map(([key, value]) => {
      const item = document.createElement("li");
      item.textContent = `${key}: ${value}`;
      return item;
    }));
    status.textContent = kept.length ? `${kept.length} things are kept on this device.` : "Nothing is kept on this device.";
  };
  const button = (text, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  };
  const download = button("Download it", () => {
    const address = URL.createObjectURL(new Blob([JSON.stringify(Object.fromEntries(store.all()), null, 2)]));
    const link = document.createElement("a");
    link.href = address;
    link.download = "two-days.json";
    link.click();
    URL.revokeObjectURL(address);
  });
  const erase = button("Erase it", () => { store.erase(); show(); });
  place.replaceChildren(status, list, download, erase);
  show();
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
mountQuizzes();
mountProgress();
mountKept();
mountLedgerFilter();

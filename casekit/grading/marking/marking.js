// What ipywidgets leave open at the marking desk: the keys belong to the desk and not to JupyterLab's shortcuts, the
// levels of a criterion are one group that the arrow keys move in and a screen reader names, and a new answer is
// where reading goes on.

/** @typedef {{get(name: string): any, on(event: string, f: () => void): void, off(event: string, f: () => void): void}} Model */

let serial = 0;

/** Makes one group of each criterion's levels. */
function group(desk) {
  for (const box of desk.querySelectorAll(".widget-radio:not([role])")) {
    const label = box.querySelector(".widget-label");
    const name = `casekit-level-${(serial += 1)}`;
    label.id = name;
    box.setAttribute("role", "radiogroup");
    box.setAttribute("aria-labelledby", name);
    for (const input of box.querySelectorAll("input")) input.name = name;
  }
}

/** @param {{model: Model, el: HTMLElement}} options */
function render({ model, el }) {
  el.hidden = true;
  const desk = () => el.closest(".casekit-marking");
  const prepare = () => {
    const home = desk();
    if (!home) return;
    const answer = home.querySelector(".casekit-answer");
    for (const keys of [answer, ...home.querySelectorAll("input, button, textarea")]) {
      keys.dataset.lmSuppressShortcuts = "true"; // JupyterLab asks the element itself, not those around it
    }
    answer.tabIndex = 0;
    answer.setAttribute("role", "region");
    answer.setAttribute("aria-label", model.get("answer_label"));
    group(home);
  };
  const read = () => {
    prepare();
    desk()?.querySelector(".casekit-answer")?.focus();
    desk()?.querySelector("h3")?.scrollIntoView({ block: "start" });
  };
  const later = () => requestAnimationFrame(() => setTimeout(read, 50)); // after the others have drawn themselves
  const watcher = new MutationObserver(prepare);
  const begin = () => {
    if (!desk()) return void requestAnimationFrame(begin);
    prepare();
    watcher.observe(desk(), { childList: true, subtree: true });
  };
  begin();
  model.on("change:turned", later);
  return () => {
    watcher.disconnect();
    model.off("change:turned", later);
  };
}

export default { render };

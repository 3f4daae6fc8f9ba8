// Comfort for the report form: what is typed outlives a lost connection or session.
//
// Each changed field is kept in this tab with the mark of what it was filled from. Once the server has it
// (its hidden base-… field comes back changed) it is forgotten; until then it returns with the page and is
// merged on the server like any other typing.

import { make } from "./lib/dom.js";

const RESTORED = "Đã khôi phục phần gõ dở chưa kịp lưu. Bấm “Lưu bản nháp” để lưu.";

function keep(form) {
  const key = `bao-cao:${form.dataset.report}`;
  const read = () => JSON.parse(sessionStorage.getItem(key) ?? "{}");
  const write = (kept) => (Object.keys(kept).length ? sessionStorage.setItem(key, JSON.stringify(kept)) : sessionStorage.removeItem(key));
  const base = (name) => document.getElementById(`base-${name}`);

  /** Forgets what the server holds by now. */
  function forget() {
    const kept = read();
    for (const [name, { mark, value }] of Object.entries(kept)) {
      const field = form.elements[name];
      if (!field || (base(name).value !== mark && field.value === value)) delete kept[name];
    }
    write(kept);
  }

  /** Puts back what the page does not hold; what it holds has reached the server. */
  function restore() {
    const waiting = Object.entries(read()).filter(([name, { value }]) => form.elements[name] && form.elements[name].value !== value);
    write(Object.fromEntries(waiting));
    for (const [name, { mark, value }] of waiting) {
      form.elements[name].value = value;
      base(name).value = mark;
    }
    if (waiting.length) form.prepend(make("div", { class: "alert alert-info", role: "status" }, RESTORED));
  }

  restore();
  form.addEventListener("input", ({ target }) => {
    if (!base(target.name)) return;
    write({ ...read(), [target.name]: { mark: base(target.name).value, value: target.value } });
  });
  form.addEventListener("htmx:afterSettle", forget);
}

document.querySelectorAll("form[data-report]").forEach(keep);

// --- passages of the consolidated report: a click opens one, Esc closes it, Ctrl+Enter saves it ---

document.addEventListener("click", ({ target }) => {
  const passage = target.closest(".rp-passage");
  if (!passage || target.closest("a, button, form, summary, input, textarea") || String(getSelection())) return;
  passage.querySelector("[data-pen]")?.click();
});

document.addEventListener("keydown", (event) => {
  const open = event.target.closest?.("[data-open]");
  if (!open) return;
  const field = event.target.closest("[data-text]");
  if (event.key === "Escape") {
    event.preventDefault();
    if (field && field.value !== field.defaultValue && !confirm("Bỏ phần vừa gõ?")) return;
    open.querySelector("[data-cancel]").click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field) {
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector("[data-save]"));
  }
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  document.getElementById(detail.elt.id)?.querySelector("[data-open] [data-text]")?.focus();
});

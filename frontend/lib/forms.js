// Forms: one submit for a double click, confirmation of dangerous deeds.

import { make } from "./dom.js";

const WORDS = {
  cancel: "Không, để như cũ",
  confirm: "Đồng ý",
};

/** Asks in a dialog; resolves to true or false. */
export function ask(text, { label = WORDS.confirm, danger = false } = {}) {
  return new Promise((resolve) => {
    const no = make("button", { class: "btn btn-outline-secondary", value: "" }, WORDS.cancel);
    const yes = make("button", { class: `btn ${danger ? "btn-danger" : "btn-primary"}`, value: "yes" }, label);
    const words = make("p", { id: "hl-ask" }, text);
    const form = make("form", { method: "dialog" }, words, make("div", { class: "hl-form-actions" }, no, yes));
    const dialog = make("dialog", { class: "hl-dialog", "aria-labelledby": "hl-ask" }, form);
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}

function options(element) {
  return { label: element.dataset.confirmLabel, danger: "danger" in element.dataset };
}

/** `data-confirm` on a form or its button asks before it is sent. */
export function confirmForms() {
  document.addEventListener("submit", async (event) => {
    const asked = event.submitter?.dataset.confirm ? event.submitter : event.target;
    if (!asked.dataset.confirm || event.target.dataset.confirmed || event.target.matches("[hx-post]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(asked.dataset.confirm, options(asked)))) return;
    event.target.dataset.confirmed = "yes";
    event.target.requestSubmit(event.submitter);
  }, true);
  document.addEventListener("htmx:confirm", async (event) => {
    const { elt, issueRequest } = event.detail;
    if (!elt.dataset.confirm) return;
    event.preventDefault();
    if (await ask(elt.dataset.confirm, options(elt))) issueRequest(true);
  });
}

/** A form that is on its way is not sent again; the server's one-time key is the second guard. */
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    event.submitter?.classList.add("hl-busy");
    // Another script took the form over: it is the one to say when it may be sent again.
    setTimeout(() => event.defaultPrevented && release(form));
  }, true);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
}

/** Lets a form be sent again. */
function release(form) {
  delete form.dataset.sent;
  delete form.dataset.confirmed;
  form.removeAttribute("aria-busy");
  form.querySelectorAll(".hl-busy").forEach((button) => button.classList.remove("hl-busy"));
}

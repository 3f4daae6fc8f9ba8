// Comfort for the plan pages; each works without it.

const STORE = "hopluc.draft.";

/** Shows the fields of a progress form that its state asks for. */
function fitToState(form) {
  const chosen = form.querySelector("input[name=state]:checked")?.value;
  for (const field of form.querySelectorAll("[data-when]")) {
    field.hidden = chosen !== field.dataset.when;
  }
}

/** Keeps what is typed, so that a lost session or connection loses no words. */
function keepDraft(form) {
  const text = form.querySelector("textarea");
  const key = STORE + form.dataset.keepsWords;
  if (!text) return;
  if (!text.value) text.value = sessionStorage.getItem(key) ?? "";
  text.addEventListener("input", () => sessionStorage.setItem(key, text.value));
}

/** A deed that was done leaves its drafts behind. */
function dropDrafts() {
  if (!document.querySelector("[data-drafts-done]") || !document.querySelector(".alert-success")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(STORE)) sessionStorage.removeItem(key);
}

/** Links that carry the filters of the page follow the address when htmx changes it. */
function followAddress() {
  for (const link of document.querySelectorAll("a[data-keeps-query]")) link.search = location.search;
}

for (const form of document.querySelectorAll("form[data-progress]")) {
  fitToState(form);
  form.addEventListener("change", () => fitToState(form));
}
document.querySelectorAll("form[data-keeps-words]").forEach(keepDraft);
dropDrafts();
document.addEventListener("htmx:pushedIntoHistory", followAddress);
// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
});

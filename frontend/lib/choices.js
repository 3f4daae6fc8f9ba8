// A long list of ticks gets a box that narrows it down, and buttons that tick or clear what is shown.

import { make } from "./dom.js";

const LONG = 12;

/** Lower case without marks: what is typed plainly finds names written fully. */
const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/gi, "d")
    .toLowerCase();

/** Puts the box and the buttons above the choices of a field. Words: `data-search`, `data-all`, `data-none`. */
export function searchable(field) {
  const labels = [...field.querySelectorAll("label:has(input)")];
  if (labels.length <= LONG) return;
  const { search, all, none } = field.dataset;
  const box = make("input", { type: "search", class: "form-control", placeholder: search, ariaLabel: search });
  box.addEventListener("input", () => {
    const wanted = plain(box.value.trim());
    for (const label of labels) label.parentElement.hidden = !plain(label.textContent).includes(wanted);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const row = make("div", { class: "hl-choices-tools" }, box);
  if (field.querySelector("input[type=checkbox]")) row.append(setter(labels, all, true), setter(labels, none, false));
  labels[0].parentElement.parentElement.before(row);
}

/** A button that ticks, or clears, every choice that is shown. */
function setter(labels, words, ticked) {
  const button = make("button", { type: "button", class: "btn btn-sm" }, words);
  button.addEventListener("click", () => {
    for (const label of labels) if (!label.parentElement.hidden) label.querySelector("input").checked = ticked;
    labels[0].querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
  });
  return button;
}

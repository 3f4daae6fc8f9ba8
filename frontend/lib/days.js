// A day is typed as 05/02/2026; beside it the browser's own calendar, for those who like to click.

import { make } from "./dom.js";

const OPEN = "Mở lịch";
const SHOWN = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/;

const iso = (text) => {
  const found = SHOWN.exec(text);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
};

/** Puts the calendar beside a text field marked `data-day`. */
export function withCalendar(field) {
  if (field.parentElement.classList.contains("hl-day")) return;
  const box = make("div", { class: "hl-day" });
  const native = make("input", { type: "date", tabIndex: -1, "aria-hidden": "true" });
  const button = make("button", { type: "button", class: "hl-day-open", "aria-label": OPEN, title: OPEN });
  field.replaceWith(box);
  box.append(field, native, button);
  button.addEventListener("click", () => {
    native.value = iso(field.value);
    native.showPicker();
  });
  native.addEventListener("change", () => {
    field.value = native.value.split("-").reverse().join("/");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
  field.addEventListener("blur", () => {
    const day = iso(field.value);
    if (day) field.value = day.split("-").reverse().join("/");
  });
}

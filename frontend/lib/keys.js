// The keyboard: `data-shortcut` on a link, button or field makes a key of it; ? lists them.

import { isTyping, make } from "./dom.js";

const WORDS = {
  title: "Phím tắt",
  help: "Mở bảng này",
  off: "Tắt phím tắt trên máy này",
  close: "Đóng",
};
const OFF = "hopluc.keys.off";

const nameOf = (element) =>
  element.dataset.shortcutLabel ?? element.getAttribute("aria-label") ?? element.textContent.trim().replace(/\s+/g, " ");

function help() {
  const rows = [...document.querySelectorAll("[data-shortcut]")].map((element) => [element.dataset.shortcut, nameOf(element)]);
  const lines = [...rows, ["?", WORDS.help]].flatMap(([key, name]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, name)]);
  const off = make("input", { type: "checkbox", class: "form-check-input", checked: localStorage.getItem(OFF) === "yes" });
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", { id: "hl-keys" }, WORDS.title),
    make("dl", { class: "hl-keys" }, ...lines),
    make("label", { class: "form-check" }, off, make("span", { class: "form-check-label" }, WORDS.off)),
    make("button", { class: "btn btn-primary", autofocus: true }, WORDS.close),
  );
  const dialog = make("dialog", { class: "hl-dialog", "aria-labelledby": "hl-keys" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Listens for shortcuts; none acts while text is being written or a dialog is open. */
export function listen() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) help();
  });
  document.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (!plain || event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (localStorage.getItem(OFF) === "yes") return;
    if (event.key === "?") {
      event.preventDefault();
      help();
      return;
    }
    const element = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (!element) return;
    event.preventDefault();
    if (element.matches("input, textarea, select")) element.focus();
    else element.click();
  });
}

// File fields: what was chosen and how large it is, before it travels in vain.

import { make } from "./dom.js";

const WORDS = {
  tooLarge: (name, most) => `“${name}” lớn hơn ${most}. Chọn tệp nhỏ hơn hoặc chia thành nhiều phần.`,
};

const number = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const size = (bytes) => (bytes < 1048576 ? `${number.format(Math.max(bytes / 1024, 0.1))} kB` : `${number.format(bytes / 1048576)} MB`);

/** Shows the files chosen under the field, and refuses those that are too large. */
export function showChosen(field) {
  if (field.closest("[data-upload]")) return; // the page for documents has its own list
  const list = make("ul", { class: "hl-files", "aria-live": "polite" });
  field.after(list);
  const most = Number(field.dataset.maxBytes) || Infinity;
  field.addEventListener("change", () => {
    const tooLarge = [...field.files].find((file) => file.size > most);
    field.setCustomValidity(tooLarge ? WORDS.tooLarge(tooLarge.name, size(most)) : "");
    list.replaceChildren(...[...field.files].map((file) => make("li", {}, `${file.name} (${size(file.size)})`)));
    if (tooLarge) field.reportValidity();
  });
}

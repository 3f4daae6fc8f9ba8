// File fields: what was chosen and how large it is, dropping files in, progress while they travel.

import { make } from "./dom.js";
import { release } from "./forms.js";
import { lost, tell } from "./messages.js";

const WORDS = {
  drop: "Kéo tệp vào đây hoặc bấm để chọn",
  tooLarge: (name, most) => `“${name}” lớn hơn ${most}. Chọn tệp nhỏ hơn hoặc chia thành nhiều phần.`,
  sending: (percent) => `Đang gửi tệp: ${percent} %`,
  reading: "Đã gửi xong, máy chủ đang kiểm tra…",
  failed: "Gửi tệp bị ngắt giữa chừng. Chưa có gì được ghi; hãy thử lại.",
};

const number = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const size = (bytes) => (bytes < 1048576 ? `${number.format(Math.max(bytes / 1024, 0.1))} kB` : `${number.format(bytes / 1048576)} MB`);

/** Shows the files chosen under the field, and refuses those that are too large. */
export function showChosen(field) {
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

/** `form[data-upload]` is sent with a progress bar; the answer is the same page or the next one. */
export function withProgress(form) {
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].some(({ files }) => files.length);
    if (event.defaultPrevented || !files || !form.dataset.sent) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

function send(form, submitter) {
  const bar = make("div", { class: "progress-bar" });
  const words = make("div", { class: "hl-small", role: "status" }, WORDS.sending(0));
  const box = make("div", { class: "hl-progress" }, make("div", { class: "progress" }, bar), words);
  form.append(box);
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = total ? Math.round((100 * loaded) / total) : 0;
    bar.style.width = `${percent}%`;
    words.textContent = percent < 100 ? WORDS.sending(percent) : WORDS.reading;
  });
  request.addEventListener("load", () => arrived(form, request, box));
  request.addEventListener("error", () => {
    box.remove();
    release(form);
    tell("danger", WORDS.failed);
  });
  request.open("POST", form.action);
  request.send(new FormData(form, submitter));
}

/** Goes where the server led; where it shows the form again (an error), draws that page here. */
function arrived(form, request, box) {
  const there = new URL(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  if (page.querySelector("body.hl-entrance input[name=password]")) {
    box.remove();
    release(form);
    lost(there.href);
  } else if (request.status < 400 && there.pathname !== new URL(form.action).pathname) {
    location.assign(there.href);
  } else {
    const main = document.adoptNode(page.querySelector("main"));
    document.querySelector("main").replaceWith(main);
    window.htmx.process(main);
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: main } }));
    main.focus();
  }
}

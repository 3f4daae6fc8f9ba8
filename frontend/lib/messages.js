// Messages at the top of a page: those the server wrote, and those of the script.

import { make } from "./dom.js";

const WORDS = {
  close: "Đóng",
  lost: "Phiên làm việc đã hết. Phần bạn đang gõ vẫn còn trên trang này. Hãy đăng nhập lại ở thẻ mới rồi quay lại đây.",
  signIn: "Đăng nhập ở thẻ mới",
  offline: "Không kết nối được với máy chủ. Kiểm tra mạng rồi thử lại; phần đang gõ vẫn còn.",
};

function place() {
  return document.getElementById("thong-bao") ?? document.querySelector("main");
}

/** Shows a message; `level` is success, info, warning or danger; `extra` a node after the text. */
function tell(level, text, extra) {
  const box = make("div", { class: `alert alert-${level} hl-message`, "data-message": "" }, make("div", {}, text));
  if (extra) box.append(extra);
  place().prepend(box);
  closable(box);
  box.scrollIntoView({ block: "nearest" });
  return box;
}

/** Gives a message its close button. */
export function closable(box) {
  const button = make("button", { class: "btn-close", type: "button", "aria-label": WORDS.close });
  button.addEventListener("click", () => box.remove());
  box.append(button);
}

/** An answer that is a page of the door (signing in, an error) instead of the part asked for. */
function doorPage(text) {
  if (!/<body class="hl-entrance/.test(text)) return null;
  return new DOMParser().parseFromString(text, "text/html");
}

/** What to say of answers that htmx must not put into the page. */
export function watchAnswers() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const page = doorPage(xhr.responseText);
    if (!page) return;
    event.detail.shouldSwap = false;
    if (page.querySelector("input[name=password]")) lost(xhr.responseURL);
    else tell("danger", page.querySelector("h1, h2").textContent, make("div", {}, page.querySelector("p").textContent));
  });
  document.addEventListener("htmx:sendError", () => tell("danger", WORDS.offline));
}

/** The session ended: say so and keep the page as it is. */
function lost(address) {
  if (document.querySelector("[data-lost]")) return;
  const door = new URL(address);
  door.search = new URLSearchParams({ next: location.pathname + location.search });
  const link = make("a", { class: "btn btn-primary ms-auto", href: door.href, target: "_blank", rel: "noopener" }, WORDS.signIn);
  tell("warning", WORDS.lost, link).dataset.lost = "";
}

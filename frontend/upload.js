// The upload page: drag and drop, the list of what was chosen, the progress of sending.

const form = document.querySelector("[data-upload]");
if (form) start(form);

function start(form) {
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector("[data-drop]");
  const list = form.querySelector("[data-upload-list]");
  const problem = form.querySelector("[data-upload-problem]");
  const bar = form.querySelector("[data-upload-bar]");
  const button = form.querySelector("button[type=submit]");

  function size(bytes) {
    const unit = bytes < 1e6 ? "kB" : "MB";
    return `${new Intl.NumberFormat("vi", { maximumFractionDigits: 1 }).format(Math.max(bytes / (unit === "kB" ? 1e3 : 1e6), 0.1))} ${unit}`;
  }

  function showFiles() {
    problem.hidden = true;
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name} (${size(file.size)})`;
        return item;
      }),
    );
  }

  function refuse(words) {
    problem.textContent = words;
    problem.hidden = false;
    bar.hidden = true;
    button.disabled = false;
    problem.scrollIntoView({ block: "nearest" });
  }

  function progress(share) {
    const percent = Math.round(share * 100);
    bar.hidden = false;
    bar.setAttribute("aria-valuenow", percent);
    bar.firstElementChild.style.width = `${percent}%`;
  }

  input.addEventListener("change", showFiles);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    showFiles();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    problem.hidden = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (e) => e.lengthComputable && progress(e.loaded / e.total));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        return refuse(request.status === 413 ? "Tệp quá lớn." : "Phiên làm việc đã hết hoặc máy chủ báo lỗi. Tải lại trang rồi gửi lại.");
      }
      return answer.address ? location.assign(answer.address) : refuse(answer.message);
    });
    request.addEventListener("error", () => refuse("Mất kết nối khi tải lên. Kiểm tra mạng rồi gửi lại."));
    request.send(new FormData(form));
  });
}

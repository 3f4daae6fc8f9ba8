// Lists in which several rows are done at once: tick the whole page, see how many are ticked.

const words = (n) => `Đã chọn ${n.toLocaleString("vi-VN")}`;

/** A form with ticks, perhaps a tick for all, a place for their number. */
export function countable(form) {
  const ticks = () => [...form.querySelectorAll("[data-bulk-tick]")];
  const all = form.querySelector("[data-bulk-all]");
  const count = form.querySelector("[data-bulk-count]");
  const show = () => {
    const ticked = ticks().filter((one) => one.checked).length;
    if (all) {
      all.checked = ticked > 0 && ticked === ticks().length;
      all.indeterminate = ticked > 0 && !all.checked;
    }
    form.toggleAttribute("data-ticked", ticked > 0);
    if (count) {
      count.hidden = ticked === 0;
      count.textContent = words(ticked);
    }
  };
  if (all) {
    all.hidden = ticks().length === 0;
    form.querySelector("[data-bulk-link]")?.remove();
    all.addEventListener("change", () => {
      ticks().forEach((one) => (one.checked = all.checked));
      show();
    });
  }
  const toggle = form.querySelector("[data-bulk-toggle]");
  if (toggle) {
    toggle.hidden = ticks().length === 0;
    toggle.addEventListener("click", () => {
      const tick = ticks().some((one) => !one.checked);
      ticks().forEach((one) => (one.checked = tick));
      show();
    });
  }
  form.addEventListener("change", (event) => event.target.matches("[data-bulk-tick]") && show());
  show();
}

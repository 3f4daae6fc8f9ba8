// The search box: arrows walk through what it offers, Escape puts the offers away.

/** Makes a form marked `data-offers` walkable by keyboard. */
export function walkable(form) {
  const box = form.querySelector("input");
  const links = () => [box, ...form.querySelectorAll(".hl-offers a")];
  box.addEventListener("input", () => delete form.dataset.closed);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      form.dataset.closed = "yes";
      box.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (!step || at < 0 || all.length < 2) return;
    event.preventDefault();
    delete form.dataset.closed;
    all[(at + step + all.length) % all.length].focus();
  });
}

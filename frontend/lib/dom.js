// Small helpers that several parts share.

/** Makes an element: properties, then children (nodes or text). */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Calls `prepare` once for what matches now, and for what htmx brings into the page later. */
export function each(selector, prepare) {
  const seen = new WeakSet();
  const once = (element) => {
    if (seen.has(element)) return;
    seen.add(element);
    prepare(element);
  };
  const within = (root) => {
    if (root.matches?.(selector)) once(root);
    root.querySelectorAll(selector).forEach(once);
  };
  within(document);
  document.addEventListener("htmx:load", ({ detail }) => within(detail.elt));
}

/** Whether the keyboard is writing text just now. */
export function isTyping(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") != null;
}

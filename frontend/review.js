// The review page: the document and what was read from it, side by side. The server draws every
// piece and row; a page holds their digests and is sent what differs. Without this script the rows
// are there to read and the plain forms work.

const PANEL_SECTION = {
  "nhiem-vu": "tasks", "chi-tieu": "indicators", "co-quan": "parties", "bao-cao": "reporting",
  "can-cu": "citations", "loi": "findings", "thong-tin": "document",
};
const BEAT = 5000; // ms between two looks at what others did
const DUE_WAIT = 300;

const root = document.getElementById("rv");
if (root) start();

function start() {
  const $ = (selector, within = root) => within.querySelector(selector);
  const $$ = (selector, within = root) => [...within.querySelectorAll(selector)];
  const may = root.hasAttribute("data-may");
  const base = root.dataset.url;
  const paper = root.dataset.paper;
  const deedForm = $("#deed");
  const sheet = $("#rv-paper");
  const toast = $("#rv-toast");
  const digests = JSON.parse(document.getElementById("rv-digests").textContent);
  const draftName = (key) => `rv:${paper}:${key}`;
  let current = null; // key of the chosen row
  let others = []; // names of those who look at this review too
  let marks = null; // key → marked segments, built when first asked for

  root.classList.add("rv-live");

  // ---- talking to the server -----------------------------------------------------------

  const seen = () => Number(deedForm.elements.seen.value);
  const token = () => deedForm.elements.csrfmiddlewaretoken.value;

  function have() {
    const rows = Object.fromEntries($$("[data-digest]").map((row) => [row.dataset.key, row.dataset.digest]));
    return JSON.stringify({ ...digests, ...rows });
  }

  /** Sends a form; the answer as { status, data }, or null where it did not come (a toast says why). */
  async function send(url, body, { quiet = false } = {}) {
    try {
      const options = { headers: { Accept: "application/json" }, credentials: "same-origin" };
      if (body) Object.assign(options, { method: "POST", body });
      const response = await fetch(url, options);
      if (!(response.headers.get("content-type") || "").includes("json")) {
        const lost = response.redirected || response.status === 403;
        if (!quiet) say(lost ? "Phiên làm việc đã hết hoặc không có quyền. Đăng nhập lại ở thẻ khác rồi thử lại; chữ đang gõ vẫn còn." : `Máy chủ báo lỗi ${response.status}. Thử lại sau.`, "bad");
        return null;
      }
      return { status: response.status, data: await response.json() };
    } catch {
      if (!quiet) say("Mất kết nối. Chữ đang gõ vẫn còn; thử lại khi có mạng.", "bad");
      return null;
    }
  }

  function bodyOf(fields) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return body;
  }

  async function sync() {
    const answer = await send(`${base}dong-bo/`, bodyOf({ have: have() }), { quiet: true });
    if (answer?.status === 200) show(answer.data);
  }

  function say(words, look = "") {
    toast.textContent = words;
    toast.className = `rv-toast is-shown ${look}`;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => toast.classList.remove("is-shown"), look === "bad" ? 9000 : 3500);
  }

  // ---- showing what differs ------------------------------------------------------------

  function element(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  }

  function show(answer) {
    for (const [key, html] of Object.entries(answer.pieces)) $(`[data-b="${key}"]`)?.replaceWith(element(html));
    if (Object.keys(answer.pieces).length) marks = null;
    Object.assign(digests, answer.digests);
    for (const [code, panel] of Object.entries(answer.panels)) showPanel(code, panel);
    $("#rv-bar").innerHTML = answer.bar;
    tellOthers();
    $("#rv-tabs").innerHTML = answer.tabs;
    const bulk = $("#rv-bulk");
    if (bulk) bulk.innerHTML = answer.bulk;
    deedForm.elements.seen.value = answer.seen;
    openTab(tabNow(), { remember: false });
    if (answer.message) say(answer.message);
    if (answer.focus && rowOf(answer.focus)) choose(answer.focus, { doc: false });
    else if (current && rowOf(current)) mark(current);
  }

  function showPanel(code, { order, rows }) {
    const list = $(`#${code} [data-list]`);
    const known = new Map($$(":scope > [data-key]", list).map((row) => [row.dataset.key, row]));
    const held = document.activeElement?.closest?.("[data-key]")?.dataset.key;
    let before = null;
    for (const key of order) {
      let row = known.get(key);
      known.delete(key);
      if (rows[key] && row && $(".rv-editor", row)) row.dataset.digest = ""; // being edited: drawn anew when it closes
      else if (rows[key]) {
        const fresh = element(rows[key]);
        row?.replaceWith(fresh);
        row = fresh;
      }
      const place = before ? before.nextElementSibling : list.firstElementChild;
      if (row !== place) list.insertBefore(row, place);
      before = row;
    }
    for (const row of known.values()) if (!$(".rv-editor", row)) row.remove();
    if (held && !document.activeElement?.closest?.("[data-key]")) rowOf(held)?.focus({ preventScroll: true });
  }

  // ---- tabs ----------------------------------------------------------------------------

  const tabs = () => $$("[data-tab]").map((tab) => tab.dataset.tab);
  const tabNow = () => root.dataset.shownTab || tabs()[0];

  function openTab(code, { remember = true } = {}) {
    if (!tabs().includes(code)) return;
    if (root.dataset.shownTab !== code) $(".rv-panels").scrollTop = 0;
    root.dataset.shownTab = code;
    for (const panel of $$("[data-panel]")) panel.hidden = panel.dataset.panel !== code;
    for (const tab of $$("[data-tab]")) {
      if (tab.dataset.tab === code) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    if (remember) sessionStorage.setItem(draftName("tab"), code);
  }

  function openSide(side) {
    root.dataset.shownSide = side;
    for (const button of $$("[data-side]")) button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }

  // ---- rows and marks ------------------------------------------------------------------

  const rowOf = (key) => $(`.rv-list [data-key="${CSS.escape(key)}"]`);

  function marksOf(key) {
    if (!marks) {
      marks = new Map();
      for (const one of $$("[data-k]", sheet)) {
        for (const name of one.dataset.k.split("|")) marks.has(name) ? marks.get(name).push(one) : marks.set(name, [one]);
      }
    }
    return marks.get(key) || [];
  }

  function mark(key) {
    for (const one of $$(".is-current")) one.classList.remove("is-current");
    rowOf(key)?.classList.add("is-current");
    for (const one of marksOf(key)) one.classList.add("is-current");
  }

  /** Chooses a row: its tab opens, it comes into sight, its words in the document light up. */
  function choose(key, { doc = true, focus = true } = {}) {
    const row = rowOf(key);
    if (!row) return;
    current = key;
    openTab(row.closest("[data-panel]").dataset.panel);
    mark(key);
    if (focus) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (doc) showInDocument(key);
  }

  /** Brings the item's own words into sight; other places that say the same may stand before them. */
  function showInDocument(key) {
    const at = Number(rowOf(key)?.dataset.at || 0);
    const own = marksOf(key).find((one) => Number(one.dataset.o) >= at) || marksOf(key)[0];
    own?.scrollIntoView({ block: "center" });
  }

  /** Shows the picture of a page where the page begins in the document. */
  function openLeaf(id) {
    const leaf = document.getElementById(id);
    if (!leaf) return;
    openSide("doc");
    leaf.open = true;
    leaf.scrollIntoView({ block: "start" });
  }

  function chooseFromDocument(keys) {
    const wanted = PANEL_SECTION[tabNow()];
    const key = keys.findLast((one) => one.split("/")[0] === wanted) || keys.at(-1);
    openSide("rows");
    choose(key, { doc: false });
    rowOf(key)?.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const rows = $$(`#${tabNow()} [data-list] > [data-key]`);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.dataset.key === current);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    choose(next.dataset.key);
  }

  // ---- deeds ---------------------------------------------------------------------------

  async function deed(value, body = bodyOf({ seen: seen() })) {
    body.set("deed", value);
    body.set("have", have());
    const answer = await send(`${base}viec/`, body);
    if (answer?.status === 200) {
      show(answer.data);
      return true;
    }
    if (answer) {
      say([answer.data.message, ...answer.data.told.map((t) => `${t.who} ${t.what} lúc ${t.at}.`)].join(" "), "bad");
      if (answer.status === 409) await sync();
    }
    return false;
  }

  // ---- editors -------------------------------------------------------------------------

  async function openEditor(row, url, draftKey) {
    if ($(".rv-editor", row)) return;
    const answer = await send(url);
    if (answer?.status !== 200) return;
    const box = document.createElement("div");
    box.className = "rv-editor";
    box.innerHTML = answer.data.html;
    row.append(box);
    row.classList.add("is-edited");
    restoreDraft(box, draftKey);
    box.dataset.draft = draftKey;
    sessionStorage.setItem(draftName("open"), JSON.stringify({ key: row.dataset.key, url, draftKey }));
    row.scrollIntoView({ block: "nearest" });
    $("textarea, input:not([type=hidden]), select", box)?.focus({ preventScroll: true });
  }

  function closeEditor(box) {
    const row = box.closest("[data-key]");
    sessionStorage.removeItem(draftName(box.dataset.draft));
    sessionStorage.removeItem(draftName("open"));
    box.remove();
    row.classList.remove("is-edited");
    if (row.hasAttribute("data-new")) row.remove();
    else {
      row.focus({ preventScroll: true });
      if (!row.dataset.digest) sync();
    }
  }

  function keepDraft(box) {
    const form = $("form.rv-form", box);
    if (!form) return;
    const fields = Object.fromEntries($$("textarea, input:not([type=hidden]), select", form).map((f) => [f.name, f.type === "checkbox" ? f.checked : f.value]));
    sessionStorage.setItem(draftName(box.dataset.draft), JSON.stringify(fields));
  }

  function restoreDraft(box, draftKey) {
    const kept = JSON.parse(sessionStorage.getItem(draftName(draftKey)) || "null");
    const form = $("form.rv-form", box);
    if (!kept || !form) return;
    for (const [name, value] of Object.entries(kept)) {
      const control = form.elements[name];
      if (control) control.type === "checkbox" ? (control.checked = value) : (control.value = value);
    }
    say("Đã lấy lại chữ đang gõ dở.");
  }

  async function save(form) {
    const box = form.closest(".rv-editor");
    const body = new FormData(form);
    body.set("have", have());
    const answer = await send(form.action, body);
    if (!answer) return;
    if (answer.status === 200) {
      const row = box.closest("[data-key]");
      if (!row.hasAttribute("data-new")) row.dataset.digest = answer.data.panels ? row.dataset.digest : "";
      sessionStorage.removeItem(draftName(box.dataset.draft));
      sessionStorage.removeItem(draftName("open"));
      box.remove();
      row.classList.remove("is-edited");
      if (row.hasAttribute("data-new")) row.remove();
      show(answer.data);
    } else if (answer.data.invalid) {
      const draft = box.dataset.draft;
      box.innerHTML = answer.data.html;
      box.dataset.draft = draft;
      $(".is-invalid", box)?.focus();
    } else {
      $("[data-problem]", box).innerHTML = answer.data.html;
      box.scrollIntoView({ block: "nearest" });
    }
  }

  async function keepMine(form) {
    await sync();
    form.elements.seen.value = seen();
    await save(form);
  }

  function split(box) {
    const words = $("textarea[name=text]", box);
    const key = box.closest("[data-key]").dataset.key;
    if (words.value !== words.defaultValue) return say("Nội dung đã đổi: lưu trước rồi tách.", "bad");
    const at = Array.from(words.value.slice(0, words.selectionStart)).length;
    const form = words.form;
    const body = bodyOf({ seen: form.elements.seen.value });
    closeEditor(box);
    return deed(`split|${key}|${at}`, body);
  }

  function edit(key = current) {
    const row = key && rowOf(key);
    const link = row && $("[data-edit]", row);
    if (!link) return;
    current = key;
    mark(key);
    openEditor(row, link.href, key);
  }

  /** An editor of a new item, behind the chosen row; `range` are the words of the document it comes from. */
  function add(section, range = selectedRange()) {
    const query = new URLSearchParams({ phan: section });
    if (range) {
      query.set("tu", range[0]);
      query.set("den", range[1]);
    }
    const code = Object.keys(PANEL_SECTION).find((c) => PANEL_SECTION[c] === (section === "duties" ? "reporting" : section));
    const after = current && rowOf(current);
    const beside = after && after.closest("[data-panel]").dataset.panel === code && current.startsWith(`${section}/`);
    if (beside) query.set("sau", current);
    openTab(code);
    openSide("rows");
    hideSelection();
    const row = document.createElement("li");
    row.className = "rv-row";
    row.dataset.key = `moi:${section}`;
    row.dataset.new = "";
    row.tabIndex = -1;
    if (rowOf(row.dataset.key)) return;
    beside ? after.after(row) : $(`#${code} [data-list]`).append(row);
    openEditor(row, `${base}them/?${query}`, `moi:${section}`).then(() => $(".rv-editor", row) || row.remove());
  }

  let dueTimer;
  function dueWords(control) {
    clearTimeout(dueTimer);
    dueTimer = setTimeout(async () => {
      const told = $("[data-due-words]", control.form);
      if (!control.value.trim()) return void (told.textContent = "");
      const answer = await send(`${base}thoi-han/?${new URLSearchParams({ q: control.value })}`, null, { quiet: true });
      if (answer?.status !== 200) return;
      told.textContent = answer.data.words.length ? `Hiểu là: ${answer.data.words.join("; ")}` : "Không thấy thời hạn nào.";
      told.classList.toggle("text-danger", answer.data.unparsed || !answer.data.words.length);
    }, DUE_WAIT);
  }

  let findTimer;
  function find(control) {
    clearTimeout(findTimer);
    findTimer = setTimeout(async () => {
      const url = new URL(control.form.action);
      url.search = new URLSearchParams(new FormData(control.form));
      const response = await fetch(url, { headers: { "X-Part": "results" } });
      if (response.ok) $("[data-results]", control.closest(".rv-form")).innerHTML = await response.text();
    }, DUE_WAIT);
  }

  // ---- words selected in the document ----------------------------------------------------

  function placeOf(node, offset) {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-o]");
    if (!holder || !sheet.contains(holder)) return null;
    const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : "";
    return Number(holder.dataset.o) + Array.from(before).length;
  }

  function selectedRange() {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !sheet.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0);
    const from = placeOf(range.startContainer, range.startOffset);
    let to = placeOf(range.endContainer, range.endOffset);
    if (to === null) {
      const inside = $$("[data-o]", sheet).filter((one) => range.intersectsNode(one));
      const last = inside.at(-1);
      to = last && Number(last.dataset.o) + Array.from(last.textContent).length;
    }
    return from !== null && to > from ? [from, to] : null;
  }

  const bar = $("#rv-selection");
  function offerSelection() {
    const range = may && selectedRange();
    bar.hidden = !range;
    if (!range) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
    bar.style.top = `${Math.min(box.bottom + 8, innerHeight - bar.offsetHeight - 8)}px`;
  }
  const hideSelection = () => (bar.hidden = true);

  // ---- what the person does --------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form === deedForm && event.submitter?.name === "deed") {
      event.preventDefault();
      const box = event.submitter.closest(".rv-editor");
      deed(event.submitter.value).then((done) => done && box?.isConnected && closeEditor(box));
    } else if (form.matches(".rv-editor form[data-deed]")) {
      event.preventDefault();
      const box = form.closest(".rv-editor");
      const body = new FormData(form);
      deed(body.get("deed"), body).then((done) => done && box.isConnected && closeEditor(box));
    } else if (form.matches(".rv-editor form.rv-form")) {
      event.preventDefault();
      save(form);
    } else if (form.matches(".rv-find")) event.preventDefault();
  });

  root.addEventListener("click", (event) => {
    const on = (selector) => event.target.closest(selector);
    let hit;
    if ((hit = on("[data-tab]"))) {
      event.preventDefault();
      openTab(hit.dataset.tab);
    } else if ((hit = on("[data-go], [data-next]"))) {
      event.preventDefault();
      const key = hit.dataset.go || `${hit.dataset.prefix || ""}${hit.dataset.next}`;
      openSide("rows");
      choose(key);
    } else if ((hit = on("[data-edit]"))) {
      event.preventDefault();
      edit(hit.closest("[data-key]").dataset.key);
    } else if ((hit = on("[data-add]"))) {
      event.preventDefault();
      const query = new URL(hit.href).searchParams;
      add(hit.dataset.add, query.has("tu") ? [Number(query.get("tu")), Number(query.get("den"))] : undefined);
    } else if ((hit = on("[data-from-selection]"))) add(hit.dataset.fromSelection);
    else if ((hit = on("[data-cancel]")) && hit.closest(".rv-editor")) {
      event.preventDefault();
      closeEditor(hit.closest(".rv-editor"));
    } else if ((hit = on("[data-split]"))) split(hit.closest(".rv-editor"));
    else if ((hit = on("[data-keep-mine]"))) keepMine(hit.closest(".rv-editor").querySelector("form.rv-form"));
    else if ((hit = on("[data-take-theirs]"))) {
      closeEditor(hit.closest(".rv-editor"));
      sync();
    } else if (on("[data-keys]")) $("#rv-keys").showModal();
    else if ((hit = on("[data-leaf]"))) {
      event.preventDefault();
      openLeaf(hit.hash.slice(1));
    }
    else if ((hit = on("button[data-side]"))) {
      openSide(hit.dataset.side);
      if (current) hit.dataset.side === "doc" ? showInDocument(current) : rowOf(current)?.scrollIntoView({ block: "center" });
    }
    else if ((hit = on("#rv-paper [data-k]")) && getSelection().isCollapsed) chooseFromDocument(hit.dataset.k.split("|"));
    else if ((hit = on(".rv-list [data-key]")) && !on("a, button, input, textarea, select, label, summary, .rv-editor")) {
      if (getSelection().isCollapsed) choose(hit.dataset.key);
    }
  });

  root.addEventListener("input", (event) => {
    const box = event.target.closest(".rv-editor");
    if (event.target.matches("[data-find]")) find(event.target);
    else if (box) keepDraft(box);
    if (event.target.matches("[name=deadline], [name=due]")) dueWords(event.target);
  });

  for (const box of $$("[data-kind]")) {
    const paint = () => root.classList.toggle(`hide-${box.dataset.kind}`, !box.checked);
    box.checked = localStorage.getItem(`rv-kind-${box.dataset.kind}`) !== "off";
    box.addEventListener("change", () => {
      localStorage.setItem(`rv-kind-${box.dataset.kind}`, box.checked ? "on" : "off");
      paint();
    });
    paint();
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(offerSelection.timer);
    offerSelection.timer = setTimeout(offerSelection, 200);
  });

  // ---- keys ------------------------------------------------------------------------------

  function dropOrRestore() {
    const row = current && rowOf(current);
    if (row) row.hasAttribute("data-dropped") ? deed(`restore|${current}`) : $('[value^="drop|"]', row) && deed(`drop|${current}`);
  }

  const next = () => $("[data-next]")?.click();
  const addHere = () => {
    const section = PANEL_SECTION[tabNow()];
    if ($(`[data-add="${section}"]`)) add(section);
  };
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    "?": () => $("#rv-keys").showModal(),
    o: () => {
      openSide("doc");
      if (current) showInDocument(current);
    },
    n: next,
  };
  const WRITING_KEYS = {
    Enter: () => edit(),
    e: () => edit(),
    s: () => edit(),
    u: () => deed("undo"),
    U: () => deed("redo"),
    m: () => current?.startsWith("tasks/") && deed(`merge|${current}`),
    x: dropOrRestore,
    a: addHere,
  };

  /** In an editor: Esc leaves it, Ctrl+Enter saves, Alt+S splits at the cursor. */
  function keyInEditor(event, box) {
    if (event.key === "Escape") return () => closeEditor(box);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return () => event.target.form?.requestSubmit();
    return event.altKey && event.code === "KeyS" && $("[data-split]", box) ? () => split(box) : null;
  }

  function keyOnRows(event) {
    const busy = event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]");
    const typing = event.target.closest?.("input, textarea, select, summary");
    const pressing = event.key === "Enter" && event.target.closest?.("a, button");
    if (busy || typing || pressing || localStorage.getItem("hopluc.keys.off") === "yes") return null;
    const number = Number(event.key);
    if (number >= 1 && number <= 7) return () => openTab(tabs()[number - 1]);
    return KEYS[event.key] || (may && WRITING_KEYS[event.key]) || null;
  }

  // Before the keys of every page, which have a list of their own at "?".
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".rv-editor");
    const act = (box && keyInEditor(event, box)) || keyOnRows(event);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, true);

  // ---- others, and coming back -------------------------------------------------------------

  function tellOthers() {
    $("#rv-here").textContent = others.length ? `Cũng đang xem: ${others.join(", ")}` : "";
  }

  async function beat() {
    if (document.hidden) return;
    const answer = await send(`${base}nhip/`, bodyOf({}), { quiet: true });
    if (answer?.status !== 200) return;
    others = answer.data.here;
    tellOthers();
    if (may && answer.data.state !== "review") location.assign(root.dataset.home);
    else if (answer.data.seen !== seen()) await sync();
  }

  const anchor = decodeURIComponent(location.hash.slice(1));
  openSide("rows");
  openTab(tabs().includes(anchor) ? anchor : sessionStorage.getItem(draftName("tab")) || tabs()[0]);
  if (anchor.includes("/") || anchor === "document") choose(anchor);
  const left = JSON.parse(sessionStorage.getItem(draftName("open")) || "null");
  if (may && left && sessionStorage.getItem(draftName(left.draftKey))) {
    const row = rowOf(left.key);
    if (row) {
      choose(left.key, { doc: false });
      openEditor(row, left.url, left.draftKey);
    } else if (left.draftKey.startsWith("moi:")) {
      const query = new URL(left.url, location).searchParams;
      add(query.get("phan"), query.has("tu") ? [Number(query.get("tu")), Number(query.get("den"))] : null);
    }
  }
  beat();
  setInterval(beat, BEAT);
}

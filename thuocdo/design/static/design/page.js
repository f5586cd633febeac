// What script adds to pages that work without it: shortcuts, drafts, drop zone, rows beside the list, live refresh.
"use strict";
(() => {
  const one = (sel, root = document) => root.querySelector(sel);
  const all = (sel, root = document) => [...root.querySelectorAll(sel)];
  const narrow = matchMedia("(max-width: 999px)");
  const typing = (el) => el.closest("input, textarea, select, [contenteditable]");

  // ---- beside the list
  let opener = null;
  const besideOpen = () => {
    const box = one("#beside");
    if (box) box.parentElement.classList.toggle("open", box.childElementCount > 0);
    return box && box.childElementCount > 0;
  };
  const closeBeside = () => {
    if (!besideOpen()) return false;
    one("#beside").replaceChildren();
    all("tr.here").forEach((row) => row.classList.remove("here"));
    besideOpen();
    if (opener) opener.focus();
    return true;
  };
  // A click with Ctrl, Shift or Command, and every click on a narrow screen, follows the link as a link.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link && (narrow.matches || event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
    if (link) opener = link;
    if (event.target.closest("[data-close]")) closeBeside();
    all("details.menu[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
  }, true);
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "beside") return;
    all("tr.here").forEach((row) => row.classList.remove("here"));
    if (opener) opener.closest("tr")?.classList.add("here");
    if (besideOpen()) one("#beside > *").focus({ preventScroll: true });
  });
  const say = (words) => {
    const note = document.createElement("div");
    note.className = "note bad toast";
    note.setAttribute("role", "alert");
    note.textContent = words;
    document.body.append(note);
    setTimeout(() => note.remove(), 8000);
  };
  document.addEventListener("htmx:responseError", () => say("Chưa tải được phần này. Tải lại trang rồi thử lại."));
  document.addEventListener("htmx:sendError", () => say("Mất kết nối. Chữ đã gõ được giữ lại trên máy này."));

  // ---- shortcuts
  const step = (by) => {
    const rows = all("tr a[data-open], [data-row] a[data-open]");
    if (!rows.length) return;
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + by))].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const menu = one("details.menu[open]");
      if (menu) { menu.removeAttribute("open"); one("summary", menu).focus(); }
      else if (document.activeElement.matches("[data-search]")) document.activeElement.blur();
      else if (!one("dialog[open]")) closeBeside();
      return;
    }
    if (typing(event.target) || one("dialog[open]")) return;
    if (event.key === "/") { const box = one("[data-search]"); if (box) { event.preventDefault(); box.focus(); box.select(); } }
    else if (event.key === "?") one("#shortcuts")?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  // ---- drafts: long words survive a lost connection; dropped when the form is sent
  const place = (area) => `draft:${area.dataset.draft}:${location.pathname}`;
  const wakeDrafts = (root) => all("textarea[data-draft]", root).forEach((area) => {
    const kept = localStorage.getItem(place(area));
    if (kept && !area.value) {
      area.value = kept;
      const note = document.createElement("p");
      note.className = "draft";
      note.textContent = "Đã lấy lại chữ gõ dở trên máy này.";
      area.after(note);
    }
    area.addEventListener("input", () => {
      if (area.value) localStorage.setItem(place(area), area.value); else localStorage.removeItem(place(area));
    });
  });
  const dirty = new Set();
  document.addEventListener("input", (event) => { if (event.target.form?.dataset.guard !== undefined) dirty.add(event.target.form); });
  document.addEventListener("submit", (event) => {
    dirty.delete(event.target);
    all("textarea[data-draft]", event.target).forEach((area) => localStorage.removeItem(place(area)));
  });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  // ---- a place to drop a file
  const wakeDrops = (root) => all("[data-drop]", root).forEach((zone) => {
    const input = one("input[type=file]", zone), chosen = one("[data-chosen]", zone);
    const show = () => {
      chosen.hidden = !input.files.length;
      chosen.textContent = [...input.files].map((file) => file.name).join(", ");
    };
    input.addEventListener("change", show);
    zone.addEventListener("click", (event) => { if (event.target !== input) input.click(); });
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
    zone.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; show(); });
  });

  // ---- many rows at once
  const wakeBulk = (root) => all("form[data-bulk]", root).forEach((form) => {
    const ticks = () => all('input[type="checkbox"][name]', form).filter((box) => box.closest("td"));
    const head = one("th input[type=checkbox]", form), bar = one(".bulk", form), count = one("[data-count]", form);
    const show = () => {
      const chosen = ticks().filter((box) => box.checked).length;
      bar.hidden = !chosen;
      if (count) count.textContent = chosen;
      if (head) { head.checked = chosen > 0 && chosen === ticks().length; head.indeterminate = chosen > 0 && !head.checked; }
    };
    if (head) { head.closest("th").hidden = false; head.addEventListener("change", () => { ticks().forEach((box) => { box.checked = head.checked; }); show(); }); }
    form.addEventListener("change", show);
    show();
  });
  const wakeCopies = (root) => all("[data-copy]", root).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(one(button.dataset.copy).textContent.trim());
      button.dataset.done ??= button.textContent;
      button.textContent = "Đã sao chép";
      setTimeout(() => { button.textContent = button.dataset.done; }, 2000);
    });
  });

  // ---- live: the server says which keys were touched; fragments that show them are fetched again
  const listen = () => {
    if (!one("[data-live]")) return;
    const stream = new EventSource("/live/");
    stream.onmessage = (event) => {
      const touched = new Set(JSON.parse(event.data).touched);
      all("[data-live]").forEach((part) => {
        if (part.dataset.live.split(" ").some((key) => touched.has(key)) && !part.contains(document.activeElement?.closest("input, textarea, select")))
          htmx.trigger(part, "live");
      });
    };
  };
  const wake = (root) => { wakeDrafts(root); wakeDrops(root); wakeBulk(root); wakeCopies(root); };
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) wake(event.target); });
  document.addEventListener("DOMContentLoaded", () => { wake(document); besideOpen(); listen(); one(".errors")?.focus(); });
})();

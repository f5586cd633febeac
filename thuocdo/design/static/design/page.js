// What script adds to pages that work without it: shortcuts, rows beside the list, live refresh.
"use strict";
(() => {
  const one = (sel, root = document) => root.querySelector(sel);
  const all = (sel, root = document) => [...root.querySelectorAll(sel)];
  const narrow = matchMedia("(max-width: 999px)"), stacked = matchMedia("(max-width: 1100px)");
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
  // The conditions of a list, folded away on a phone.
  document.addEventListener("click", (event) => {
    const fold = event.target.closest("[data-fold]");
    if (fold) fold.setAttribute("aria-expanded", fold.closest("form").classList.toggle("open"));
  });
  // A pane that shows another place of the source begins there; where there is no room beside the rows it
  // comes up over them, and goes when it was read.
  let asked = null;
  const toPlace = (pane) => {
    const place = one(".sought", pane);
    if (!place) { pane.scrollTop = 0; return; }
    const columns = one(".columns", place.closest("table") || place);  // they stay above the rows
    const above = columns && getComputedStyle(columns).position === "static" ? columns.offsetHeight : 12;
    pane.scrollTop += place.getBoundingClientRect().top - pane.getBoundingClientRect().top - above;
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const pane = event.target;
    if (!pane.matches(".pane")) return;
    if (!stacked.matches) return toPlace(pane);
    if (!pane.classList.contains("up")) asked = event.detail.requestConfig.elt;
    pane.classList.add("up");
    one("[data-shut]", pane).hidden = false;
    pane.focus({ preventScroll: true });
    toPlace(pane);
  });
  const shutPane = () => {
    const pane = one(".pane.up");
    if (!pane) return false;
    pane.classList.remove("up");
    one("[data-shut]", pane).hidden = true;
    asked?.focus({ preventScroll: true });
    return true;
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-shut]")) shutPane(); });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "beside") return;
    all("tr.here").forEach((row) => row.classList.remove("here"));
    if (opener) opener.closest("tr")?.classList.add("here");
    if (besideOpen()) one("#beside > *").focus({ preventScroll: true });
  });
  // A whole page where a fragment was asked for: the session ended, or the row has only a page of its own.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const text = event.detail.xhr.responseText;
    if (!/^\s*<!doctype/i.test(text)) return;
    const part = event.detail.requestConfig.elt.getAttribute("hx-select");
    if (part && new DOMParser().parseFromString(text, "text/html").querySelector(part)) return; // a part of it is what was asked for
    event.detail.shouldSwap = false;
    location.assign(event.detail.xhr.responseURL);
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
      else if (!one("dialog[open]") && !shutPane()) closeBeside();
      return;
    }
    if (typing(event.target) || one("dialog[open]")) return;
    if (event.key === "/") { const box = one("[data-search]"); if (box) { event.preventDefault(); box.focus(); box.select(); } }
    else if (event.key === "?") one("#shortcuts")?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  // ---- live: the server says which keys were touched; fragments that show them are fetched again
  // What was opened stays open, and who walks by keyboard stays where they were.
  const kept = new Map();
  document.addEventListener("htmx:load", (event) => {
    const part = event.detail.elt, was = kept.get(part.id);
    if (!was || !part.matches("[data-live]")) return;
    kept.delete(part.id);
    all("details > summary", part).forEach((summary) => { if (was.open.includes(summary.textContent)) summary.parentElement.open = true; });
    if (was.at) one(`a[href="${CSS.escape(was.at)}"]`, part)?.focus({ preventScroll: true });
  });
  const listen = () => {
    if (!one("[data-live]")) return;
    const stream = new EventSource("/live/");
    stream.onmessage = (event) => {
      const touched = new Set(JSON.parse(event.data).touched);
      all("[data-live]").forEach((part) => {
        const here = part.contains(document.activeElement) ? document.activeElement : null;
        if (!touched.has("*") && !part.dataset.live.split(" ").some((key) => touched.has(key))) return;
        if (here?.closest("input, textarea, select")) return;
        const open = all("details[open] > summary", part).map((summary) => summary.textContent);
        kept.set(part.id, { open, at: here?.getAttribute("href") });
        htmx.trigger(part, "live");
      });
    };
  };
  document.addEventListener("DOMContentLoaded", () => { besideOpen(); listen(); all(".pane").forEach(toPlace); one(".errors")?.focus(); });
})();

// What script adds to fields that work without it: drafts, a calendar, a place to drop a file, many rows at once.
"use strict";
(() => {
  const one = (sel, root = document) => root.querySelector(sel);
  const all = (sel, root = document) => [...root.querySelectorAll(sel)];

  // ---- drafts: long words survive a lost connection; dropped when the form is sent
  const place = (area) => `draft:${area.dataset.draft}:${location.pathname}`;
  const on = (area) => `${place(area)}:on`;  // what stood in the field when typing began
  const wakeDrafts = (root) => all("[data-draft]", root).forEach((area) => {
    const kept = localStorage.getItem(place(area));
    if (kept && kept !== area.value) {
      const mine = !area.value || localStorage.getItem(on(area)) === area.defaultValue;
      const note = document.createElement("p");
      note.className = "draft";
      note.textContent = mine ? "Đã lấy lại chữ gõ dở trên máy này." : `Chữ gõ dở trên máy này, chưa lưu: ${kept}`;
      if (mine) area.value = kept;
      const table = mine && area.closest("table")?.parentElement;  // many cells got theirs back: said once, above
      if (!table) area.after(note); else if (!table.previousElementSibling?.matches(".draft")) table.before(note);
    }
    area.addEventListener("input", () => {
      localStorage.setItem(on(area), area.defaultValue);
      if (area.value) localStorage.setItem(place(area), area.value); else localStorage.removeItem(place(area));
    });
  });
  const dirty = new Set();
  document.addEventListener("input", (event) => { if (event.target.form?.dataset.guard !== undefined) dirty.add(event.target.form); });
  // ---- a form goes once: a second press while the first is under way (a long upload) is not a second deed
  const PATIENCE = 20000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < PATIENCE) event.preventDefault();
    else {
      form.dataset.sent = Date.now();
      const busy = event.submitter?.dataset.busy;  // long work says so where it was asked for
      if (busy) { event.submitter.dataset.rest ??= event.submitter.innerHTML; event.submitter.textContent = busy; }
    }
  });
  addEventListener("pageshow", () => {
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    all("[data-rest]").forEach((button) => { button.innerHTML = button.dataset.rest; delete button.dataset.rest; });
  });

  document.addEventListener("submit", (event) => {
    dirty.delete(event.target);
    all("[data-draft]", event.target).forEach((area) => [place, on].forEach((key) => localStorage.removeItem(key(area))));
  });
  addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  // ---- how long a text is, while it is trimmed
  const wakeLengths = (root) => all("[data-words]", root).forEach((shown) => {
    const area = one(`[name="${shown.dataset.words}"]`, shown.closest("form"));
    area.addEventListener("input", () => { shown.textContent = area.value.split(/\s+/).filter(Boolean).length; });
  });

  // ---- a place to drop a file
  const wakeDrops = (root) => all("[data-drop]", root).forEach((zone) => {
    const input = one("input[type=file]", zone), chosen = one("[data-chosen]", zone);
    const show = () => {
      chosen.hidden = !input.files.length;
      chosen.textContent = [...input.files].map((file) => file.name).join(", ");
    };
    zone.classList.add("awake");  // the field now covers the zone: click, key and drop all reach it
    input.addEventListener("change", show);
    zone.addEventListener("dragover", () => zone.classList.add("over"));
    ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, () => zone.classList.remove("over")));
  });

  // ---- many rows at once
  const wakeBulk = (root) => all("form[data-bulk]", root).forEach((form) => {
    const ticks = () => all('input[type="checkbox"][name]', form).filter((box) => box.closest("td"));
    const head = one("th input[type=checkbox], [data-all]", form), bar = one(".bulk", form), count = one("[data-count]", form);
    const show = () => {
      const chosen = ticks().filter((box) => box.checked).length;
      if (bar) bar.hidden = !chosen;
      if (count) count.textContent = chosen;
      if (head) { head.checked = chosen > 0 && chosen === ticks().length; head.indeterminate = chosen > 0 && !head.checked; }
    };
    if (head) { head.closest("th, label").hidden = false; head.addEventListener("change", () => { ticks().forEach((box) => { box.checked = head.checked; }); show(); }); }
    form.addEventListener("change", show);
    show();
  });
  const copy = async (part) => {
    if (navigator.clipboard) { await navigator.clipboard.writeText(part.textContent.trim()); return; }
    getSelection().selectAllChildren(part);  // over plain http browsers have no clipboard to offer
    document.execCommand("copy");
  };
  const wakeCopies = (root) => all("[data-copy]", root).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await copy(one(button.dataset.copy));
      button.dataset.done ??= button.textContent;
      button.textContent = "Đã sao chép";
      setTimeout(() => { button.textContent = button.dataset.done; }, 2000);
    });
  });

  // ---- a day is typed dd/mm/yyyy; the browser's calendar may fill it in
  const wakeDays = (root) => all("[data-day]", root).forEach((box) => {
    const text = one("input", box), picker = document.createElement("input"), button = document.createElement("button");
    picker.type = "date"; picker.tabIndex = -1; picker.setAttribute("aria-hidden", "true");
    button.type = "button"; button.className = "btn round"; button.setAttribute("aria-label", "Chọn trên lịch");
    button.innerHTML = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16v15H4zM4 10.5h16M8 3v5M16 3v5"/></svg>';
    button.addEventListener("click", () => {
      const [day, month, year] = text.value.split("/");
      picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      if (picker.value) text.value = picker.value.split("-").reverse().join("/");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    box.append(button, picker);
  });

  const wake = (root) => [wakeDrafts, wakeLengths, wakeDays, wakeDrops, wakeBulk, wakeCopies].forEach((part) => part(root));
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) wake(event.target); });
  document.addEventListener("DOMContentLoaded", () => wake(document));
})();

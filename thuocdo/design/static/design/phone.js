// The page behind a phone link: what was typed stays on the phone until it is sent. Without script the form just goes.
// Fields to keep bear data-keep; data-keep="all" is remembered for every link on this phone (who speaks). A form's
// data-version tells drafts of an older state apart. A page may set Phone.wake, Phone.before and Phone.drop.
"use strict";
const Phone = {
  Refused: class extends Error {},
  tell: (form, words) => { const told = form.querySelector(".told"); told.textContent = words; told.hidden = !words; },
  wake: () => {}, before: async () => {}, drop: [],
};
(() => {
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); } catch { /* a private window keeps nothing */ } };
  const here = () => `phone:${location.pathname}:`;
  const place = (form, field) => field.dataset.keep === "all" ? `phone:${field.name}` : `${here()}${form.dataset.version || ""}:${field.name}`;
  const fields = (form) => [...form.elements].filter((field) => "keep" in field.dataset);
  const said = (field) => field.type !== "checkbox" ? field.value : field.checked ? "1" : "";

  const restore = (form, field) => {  // whether words came back that are not on the page
    const words = kept(place(form, field));
    if (words === null) return false;
    if (field.type === "radio") { if (field.value === words) field.checked = true; return false; }
    if (field.type === "checkbox") { field.checked = words === "1"; return false; }
    const older = field.value !== words;
    field.value = words;
    return older && field.dataset.keep !== "all";
  };
  const wake = (form) => {
    const found = fields(form).map((field) => restore(form, field)).some(Boolean);
    if (found) Phone.tell(form, form.dataset.kept);
    form.addEventListener("input", ({ target }) => { if ("keep" in target.dataset) keep(place(form, target), said(target)); });
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form, event.submitter); });
    Phone.wake(form);
  };
  const forget = () => { try { Object.keys(localStorage).filter((key) => key.startsWith(here())).forEach((key) => localStorage.removeItem(key)); } catch { /* as above */ } };

  // ---- sending: nothing is lost where the line breaks
  const send = async (form, pressed) => {
    const buttons = [...form.querySelectorAll("button")];
    buttons.forEach((button) => { button.disabled = true; });
    Phone.tell(form, "");
    try {
      await Phone.before(form);
      const data = new FormData(form);
      Phone.drop.forEach((name) => data.delete(name));
      if (pressed?.name) data.append(pressed.name, pressed.value);
      const answer = await fetch(location.href, { method: "POST", body: data });
      if (answer.redirected) { forget(); location.replace(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), next = page.querySelector("form");
      if (!next) { location.reload(); return; }
      const files = [...form.querySelectorAll("[type=file]")];  // a chosen file stays chosen
      form.replaceWith(document.importNode(next, true));
      const fresh = document.querySelector("form");
      files.forEach((file) => fresh.elements[file.name]?.replaceWith(file));
      wake(fresh);
      fresh.querySelector(".wrong")?.scrollIntoView({ block: "center" });
    } catch (trouble) {
      Phone.tell(form, trouble instanceof Phone.Refused ? trouble.message : form.dataset.offline);
      buttons.forEach((button) => { button.disabled = false; });
    }
  };
  document.addEventListener("DOMContentLoaded", () => { const form = document.querySelector("form"); if (form) wake(form); });
})();

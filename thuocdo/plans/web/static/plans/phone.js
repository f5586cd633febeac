// The page behind a phone link: typed words stay on the phone, a photo is made smaller and sent in parts.
// Without script the same form goes as a whole.
"use strict";
(() => {
  const PART = 128 * 1024, LONG_SIDE = 2000, SMALL = 600 * 1024;
  const one = (sel, root = document) => root.querySelector(sel);
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* a private window keeps nothing */ } };

  // ---- words: each field under the address of the link; who speaks, for every link on this phone
  const place = (field) => field.name === "name" || field.name === "position" ? `phone:${field.name}` : `phone:${location.pathname}:${field.name}`;
  const fields = (form) => [...form.elements].filter((f) => ["text", "name", "position"].includes(f.name));
  const wake = (form) => {
    let found = false;
    fields(form).forEach((field) => {
      const words = kept(place(field));
      if (words && !field.value) { field.value = words; found ||= field.name === "text"; }
    });
    const state = kept(`phone:${location.pathname}:state`), pick = state && one(`[name=state][value=${state}]`, form);
    if (pick) pick.checked = true;
    if (found) tell(form, form.dataset.kept);
    form.addEventListener("input", (event) => {
      if (event.target.name === "state") keep(`phone:${location.pathname}:state`, event.target.value);
      if (fields(form).includes(event.target)) keep(place(event.target), event.target.value);
    });
    const shot = one(".shot", form), words = one("span", shot), photo = form.elements.photo;
    const named = () => { if (photo.files[0]) words.textContent = photo.files[0].name; };
    shot.classList.add("awake");
    words.hidden = false;
    photo.addEventListener("change", named);
    named();
    form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
  };
  const forget = () => ["text", "state"].forEach((name) => keep(`phone:${location.pathname}:${name}`, ""));
  const tell = (form, words) => { const told = one(".told", form); told.textContent = words; told.hidden = !words; };

  // ---- a photo: at most LONG_SIDE pixels; one the phone cannot draw goes as it is, if it is not too large
  const smaller = async (file) => {
    if (file.size <= SMALL) return file;
    try {
      const picture = await createImageBitmap(file), scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", .82); });
      return blob && blob.size < file.size ? blob : file;
    } catch { return file; }
  };
  const named = async (blob) => {  // the same photo gets the same name, so that sending goes on where it broke off
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let sum = 0x811c9dc5;
    for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
    return `${blob.size.toString(36)}-${sum.toString(36)}`;
  };
  class Refused extends Error {}
  const asked = async (address, options) => {
    const answer = await fetch(address, options), said = await answer.json();
    if (!answer.ok) throw new Refused(said.message);
    return said.received;
  };
  const upload = async (form, file) => {
    const blob = await smaller(file), name = await named(blob), bar = one("progress", form);
    if (blob.size > form.dataset.limit * 1024 * 1024) throw new Refused(form.dataset.large);
    const at = (from) => `${form.dataset.photo}?ten=${name}&co=${blob.size}&tu=${from}`;
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/octet-stream" };
    let there = await asked(at(0));
    bar.hidden = false;
    while (there < blob.size) {
      bar.value = 100 * there / blob.size;
      there = await asked(at(there), { method: "POST", headers, body: blob.slice(there, there + PART) });
    }
    bar.value = 100;
    form.elements.upload.value = name;
    form.elements.octets.value = blob.size;
  };

  // ---- sending: nothing is lost where the line breaks
  const send = async (form) => {
    const button = one("button", form), file = form.elements.photo.files[0];
    button.disabled = true;
    tell(form, file ? form.dataset.sending : "");
    try {
      if (file) await upload(form, file);
      const data = new FormData(form);
      data.delete("photo");
      const answer = await fetch(location.href, { method: "POST", body: data });
      if (answer.redirected) { forget(); location.replace(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"), next = one("form", page);
      if (!next) { location.reload(); return; }
      const photo = form.elements.photo;  // the chosen file stays chosen
      form.replaceWith(document.importNode(next, true));
      const fresh = one("form");
      fresh.elements.photo.replaceWith(photo);
      wake(fresh);
      one(".wrong", fresh)?.scrollIntoView({ block: "center" });
    } catch (trouble) {
      tell(form, trouble instanceof Refused ? trouble.message : form.dataset.offline);
      button.disabled = false;
    }
  };
  document.addEventListener("DOMContentLoaded", () => { const form = one("form"); if (form) wake(form); });
})();

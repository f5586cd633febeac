// A photo of the page behind a phone link: made smaller, and sent in parts before the form (design/phone.js calls it).
"use strict";
(() => {
  const PART = 128 * 1024, LONG_SIDE = 2000, SMALL = 600 * 1024;
  const { Refused, tell } = Phone;

  // at most LONG_SIDE pixels; a photo the phone cannot draw goes as it is, if it is not too large
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
  const asked = async (address, options) => {
    const answer = await fetch(address, options), said = await answer.json();
    if (!answer.ok) throw new Refused(said.message);
    return said.received;
  };

  Phone.wake = (form) => {
    const shot = form.querySelector(".shot"), words = shot.querySelector("span"), photo = form.elements.photo;
    const show = () => { if (photo.files[0]) words.textContent = photo.files[0].name; };
    shot.classList.add("awake");
    words.hidden = false;
    photo.addEventListener("change", show);
    show();
  };
  Phone.before = async (form) => {
    const file = form.elements.photo.files[0];
    if (!file) return;
    tell(form, form.dataset.sending);
    const blob = await smaller(file), name = await named(blob), bar = form.querySelector("progress");
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
  Phone.drop = ["photo"];  // it went before the form
})();

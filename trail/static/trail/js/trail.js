// Everything on a page works without this file: it closes the language menu and saves a click when sharing.

const menu = document.querySelector(".site-head .lang");

if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

const address = () => document.querySelector("link[rel=canonical]")?.href ?? location.href;
const onPhone = () => navigator.share && matchMedia("(pointer: coarse)").matches;

// Hand the address to the phone's own share sheet, or copy it and say so.
async function share(button) {
  try {
    if (onPhone() && !button.dataset.copyText) {
      await navigator.share({ title: document.title, url: address() });
      return;
    }
    await navigator.clipboard.writeText(button.dataset.copyText ?? address());
    const words = button.textContent;
    button.textContent = button.dataset.copy;
    setTimeout(() => { button.textContent = words; }, 2000);
  } catch {
    // The visitor changed their mind, or the browser does not let us.
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  // Outside of https there is neither clipboard nor share sheet.
  button.hidden = !(navigator.clipboard || (navigator.share && !button.dataset.copyText));
  button.addEventListener("click", () => share(button));
}

// A list and its map light each other up; a click on a mark follows the list's link.
for (const item of document.querySelectorAll("[data-for]")) {
  const mark = document.querySelector(`[data-mark="${item.dataset.for}"]`);
  const link = item.querySelector("a[href]");
  if (!mark || !link) continue;
  const light = (on) => [mark, item].forEach((each) => each.classList.toggle("lit", on));
  for (const each of [item, mark]) {
    each.addEventListener("pointerenter", () => light(true));
    each.addEventListener("pointerleave", () => light(false));
  }
  item.addEventListener("focusin", () => light(true));
  item.addEventListener("focusout", () => light(false));
  mark.addEventListener("click", () => link.click());
  mark.classList.add("can");
}

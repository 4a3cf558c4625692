// The small card of a pin: what it is, and the way to its page. No dialog: Escape puts it away and goes back to the pin.

import { counted, words } from "./words.js";

const form = document.getElementById("map-card");

function written(place) {
  const card = form.content.cloneNode(true);
  card.querySelector(".map-card-kind").textContent = words.kinds[place.kind] ?? "";
  const link = card.querySelector("a");
  link.textContent = place.title;
  link.href = place.url;
  return card;
}

export class Card {
  constructor(L, map) {
    this.map = map;
    this.popup = L.popup({ closeButton: false, className: "map-card", offset: [0, -8], maxWidth: 260, autoPanPadding: [24, 24] });
    this.pin = null;
    map.on("popupclose", () => { this.pin = null; });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.pin) return;
      const { button } = this.pin;
      this.close();
      button.focus({ preventScroll: true });
    });
  }

  open(pin) {
    const content = document.createElement("div");
    content.dir = document.documentElement.dir;
    if (pin.group.places.length > 1) {
      const head = document.createElement("p");
      head.className = "map-card-kind";
      head.textContent = counted("together", pin.group.places.length);
      content.append(head);
    }
    content.append(...pin.group.places.map(written));
    this.popup.setLatLng(pin.group.at).setContent(content).openOn(this.map);
    this.pin = pin;
    content.querySelector("a")?.focus({ preventScroll: true });
  }

  close() {
    this.popup.close();
  }

  // A card whose pin has gone goes too.
  check(shown) {
    if (this.pin && !shown.has(this.pin.group.key)) this.close();
  }
}

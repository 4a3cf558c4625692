// "Near me": asked of the device only on a press. The position stays here: nothing is fetched for it, the map does not move,
// the address does not change. The list begins with what is nearest, and the map marks the spot where it is in view.

import { words } from "./words.js";

const RADIUS = 6_371_008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

export function metres([north, east], [toNorth, toEast]) {
  const half = Math.sin(radians(toNorth - north) / 2) ** 2 +
    Math.cos(radians(north)) * Math.cos(radians(toNorth)) * Math.sin(radians(toEast - east) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

export class Near {
  constructor(L, map, button, status, changed) {
    this.L = L;
    this.map = map;
    this.status = status;
    this.changed = changed;
    this.button = button;
    this.at = null;
    button.hidden = !("geolocation" in navigator);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => (this.at ? this.#forget() : this.#ask()));
  }

  // The places, nearest first, each with its distance; as they were where the visitor has not asked.
  sorted(places) {
    if (!this.at) return places;
    return places
      .map((place) => ({ ...place, metres: metres(this.at, place.at) }))
      .sort((one, other) => one.metres - other.metres);
  }

  #ask() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.at = [coords.latitude, coords.longitude];
        this.spot = this.L.circleMarker(this.at, { pane: "trail", radius: 8, className: "map-here", interactive: false }).addTo(this.map);
        this.#say(words.near, true);
      },
      (problem) => this.#say(problem.code === problem.PERMISSION_DENIED ? words.denied : words.unknown, false),
      { timeout: 20_000, maximumAge: 60_000 },
    );
  }

  #forget() {
    this.at = null;
    this.spot?.remove();
    this.#say("", false);
  }

  #say(text, pressed) {
    this.status.textContent = text;
    this.button.setAttribute("aria-pressed", String(pressed));
    this.changed();
  }
}

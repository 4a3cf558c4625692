// Pins and clusters: buttons on the map. One of them stands in the order of the keyboard; arrows lead to the others.

import { counted, words } from "./words.js";

const APART = 44; // what is nearer than a finger is wide stands together

// Places and the server's clusters, those that would touch put together: [{ at, count, places, key }].
export function gathered(map, answer) {
  const items = [
    ...answer.clusters.map(([latitude, longitude, count]) => ({ at: [latitude, longitude], count, places: [] })),
    ...answer.places.map((place) => ({ at: place.at, count: 1, places: [place] })),
  ].sort((one, other) => other.count - one.count);
  const groups = [];
  for (const item of items) {
    const point = map.latLngToLayerPoint(item.at);
    const near = groups.find((group) => Math.hypot(group.point.x - point.x, group.point.y - point.y) < APART);
    if (near) {
      near.count += item.count;
      near.places.push(...item.places);
      near.bounds.push(item.at);
    } else {
      groups.push({ ...item, places: [...item.places], point, bounds: [item.at] });
    }
  }
  for (const group of groups) {
    group.key = group.count === 1 ? `p${group.places[0].id}` : `c${group.at.join()}:${group.count}`;
  }
  return groups;
}

export class Pins {
  constructor(L, map, press) {
    this.L = L;
    this.map = map;
    this.press = press;
    this.shown = new Map();
    this.order = [];
    map.getPane("markerPane").addEventListener("keydown", (event) => this.#lead(event));
  }

  // Show these groups and no others. What stays is not made anew, so that it keeps the keyboard.
  show(groups) {
    const wanted = new Map(groups.map((group) => [group.key, group]));
    const had = this.order.indexOf(this.#focused());
    for (const [key, pin] of this.shown) {
      if (!wanted.has(key)) {
        pin.marker.remove();
        this.shown.delete(key);
      }
    }
    for (const [key, group] of wanted) {
      const pin = this.shown.get(key);
      if (pin) pin.group = group;
      else this.shown.set(key, this.#made(group));
    }
    this.order = [...wanted.keys()];
    this.#turn(this.order.find((key) => this.shown.get(key).button.tabIndex === 0) ?? this.order[0]);
    if (had >= 0 && this.#focused() === null) this.map.getContainer().focus({ preventScroll: true });
  }

  // The pin that shows a place: its own, or the cluster it stands in.
  of(id) {
    return [...this.shown.values()].find((pin) => pin.group.places.some((place) => place.id === id));
  }

  light(id, on) {
    for (const pin of this.shown.values()) pin.button.classList.remove("lit");
    const pin = on && this.of(id);
    if (pin) pin.button.classList.add("lit");
    pin?.marker.setZIndexOffset(on ? 1000 : 0);
  }

  // The room that the pins take, for the names on the ground.
  boxes() {
    return [...this.shown.values()].map(({ group }) => {
      const { x, y } = this.map.latLngToContainerPoint(group.at);
      const half = group.count > 1 ? 18 : 9;
      return { west: x - half, east: x + half, north: y - half, south: y + half };
    });
  }

  // The places that stand by themselves, for their names.
  alone() {
    return [...this.shown.values()].filter(({ group }) => group.count === 1).map(({ group }) => group.places[0]);
  }

  #made(group) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pin";
    button.tabIndex = -1;
    if (group.count === 1) {
      const [place] = group.places;
      button.classList.toggle("is-cemetery", place.kind === words.cemetery);
      button.setAttribute("aria-label", `${place.title}, ${words.kinds[place.kind] ?? ""}`);
      button.dataset.place = place.id;
    } else {
      button.classList.add("is-cluster", group.count > 999 ? "is-vast" : group.count > 99 ? "is-great" : "is-few");
      button.textContent = group.count > 9999 ? `${Math.round(group.count / 1000)}k` : group.count;
      button.setAttribute("aria-label", counted("cluster", group.count));
    }
    const icon = this.L.divIcon({ html: button, className: "pin-holder", iconSize: [44, 44] });
    const marker = this.L.marker(group.at, { icon, keyboard: false, riseOnHover: true }).addTo(this.map);
    const pin = { button, marker, group };
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#turn(pin.group.key);
      this.press(pin);
    });
    button.addEventListener("focus", () => this.#turn(pin.group.key));
    return pin;
  }

  #focused() {
    const found = [...this.shown].find(([, pin]) => pin.button === document.activeElement);
    return found ? found[0] : null;
  }

  #turn(key) {
    for (const [each, pin] of this.shown) pin.button.tabIndex = each === key ? 0 : -1;
  }

  #lead(event) {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    const at = this.order.indexOf(this.#focused());
    if (at < 0) return;
    let to = null;
    if (event.key in steps) to = (at + steps[event.key] + this.order.length) % this.order.length;
    if (event.key === "Home") to = 0;
    if (event.key === "End") to = this.order.length - 1;
    if (event.key === "+" || event.key === "=") this.map.zoomIn();
    if (event.key === "-") this.map.zoomOut();
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.shown.get(this.order[to]).button.focus();
  }
}

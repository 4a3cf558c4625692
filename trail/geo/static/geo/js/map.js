// A small map with one pin: it can be moved, zoomed and clicked, and the pin dragged or moved by the arrow keys.

import { Ground } from "./ground.js";
import { View } from "./view.js";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 8;
const STILL = 4; // pixels that a finger may slip while it presses
const LETTER = 6.6; // about how wide one is, to keep names apart
const GREAT = 3; // towns of a lower rank are named before all else
const SIDES = [["middle", 0, 13, -0.5], ["start", 4, 4, 0], ["end", -4, 4, -1], ["middle", 0, -4, -0.5]];

export class PositionMap {
  // `moved(latitude, longitude)` is called when a person has moved the pin.
  constructor(root, { neighbours, editable, moved }) {
    this.root = root;
    this.sheet = root.querySelector("[data-sheet]");
    this.drawing = root.querySelector("[data-drawing]");
    this.pin = root.querySelector("[data-pin]");
    this.neighbours = neighbours;
    this.moved = moved;
    this.view = new View();
    this.position = null;
    this.accuracy = 0;
    this.fingers = new Map();
    this.layers = Object.fromEntries(
      ["sea", "land", "urban", "lakes", "rivers", "borders", "names", "neighbours", "accuracy", "scale"].map((name) => {
        const layer = document.createElementNS(SVG, ["names", "neighbours", "scale"].includes(name) ? "g" : "path");
        layer.setAttribute("class", `position-map__${name}`);
        this.drawing.append(layer);
        return [name, layer];
      }),
    );
    this.#watchPointers(editable);
    if (editable) this.#watchKeys();
    // The map stands on a tab that may be hidden: it is drawn when it is first seen.
    new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect)).observe(this.sheet);
  }

  place(position) {
    const wasEmpty = !this.position;
    this.position = position;
    if (position && this.view.width && !this.view.shows(...position)) {
      this.view.goTo(...position, wasEmpty ? Math.max(this.view.zoom, 9) : this.view.zoom);
    }
    this.draw();
  }

  nearer(steps) {
    const [x, y] = this.position && this.view.shows(...this.position)
      ? this.view.xy(...this.position)
      : [this.view.width / 2, this.view.height / 2];
    this.view.zoomAt(x, y, steps);
    this.draw();
  }

  showRegion() {
    const points = this.neighbours.map(([, latitude, longitude]) => [latitude, longitude]);
    if (this.position) points.push(this.position);
    if (points.length > 1) this.view.fit(points);
    else this.view.goTo(...(points[0] ?? this.#somewhere()), points.length ? 9 : 5);
    this.draw();
  }

  goToPin() {
    if (!this.position) return;
    this.view.goTo(...this.position, Math.max(this.view.zoom, 9));
    this.draw();
  }

  get middle() {
    return [this.view.latitude, this.view.longitude];
  }

  draw() {
    if (!this.view.width || this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.#draw();
    });
  }

  #somewhere() {
    const [west, south, east, north] = this.ground?.grounds[0].bounds ?? [-180, -60, 180, 60];
    return [(south + north) / 2, (west + east) / 2];
  }

  async #resize({ width, height }) {
    const isFirst = !this.view.width;
    this.view.width = width;
    this.view.height = height;
    if (!width) return;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    if (isFirst && !this.seen) {
      this.seen = true;
      this.showRegion();
      this.view.zoom = Math.min(this.view.zoom, 10);
      // Where the region is wide, the pin is of more interest than the whole of it.
      if (this.position && this.view.zoom < 8) this.view.goTo(...this.position, 8);
      try {
        this.ground = await Ground.from(this.root.dataset.ground);
        if (!this.position && !this.neighbours.length) this.showRegion();
      } catch {
        // Without its ground the map still shows the pin among its neighbours.
      }
    }
    this.draw();
  }

  #draw() {
    const ground = this.ground?.draw(this.view);
    this.root.querySelector("[data-bare]").hidden = !this.ground || Boolean(ground);
    for (const name of ["sea", "land", "urban", "lakes", "rivers", "borders"]) {
      this.layers[name].setAttribute("d", ground?.[name] ?? "");
    }
    this.layers.neighbours.replaceChildren();
    this.layers.names.replaceChildren();
    this.taken = [];
    if (this.position) {
      const [x, y] = this.view.xy(...this.position);
      this.taken.push([x - 14, y - 34, x + 14, y + 8]);
    }
    this.taken.push([0, this.view.height - 30, 150, this.view.height]); // the scale
    const towns = (of) => {
      for (const [name, longitude, latitude, rank] of ground?.towns.filter(of) ?? []) {
        this.#spot(this.layers.names, name, latitude, longitude, rank < GREAT ? 2.5 : 1.8, true, true);
      }
    };
    towns(([, , , rank]) => rank < GREAT);
    for (const [, latitude, longitude] of this.neighbours) {
      const [x, y] = this.view.xy(latitude, longitude);
      this.taken.push([x - 5, y - 5, x + 5, y + 5]);
    }
    for (const [title, latitude, longitude] of this.neighbours) {
      this.#spot(this.layers.neighbours, title, latitude, longitude, 4, this.view.zoom >= 7);
    }
    towns(([, , , rank]) => rank >= GREAT);
    this.#drawPin();
    this.#drawScale();
  }

  // A dot with its name on the side where there is room for it; a town without room is left out.
  #spot(layer, name, latitude, longitude, radius, isNamed, needsRoom = false) {
    if (!this.view.shows(latitude, longitude, -20)) return;
    const [x, y] = this.view.xy(latitude, longitude);
    const width = name.length * LETTER;
    const side = SIDES.map(([anchor, dx, dy, share]) => {
      const [left, foot] = [x + dx + Math.sign(dx) * radius, y + dy + (dx ? 0 : Math.sign(dy) * radius)];
      return { anchor, left, foot, box: [left + share * width, foot - 11, left + (share + 1) * width, foot + 3] };
    }).find(({ box }) =>
      !this.taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]),
    );
    if (needsRoom && !side) return;
    const spot = document.createElementNS(SVG, "g");
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", y);
    dot.setAttribute("r", radius);
    spot.append(dot);
    const words = document.createElementNS(SVG, isNamed && side ? "text" : "title");
    words.textContent = name;
    if (words.localName === "text") {
      words.setAttribute("x", side.left);
      words.setAttribute("y", side.foot);
      words.setAttribute("text-anchor", side.anchor);
      this.taken.push(side.box);
    }
    spot.append(words);
    layer.append(spot);
  }

  #drawPin() {
    this.pin.hidden = !this.position;
    this.root.querySelector("[data-act=pin]").disabled = !this.position;
    this.layers.accuracy.setAttribute("d", "");
    if (!this.position) return;
    const [x, y] = this.view.xy(...this.position);
    this.pin.style.transform = `translate(${x}px, ${y}px)`;
    const radius = this.accuracy / this.view.metresPerPixel;
    if (radius > 6 && radius < 4000) {
      this.layers.accuracy.setAttribute("d", `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`);
    }
  }

  #drawScale() {
    const most = 110 * this.view.metresPerPixel;
    const size = 10 ** Math.floor(Math.log10(most));
    const metres = size * [5, 2, 1].find((times) => times * size <= most);
    const [amount, unit] = metres >= 1000 ? [metres / 1000, "kilometer"] : [metres, "meter"];
    const bar = document.createElementNS(SVG, "path");
    const length = metres / this.view.metresPerPixel;
    const foot = this.view.height - 10;
    bar.setAttribute("d", `M12 ${foot - 5}v5h${length}v-5`);
    const words = document.createElementNS(SVG, "text");
    words.setAttribute("x", 12 + length / 2);
    words.setAttribute("y", foot - 5);
    words.textContent = new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit }).format(amount);
    this.layers.scale.replaceChildren(bar, words);
  }

  #local(event) {
    const { left, top } = this.sheet.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  #watchPointers(editable) {
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.sheet.setPointerCapture(event.pointerId);
      this.fingers.set(event.pointerId, this.#local(event));
      this.pressed = { at: this.#local(event), pin: editable && event.target === this.pin, slipped: false };
      if (this.pressed.pin) {
        const [x, y] = this.view.xy(...this.position);
        this.pressed.grip = [this.pressed.at[0] - x, this.pressed.at[1] - y];
        this.pin.focus({ preventScroll: true });
        event.preventDefault();
      }
    });
    this.sheet.addEventListener("pointermove", (event) => {
      const before = this.fingers.get(event.pointerId);
      if (!before || !this.pressed) return;
      const now = this.#local(event);
      if (Math.hypot(now[0] - this.pressed.at[0], now[1] - this.pressed.at[1]) > STILL) this.pressed.slipped = true;
      const others = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
      this.fingers.set(event.pointerId, now);
      if (others.length) {
        this.pressed.slipped = true;
        const far = (spot) => Math.hypot(spot[0] - others[0][0], spot[1] - others[0][1]) || 1;
        this.view.zoomAt((now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2, Math.log2(far(now) / far(before)));
      } else if (this.pressed.slipped && this.pressed.pin) {
        this.position = this.#rounded(now[0] - this.pressed.grip[0], now[1] - this.pressed.grip[1]);
      } else if (this.pressed.slipped) {
        this.view.pan(now[0] - before[0], now[1] - before[1]);
      }
      this.draw();
    });
    const up = (event) => {
      if (!this.fingers.delete(event.pointerId) || this.fingers.size) return;
      const { pin, slipped, at } = this.pressed;
      this.pressed = null;
      if (event.type === "pointercancel") return;
      if (pin && slipped) this.moved(...this.position);
      else if (!slipped && !pin && editable) this.#put(this.#rounded(...at));
    };
    this.sheet.addEventListener("pointerup", up);
    this.sheet.addEventListener("pointercancel", up);
    // A wheel alone scrolls the form; with Ctrl, and when two fingers spread on a touchpad, it zooms.
    this.sheet.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.view.zoomAt(...this.#local(event), -event.deltaY / 200);
      this.draw();
    }, { passive: false });
  }

  #watchKeys() {
    const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    this.pin.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const direction = directions[event.key];
      if (direction) {
        const step = event.shiftKey ? 1 : STEP;
        const [x, y] = this.view.xy(...this.position);
        this.#put(this.#rounded(x + direction[0] * step, y + direction[1] * step));
      } else if (event.key === "+" || event.key === "=") this.nearer(1);
      else if (event.key === "-") this.nearer(-1);
      else return;
      event.preventDefault();
    });
  }

  #rounded(x, y) {
    return this.view.at(x, y).map((degrees) => Number(degrees.toFixed(this.view.decimals)));
  }

  #put(position) {
    this.place(position);
    this.moved(...position);
  }
}

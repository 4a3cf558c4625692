// The time slider: the months of the form's own choice on a line. It sets that choice, so both always say the same.

import { fill, month, words } from "./words.js";

export class Time {
  constructor(room, show, chosen) {
    this.show = show;
    this.chosen = chosen;
    room.innerHTML = "";
    this.label = document.createElement("label");
    this.range = document.createElement("input");
    this.text = document.createElement("output");
    this.fronts = document.createElement("p");
    this.months = [""];
    this.range.type = "range";
    this.range.id = "map-months";
    this.range.min = 0;
    this.range.step = 1;
    this.label.htmlFor = this.text.htmlFor = "map-months";
    this.label.textContent = document.querySelector('label[for="map-period"]')?.textContent ?? "";
    this.fronts.className = "map-fronts";
    room.append(this.label, this.range, this.text, this.fronts);
    room.hidden = true;
    this.room = room;
    this.range.addEventListener("input", () => this.#say());
    this.range.addEventListener("change", () => this.chosen(this.value));
  }

  get value() {
    return this.months[Number(this.range.value)] ?? "";
  }

  // Follow the form: show the month that is chosen there. The first step of the slider is the whole time.
  follow(select, fronts) {
    this.sheet = fronts;
    this.room.hidden = this.months.length < 3;
    this.range.max = this.months.length - 1;
    this.range.value = Math.max(0, this.months.indexOf(select?.value ?? ""));
    this.#say();
  }

  #say() {
    const { value } = this;
    const words_ = value ? month(value) : words.allMonths;
    this.text.textContent = words_;
    this.range.setAttribute("aria-valuetext", words_);
    const held = value ? this.sheet.filter((front) => front.from <= value && value <= front.to) : [];
    this.show(value ? held : this.sheet.filter((front) => front.great));
    this.fronts.textContent = !this.sheet.length || !value ? ""
      : held.length ? fill(words.fronts, { names: held.map((front) => front.name).join(", ") }) : words.noFront;
  }
}

// The list beside the map: the places of the view, under their regions, or by distance when the visitor says where they are.

import { counted, distance, fill, month, number, regions, words } from "./words.js";

const rows = document.getElementById("map-rows");
const count = document.getElementById("map-count");
const told = document.getElementById("map-stories");
const forms = { row: document.getElementById("map-row"), group: document.getElementById("map-group") };

function row(place) {
  const item = forms.row.content.cloneNode(true).firstElementChild;
  item.dataset.place = place.id;
  item.classList.toggle("is-cemetery", place.kind === words.cemetery);
  const link = item.querySelector("a");
  link.textContent = place.title;
  link.href = place.url;
  item.querySelector(".map-kind").textContent = words.kinds[place.kind] ?? "";
  if (place.metres !== undefined) {
    item.querySelector(".map-away").textContent = fill(words.away, { distance: distance(place.metres) });
  }
  return item;
}

function group(slug, places) {
  const section = forms.group.content.cloneNode(true).firstElementChild;
  const [title, url, at] = regions[slug] ?? [words.elsewhere, "", ""];
  const mark = section.querySelector(".wmk");
  const link = section.querySelector("h3 a");
  if (slug === null) section.querySelector("h3").remove();
  else if (url) {
    mark.textContent = at;
    link.textContent = title;
    link.href = url;
  } else {
    mark.remove();
    link.replaceWith(title);
  }
  section.querySelector("ol").append(...places.map(row));
  return section;
}

function grouped(places) {
  const found = new Map();
  for (const place of places) {
    if (!found.has(place.region)) found.set(place.region, []);
    found.get(place.region).push(place);
  }
  return [...found].map(([slug, several]) => group(slug, several));
}

// `total` places are in view; `places` are those of them that can be listed, in the trail's order or by distance.
export function list(total, places, byDistance) {
  const focused = document.activeElement?.closest?.("#map-rows [data-place]")?.dataset.place;
  const parts = byDistance ? [group(null, places)] : grouped(places);
  if (!total) parts.push(note(words.none));
  else if (total > places.length) parts.push(note(words.many));
  rows.replaceChildren(...parts);
  const words_ = counted("inView", total);
  if (count.textContent !== words_) count.textContent = words_;
  if (focused) rows.querySelector(`[data-place="${focused}"] a`)?.focus({ preventScroll: true });
}

function note(text) {
  const found = document.createElement("p");
  found.className = "note";
  found.textContent = text;
  return found;
}

export function stories(found, period) {
  if (!found?.length) {
    told.replaceChildren();
    return;
  }
  const section = document.createElement("section");
  section.className = "map-told";
  const head = document.createElement("h3");
  head.textContent = fill(words.stories, { month: month(period) });
  const items = document.createElement("ul");
  items.setAttribute("role", "list");
  for (const story of found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = story.url;
    link.textContent = story.title;
    const when = document.createElement("small");
    when.textContent = story.when;
    item.append(link, when);
    items.append(item);
  }
  section.append(head, items);
  told.replaceChildren(section);
}

export function failed() {
  count.textContent = words.failed;
}

// Whoever points at a row, or reaches it by keyboard, sees its pin.
export function pointing(light) {
  const id = (event) => Number(event.target.closest?.("[data-place]")?.dataset.place);
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    rows.addEventListener(name, (event) => { if (id(event)) light(id(event), on); });
  }
  return (place, on) => {
    for (const item of rows.querySelectorAll(".lit")) item.classList.remove("lit");
    if (on) rows.querySelector(`[data-place="${place}"]`)?.classList.add("lit");
  };
}

export { number };

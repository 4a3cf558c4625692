// The live map: Leaflet on our own ground, the list in step with it. Everything it knows comes from the page's own server.

import { Card } from "./card.js";
import { chosen, choosing, form, refreshed } from "./choose.js";
import { json, places, script, style, tiled } from "./fetching.js";
import { lay, lines, scale } from "./ground.js";
import { failed, list, pointing, stories } from "./list.js";
import { names } from "./names.js";
import { Near } from "./near.js";
import { Pins, gathered } from "./pins.js";
import { Time } from "./time.js";
import { words } from "./words.js";

const CLOSEST = 18;
const PAUSE = 180; // milliseconds of rest before the list follows the map
const EDGE = [28, 28]; // a pin is a finger wide
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const VIEW = ["z", "lat", "lng"];

function toolbar(room, map, whole) {
  const line = document.createElement("div");
  line.className = "map-buttons";
  const button = (text, label, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "map-button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", press);
    line.append(made);
    return made;
  };
  button("+", words.zoomIn, () => map.zoomIn());
  button("−", words.zoomOut, () => map.zoomOut());
  button(words.whole, "", whole);
  const near = button(words.nearMe, "", () => {});
  const status = document.createElement("p");
  status.className = "map-status";
  status.setAttribute("role", "status");
  const time = document.createElement("div");
  time.className = "map-time";
  room.replaceChildren(line, status, time);
  room.hidden = false;
  return { near, status, time };
}

const corners = (text) => {
  const [west, south, east, north] = text.split(",").map(Number);
  return [[south, west], [north, east]];
};

function stored() {
  const found = new URLSearchParams(location.search);
  const [zoom, latitude, longitude] = VIEW.map((name) => Number.parseFloat(found.get(name)));
  const possible = zoom >= 0 && zoom <= 20 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return possible ? { zoom, at: [latitude, longitude] } : null;
}

export async function start(frame) {
  const data = frame.dataset;
  const [sheet] = await Promise.all([json(data.sheet), script(data.leaflet), style(data.leafletStyle)]);
  await style(data.style);
  const L = window.L;
  const room = frame.querySelector(".map-live");
  const drawn = frame.querySelector(".map-drawn");
  room.hidden = false;
  drawn.hidden = true;
  for (const caption of frame.querySelectorAll(".map-drawn-words")) caption.hidden = true;

  const map = L.map(room, {
    zoomControl: false, attributionControl: false, minZoom: 3, zoomSnap: 0.25, wheelPxPerZoomLevel: 90,
    maxZoom: Math.min(CLOSEST, Number(data.maxZoom) || 13), maxBounds: [[-85, -180], [85, 180]], maxBoundsViscosity: 1,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  const go = { animate: !still };
  room.setAttribute("role", "application");
  room.setAttribute("aria-label", `${words.map}. ${words.keys}`);
  let bounds = data.bounds;
  const whole = () => map.fitBounds(corners(bounds), { padding: EDGE, maxZoom: 10, ...go });
  const view = stored();
  if (view) map.setView(view.at, view.zoom, { animate: false });
  else map.fitBounds(corners(bounds), { padding: EDGE, maxZoom: 10, animate: false });

  try {
    await lay(L, map, data);
  } catch {
    // Without its ground the map still shows where things lie to each other.
  }
  const front = lines(L, map, sheet);
  const name = names(map, sheet);
  scale(L, map);
  const tools = toolbar(frame.querySelector(".map-tools"), map, whole);
  const card = new Card(L, map);
  const pins = new Pins(L, map, press);
  const near = new Near(L, map, tools.near, tools.status, () => show());
  const time = new Time(tools.time, front, (month) => {
    const select = form().elements.period;
    if (![...select.options].some((option) => option.value === month)) select.add(new Option(month, month));
    select.value = month;
    change(chosen());
  });
  const light = pointing((id, on) => pins.light(id, on));
  for (const [event, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    room.addEventListener(event, (each) => {
      const id = each.target.dataset?.place;
      if (id) light(id, on);
    });
  }

  let filters = new URLSearchParams(location.search);
  for (const other of [...VIEW, "page", "part"]) filters.delete(other);
  filters = allowed(filters);
  let answer = { total: 0, places: [], clusters: [] };
  let pause = 0;

  // Only what the form itself offers is asked for: an address may carry a filter that there is not.
  function allowed(asked) {
    const offered = chosen();
    return new URLSearchParams([...asked].filter(([key]) => offered.has(key)));
  }

  function press(pin) {
    const { group } = pin;
    const known = group.places.length === group.count;
    const apart = L.latLngBounds(group.bounds);
    const together = map.getZoom() >= map.getMaxZoom() || (known && apart.getSouthWest().distanceTo(apart.getNorthEast()) < 60);
    if (group.count === 1 || (known && together)) card.open(pin);
    else if (known) map.fitBounds(apart, { padding: [48, 48], ...go });
    else map.setView(group.at, Math.min(map.getMaxZoom(), map.getZoom() + 2), go);
  }

  function show() {
    const seen = map.getBounds();
    const groups = gathered(map, answer);
    pins.show(ordered(groups));
    card.check(pins.shown);
    name(pins.boxes(), pins.alone());
    const inView = answer.places.filter((place) => seen.contains(place.at));
    const clustered = answer.clusters.filter(([latitude, longitude]) => seen.contains([latitude, longitude]));
    const total = clustered.reduce((sum, cluster) => sum + cluster[2], inView.length);
    list(total, near.sorted(inView), Boolean(near.at));
  }

  // The keyboard leads along the pins as the list does.
  function ordered(groups) {
    const order = new Map(answer.places.map((place, index) => [place.id, index]));
    const first = (group) => Math.min(...group.places.map((place) => order.get(place.id)), Infinity);
    return groups.sort((one, other) => first(one) - first(other));
  }

  async function ask() {
    const parameters = new URLSearchParams(filters);
    const zoom = Math.floor(map.getZoom());
    parameters.set("z", zoom);
    parameters.set("bbox", tiled(map.getBounds(), zoom));
    try {
      answer = await places(data.places, parameters);
    } catch (problem) {
      if (problem.name !== "AbortError") failed();
      return;
    }
    stories(answer.stories, filters.get("period"));
    show();
  }

  function remember() {
    const { lat, lng } = map.getCenter();
    const query = new URLSearchParams(filters);
    for (const [key, value] of [["z", map.getZoom()], ["lat", lat.toFixed(4)], ["lng", lng.toFixed(4)]]) query.set(key, value);
    history.replaceState(history.state, "", `${location.pathname}?${query}`);
  }

  async function change(asked) {
    filters = asked;
    time.follow(form().elements.period, sheet.fronts);
    try {
      const found = await refreshed(filters);
      if (found) bounds = found;
      filters = allowed(filters);
      const left = found && !map.getBounds().intersects(corners(found));
      if (left || filters.has("region") || filters.has("q")) whole();
    } catch (problem) {
      if (problem.name === "AbortError") return;
      failed();
    }
    time.follow(form().elements.period, sheet.fronts);
    remember();
    await ask();
  }

  map.on("zoomstart", () => map.getPane("names").classList.add("is-waiting"));
  map.on("zoomend", () => map.getPane("names").classList.remove("is-waiting"));
  map.on("moveend", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { remember(); ask(); }, PAUSE);
  });
  choosing(change);
  time.months = sheet.months;
  time.follow(form().elements.period, sheet.fronts);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(room);
  await ask();
  room.dataset.ready = "true";
}

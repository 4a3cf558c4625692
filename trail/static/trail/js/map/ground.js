// The ground: the same land, waters and names as on the drawn maps, in the same colours (maps.css), or the operator's tiles.

import { json, script } from "./fetching.js";
import { distance } from "./words.js";

const CLOSE = 8; // from this zoom on the finer file is worth its weight
const WATERLINES = [[21, 2], [12, 3], [5, 4]]; // width, and which of the design's four tones

function decoded(rows, units) {
  return rows.map((row) => {
    const points = [];
    for (let at = 0, x = 0, y = 0; at < row.length; at += 2) {
      x += row[at];
      y += row[at + 1];
      points.push([y / units, x / units]);
    }
    return points;
  });
}

function drawn(L, file, pane) {
  const renderer = L.svg({ pane, padding: 0.4 });
  const layer = (name) => decoded(file[name] ?? [], file.units);
  const common = { pane, renderer, interactive: false, smoothFactor: 0.7 };
  const area = (rings, className) => L.polygon(rings.map((ring) => [ring]), { ...common, className, weight: 0.9, fillOpacity: 1 });
  const line = (lines, className, weight = 0.9) => L.polyline(lines, { ...common, className, weight });
  const home = layer("home");
  const coasts = [...layer("land"), ...home].map((ring) => [...ring, ring[0]]);
  return L.layerGroup([
    ...WATERLINES.flatMap(([width, tone]) => [
      line(coasts, `d-shore d-shore${5 - tone}`, 2 * width + 1),
      line(coasts, "d-sealine", 2 * width - 1),
    ]),
    area(layer("land"), "d-abroad"),
    area(layer("abroad"), "d-abroad d-inland"),
    area(home, "d-land"),
    area(layer("urban"), "d-urban"),
    line(layer("rivers"), "d-stream"),
    area(layer("lakes"), "d-lake"),
    line(layer("borders"), "d-border", 0.8),
  ]);
}

// The bundled ground: the overview at once, the finer one when somebody comes close.
async function bundled(L, map, data) {
  const panes = ["overview", "detail"].map((name) => {
    const pane = map.createPane(`ground-${name}`);
    pane.classList.add("map-ground");
    return pane;
  });
  drawn(L, await json(data.overview), "ground-overview").addTo(map);
  let detail = null;
  const look = async () => {
    const close = map.getZoom() >= CLOSE;
    if (close && !detail) {
      detail = json(data.detail).then((file) => drawn(L, file, "ground-detail").addTo(map));
    }
    try { await detail; } catch { detail = null; }
    const ready = Boolean(detail) && map.getZoom() >= CLOSE;
    map.getContainer().classList.toggle("is-close", map.getZoom() >= 11);
    panes[0].hidden = ready;
    panes[1].hidden = !ready;
  };
  map.on("zoomend", look);
  await look();
}

async function tiles(L, map, data) {
  const options = { maxZoom: map.getMaxZoom(), maxNativeZoom: Number(data.maxZoom), className: "map-tile" };
  if (data.pmtiles) {
    await script(data.pmtilesReader);
    const file = new window.pmtiles.PMTiles(new URL(data.pmtiles, location.href).href);
    window.pmtiles.leafletRasterLayer(file, options).addTo(map);
  } else {
    L.tileLayer(data.tiles, options).addTo(map);
  }
  map.getContainer().classList.add("has-tiles");
  for (const owed of document.querySelectorAll(".map-owed")) owed.hidden = false;
}

export function lay(L, map, data) {
  return data.tiles || data.pmtiles ? tiles(L, map, data) : bundled(L, map, data);
}

// The trail's line, and the front of a month.
export function lines(L, map, sheet) {
  map.createPane("trail").classList.add("map-lines");
  const renderer = L.svg({ pane: "trail", padding: 0.4 });
  const common = { pane: "trail", renderer, interactive: false, smoothFactor: 0.2 };
  L.polyline(sheet.trail, { ...common, className: "d-case", weight: 6 }).addTo(map);
  L.polyline(sheet.trail, { ...common, className: "d-trail", weight: 2.8 }).addTo(map);
  let shown = L.layerGroup().addTo(map);
  return function show(fronts) {
    shown.remove();
    shown = L.layerGroup(
      fronts.map((front) => L.polyline(front.line, { ...common, className: "d-front", weight: 1.9 })),
    ).addTo(map);
  };
}

// The bar that says how far it is, in the numbers and the unit of the page's language.
export function scale(L, map) {
  const Bar = L.Control.Scale.extend({
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      this._updateScale(this._mScale, distance(metres), metres / most);
    },
  });
  new Bar({ imperial: false, maxWidth: 110, position: "bottomleft" }).addTo(map);
}

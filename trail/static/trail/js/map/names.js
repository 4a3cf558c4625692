// Names on the ground: regions, places that stand alone, waters and towns, as many as find room beside the pins and each other.

const TOWNS_FROM = [[5.4, 1], [6.4, 3], [7.2, 6], [8.2, 8], [9, 10], [30, 99]]; // up to this zoom, towns of at most this rank
const PLACES_FROM = 7.5; // below it the names of a few places would hide where all the others are
const LINE = 24; // letters; a longer name takes two lines
const BAR = { west: 130, north: 34 }; // the corner of the scale
const ROOM = 4;

// A name in one line, or in two that are about as long.
function parted(text) {
  if (text.length <= LINE) return text;
  const gaps = [...text.matchAll(/ /g)].map((gap) => gap.index);
  const middle = gaps.sort((one, other) => Math.abs(one - text.length / 2) - Math.abs(other - text.length / 2))[0];
  return middle ? `${text.slice(0, middle)}\n${text.slice(middle + 1)}` : text;
}

export function names(map, sheet) {
  const pane = map.createPane("names");
  pane.classList.add("map-names");
  pane.setAttribute("aria-hidden", "true");
  const regions = sheet.regions.map((region) => ({ text: region.title, at: region.at, css: "of-region", size: 16, until: 10 }));
  const others = [
    ...sheet.waters.map(([text, ...at]) => ({ text, at, css: "of-water", size: 15, until: 8 })),
    ...sheet.towns
      .map(([text, rank, ...at]) => ({ text, at, rank, css: "of-town", size: 12, dot: true }))
      .sort((one, other) => one.rank - other.rank),
  ];

  function boxes(wish, point) {
    const lines = wish.text.split("\n");
    const half = (Math.max(...lines.map((line) => line.length)) * wish.size * 0.56) / 2 + ROOM;
    const high = wish.size * 0.7 * lines.length + ROOM;
    const beside = half + (wish.css === "of-region" ? 20 : wish.css === "of-place" ? 12 : 6);
    const places = wish.css === "of-water" ? [[0, 0]] : [[beside, 0], [-beside, 0], [0, -high - (beside - half)], [0, high + (beside - half)]];
    return places.map(([x, y]) => ({
      x: point.x + x, y: point.y + y, west: point.x + x - half, east: point.x + x + half,
      north: point.y + y - high, south: point.y + y + high,
    }));
  }

  return function place(taken, alone) {
    const size = map.getSize();
    const zoom = map.getZoom();
    const most = TOWNS_FROM.find(([until]) => zoom <= until)[1];
    const full = [...taken, { west: 0, east: BAR.west, north: size.y - BAR.north, south: size.y }];
    const found = [];
    const printed = new Set();
    const places = zoom < PLACES_FROM ? [] : alone.map(({ title, at }) => ({ text: parted(title), at, css: "of-place", size: 13 }));
    for (const wish of [...regions, ...places, ...others]) {
      if (printed.has(wish.text)) continue; // a town that is a region too
      if (wish.until < zoom || (wish.dot && (map.getContainer().classList.contains("has-tiles") || wish.rank > most))) continue;
      const point = map.latLngToContainerPoint(wish.at);
      if (point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y) continue;
      const box = boxes(wish, point).find((each) =>
        each.west > 2 && each.north > 2 && each.east < size.x - 2 && each.south < size.y - 2 &&
        !full.some((other) =>
          each.west < other.east && other.west < each.east && each.north < other.south && other.north < each.south));
      if (!box) continue;
      full.push(box);
      printed.add(wish.text);
      const text = document.createElement("span");
      text.className = wish.css;
      text.textContent = wish.text;
      const at = map.containerPointToLayerPoint([box.x, box.y]);
      text.style.left = `${at.x}px`;
      text.style.top = `${at.y}px`;
      found.push(text);
      if (wish.dot) {
        const dot = document.createElement("i");
        const spot = map.containerPointToLayerPoint(point);
        dot.style.left = `${spot.x}px`;
        dot.style.top = `${spot.y}px`;
        found.push(dot);
      }
    }
    pane.replaceChildren(...found);
  };
}

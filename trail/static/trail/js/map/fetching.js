// What is fetched: the map's own files once, and the places of a view as often as the view asks for other tiles.

const KEPT = 40;
const answers = new Map();
let underWay = null;

export function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

export function style(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = address;
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

export async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

// The piece of the map that is seen, widened to whole tiles, so that a small step asks for nothing new.
export function tiled(bounds, zoom) {
  const size = 2 ** zoom;
  const column = (longitude) => ((longitude + 180) / 360) * size;
  const row = (latitude) => {
    const angle = (Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180;
    return ((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * size;
  };
  const longitude = (at) => Math.max(-180, Math.min(180, (at / size) * 360 - 180));
  const latitude = (at) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / size))) * 180) / Math.PI;
  const within = 0.01; // of a tile, so that the tile beside is not asked for
  return [
    longitude(Math.floor(column(bounds.getWest())) + within),
    latitude(Math.min(size, Math.floor(row(bounds.getSouth())) + 1) - within),
    longitude(Math.min(size, Math.floor(column(bounds.getEast())) + 1) - within),
    latitude(Math.max(0, Math.floor(row(bounds.getNorth()))) + within),
  ].map((value) => value.toFixed(4)).join(",");
}

// The answer for a view. An earlier question that has not been answered yet is given up.
export async function places(address, parameters) {
  const key = `${address}?${parameters}`;
  if (answers.has(key)) return answers.get(key);
  underWay?.abort();
  underWay = new AbortController();
  const answer = await json(key, { signal: underWay.signal });
  answers.set(key, answer);
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  return answer;
}

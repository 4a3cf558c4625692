// The bundled ground: fetched once, and drawn for a view as the paths of an SVG.

const boxOf = (line) => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < line.length; i += 2) {
    west = Math.min(west, line[i]);
    east = Math.max(east, line[i]);
    south = Math.min(south, line[i + 1]);
    north = Math.max(north, line[i + 1]);
  }
  return [west, south, east, north];
};

const meet = (one, other) => one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];

export class Ground {
  static async from(address) {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error(`No ground: ${answer.status}`);
    const { units, grounds } = await answer.json();
    return new Ground(units, grounds);
  }

  constructor(units, grounds) {
    const lines = (many) =>
      many.map((line) => {
        const degrees = line.map((number) => number / units);
        return { degrees, box: boxOf(degrees) };
      });
    this.grounds = grounds.map(({ bounds, towns, land, urban, lakes, borders, rivers }) => ({
      bounds,
      towns,
      land: lines(land),
      urban: lines(urban),
      lakes: lines(lakes),
      borders: lines(borders),
      rivers: lines(rivers),
    }));
  }

  // The finest ground on which the middle of the view stands.
  of(view) {
    return this.grounds.find(
      ({ bounds: [west, south, east, north] }) =>
        view.longitude >= west && view.longitude <= east && view.latitude >= south && view.latitude <= north,
    );
  }

  draw(view) {
    const ground = this.of(view);
    if (!ground) return null;
    const path = (lines, closed) => {
      let drawn = "";
      for (const { degrees, box } of lines) {
        if (!meet(box, view.box)) continue;
        let last = "";
        for (let i = 0; i < degrees.length; i += 2) {
          const [x, y] = view.lineXY(degrees[i], degrees[i + 1]);
          const spot = `${x.toFixed(1)} ${y.toFixed(1)}`;
          if (spot !== last) drawn += `${i ? "L" : "M"}${spot}`;
          last = spot;
        }
        if (closed) drawn += "Z";
      }
      return drawn;
    };
    // Beyond the file's edge nothing is known: it is not drawn as sea.
    const [west, south, east, north] = ground.bounds;
    const [left, top] = view.lineXY(west, north);
    const [right, bottom] = view.lineXY(east, south);
    return {
      sea: `M${left} ${top}H${right}V${bottom}H${left}Z`,
      land: path(ground.land, true),
      urban: view.zoom < 7 ? "" : path(ground.urban, true),
      lakes: path(ground.lakes, true),
      borders: path(ground.borders, false),
      rivers: view.zoom < 6 ? "" : path(ground.rivers, false),
      towns: ground.towns.filter(([, , , rank]) => rank <= (view.zoom - 4) * 2),
    };
  }
}

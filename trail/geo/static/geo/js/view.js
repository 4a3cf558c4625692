// A window on the world in Mercator's projection: its middle in degrees, its zoom as map servers count it.

const UTMOST_LATITUDE = 85;
const NEAREST = 17;
const FARTHEST = 3;

const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (radians_) => (radians_ * 180) / Math.PI;
const within = (value, low, high) => Math.min(high, Math.max(low, value));

const northing = (latitude) =>
  Math.log(Math.tan(Math.PI / 4 + radians(within(latitude, -UTMOST_LATITUDE, UTMOST_LATITUDE)) / 2));
const latitudeOf = (north) => degrees(2 * Math.atan(Math.exp(north)) - Math.PI / 2);
const around = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

export class View {
  width = 0;
  height = 0;
  latitude = 0;
  longitude = 0;
  zoom = FARTHEST;

  // Pixels to a radian.
  get scale() {
    return (256 * 2 ** this.zoom) / (2 * Math.PI);
  }

  get metresPerPixel() {
    return (6371008.8 * Math.cos(radians(this.latitude))) / this.scale;
  }

  // As many decimals as a pixel is worth: no more exact than a hand on this map can be.
  get decimals() {
    return within(Math.ceil(Math.log10(radians(1) * this.scale)), 2, 6);
  }

  xy(latitude, longitude) {
    return [
      this.width / 2 + radians(around(longitude - this.longitude)) * this.scale,
      this.height / 2 - (northing(latitude) - northing(this.latitude)) * this.scale,
    ];
  }

  // Of a line that lies on one side of the antimeridian; without the cost of turning every point.
  lineXY(longitude, latitude) {
    return [
      this.width / 2 + radians(longitude - this.longitude) * this.scale,
      this.height / 2 - (northing(latitude) - northing(this.latitude)) * this.scale,
    ];
  }

  at(x, y) {
    const latitude = latitudeOf(northing(this.latitude) - (y - this.height / 2) / this.scale);
    return [latitude, around(this.longitude + degrees((x - this.width / 2) / this.scale))];
  }

  get box() {
    const half = degrees(this.width / 2 / this.scale);
    const [north] = this.at(0, 0);
    const [south] = this.at(0, this.height);
    return [this.longitude - half, south, this.longitude + half, north];
  }

  goTo(latitude, longitude, zoom = this.zoom) {
    this.latitude = within(latitude, -UTMOST_LATITUDE, UTMOST_LATITUDE);
    this.longitude = around(longitude);
    this.zoom = within(zoom, FARTHEST, NEAREST);
  }

  pan(dx, dy) {
    this.goTo(...this.at(this.width / 2 - dx, this.height / 2 - dy));
  }

  // Zoom so that what lies at (x, y) stays there.
  zoomAt(x, y, steps) {
    const [latitude, longitude] = this.at(x, y);
    this.goTo(this.latitude, this.longitude, this.zoom + steps);
    const [nowX, nowY] = this.xy(latitude, longitude);
    this.pan(x - nowX, y - nowY);
  }

  // The nearest view that holds all points, with a margin in pixels.
  fit(points, margin = 48) {
    const start = points[0][1];
    const east = points.map(([, longitude]) => around(longitude - start));
    const north = points.map(([latitude]) => northing(latitude));
    const across = radians(Math.max(...east) - Math.min(...east));
    const up = Math.max(...north) - Math.min(...north);
    const scale = Math.min((this.width - 2 * margin) / Math.max(across, 1e-9), (this.height - 2 * margin) / Math.max(up, 1e-9));
    const zoom = Math.log2((Math.max(scale, 1) * 2 * Math.PI) / 256);
    this.goTo(
      latitudeOf((Math.max(...north) + Math.min(...north)) / 2),
      start + (Math.max(...east) + Math.min(...east)) / 2,
      Math.min(zoom, 12),
    );
  }

  shows(latitude, longitude, margin = 24) {
    const [x, y] = this.xy(latitude, longitude);
    return x >= margin && y >= margin && x <= this.width - margin && y <= this.height - margin;
  }
}

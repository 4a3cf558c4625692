// The phrases of the page, which the server has put there in the visitor's language, and numbers and dates as they write them.

const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
const language = document.documentElement.lang;

export const words = read("map-words");
export const regions = read("map-regions");

export const fill = (phrase, values) => phrase.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");

const safely = (make, fallback) => {
  try { return make(language); } catch { return make(fallback); }
};
// The digits and the calendar of the words that the server writes, whatever the browser would choose for the language.
const likeTheServer = { numberingSystem: "latn" };
const plurals = safely((tag) => new Intl.PluralRules(tag), "en");
const numbers = safely((tag) => new Intl.NumberFormat(tag, likeTheServer), "en");
const months = safely((tag) => new Intl.DateTimeFormat(tag, {
  ...likeTheServer, calendar: "gregory", year: "numeric", month: "long", timeZone: "UTC",
}), "en");

export const number = (value) => numbers.format(value);

// "23 places here": the plural form that the language has for this number.
export const counted = (key, count) =>
  fill(words[key][plurals.select(count)] ?? words[key].other, { count: number(count) });

export function month(value) {
  const [year, at] = value.split("-").map(Number);
  return at ? months.format(new Date(Date.UTC(year, at - 1, 1))) : String(year);
}

export function distance(metres) {
  const far = metres >= 950;
  const value = far ? metres / 1000 : Math.max(10, Math.round(metres / 10) * 10);
  return safely((tag) => new Intl.NumberFormat(tag, {
    ...likeTheServer,
    style: "unit",
    unit: far ? "kilometer" : "meter",
    maximumFractionDigits: far && value < 10 ? 1 : 0,
  }), "en").format(value);
}

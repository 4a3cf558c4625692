// Hands in the page's note once, so that the search is counted (trail/finding/counting.py); nothing else is sent.

const { note, to } = document.querySelector("#searched").dataset;
const seen = performance.getEntriesByType("navigation")[0]?.type;

if (seen !== "reload" && seen !== "back_forward") {
  navigator.sendBeacon(to, new URLSearchParams({ note }));
}

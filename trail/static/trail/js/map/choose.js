// The filters without a new page: the form's own address is asked for its changed parts, so that its counts stay true.

const room = document.getElementById("map-choose");
const head = document.getElementById("map-head");
let underWay = null;

export const form = () => room.querySelector("form");

export function chosen() {
  const found = new URLSearchParams();
  for (const [name, value] of new FormData(form())) if (value) found.set(name, value);
  found.sort();
  return found;
}

// Ask for the parts of the page that depend on the filters; give where the places lie that are left. An earlier question
// that has not been answered yet is given up: its answer would put back what the visitor has changed since.
export async function refreshed(parameters) {
  const asked = new URLSearchParams(parameters);
  asked.set("part", "choose");
  underWay?.abort();
  const { signal } = underWay = new AbortController();
  const answer = await fetch(`${form().action}?${asked}`, { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
  signal.throwIfAborted();
  const focused = document.activeElement;
  const way = room.contains(focused) ? where(focused) : null;
  const typed = focused?.id === "map-q" ? [focused.value, focused.selectionStart] : null;
  for (const part of [head, room]) part.replaceChildren(...parts.getElementById(part.id).childNodes);
  const again = way && (room.querySelector(way) ?? form().querySelector("input"));
  again?.focus({ preventScroll: true });
  if (typed && again) {
    [again.value] = typed;
    again.setSelectionRange(typed[1], typed[1]);
  }
  return parts.getElementById("map-choose").dataset.bounds;
}

function where(element) {
  if (element.id) return `#${element.id}`;
  if (element.name) return `[name="${element.name}"][value="${CSS.escape(element.value)}"]`;
  return "form button";
}

// A filter can no longer be named by a place that is gone: links of the chips act here too.
export function choosing(changed) {
  room.addEventListener("change", (event) => { if (event.target.id !== "map-q") changed(chosen()); });
  room.addEventListener("submit", (event) => {
    event.preventDefault();
    changed(chosen());
  });
  room.addEventListener("click", (event) => {
    const link = event.target.closest(".map-chips a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const found = new URLSearchParams(new URL(link.href).search);
    found.sort();
    changed(found);
  });
}

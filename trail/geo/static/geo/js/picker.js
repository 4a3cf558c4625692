// Keeps the two numbers, the field for pasting, the map and what is said of the position in step.

import { PositionMap } from "./map.js";

const root = document.querySelector("[data-position-picker]");
if (root) pick(root);

function pick(root) {
  const config = JSON.parse(root.querySelector("#position-picker-config").textContent);
  const part = (name) => root.querySelector(`[data-${name}]`);
  const field = (name) => document.getElementById(`id_${name}`);
  const [latitude, longitude, pasted] = ["latitude", "longitude", "position_text"].map(field);
  const isEditable = Boolean(config.editable && latitude && longitude && !latitude.disabled);
  const past = [];
  let current = isEditable ? [latitude.value, longitude.value] : [];
  let lastKind = "";
  let question = null;
  let timer = 0;

  part("map").hidden = false;
  part("map").dataset.ground = config.ground;
  const map = new PositionMap(part("map"), {
    neighbours: config.neighbours,
    editable: isEditable,
    moved: (north, east) => {
      forget();
      write(String(north), String(east), "map");
      ask({}, 250);
    },
  });
  map.place(isEditable ? numbers() : config.position);
  const acts = {
    nearer: () => map.nearer(1),
    farther: () => map.nearer(-1),
    region: () => map.showRegion(),
    pin: () => map.goToPin(),
    set: () => set(map.middle.map((degrees) => degrees.toFixed(map.view.decimals))),
    undo,
  };
  for (const button of root.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => acts[button.dataset.act]());
  }
  if (!isEditable) return;

  // From here on the field is read when something is pasted, not when the form is saved.
  part("keys").hidden = false;
  pasted?.removeAttribute("name");
  pasted?.closest(".w-panel__wrapper")?.append(part("of-pasted"));
  pasted?.addEventListener("paste", () => setTimeout(read));
  pasted?.addEventListener("change", read);
  pasted?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    read();
  });
  for (const input of [latitude, longitude]) {
    input.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      forget();
      remember("typed");
      map.place(numbers());
      ask({}, 400);
    });
  }
  part("exchange").addEventListener("click", (event) => {
    set(event.currentTarget.dataset.to.split(","));
    latitude.focus();
  });
  const accuracy = field(config.accuracy);
  const drawAccuracy = () => {
    map.accuracy = Number(accuracy?.value) || 0;
    map.draw();
  };
  accuracy?.addEventListener("input", drawAccuracy);
  drawAccuracy();
  showExchange(config.swapped);

  function numbers() {
    const both = [latitude, longitude].map(({ value }) => (value.trim() ? Number(value) : NaN));
    return Math.abs(both[0]) <= 90 && Math.abs(both[1]) <= 180 ? both : null;
  }

  // One step of undoing holds what one hand did in one go.
  function remember(kind) {
    const now = [latitude.value, longitude.value];
    if (String(now) === String(current)) return;
    if (kind !== lastKind || !timer) past.push(current);
    lastKind = kind;
    current = now;
    root.querySelector("[data-act=undo]").disabled = false;
  }

  function write(north, east, kind) {
    for (const [input, value] of [[latitude, north], [longitude, east]]) {
      if (input.value === value) continue;
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (kind) remember(kind);
  }

  function set([north, east]) {
    forget();
    write(north, east, "set");
    map.place(numbers());
    ask({});
  }

  function undo() {
    if (!past.length) return;
    current = past.pop();
    write(...current);
    root.querySelector("[data-act=undo]").disabled = !past.length;
    lastKind = "";
    forget();
    map.place(numbers());
    ask({});
  }

  function read() {
    const text = pasted.value.trim();
    if (text && text !== pasted.dataset.read) ask({ text });
    else if (!text) refuse("");
    pasted.dataset.read = text;
  }

  // What was pasted no longer says where the pin is.
  function forget() {
    if (pasted) pasted.value = pasted.dataset.read = "";
    refuse("");
    part("view-note").hidden = true;
  }

  function refuse(message) {
    part("refusal").textContent = message;
    part("refusal").hidden = !message;
    if (message) {
      pasted?.setAttribute("aria-invalid", "true");
      pasted?.setAttribute("aria-errormessage", "position-refusal");
    } else {
      pasted?.removeAttribute("aria-invalid");
      pasted?.removeAttribute("aria-errormessage");
    }
  }

  function ask(what, patience = 0) {
    clearTimeout(timer);
    question?.abort();
    timer = setTimeout(async () => {
      timer = 0;
      const position = numbers();
      if (!what.text && !position) return show(null);
      question = new AbortController();
      // A new page is saved by itself sooner or later; from then on it has a number.
      const page = document.querySelector("#page-edit-form")?.action.match(/\/pages\/(\d+)\/edit\//)?.[1];
      const query = new URLSearchParams({
        ...(what.text ? what : { latitude: latitude.value, longitude: longitude.value }),
        ...(page ? { page } : config.parent ? { parent: config.parent } : {}),
      });
      try {
        const answer = await fetch(`${config.address}?${query}`, { signal: question.signal, headers: { Accept: "application/json" } });
        if (answer.redirected || ![200, 400].includes(answer.status)) return;
        const said = await answer.json();
        if (said.error) return what.text ? refuse(said.error) : show(null);
        if (what.text) {
          refuse("");
          write(said.latitude, said.longitude, "pasted");
          map.place(numbers());
          part("view-note").hidden = !said.is_view;
        }
        show(said);
      } catch (fault) {
        if (fault.name !== "AbortError" && what.text) pasted.dataset.read = "";
      }
    }, patience);
  }

  function show(said) {
    part("echo").hidden = !said;
    for (const name of ["decimal", "dms", "offset"]) part(name).textContent = said?.[name] ?? "";
    part("dot").hidden = !said?.offset;
    const concerns = said?.concerns ?? [];
    part("concerns").hidden = !concerns.length;
    part("concern-list").replaceChildren(
      ...concerns.map(({ message }) => Object.assign(document.createElement("li"), { textContent: message })),
    );
    const pin = part("pin");
    pin.setAttribute("aria-label", [pin.dataset.pin, said?.decimal].filter(Boolean).join(" "));
    showExchange(concerns.find(({ swapped }) => swapped)?.swapped);
  }

  function showExchange(swapped) {
    part("exchange").hidden = !swapped;
    part("exchange").dataset.to = swapped ?? "";
  }
}

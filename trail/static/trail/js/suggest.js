// Offers names while somebody types: the combobox of the ARIA Authoring Practices. The form works without it.

const WAIT = 150;
const SHORTEST = 2;

for (const line of document.querySelectorAll("[data-suggest]")) suggest(line);

function suggest(line) {
  const input = line.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const known = new Map();
  let asking;
  let timer;
  let active = -1;

  list.className = "suggestions";
  list.id = `${input.id}-list`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", line.dataset.list);
  status.className = "vh";
  status.setAttribute("role", "status");
  line.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
  // Without this the input would lose the focus, and the list close, before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });

  async function ask() {
    asking?.abort();
    const typed = input.value.trim().toLowerCase();
    if (typed.length < SHORTEST) return close();
    try {
      if (!known.has(typed)) {
        asking = new AbortController();
        const answer = await fetch(`${line.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: asking.signal });
        if (!answer.ok) return close();
        known.set(typed, (await answer.json()).suggestions);
      }
      if (input.value.trim().toLowerCase() === typed) show(known.get(typed));
    } catch {
      // Typed on meanwhile, or no network: the form still works.
    }
  }

  function show(suggestions) {
    active = -1;
    list.replaceChildren(...suggestions.map(optionOf));
    const some = suggestions.length > 0 && document.activeElement === input;
    list.hidden = !some;
    input.setAttribute("aria-expanded", String(some));
    input.removeAttribute("aria-activedescendant");
    status.textContent = some ? line.dataset.some.replace("%(count)s", suggestions.length) : line.dataset.none;
  }

  function optionOf({ title, name, kind, url }, number) {
    const option = document.createElement("li");
    const heading = document.createElement("b");
    const small = document.createElement("small");
    option.id = `${list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    heading.textContent = title;
    small.textContent = name ? `${name} · ${kind}` : kind;
    option.append(heading, " ", small);
    return option;
  }

  function onKey(event) {
    const options = [...list.children];
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && list.hidden) {
      ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      // One step before the first and after the last is the input itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(options, ((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && options[active] && !list.hidden) {
      event.preventDefault();
      go(options[active]);
    }
  }

  function choose(options, number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    asking?.abort();
    clearTimeout(timer);
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function go(option) {
    location.assign(option.dataset.url);
  }
}

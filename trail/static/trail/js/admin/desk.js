// The translator's desk: each text is saved as one leaves its field; without this script one button saves them all.

const form = document.querySelector("[data-desk]");
if (form) work(form);

function work(form) {
  const status = form.querySelector("[data-status]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const saved = new Map();
  const queues = new Map();
  let leaving = false;

  const strings = [...form.querySelectorAll("[data-string]")];
  for (const string of strings) saved.set(string, area(string).value);

  form.addEventListener("change", (event) => {
    const string = event.target.closest("[data-string]");
    if (string && event.target === area(string)) save(string);
  });
  form.addEventListener("focusin", (event) => {
    const string = event.target.closest("[data-string]");
    if (string && event.target === area(string)) look(string);
  });
  form.addEventListener("keydown", (event) => {
    const string = event.target.closest("[data-string]");
    if (!string || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save(string);
    next(string);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const string = event.target.closest("[data-string]");
    if (string && event.target.closest("[data-look]")) {
      event.preventDefault();
      look(string);
    } else if (string && button?.name.startsWith("use-")) {
      event.preventDefault();
      area(string).value = button.value;
      area(string).focus();
      save(string);
    } else if (string && (button?.name === "keep" || button?.name === "confirm")) {
      event.preventDefault();
      send(string, { [button.name]: "1" }).then(() => area(string).focus());
    }
  });
  const onward = form.querySelector("[data-next]");
  onward.hidden = false;
  onward.addEventListener("click", (event) => {
    event.preventDefault();
    next(document.activeElement?.closest?.("[data-string]"));
  });
  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && strings.some((string) => area(string).value !== saved.get(string))) event.preventDefault();
  });

  function area(string) {
    return string.querySelector("textarea");
  }

  function save(string) {
    if (area(string).value === saved.get(string)) return;
    send(string, { text: area(string).value });
  }

  // The requests of one text go one after the other: each brings the version that the next one names.
  function send(string, values) {
    const before = queues.get(string) ?? Promise.resolve();
    const sent = before.then(() => post(string, values));
    queues.set(string, sent);
    return sent;
  }

  async function post(string, values) {
    const version = string.querySelector(`[name="version-${string.dataset.string}"]`);
    say(form.dataset.saving);
    let answer;
    try {
      const response = await fetch(form.dataset.stringAddress.replace("/0/", `/${string.dataset.string}/`), {
        method: "POST",
        headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
        body: new URLSearchParams({ version: version.value, ...values }),
      });
      answer = await response.json();
    } catch {
      say(form.dataset.failed, true);
      return;
    }
    say(answer.message, !answer.beside || !["saved", "unchanged", "cleared"].includes(answer.kind));
    if (!answer.beside) return;
    const field = area(string);
    const refused = answer.kind === "refused";
    if ("text" in values && !refused) saved.set(string, values.text);
    if (answer.kind === "conflict") saved.set(string, null);
    if (!refused) version.value = answer.version;
    // What was tidied on the way in, as long as nobody has typed on.
    if (["saved", "cleared"].includes(answer.kind) && field.value === values.text && field !== document.activeElement) {
      field.value = answer.text;
      saved.set(string, answer.text);
    }
    field.toggleAttribute("aria-invalid", !["saved", "unchanged", "cleared"].includes(answer.kind));
    string.dataset.state = answer.state;
    string.querySelector("[data-beside]").innerHTML = answer.beside;
    string.querySelector("[data-source]").innerHTML = answer.source;
    form.querySelector("[data-progress]").innerHTML = answer.progress;
  }

  // Similar texts are looked for when a field that has no translation yet is reached.
  async function look(string) {
    const near = string.querySelector("[data-near]");
    if (!near?.querySelector("[data-look]")) return;
    near.replaceChildren();
    const response = await fetch(form.dataset.nearAddress.replace("/0/", `/${string.dataset.string}/`), {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    }).catch(() => null);
    if (response?.ok && !response.redirected) near.innerHTML = await response.text();
  }

  function next(from) {
    const start = strings.indexOf(from) + 1;
    const ordered = [...strings.slice(start), ...strings.slice(0, Math.max(0, start - 1))];
    const wanted = ordered.find(
      (string) => string.dataset.state !== "done" && !(string.dataset.state === "open" && area(string).value.trim()),
    );
    if (!wanted) {
      say(form.dataset.allDone);
      return;
    }
    area(wanted).focus();
    wanted.scrollIntoView({ block: "center" });
  }

  function say(text, isFault = false) {
    status.textContent = text;
    status.toggleAttribute("data-fault", isFault);
  }
}

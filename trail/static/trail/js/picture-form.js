// The form of a picture: what the file says is taken over by a tick, and a pasted credit line is split at once.
// Without this module the server does both when the form is saved.

const fieldIn = (form, source, name) => {
  // Prefixes differ between the pages and the dialogue: id_creator, id_image-7-creator, id_image-chooser-upload-creator.
  const id = source.id.replace(/pasted_credit$/, name);
  const found = document.getElementById(id);
  return found && form.contains(found) ? found : null;
};

const isEmpty = (field) => !field.value.trim() || (field.tagName === "SELECT" && field.value === "unknown");

const fill = (field, value) => {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

const labelOf = (field) => {
  const label = field.labels?.[0];
  return label ? label.textContent.replace("*", "").trim() : field.name;
};

const statusOf = (input) => {
  const wrapper = input.closest("[data-field]") || input.parentElement;
  let status = wrapper.querySelector("[data-trail-status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "trail-read";
    status.dataset.trailStatus = "";
    status.setAttribute("role", "status");
    wrapper.append(status);
  }
  return status;
};

const takeOver = (box) => {
  const field = document.getElementById(box.dataset.trailTarget);
  if (!field) return;
  box.removeAttribute("name"); // done here: the server must not do it over what the editor writes afterwards
  if (box.checked) {
    box.dataset.trailBefore = field.value;
    fill(field, box.dataset.trailValue);
  } else if (field.value === box.dataset.trailValue) {
    fill(field, box.dataset.trailBefore || "");
  }
};

const takeAll = (box) => {
  box.removeAttribute("name");
  for (const offer of box.form.querySelectorAll("input[data-trail-target]")) {
    const field = document.getElementById(offer.dataset.trailTarget);
    const wanted = box.checked ? field && isEmpty(field) : offer.dataset.trailAll === "";
    if (!wanted || offer.checked === box.checked) continue;
    offer.checked = box.checked;
    if (box.checked) offer.dataset.trailAll = "";
    else delete offer.dataset.trailAll;
    takeOver(offer);
  }
};

const split = async (input) => {
  const text = input.value.trim();
  if (!text || input.dataset.trailDone === text) return;
  input.dataset.trailDone = text;
  const token = input.form.querySelector("[name=csrfmiddlewaretoken]")?.value;
  let answer;
  try {
    const response = await fetch(input.dataset.trailSplit, {
      method: "POST",
      headers: { "X-CSRFToken": token || "" },
      body: new URLSearchParams({ text }),
    });
    if (!response.ok || response.redirected) return;
    answer = await response.json();
  } catch {
    return; // the server will do it when the form is saved
  }
  if (input.value.trim() !== text) return;
  const filled = [];
  for (const [name, value] of Object.entries(answer.fields)) {
    const field = fieldIn(input.form, input, name);
    if (!field || !isEmpty(field)) continue;
    fill(field, value);
    filled.push(`${labelOf(field)}: ${field.tagName === "SELECT" ? field.selectedOptions[0]?.text : value}`);
  }
  statusOf(input).textContent = filled.length
    ? input.dataset.trailFilled.replace("{fields}", filled.join("; "))
    : input.dataset.trailNothing;
};

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("input[data-trail-target]")) takeOver(target);
  else if (target.matches?.("input[type=checkbox][data-trail-take-all]")) takeAll(target);
  else if (target.matches?.("input[data-trail-split]")) split(target);
});

document.addEventListener("paste", ({ target }) => {
  if (target.matches?.("input[data-trail-split]")) queueMicrotask(() => requestAnimationFrame(() => split(target)));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("input[data-trail-split]")) return;
  event.preventDefault(); // Enter splits; it does not save what nobody has looked at yet
  split(event.target);
});

// After a bulk upload: one link to set the credit of all that has been uploaded.
const uploads = document.querySelector("#upload-list");
const bulk = document.querySelector("[data-trail-bulk]");
if (uploads && bulk) {
  const ids = new Set();
  new MutationObserver(() => {
    for (const form of uploads.querySelectorAll("form[action]")) {
      const id = form.getAttribute("action").match(/\/multiple\/(\d+)\/$/)?.[1];
      if (id) ids.add(id);
    }
    const address = new URL(bulk.dataset.trailBulk, location.href);
    for (const id of ids) address.searchParams.append("id", id);
    bulk.querySelector("a").href = address;
    bulk.hidden = ids.size === 0;
  }).observe(uploads, { childList: true, subtree: true });
}

// Wagtail's field for tags makes an input that nothing names; it is named by the field's label.
const nameTagInputs = () => {
  for (const input of document.querySelectorAll(".tagit-new input:not([aria-labelledby])")) {
    const label = input.closest("[data-field-wrapper]")?.querySelector("label");
    if (!label) continue;
    label.id ||= `${label.htmlFor}-label`;
    input.setAttribute("aria-labelledby", label.id);
  }
};
if (uploads || document.querySelector("[data-trail-split]")) {
  nameTagInputs();
  new MutationObserver(nameTagInputs).observe(document.body, { childList: true, subtree: true });
}

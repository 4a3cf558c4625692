// Keeps “Before you publish” in step with the form: after each autosave its list is fetched anew.
document.addEventListener("w-autosave:success", async () => {
  const panel = document.querySelector("[data-trail-checks]");
  const page = document.querySelector("#page-edit-form")?.action.match(/\/pages\/(\d+)\/edit\//);
  if (!panel || !page) return;
  const response = await fetch(panel.dataset.trailChecks.replace(/\/0\/$/, `/${page[1]}/`));
  if (!response.ok || response.redirected) return;
  const list = await response.text();
  if (list !== panel.innerHTML) panel.innerHTML = list;
});

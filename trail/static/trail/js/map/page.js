// The door to the live map: everything behind it is fetched when the visitor comes to the map or asks for it.
// Without this file the page is whole: a drawn map, a form and a list.

const frame = document.getElementById("live-map");
const button = document.getElementById("open-map");
let opened = null;

function open() {
  opened ??= import(frame.dataset.live)
    .then((live) => live.start(frame))
    .then(() => { button.hidden = true; })
    .catch(() => {
      // No network, or a browser that is too old: the drawn map stays, and the button lets the visitor try again.
      opened = null;
      button.hidden = false;
    });
  return opened;
}

if (frame?.dataset.bounds) {
  button.hidden = false;
  button.addEventListener("click", open);
  // Who saves data decides for themselves.
  if (!navigator.connection?.saveData && "IntersectionObserver" in window) {
    const reached = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      reached.disconnect();
      (window.requestIdleCallback ?? setTimeout)(open);
    });
    reached.observe(frame);
  }
}

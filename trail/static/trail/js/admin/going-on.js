// A language with many pages is taken down, or brought back, in several requests: this presses “Go on” for the person.
// Without it they press it themselves.
document.querySelector("form[data-goes-on]")?.requestSubmit();

// A page in a frame of another site. Once the page around it has said hello from an allowed origin, it is told how high
// this one is, how far the customer has come, and when the customer is done; nothing else, and nobody else.
const { origins, state } = document.body.dataset;
let host;
const tell = (message) => host && parent.postMessage(message, host);
const measure = () => tell({ laadboek: "height", height: Math.ceil(document.body.getBoundingClientRect().height) });

document.documentElement.dataset.scripts = "on";
addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window || !origins.split(" ").includes(origin) || data?.laadboek !== "hello") return;
  host = origin;
  measure();
  tell({ laadboek: "state", state });
});
new ResizeObserver(measure).observe(document.body);
document.querySelector("[data-close]")?.addEventListener("click", () => tell({ laadboek: "closed" }));
// Browsers do not let frames take the keyboard by themselves, but leave it with a frame that has it.
document.querySelector("[autofocus]")?.focus({ preventScroll: true });

// data-live="/events/…": when the event stream speaks, the element's content is replaced by what the server says now:
// the fragment at data-fragment, else the element of the same id on this very page. What the reader opened stays open,
// and the focus stays where it was; while somebody types in the element, it waits. Elements with the same stream share
// it. data-rest: milliseconds that pass at least between two looks. The browser reconnects by itself; a hidden page
// keeps quiet until it is looked at.
const rest = 500;
const fields = "input, select, textarea";
const targets = "a, button, summary, [tabindex]";

const isTyping = (element) => element.contains(document.activeElement) && document.activeElement.matches(fields);

// Times are told by their moment: their text grows older with every look.
function nameOf(node) {
  const time = node.querySelector("time");
  const text = node.textContent.replace(time?.textContent ?? "", "").trim();
  return [node.tagName, node.getAttribute("href") ?? node.id, time?.dateTime ?? "", text].join(" ");
}

const opened = (element) => [...element.querySelectorAll("details[open] > summary")].map(nameOf);

function replace(element, html) {
  const open = new Set(opened(element));
  const focused = element.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  element.innerHTML = html;
  for (const summary of element.querySelectorAll("details > summary")) {
    if (open.has(nameOf(summary))) summary.parentElement.open = true;
  }
  if (focused) [...element.querySelectorAll(targets)].find((node) => nameOf(node) === focused)?.focus({ preventScroll: true });
}

async function page(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  return answer.ok && !answer.redirected ? answer.text() : null;
}

async function renew(elements) {
  const parts = elements.filter((element) => !element.dataset.fragment);
  const whole = parts.length ? await page(location.href) : null;
  const now = whole && new DOMParser().parseFromString(whole, "text/html");
  for (const element of elements) {
    const html = element.dataset.fragment
      ? await page(element.dataset.fragment) : now?.getElementById(element.id)?.innerHTML;
    if (typeof html === "string" && !isTyping(element)) replace(element, html);
  }
  document.dispatchEvent(new CustomEvent("laadboek:changed"));
}

function watch(address, elements) {
  const pause = Math.max(rest, ...elements.map((element) => Number(element.dataset.rest ?? 0)));
  let isResting = false;
  let isStale = false;

  async function refresh() {
    if (isResting || document.hidden || elements.some(isTyping)) { isStale = true; return; }
    isResting = true;
    isStale = false;
    try { await renew(elements); } catch { /* the next event tries again */ }
    setTimeout(() => { isResting = false; if (isStale) refresh(); }, pause);
  }

  const stream = new EventSource(address);
  stream.onmessage = refresh;
  document.addEventListener("visibilitychange", () => { if (isStale) refresh(); });
  for (const element of elements) element.addEventListener("focusout", () => setTimeout(() => { if (isStale) refresh(); }));
  addEventListener("pagehide", () => stream.close(), { once: true });
}

const streams = new Map();
for (const element of document.querySelectorAll("[data-live]")) {
  const known = streams.get(element.dataset.live) ?? [];
  streams.set(element.dataset.live, [...known, element]);
}
streams.forEach((elements, address) => watch(address, elements));

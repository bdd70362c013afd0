// data-live="/events/…" data-fragment="/…": when the event stream speaks, the fragment is fetched and replaces
// the element's content. The browser reconnects by itself; a hidden page keeps quiet until it is looked at.
const shortest = 500;

function watch(element) {
  let waiting = false;
  let stale = false;

  async function refresh() {
    if (waiting) { stale = true; return; }
    waiting = true;
    stale = false;
    try {
      const answer = await fetch(element.dataset.fragment, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected && !element.contains(document.activeElement)) {
        element.innerHTML = await answer.text();
        document.dispatchEvent(new CustomEvent("laadboek:changed"));
      }
    } catch { /* the next event tries again */ }
    setTimeout(() => { waiting = false; if (stale && !document.hidden) refresh(); }, shortest);
  }

  const stream = new EventSource(element.dataset.live);
  stream.onmessage = () => { if (document.hidden) stale = true; else refresh(); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) refresh(); });
  addEventListener("pagehide", () => stream.close(), { once: true });
}

document.querySelectorAll("[data-live][data-fragment]").forEach(watch);

// form[data-preview]: sends the form's fields to that address while they are edited and shows the answer
// in the element named by data-preview-into. Only the latest answer counts.
const patience = 250;
const timers = new WeakMap();
const runs = new WeakMap();

async function refresh(form) {
  const target = document.getElementById(form.dataset.previewInto);
  if (!target) return;
  runs.get(form)?.abort();
  const run = new AbortController();
  runs.set(form, run);
  try {
    const answer = await fetch(form.dataset.preview, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/html" },
      signal: run.signal,
    });
    if (answer.ok && !answer.redirected) target.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") target.setAttribute("aria-busy", "false");
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.preview) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => refresh(form), patience));
});

// form[data-confirm]: asks before sending; a second press while the first is under way is swallowed.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const question = form.dataset.confirm;
  if (sent.has(form) || (question && !confirm(question))) {
    event.preventDefault();
    return;
  }
  // The answer is a file and the page stays, so its form will be sent again.
  if (!event.submitter?.hasAttribute("data-download")) sent.add(form);
});

// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});

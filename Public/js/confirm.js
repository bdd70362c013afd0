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

// input[data-most-bytes]: a file that is larger is told at its field before it is sent in vain.
document.addEventListener("change", (event) => {
  const { mostBytes, tooLarge } = event.target.dataset;
  if (!mostBytes) return;
  const isTooLarge = [...event.target.files].some((file) => file.size > Number(mostBytes));
  event.target.setCustomValidity(isTooLarge ? tooLarge : "");
  if (isTooLarge) event.target.reportValidity();
});

// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});

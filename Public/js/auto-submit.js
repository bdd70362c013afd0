// form[data-auto-submit]: sends the form when a choice changes; text waits for Enter or the button.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.hasAttribute("data-auto-submit")) return;
  if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=month]")) form.requestSubmit();
});

// Empty fields would only make the address longer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-auto-submit")) return;
  for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
});

addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("[data-auto-submit] :disabled")) field.disabled = false;
});

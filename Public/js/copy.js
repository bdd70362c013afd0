// data-copy="id": copies the text of the element with that id and says so for two seconds.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
  } catch {
    getSelection().selectAllChildren(source);
    return;
  }
  const label = button.lastChild;
  const before = label.textContent;
  if (before === "✓") return;
  label.textContent = "✓";
  setTimeout(() => { label.textContent = before; }, 2000);
});

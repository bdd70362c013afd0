// details.menu: Escape closes it and leaves the keyboard on its button; so does a press anywhere else.
function close(menu, keepsKeyboard) {
  menu.open = false;
  if (keepsKeyboard) menu.querySelector("summary")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    event.preventDefault();
    close(menu, menu.contains(document.activeElement) || document.activeElement === document.body);
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

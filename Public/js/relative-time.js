// time[data-relative]: shows "3 minutes ago" and keeps it true; the full time stays in the title.
const language = document.documentElement.lang || "en";
const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function show(element) {
  const moment = Date.parse(element.dateTime);
  if (Number.isNaN(moment)) return;
  const seconds = Math.round((moment - Date.now()) / 1000);
  if (Math.abs(seconds) > 7 * 86400) return;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  element.textContent = words.format(Math.trunc(seconds / size), unit);
}

const showAll = () => document.querySelectorAll("time[data-relative]").forEach(show);
showAll();
setInterval(showAll, 15000);
document.addEventListener("laadboek:changed", showAll);

/* What a script adds to pages that work without one. Nothing here is needed to complain or to answer. */
"use strict";

// After a failed form the summary of errors is read out first.
document.querySelector("[data-focus]")?.focus();

// A form is sent once: a second press while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Chosen files are named and measured before they are sent.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file") return;
  const list = document.getElementById(`${input.id}_chosen`);
  if (!list) return;
  list.replaceChildren(...[...input.files].map(described));
  list.hidden = !input.files.length;
});

function described(file) {
  const item = document.createElement("li");
  const size = file.size < 1e6 ? `${Math.ceil(file.size / 1e3)} kB` : `${(file.size / 1e6).toFixed(1).replace(".", ",")} MB`;
  item.textContent = `${file.name} (${size})`;
  return item;
}

// One key for one thing on the desk: whatever carries data-key is clicked or focused by that key.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
});

// Printing and copying are a press, where the browser allows it.
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-print], [data-copy]");
  if (!target) return;
  if (target.hasAttribute("data-print")) window.print();
  else navigator.clipboard?.writeText(target.dataset.copy);
});

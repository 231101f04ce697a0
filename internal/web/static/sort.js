// Lists with data-sort are sorted by dragging as well. The form works without this:
// its buttons do the same, and what is sent is the order of the fields.
"use strict";
for (const list of document.querySelectorAll("[data-sort]")) {
  let held = [];
  const rows = () => [...list.children];
  const part = (row) => row.classList.contains("part");
  // A row comes with its parts.
  const block = (row) => {
    const all = rows(), from = all.indexOf(row);
    let to = from + 1;
    if (!part(row)) while (to < all.length && part(all[to])) to++;
    return all.slice(from, to);
  };
  for (const row of rows()) row.draggable = true;
  list.classList.add("drags");
  list.addEventListener("dragstart", (e) => {
    const row = e.target.closest("li");
    if (!row) return;
    held = block(row);
    held.forEach((r) => r.classList.add("held"));
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", "");
  });
  list.addEventListener("dragover", (e) => {
    const over = e.target.closest("li");
    if (!held.length || !over || over.parentElement !== list || held.includes(over)) return;
    e.preventDefault();
    const box = over.getBoundingClientRect();
    const after = e.clientY > box.top + box.height / 2;
    let at = over;
    if (!part(held[0])) {
      while (at && part(at)) at = at.previousElementSibling; // between items, not within one
      if (!at || held.includes(at)) return;
      at = after || at !== over ? block(at).at(-1).nextElementSibling : at;
    } else {
      at = after || !part(over) ? over.nextElementSibling : over;
    }
    held.forEach((r) => list.insertBefore(r, held.includes(at) ? held.at(-1).nextElementSibling : at));
  });
  list.addEventListener("drop", (e) => e.preventDefault());
  list.addEventListener("dragend", () => {
    held.forEach((r) => r.classList.remove("held"));
    held = [];
    if (list.firstElementChild) list.firstElementChild.classList.remove("part");
  });
}

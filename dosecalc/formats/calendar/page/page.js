"use strict";
(() => {
  const table = document.getElementById("index");
  if (!table) return;
  const main = table.closest("main");
  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    text: [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase(),
    part: document.getElementById(row.dataset.place),
  }));
  const status = made("span", { className: "status" });
  status.setAttribute("role", "status");
  const field = made("input", { type: "search", id: "filter" });
  field.setAttribute("aria-controls", "index");
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0, next = null;
    // What is only hidden would still be worked through when a page of hundreds is printed.
    [...rows].reverse().forEach(({ row, text, part }) => {
      row.hidden = !wanted.every((word) => text.includes(word));
      if (row.hidden) return part.remove();
      if (!part.isConnected) main.insertBefore(part, next);
      next = part;
      shown += 1;
    });
    status.textContent = `${shown} of ${rows.length} participants are shown and printed`;
  });
  const label = made("label", { htmlFor: "filter" }, "Only participants with");
  table.closest("section").querySelector("h2").after(made("div", { className: "tools" }, label, field, status));
})();

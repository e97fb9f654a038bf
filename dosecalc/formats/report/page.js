"use strict";
(() => {
  const root = document.documentElement;

  const theme = document.getElementById("theme");
  const remember = (value) => { try { localStorage.setItem("dosecalc-theme", value); } catch { /* not allowed */ } };
  const remembered = () => { try { return localStorage.getItem("dosecalc-theme") || ""; } catch { return ""; } };
  const paint = (value) => { if (value) root.dataset.theme = value; else delete root.dataset.theme; };
  theme.value = remembered();
  paint(theme.value);
  theme.addEventListener("change", () => { paint(theme.value); remember(theme.value); });
  theme.closest("[hidden]").hidden = false;

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const text = (cell) => cell.textContent.trim();
  // A spreadsheet would run a text that begins so; a number that begins so stays one.
  const harmless = (value) => (/^[=+@-]/.test(value) ? "'" + value : value);
  const plain = (value) => harmless(value.replace(/\u00a0/g, " ").replace(/\s+/g, " ").replace(/ [↕↑↓]$/, ""));

  const order = (one, two) => {
    const keys = [one.dataset.key, two.dataset.key];
    const empty = [one, two].map((cell) => text(cell) === "" || text(cell) === "unknown");
    if (empty[0] || empty[1]) return { last: empty[0] - empty[1] };
    if (keys[0] === undefined || keys[1] === undefined) {
      return { by: text(one).localeCompare(text(two), "en", { numeric: true }) };
    }
    const [unit, number] = keys[0].split("|"), [other, value] = keys[1].split("|");
    return { by: unit === other || !unit || !other ? number - value : unit < other ? -1 : 1 };
  };

  const sort = (table, column, sign) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => {
      const found = order(a.cells[column], b.cells[column]);
      return found.last ?? found.by * sign;
    });
    body.append(...rows);
  };

  const sortable = (table, status) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const name = text(head);
      const button = made("button", { type: "button" }, name);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const rising = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        sort(table, column, rising ? 1 : -1);
        status.textContent = `sorted by ${name}, ${rising ? "ascending" : "descending"}`;
      });
    });
  };

  const filter = (table, wanted) => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...table.tBodies[0].rows];
    rows.forEach((row) => {
      const held = row.textContent.replace(/\u00a0/g, " ").toLowerCase();
      row.hidden = !words.every((word) => held.includes(word));
    });
    return `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
  };

  const tabbed = (table) => [...table.rows]
    .filter((row) => !row.hidden)
    .map((row) => [...row.cells].map((cell) => plain(text(cell))).join("\t"))
    .join("\n") + "\n";

  const copy = async (value) => {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      const area = made("textarea", { value, ariaHidden: "true", readOnly: true });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  document.querySelectorAll("[data-tools]").forEach((box) => {
    const table = box.querySelector("table");
    const status = made("span", { className: "status" });
    status.setAttribute("role", "status");
    const field = made("input", { type: "search", id: `${table.id}-filter` });
    field.setAttribute("aria-controls", table.id);
    field.addEventListener("input", () => { status.textContent = filter(table, field.value); });
    const label = made("label", { htmlFor: field.id }, "Only rows with");
    const button = made("button", { type: "button" }, "Copy rows");
    button.addEventListener("click", async () => {
      const done = await copy(tabbed(table));
      status.textContent = done ? "copied as tab-separated text" : "this browser does not allow copying";
    });
    box.prepend(made("div", { className: "tools" }, label, field, button, status));
    sortable(table, status);
  });
})();

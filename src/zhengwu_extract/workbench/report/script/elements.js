// Elements of the page. Texts become text nodes and never markup.

const at = (id) => document.getElementById(id);

/** An element with attributes, listeners (on…) and children. */
function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Tell a screen reader. */
function say(text) {
  at("said").textContent = text;
}

/** A table of plain rows; a row may do something when it is clicked. */
function plainTable(heads, rows) {
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": heads.join(", ") },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))),
    ),
  );
}

// The keys of the page: one letter each, where nothing is being typed.

const KEYS = {
  j: ["next", () => step(1)],
  k: ["previous", () => step(-1)],
  c: ["confirm", confirmRecord],
  x: ["delete", deleteRecord],
  s: ["save", save],
  Escape: ["cancel", cancel],
  n: ["new", () => become("new")],
  v: ["value", () => become("value")],
  m: ["metric", () => become("metric")],
  M: ["more", () => become("more")],
  p: ["program", () => become("program")],
  d: ["date", () => become("date")],
  t: ["target", () => become("target")],
  g: ["region", () => become("region")],
  h: ["mark.left", () => moveMark(-1, -1)],
  l: ["mark.right", () => moveMark(1, 1)],
  H: ["mark.shorter", () => moveMark(0, -1)],
  L: ["mark.longer", () => moveMark(0, 1)],
  u: ["undo", () => back("undo")],
  r: ["redo", () => back("redo")],
  f: ["finish", finish],
  "[": ["article.previous", () => turn(-1)],
  "]": ["article.next", () => turn(1)],
};
const KEY_OF = Object.fromEntries(Object.entries(KEYS).map(([key, [name]]) => [name, key]));
KEY_OF.doubt = KEY_OF.confirm;

function drawKeys() {
  const rows = Object.entries(KEYS).map(([key, [name]]) => [h("dt", {}, key), h("dd", {}, t(`key.${name}`))]);
  at("keys").replaceChildren(...rows.flat());
}

function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in KEYS) || (typing && event.key !== "Escape")) return;
    event.preventDefault();
    KEYS[event.key][1]();
  });
}

// The table: sorted, a page at a time, moved through with the arrow keys.

// The most rows that are printed.
const PRINTED = 500;
const byWord = new Intl.Collator("zh");

const COLUMNS = [
  { key: "value", cell: (r) => r.value.text, by: (r) => r.value.text, class: "value" },
  { key: "number", cell: (r) => `${amountOf(r.value)} ${r.unit}`, by: (r) => numberOf(r.value), class: "n" },
  { key: "metric", class: "wide", cell: (r) => [r.metric.text, r.indicator && r.indicator !== r.metric.text ? h("small", {}, r.indicator) : ""], by: (r) => r.metric.text },
  { key: "program", class: "text", cell: (r) => r.program?.text ?? "", by: (r) => r.program?.text ?? null },
  { key: "date", cell: (r) => (r.date ? [r.date.text, h("small", {}, daysOf(r.date))] : ""), by: (r) => r.date?.end ?? r.date?.start ?? null, class: "short" },
  { key: "role", cell: (r) => h("span", { class: `badge ${r.role}` }, named("role", r.role)), by: (r) => r.role },
  { key: "measure", cell: (r) => named("measure", r.measure), by: (r) => r.measure, class: "short" },
  { key: "target", class: "text", cell: (r) => (r.target ? [r.target.text, h("small", {}, goalOf(r.target))] : ""), by: (r) => r.target?.completion ?? r.target?.number ?? null },
  { key: "region", class: "short", cell: (r) => (r.region ? r.region.name ?? r.region.text : ""), by: (r) => r.region?.name ?? r.region?.text ?? null },
  { key: "document", class: "name", cell: (r) => titleOf(documentById.get(r.doc_id)), by: (r) => titleOf(documentById.get(r.doc_id)) },
  { key: "confidence", cell: (r) => meter(r.confidence), by: (r) => r.confidence, class: "n" },
  { key: "flags", cell: (r) => (r.flags?.length ? h("span", { class: "warn", title: flagText(r) }, `⚑ ${r.flags.join(", ")}`) : ""), by: (r) => (r.flags?.length ? r.flags.join() : null) },
];

/** The records in the order that a column asks for; what has nothing there comes last, either way. */
function sorted(shown) {
  const { key, descending } = state.sort;
  const column = COLUMNS.find((each) => each.key === key);
  if (!column) return shown;
  const keyed = shown.map((record, nth) => [column.by(record), nth, record]);
  const sign = descending ? -1 : 1;
  keyed.sort(([a, m], [b, n]) => {
    if (a === null || b === null) return (a === null) - (b === null) || m - n;
    return sign * (typeof a === "number" ? a - b : byWord.compare(a, b)) || m - n;
  });
  return keyed.map(([, , record]) => record);
}

function drawHeads() {
  const heads = COLUMNS.map(({ key, class: kind }) => {
    const sortedBy = state.sort.key === key;
    const direction = !sortedBy ? "none" : state.sort.descending ? "descending" : "ascending";
    const mark = !sortedBy ? "" : state.sort.descending ? " ▼" : " ▲";
    const button = h("button", { type: "button", title: t("sort", { column: t(key) }), "data-sort": key, onclick: () => sortBy(key) }, t(key) + mark);
    return h("th", { scope: "col", class: kind, "aria-sort": direction }, button);
  });
  at("heads").replaceChildren(...heads);
}

/** Sort by a column: ascending, then descending, then in the order of the texts again. */
function sortBy(key) {
  const { key: before, descending } = state.sort;
  state.sort = before !== key ? { key, descending: false } : descending ? { key: null, descending: false } : { key, descending: true };
  refresh();
  document.querySelector(`[data-sort="${key}"]`).focus();
}

function pagesOf(shown) {
  return Math.max(1, Math.ceil(shown.length / state.size));
}

/** Draw one page of the table, or its first rows when it is printed. */
function drawTable(printing = false) {
  const from = printing ? 0 : state.page * state.size;
  const rows = state.shown.slice(from, printing ? PRINTED : from + state.size);
  drawHeads();
  at("table").setAttribute("aria-rowcount", state.shown.length + 1);
  at("rows").replaceChildren(...rows.map((record, nth) => rowOf(record, from + nth)));
  markRow();
  at("page-of").textContent = t("page.of", { page: plain(state.page + 1), pages: plain(pagesOf(state.shown)) });
  for (const button of at("pages").querySelectorAll("[data-step]")) {
    const back = ["first", "previous"].includes(button.dataset.step);
    button.disabled = back ? state.page === 0 : state.page >= pagesOf(state.shown) - 1;
  }
  const cutOff = printing && state.shown.length > PRINTED;
  at("count").textContent = cutOff
    ? t("print.cut", { shown: plain(PRINTED), all: plain(state.shown.length) })
    : t(state.shown.length ? "shown" : "nothing", { shown: plain(state.shown.length), all: plain(records.length) });
  at("count").classList.toggle("empty", !state.shown.length);
}

function rowOf(record, nth) {
  const cells = COLUMNS.map((column) => {
    const said = column.cell(record);
    return h("td", { class: column.class, title: column.class === "name" ? said : null }, said);
  });
  return h("tr", { "data-id": record.id, "aria-rowindex": nth + 2, tabindex: "-1", "aria-selected": "false" }, cells);
}

/** Show which row is chosen; one row takes part in the order of the tab key. */
function markRow() {
  const rows = [...at("rows").rows];
  const chosen = rows.find((row) => row.dataset.id === state.selected?.id);
  for (const row of rows) {
    row.setAttribute("aria-selected", row === chosen ? "true" : "false");
    row.tabIndex = row === (chosen ?? rows[0]) ? 0 : -1;
  }
  return chosen;
}

/** Turn to the page of a record and bring its row into view. */
function showRow(record) {
  const nth = state.shown.indexOf(record);
  if (nth >= 0 && Math.floor(nth / state.size) !== state.page) {
    state.page = Math.floor(nth / state.size);
    drawTable();
  }
  const row = markRow();
  if (!row) return;
  const frame = at("table-frame");
  const head = at("heads").offsetHeight;
  if (row.offsetTop - head < frame.scrollTop) frame.scrollTop = row.offsetTop - head;
  const bottom = row.offsetTop + row.offsetHeight - frame.clientHeight;
  if (bottom > frame.scrollTop) frame.scrollTop = bottom;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

function moveInTable(event) {
  const row = event.target.closest("tbody tr");
  if (!row) return;
  if (event.key === "Enter") {
    event.preventDefault();
    select(recordById.get(row.dataset.id));
    focusMark();
  } else if (event.key in STEPS) {
    event.preventDefault();
    const now = state.page * state.size + row.sectionRowIndex;
    const next = Math.min(Math.max(now + STEPS[event.key], 0), state.shown.length - 1);
    select(state.shown[next]);
    markRow()?.focus({ preventScroll: true });
  }
}

function listenToTable() {
  at("rows").addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && !String(getSelection())) select(recordById.get(row.dataset.id));
  });
  at("rows").addEventListener("keydown", moveInTable);
  const turn = { first: () => 0, previous: (page) => page - 1, next: (page) => page + 1, last: () => pagesOf(state.shown) - 1 };
  at("pages").addEventListener("click", (event) => {
    const step = event.target.dataset.step;
    if (!step) return;
    state.page = turn[step](state.page);
    drawTable();
    at("table-frame").scrollTop = 0;
  });
  at("page-size").addEventListener("change", (event) => {
    state.size = Number(event.target.value);
    state.page = 0;
    drawTable();
  });
}

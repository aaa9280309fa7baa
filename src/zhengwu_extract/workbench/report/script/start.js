// How the page begins, what follows from a choice, and what the address keeps of it.

/** Choose a record (or none): its row, its article, its links and its card follow. */
function select(record, { stay = false } = {}) {
  state.selected = record ?? null;
  if (record) {
    const article = documentById.get(record.doc_id);
    drawArticle(article);
    drawFacts(article);
  }
  const count = light(record);
  drawCard(record);
  showRow(record);
  const element = record && valueElement(record);
  if (element) {
    rove(element);
    if (!stay) reveal(element);
    say(t("chosen", { value: record.value.text, metric: record.metric.text, count }));
  }
  drawLinks(record);
  keep();
}

/** Draw what depends on filters and order; the charts a moment later, so that typing stays quick. */
let chartsWaiting = 0;
function refresh() {
  state.shown = sorted(filtered());
  state.page = 0;
  drawTable();
  if (state.selected) {
    drawCard(state.selected);
    showRow(state.selected);
  }
  keep();
  state.round += 1;
  document.documentElement.dataset.charts = "waiting";
  clearTimeout(chartsWaiting);
  chartsWaiting = setTimeout(drawCharts, 300);
}

/** Keep the choice in the address, so that a link shows the same. */
function keep() {
  const kept = new URLSearchParams(state.filters);
  if (state.sort.key) kept.set("sort", (state.sort.descending ? "-" : "") + state.sort.key);
  if (state.selected) kept.set("record", state.selected.id);
  const hash = kept.toString();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const field of FIELDS) if (kept.get(field)) state.filters[field] = kept.get(field);
  const sort = kept.get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  if (COLUMNS.some((column) => column.key === key)) state.sort = { key, descending: sort.startsWith("-") };
  return recordById.get(kept.get("record")) ?? null;
}

function drawAll() {
  translate();
  drawSettings();
  at("made").textContent = t("made.by", { version: document.querySelector("meta[name=generator]").content.split(" ")[1], name: data.name });
  drawTiles();
  drawFilters();
  drawLegend();
  drawAside();
  refresh();
  if (state.selected) select(state.selected, { stay: true });
}

function listenToTools() {
  listenToSettings(drawCharts);
  at("print").addEventListener("click", () => print());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawCharts());
  addEventListener("beforeprint", () => drawTable(true));
  addEventListener("afterprint", () => drawTable());
  new ResizeObserver(() => drawLinks(state.selected)).observe(at("article-scroll"));
  for (const link of document.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const section = document.querySelector(link.getAttribute("href"));
      section.scrollIntoView();
      section.focus({ preventScroll: true });
    });
  }
}

recallSettings();
const recalled = recall();
listenToFilters();
listenToTable();
listenToArticle();
listenToTools();
drawAll();
if (recalled ?? state.shown[0]) select(recalled ?? state.shown[0]);

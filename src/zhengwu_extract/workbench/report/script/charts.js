// The charts, drawn by Vega from the specifications that came with the page.

/** The colour that a style variable has in the theme on show: Vega takes no variables. */
function colour(name) {
  const probe = h("span", { style: `color:var(--${name})` });
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** A specification with its words (@key), colours ($name) and given values put in; a given list takes its place in one. */
function filled(part, given) {
  if (Array.isArray(part)) return part.flatMap((each) => filled(each, given));
  if (part && typeof part === "object") return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filled(value, given)]));
  if (typeof part === "string" && part.startsWith("@")) return given[part.slice(1)] ?? t(part.slice(1));
  return typeof part === "string" && part.startsWith("$") ? colour(part.slice(1)) : part;
}

function look() {
  const [ink, quiet, line] = [colour("ink"), colour("quiet"), colour("line")];
  const axis = { labelColor: ink, titleColor: quiet, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", aria: false };
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark" || (state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const category = dark
    ? ["#8ab8ff", "#ffb870", "#6fd6a2", "#dd9bee", "#f2c94c", "#ff9d8c", "#7fd8e8", "#a3abba"]
    : ["#1f5fbf", "#c25e00", "#1b7a4b", "#86369a", "#8a6100", "#b8331f", "#0f7285", "#5b6475"];
  return {
    background: null,
    // A reader who does not see the chart is given its figures as a table, not each of its strokes.
    aria: false,
    font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    axis,
    legend: { labelColor: ink, titleColor: quiet, labelFontSize: 12, labelLimit: 220, symbolStrokeWidth: 2, aria: false },
    range: { category },
    text: { fontSize: 12 },
  };
}

const views = {};
// The height of a row, of charts that have a row for each bar.
const ROW_HEIGHTS = { progress: 24, flags: 30 };

/** Draw a chart with rows into its figure, under a caption that says what it is. */
async function drawChart(name, rows, caption, given = {}, before = []) {
  const plot = h("div", { class: "plot" });
  at(`chart-${name}`).replaceChildren(h("figcaption", {}, t(caption)), ...before, plot);
  views[name]?.finalize();
  delete views[name];
  if (!rows.length) {
    plot.append(h("p", { class: "quiet" }, t(`chart.${name}.none`)));
    return;
  }
  const spec = { ...filled(data.charts[name], given), datasets: { rows } };
  if (name in ROW_HEIGHTS) spec.height = rows.length * ROW_HEIGHTS[name];
  const { view } = await vegaEmbed(plot, spec, { actions: false, renderer: "svg", ast: true, config: look(), tooltip: { theme: "custom" } });
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", t(caption));
  views[name] = view;
  view.addEventListener("click", (event, item) => chosenInChart(name, item?.datum));
}

function chosenInChart(name, row) {
  if (!row) return;
  if (name === "flags") setFilter("flags", row.flag);
  else if (recordById.has(row.id)) select(recordById.get(row.id));
  else return;
  at("explore").scrollIntoView();
}

/** The figures of a chart as a table, for those who do not see it. */
function figuresOf(heads, rows) {
  return h("details", {}, h("summary", {}, t("chart.data")), plainTable(heads.map((head) => t(head)), rows));
}

async function drawProgress() {
  const all = progressRows(state.shown);
  const rows = all.slice(0, MOST_ROWS);
  const cutOff = all.length > rows.length ? [h("p", { class: "quiet" }, t("chart.progress.cut", { shown: rows.length, all: all.length }))] : [];
  await drawChart("progress", rows, "chart.progress", {}, cutOff);
  if (rows.length) at("chart-progress").append(figuresOf(["metric", "value", "goal", "document"], all.map((row) => [row.row.split("|")[1], row.value, `${row.percent} (${row.goal})`, row.document])));
}

let picked = null;

async function drawSeries() {
  const choices = seriesChoices(state.shown).slice(0, 200);
  const group = choices.find((each) => each.key === picked) ?? choices[0];
  const name = (each) => `${each.name} · ${named("measure", each.measure)} · ${each.unit} (${each.records.length})`;
  const select = h("select", { id: "series-pick", onchange: (event) => {
    picked = event.target.value;
    drawSeries().then(() => at("series-pick").focus());
  } }, choices.map((each) => option(each.key, name(each))));
  if (group) select.value = group.key;
  const { rows, title } = group ? seriesRows(group) : { rows: [], title: "" };
  const before = group ? [h("label", {}, t("chart.series.pick"), select), h("p", { class: "quiet hint" }, t("chart.series.hint"))] : [];
  await drawChart("series", rows, "chart.series", { unit: title, regions: [...new Set(rows.map((row) => row.region))] }, before);
  if (rows.length) at("chart-series").append(figuresOf(["region", "date", "value", "role", "document"], rows.map((row) => [row.region, row.date, row.value, named("role", row.role), row.document])));
}

async function drawConfidence() {
  const rows = state.shown.map((record) => ({ confidence: record.confidence }));
  await drawChart("confidence", rows, "chart.confidence", {}, [h("p", { class: "quiet hint" }, t("chart.confidence.hint"))]);
  if (!rows.length) return;
  const bins = Array(20).fill(0);
  for (const { confidence } of rows) bins[Math.min(19, Math.floor(confidence * 20 + 1e-9))] += 1;
  const figures = bins.map((count, nth) => [`${(nth / 20).toFixed(2)}–${((nth + 1) / 20).toFixed(2)}`, plain(count)]);
  at("chart-confidence").append(figuresOf(["confidence", "records"], figures));
}

async function drawFlags() {
  const rows = flagRows(state.shown);
  await drawChart("flags", rows, "chart.flags");
  if (rows.length) at("chart-flags").append(figuresOf(["flag", "records"], rows.map((row) => [row.flag, plain(row.count)])));
}

let drawing = Promise.resolve();

/** Draw all charts, one after another; drawn are they only when no filter was changed meanwhile. */
function drawCharts() {
  const { round } = state;
  drawing = drawing.then(async () => {
    for (const draw of [drawProgress, drawSeries, drawConfidence, drawFlags]) {
      if (round === state.round) await draw();
    }
    if (round === state.round) document.documentElement.dataset.charts = "drawn";
  });
  return drawing;
}

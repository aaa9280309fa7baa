// The list of articles, and turning to another one.

/** Choose a record (or none): its spans, its links and its form follow. */
function select(record, { stay = false } = {}) {
  if (!settled()) return;
  state.selected = record ?? null;
  if (!record) {
    draft = null;
    drawDraft();
    return;
  }
  begin(record);
  const element = valueElement(record);
  if (!element) return;
  rove(element);
  if (!stay) reveal(element);
  say(t("chosen", { value: record.value.text, metric: record.metric.text, count: light(draft) }));
}

function step(by) {
  const nth = records.findIndex((record) => record.id === draft?.id);
  const next = records[Math.min(Math.max(nth + by, 0), records.length - 1)];
  if (next) select(next);
}

async function openArticle(id) {
  if (!settled()) return;
  try {
    take(await ask(id === undefined ? "/article" : `/article?id=${encodeURIComponent(id)}`));
  } catch (error) {
    trouble(error.message);
    return;
  }
  history.replaceState(null, "", `#${encodeURIComponent(documents[0].id)}`);
  at("article-scroll").scrollTop = 0;
  select(records.find((record) => !record.confirmed) ?? records[0], { stay: true });
}

function turn(by) {
  const nth = review.list.findIndex((each) => each.id === documents[0].id);
  const next = review.list[nth + by];
  if (next) openArticle(next.id);
}

async function finish() {
  if (settled() && (await act({ do: "finish", document: documents[0].id, yes: !review.finished }))) select(records[0], { stay: true });
}

/** Undo or do again; the article that this concerns is shown. */
async function back(what) {
  if (settled() && (await act({ [what]: true }))) select(records[0], { stay: true });
}

function drawList() {
  const rows = review.list.map((each) => {
    const open = documents[0]?.id === each.id;
    const state_ = t(`state.${each.state}`, { confirmed: each.confirmed, records: each.records });
    const button = h("button", { type: "button", "aria-current": open ? "true" : null, "data-article": each.id, onclick: () => openArticle(each.id) }, h("span", { lang: "zh" }, each.title), h("small", {}, state_));
    return h("li", { class: each.state }, button);
  });
  at("articles").replaceChildren(...rows);
  const finished = review.list.filter((each) => each.state === "finished").length;
  at("progress").textContent = t("progress", { finished, all: review.list.length });
}

/** Show which records are confirmed: a tick behind their values. */
function showConfirmed() {
  for (const record of records) {
    const own = segments.filter((each) => each.marks.some((mark) => mark[2] === "value" && mark[3].id === record.id));
    own.at(-1)?.element.classList.toggle("sure", record.confirmed);
  }
}

/** Draw everything that follows from how the review stands. */
function drawReview() {
  drawList();
  drawFacts(documents[0]);
  at("undo").disabled = !review.undo;
  at("redo").disabled = !review.redo;
  at("finish").setAttribute("aria-pressed", review.finished ? "true" : "false");
  at("finish").textContent = t(review.finished ? "reopen" : "finish");
  const nth = review.list.findIndex((each) => each.id === documents[0].id);
  at("article-previous").disabled = nth <= 0;
  at("article-next").disabled = nth >= review.list.length - 1;
  drawDraft();
}

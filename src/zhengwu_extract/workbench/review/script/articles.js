// The list of articles, and turning to another one.

/** Choose a record (or none): its spans, its links and its form follow. */
function select(record, { stay = false } = {}) {
  if (!settled()) return;
  if (!record) {
    draft = null;
    state.selected = null;
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

/** Open an article, the first one when none is named; say whether that went well. */
async function openArticle(id = null) {
  if (!settled()) return false;
  try {
    take(await ask(id === null ? "/article" : `/article?id=${encodeURIComponent(id)}`));
  } catch (error) {
    trouble(error.message);
    return false;
  }
  trouble("");
  at("article-scroll").scrollTop = 0;
  select(records.find((record) => !record.confirmed) ?? records[0]);
  return true;
}

/** The article that the address names, if it names one. */
function addressed() {
  try {
    return decodeURIComponent(location.hash.slice(1)) || null;
  } catch {
    return null;
  }
}

/** Open the article that the address names, or else the first one. */
async function openAddressed() {
  const id = addressed();
  if (await openArticle(id) || id === null || documents.length) return;
  const said = at("trouble").textContent;
  if (await openArticle()) trouble(said);
}

function turn(by) {
  const nth = review.list.findIndex((each) => each.id === documents[0].id);
  const next = review.list[nth + by];
  if (next) openArticle(next.id);
}

async function finish() {
  const chosen = draft?.id;
  if (settled() && (await act({ do: "finish", document: documents[0].id, yes: !review.finished }))) select(recordById.get(chosen) ?? records[0], { stay: true });
}

/** Undo or do again; the article and the record that this concerns are shown. */
async function back(what) {
  const place = draft?.value.start ?? 0;
  if (!settled() || !(await act({ [what]: true }))) return;
  const near = records.find((record) => record.value.start >= place) ?? records.at(-1);
  select(recordById.get(review.about) ?? near);
}

function drawList() {
  const focused = document.activeElement?.dataset.article;
  const rows = review.list.map((each) => {
    const open = documents[0]?.id === each.id;
    const state_ = t(`state.${each.state}`, { confirmed: each.confirmed, records: each.records });
    const button = h("button", { type: "button", "aria-current": open ? "true" : null, tabindex: open ? "0" : "-1", "data-article": each.id, onclick: () => openArticle(each.id) }, h("span", { lang: "zh" }, each.title), h("small", {}, state_));
    return h("li", { class: each.state }, button);
  });
  at("articles").replaceChildren(...rows);
  const buttons = [...at("articles").querySelectorAll("button")];
  buttons.find((button) => button.dataset.article === focused)?.focus({ preventScroll: true });
  showInList(buttons.find((button) => button.ariaCurrent));
  const finished = review.list.filter((each) => each.state === "finished").length;
  at("progress").textContent = t("progress", { finished, all: review.list.length });
}

/** Bring an article of the list into view, without moving the page. */
function showInList(button) {
  const pane = at("articles").parentElement;
  const offset = button.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (offset < 0 || offset > pane.clientHeight - button.offsetHeight) pane.scrollTop += offset - pane.clientHeight / 3;
}

/** Arrow keys go through the list; one of its articles takes part in the order of the tab key. */
function moveInList(event) {
  const buttons = [...at("articles").querySelectorAll("button")];
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -buttons.length, End: buttons.length }[event.key];
  if (!by) return;
  event.preventDefault();
  const nth = buttons.indexOf(document.activeElement) + by;
  const next = buttons[Math.min(Math.max(nth, 0), buttons.length - 1)];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  showInList(next);
  next.focus({ preventScroll: true });
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
  at("finish").textContent = t(review.finished ? "reopen" : "finish");
  const nth = review.list.findIndex((each) => each.id === documents[0].id);
  at("article-previous").disabled = nth <= 0;
  at("article-next").disabled = nth >= review.list.length - 1;
}

// Words that the reader marks in the article, and what they become.

let marked = null; // [start, end] in code points of the article

/** The text nodes of the sheet, each with the place in the article where it begins. */
function* placedNodes() {
  const letters = lettersOf(documents[0].pieces[0]);
  const walker = document.createTreeWalker(at("sheet"), NodeFilter.SHOW_TEXT);
  let place = 0;
  while (walker.nextNode()) {
    const length = new Letters(walker.currentNode.data).length;
    while (letters.slice(place, place + 1) === "\n") place += 1; // what parts two paragraphs
    yield [walker.currentNode, place];
    place += length;
  }
}

/** The marked characters, white space at the ends left out; null when nothing in the article is marked. */
function markedSpan() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!at("sheet").contains(range.commonAncestorContainer)) return null;
  let [start, end] = [null, null];
  for (const [node, place] of placedNodes()) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    if (to <= from) continue;
    start ??= place + new Letters(node.data.slice(0, from)).length;
    end = place + new Letters(node.data.slice(0, to)).length;
  }
  while (start < end && /\s/.test(textBetween(documents[0], start, start + 1))) start += 1;
  while (start < end && /\s/.test(textBetween(documents[0], end - 1, end))) end -= 1;
  return start !== null && start < end ? [start, end] : null;
}

/** Mark characters of the article, as the mouse would. */
function mark([start, end]) {
  const range = document.createRange();
  for (const [node, place] of placedNodes()) {
    const letters = new Letters(node.data);
    const to = (at_) => letters.slice(0, at_ - place).length;
    if (place <= start && start < place + letters.length) range.setStart(node, to(start));
    if (place < end && end <= place + letters.length) range.setEnd(node, to(end));
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  lift([start, end]); // at once: the next key may come before the browser tells of the change
  reveal(range.startContainer.parentElement);
}

/** The place so many characters on, past white space: no mark begins or ends with it. */
function past(place, by, letterAt) {
  let next = place + by;
  while (by && /\s/.test(textBetween(documents[0], letterAt(next), letterAt(next) + 1))) next += by;
  return next;
}

/** Mark by the keys: first the value of the record, then what is marked with its ends moved by so many characters. */
function moveMark(from, to) {
  const own = draft ? [draft.value.start, draft.value.end] : [0, 1];
  const [start, end] = marked ? [past(marked[0], from, (place) => place), past(marked[1], to, (place) => place - 1)] : own;
  if (start >= 0 && start < end && end <= lettersOf(documents[0].pieces[0]).length) mark([start, end]);
}

async function suggested(field, [start, end]) {
  try {
    return await ask("/suggest", { document: documents[0].id, field, start, end });
  } catch (error) {
    trouble(error.message);
    return null;
  }
}

/** What marked words can become; each is given their span. */
const BECOME = {
  new: async (span) => {
    if (!settled()) return;
    const fields = await suggested("value", span);
    if (fields) begin({ unit: "", measure: "level", role: "actual", scope: "core", metric: { text: "", spans: [] }, ...fields, id: NEW, doc_id: documents[0].id });
  },
  value: async (span) => {
    const fields = await suggested("value", span);
    if (fields) change({ value: fields.value, unit: fields.unit ?? draft.unit });
  },
  metric: (span) => change({ metric: phrase([span]) }),
  more: (span) => change({ metric: phrase([...draft.metric.spans, span]) }),
  program: (span) => change({ program: phrase([span]) }),
  date: async (span) => {
    const fields = await suggested("date", span);
    if (fields) change(fields);
  },
  target: (span) => change({ target: { ...draft.target, text: textBetween(documents[0], ...span), spans: [span] } }),
  region: (span) => change({ region: { text: textBetween(documents[0], ...span), spans: [span] } }),
};

async function become(what) {
  if (!marked) return trouble(t("trouble.unmarked"));
  if (what !== "new" && !draft) return trouble(t("trouble.unchosen"));
  if (what === "target" && draft.role === "target") return trouble(t("trouble.target"));
  trouble("");
  await BECOME[what](marked);
  getSelection().removeAllRanges();
  lift(null);
}

/** Keep what is marked, and show whether anything is. */
function lift(span) {
  marked = span;
  at("marking").classList.toggle("ready", Boolean(span));
}

function drawMarking() {
  const buttons = Object.keys(BECOME).map((what) =>
    // A press must not take the marked words away before they are used.
    h("button", { type: "button", id: `mark-${what}`, title: KEY_OF[what], onmousedown: (event) => event.preventDefault(), onclick: () => become(what) }, t(`mark.${what}`)),
  );
  at("marking").replaceChildren(...buttons);
}

function listenToMarking() {
  document.addEventListener("selectionchange", () => {
    const span = markedSpan();
    if (span || at("sheet").contains(getSelection().anchorNode)) lift(span);
  });
}

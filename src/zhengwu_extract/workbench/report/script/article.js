// The article of the chosen record: its text cut where marks begin and end. Only one article is on the page at a time.

const MARKS = [...ROLES, "refused"];
let drawn = null; // the document that is on the page
let segments = []; // its pieces in the order of the text: start, end, element, marks

/** The marks of an article: [start, end, role, record or rule]. */
function marksOf(article) {
  const marks = [];
  for (const record of recordsOf.get(article.id)) {
    for (const role of ROLES) for (const [start, end] of spansOf(record, role)) marks.push([start, end, role, record]);
  }
  for (const [start, end, rule] of article.refused) marks.push([start, end, "refused", rule]);
  return marks.sort((a, b) => a[0] - b[0]);
}

function drawArticle(article) {
  if (drawn === article) return;
  drawn = article;
  segments = [];
  const sheet = at("sheet");
  sheet.replaceChildren();
  if (!article) return;
  const marks = marksOf(article);
  article.pieces.forEach((piece, nth) => {
    if (nth || !article.whole) sheet.append(h("p", { class: "gap", "aria-hidden": "true" }, "⋯"));
    drawPiece(sheet, piece, marks);
  });
  at("article-scroll").scrollTop = 0;
}

/** Cut a piece at its marks and its line ends, and put it on the sheet a paragraph a line. */
function drawPiece(sheet, piece, marks) {
  const letters = lettersOf(piece);
  const [from, to] = [piece[0], piece[0] + letters.length];
  const own = marks.filter((mark) => mark[0] < to && mark[1] > from);
  const edges = new Set([from, to]);
  for (const [start, end] of own) edges.add(Math.max(start, from)).add(Math.min(end, to));
  const places = [...edges].sort((a, b) => a - b);
  let paragraph = h("p");
  let next = 0;
  let open = [];
  for (let nth = 0; nth + 1 < places.length; nth++) {
    const [start, end] = [places[nth], places[nth + 1]];
    while (next < own.length && own[next][0] <= start) open.push(own[next++]);
    open = open.filter((mark) => mark[1] > start);
    const lines = letters.slice(start - from, end - from).split("\n");
    let here = start;
    lines.forEach((line, lineNth) => {
      if (lineNth) {
        if (paragraph.childNodes.length) sheet.append(paragraph);
        paragraph = h("p");
        here += 1;
      }
      const length = new Letters(line).length;
      if (line) paragraph.append(open.length ? segment(line, here, here + length, open) : line);
      here += length;
    });
  }
  if (paragraph.childNodes.length) sheet.append(paragraph);
}

/** A stretch with the same marks from end to end. */
function segment(text, start, end, marks) {
  const roles = [...new Set(marks.map((mark) => mark[2]))];
  const element = h("span", { class: ["seg", ...roles, roles.some((role) => role !== "refused") ? "mark" : ""].join(" ").trim() }, text);
  const value = marks.find((mark) => mark[2] === "value");
  if (value && value[0] === start) {
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", "-1");
    element.dataset.record = value[3].id;
    labelValue(element, value[3]);
  }
  const rule = marks.find((mark) => mark[2] === "refused");
  if (rule) element.title = `${t("refused.mark")}: ${ruleText(rule[3])}`;
  segments.push({ start, end, element, marks: [...marks] });
  return element;
}

function labelValue(element, record) {
  element.setAttribute("aria-label", `${record.value.text}: ${record.metric.text}`);
}

/** A rule of refusal in words. */
function ruleText(name) {
  const known = named("rule", name);
  return known === name && rules[name]?.reason ? `${name}: ${rules[name].reason}` : known;
}

function segmentsOf(spans) {
  return segments.filter((each) => spans.some(([start, end]) => each.start < end && each.end > start));
}

/** Light the spans of a record, letter their beginnings, and link them; return how many spans are lit. */
function light(record) {
  for (const { element } of segments) {
    element.classList.remove("lit", ...ROLES.map((role) => `lit-${role}`));
    delete element.dataset.tag;
    if (element.dataset.record) element.setAttribute("aria-pressed", element.dataset.record === record?.id ? "true" : "false");
  }
  let count = 0;
  for (const role of record ? ROLES : []) {
    for (const span of spansOf(record, role)) {
      const found = segmentsOf([span]);
      for (const { element } of found) element.classList.add("lit", `lit-${role}`);
      if (!found.length) continue;
      count += 1;
      const tag = t(`tag.${role}`);
      const before = found[0].element.dataset.tag;
      if (!before?.includes(tag)) found[0].element.dataset.tag = before ? `${before}·${tag}` : tag;
    }
  }
  return count;
}

/** The elements at which the values of the article begin; one of them takes part in the order of the tab key. */
function values() {
  return segments.map((each) => each.element).filter((element) => element.dataset.record);
}

function rove(element) {
  for (const each of values()) each.tabIndex = each === element ? 0 : -1;
}

function valueElement(record) {
  return values().find((element) => element.dataset.record === record?.id);
}

function focusMark() {
  valueElement(state.selected)?.focus({ preventScroll: true });
}

/** Bring a stretch into the middle of the article's pane, without moving the page. */
function reveal(element) {
  const pane = at("article-scroll");
  const offset = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (offset < 40 || offset > pane.clientHeight - 60) pane.scrollTop += offset - pane.clientHeight / 2.5;
}

/** The records that a stretch belongs to: those whose value it is before those whose metric, program or date. */
function ownersOf(found) {
  const named = found.marks.filter((mark) => mark[2] !== "refused" && (mark[2] === "value" || state.marks[mark[2]] || found.element.classList.contains("lit")));
  named.sort((a, b) => ROLES.indexOf(a[2]) - ROLES.indexOf(b[2]));
  return [...new Set(named.map((mark) => mark[3]))];
}

function chooseSegment(element) {
  const found = segments.find((each) => each.element === element);
  const owners = found ? ownersOf(found) : [];
  if (!owners.length) return;
  const nth = (owners.indexOf(state.selected) + 1) % owners.length;
  select(owners[nth], { stay: true });
  if (owners.length > 1) say(t("shared", { count: owners.length, nth: nth + 1 }));
  at("shared").textContent = owners.length > 1 ? t("shared", { count: owners.length, nth: nth + 1 }) : "";
}

function moveInArticle(event) {
  const all = values();
  const nth = all.indexOf(event.target);
  if (nth < 0) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const next = all[Math.min(Math.max(nth + step, 0), all.length - 1)];
    rove(next);
    reveal(next);
    next.focus({ preventScroll: true });
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    chooseSegment(event.target);
  }
}

function listenToArticle() {
  at("sheet").addEventListener("click", (event) => {
    const element = event.target.closest(".seg");
    if (element && !String(getSelection())) chooseSegment(element);
  });
  at("sheet").addEventListener("keydown", moveInArticle);
}

/** The facts of the article over its text. */
function drawFacts(article) {
  const facts = [titleOf(article)];
  const more = [
    article.published && t("published", { day: article.published }),
    article.agency, article.region,
    t("article.count", { count: recordsOf.get(article.id).length }),
    ...article.flags.map((flag) => `⚑ ${named("flag", flag)}`),
    article.whole ? "" : t("article.part"),
  ];
  at("article-facts").replaceChildren(...facts, ...more.filter(Boolean).map((fact) => h("span", {}, fact)));
}

/** The legend: a sample of each mark, its letter, and a box that shows or hides it. */
function drawLegend() {
  const boxes = MARKS.map((role) => {
    const box = h("input", { type: "checkbox", "data-mark": role });
    box.checked = state.marks[role];
    box.addEventListener("change", () => {
      state.marks[role] = box.checked;
      showMarks();
    });
    const word = role === "refused" ? t("refused.mark") : t(role);
    return h("label", {}, box, h("span", { class: "letter", "aria-hidden": "true" }, t(`tag.${role}`)), h("span", { class: `key seg ${role}` }, word));
  });
  at("legend").replaceChildren(at("legend").querySelector("legend"), ...boxes);
  at("legend").className = `legend ${MARKS.map((role) => `show-${role}`).join(" ")}`;
  showMarks();
}

function showMarks() {
  at("sheet").className = ["sheet", ...MARKS.filter((role) => state.marks[role]).map((role) => `show-${role}`)].join(" ");
}

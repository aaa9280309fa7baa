// What is not simply right: flagged records, numbers that were refused, and what could not be read.

const REFUSED_EXAMPLES = 6;

function panel(id, title, count, hint, body) {
  at(id).replaceChildren(h("h3", {}, `${t(title)}: ${plain(count)}`), h("p", { class: "quiet" }, t(hint)), ...body);
}

function drawFlagged() {
  const flagged = records.filter((record) => record.flags?.length);
  const rows = flagged.map((record) => [
    h("span", {}, record.flags.flatMap((flag) => [h("code", {}, flag), h("small", {}, " ", named("flag", flag) === flag ? "" : named("flag", flag))])),
    h("button", { type: "button", class: "link", lang: "zh", onclick: () => goTo(record) }, `${record.value.text} ${record.metric.text}`),
    h("span", { lang: "zh" }, sentenceOf(record)),
    titleOf(documentById.get(record.doc_id)),
  ]);
  const heads = ["rule", "records", "sentence", "document"].map((head) => t(head));
  panel("flagged", "flagged", flagged.length, flagged.length ? "flagged.hint" : "flagged.none", flagged.length ? [plainTable(heads, rows)] : []);
}

function goTo(record) {
  select(record);
  at("explore").scrollIntoView();
  focusMark();
}

function drawRefused() {
  const byRule = new Map();
  for (const article of documents) {
    for (const [start, end, rule] of article.refused) {
      if (!byRule.has(rule)) byRule.set(rule, []);
      byRule.get(rule).push([article, start, end]);
    }
  }
  const groups = [...byRule].sort((a, b) => b[1].length - a[1].length);
  const total = groups.reduce((sum, [, places]) => sum + places.length, 0);
  const rows = groups.map(([rule, places]) => [
    [h("code", {}, rule), h("small", {}, " ", [named("rule", rule) === rule ? "" : named("rule", rule), rules[rule]?.where].filter(Boolean).join(" · "))],
    plain(places.length),
    examplesOf(places),
  ]);
  const heads = ["rule", "count", "examples"].map((head) => t(head));
  panel("refused", "refused", total, total ? "refused.hint" : "refused.none", total ? [plainTable(heads, rows)] : []);
}

function examplesOf(places) {
  const seen = new Set();
  const shown = [];
  for (const [article, start, end] of places) {
    const words = textBetween(article, Math.max(start - 6, 0), end + 6).replaceAll("\n", " ");
    if (seen.has(words)) continue;
    seen.add(words);
    shown.push(h("button", { type: "button", class: "link", lang: "zh", title: titleOf(article), onclick: () => showRefused(article, start) }, words), "  ");
    if (seen.size === REFUSED_EXAMPLES) break;
  }
  return shown;
}

function showRefused(article, start) {
  select(null);
  state.marks.refused = true;
  drawLegend();
  drawArticle(article);
  drawFacts(article);
  at("explore").scrollIntoView();
  const found = segmentsOf([[start, start + 1]])[0];
  if (found) reveal(found.element);
}

function drawQuarantined() {
  const rows = quarantined.map((entry) => [entry.path ?? "", entry.line ?? "", entry.doc_id ?? "", entry.reason]);
  const heads = ["file", "line", "document", "reason"].map((head) => t(head));
  panel("quarantined", "quarantined", quarantined.length, quarantined.length ? "quarantined.hint" : "quarantined.none", quarantined.length ? [plainTable(heads, rows)] : []);
}

function drawAside() {
  drawFlagged();
  drawRefused();
  drawQuarantined();
}

function drawTiles() {
  const refusedCount = documents.reduce((sum, article) => sum + article.refused.length, 0);
  const tiles = [
    ["documents", documents.length],
    ["records", records.length],
    ["flagged", records.filter((record) => record.flags?.length).length],
    ["refused", refusedCount],
    ["quarantined", quarantined.length],
  ];
  at("tiles").replaceChildren(...tiles.map(([key, count]) => h("li", {}, h("b", {}, plain(count)), t(key))));
}

// What the page shows, and how it is found: records by id and by document, in the order of the text.

const data = JSON.parse(document.getElementById("data").textContent);
const { records, documents, quarantined, rules } = data;
const ROLES = ["value", "metric", "program", "date", "target", "region"];

const recordById = new Map(records.map((record) => [record.id, record]));
const documentById = new Map(documents.map((each) => [each.id, each]));
const recordsOf = new Map(documents.map((each) => [each.id, []]));
for (const record of records) recordsOf.get(record.doc_id).push(record);
for (const own of recordsOf.values()) own.sort((a, b) => a.value.start - b.value.start);

/** The spans of a record in one role, in code points of its article. */
function spansOf(record, role) {
  if (role === "value") return [[record.value.start, record.value.end]];
  if (role === "date") return record.date ? [record.date.span] : [];
  const part = record[role];
  if (role === "target" && part && !part.spans && part.record && recordById.has(part.record)) {
    return spansOf(recordById.get(part.record), "value");
  }
  return (part && part.spans) || [];
}

/** Code points of a text, which offsets count: a letter outside the first plane is two units for JavaScript. */
class Letters {
  constructor(text) {
    this.of = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
    this.length = this.of.length;
  }
  slice(start, end) {
    const part = this.of.slice(start, end);
    return typeof part === "string" ? part : part.join("");
  }
}

/** The text of an article between two offsets, as far as it is at hand. */
function textBetween(article, start, end) {
  for (const piece of article.pieces) {
    const letters = lettersOf(piece);
    const from = Math.max(start - piece[0], 0);
    if (from < letters.length && end > piece[0]) return letters.slice(from, end - piece[0]);
  }
  return "";
}

const cut = new Map();
function lettersOf(piece) {
  if (!cut.has(piece)) cut.set(piece, new Letters(piece[1]));
  return cut.get(piece);
}

function sentenceOf(record) {
  return textBetween(documentById.get(record.doc_id), record.sentence.start, record.sentence.end);
}

function titleOf(article) {
  return article.title || article.id;
}

// What a person chose; every part of the page draws itself from this.
const state = {
  selected: null,
  filters: {},
  sort: { key: null, descending: false },
  page: 0,
  size: 50,
  round: 0, // how often what is shown has changed
  shown: records,
  language: "en",
  theme: "auto",
  marks: { value: true, metric: true, program: true, date: true, target: true, region: false, refused: false },
};

// The record that is being written: a copy of the chosen one, or a new one, until it is saved.

let draft = null;
let changed = false;
const NEW = "";

/** A record as an action carries it: nothing that only the page knows, and null where something has to be said. */
function sent({ doc_id, confirmed, whole, ...record }) {
  const { spans: a, ...target } = record.target ?? {};
  const { spans: b, ...region } = record.region ?? {};
  return {
    ...record,
    value: { number: null, ...record.value },
    date: record.date ? { start: null, end: null, ...record.date } : null,
    target: record.target ? target : null,
    region: record.region ? region : null,
    part_of: record.part_of ? (recordById.get(record.part_of)?.value.text ?? whole) : null,
  };
}

/** Begin to write: a copy of a record, or a new one with what the engine suggests. */
function begin(record) {
  draft = structuredClone(record);
  state.selected = draft;
  changed = record.id === NEW;
  at("shared").textContent = "";
  drawDraft();
}

/** Change the record that is being written. */
function change(fields) {
  if (!draft) return;
  Object.assign(draft, fields);
  changed = true;
  drawDraft();
}

/** Change what the article does not show, and leave the form alone: the reader is typing in it. */
function type(fields) {
  Object.assign(draft, fields);
  changed = true;
  drawRow();
}

/** Show the draft in the article, in the place of the record it was copied from. */
function drawDraft() {
  const article = documents[0];
  const own = records.map((record) => (record.id === draft?.id ? draft : record));
  recordsOf.set(article.id, draft && !own.includes(draft) ? [...own, draft] : own);
  drawn = null;
  const top = at("article-scroll").scrollTop;
  drawArticle(article);
  at("article-scroll").scrollTop = top;
  showConfirmed();
  light(draft);
  drawLinks(draft);
  drawForm();
}

/** A phrase from spans of the article, in the order of the text. */
function phrase(spans) {
  const ordered = [...spans].sort((a, b) => a[0] - b[0]);
  return { text: ordered.map(([start, end]) => textBetween(documents[0], start, end)).join(""), spans: ordered };
}

async function save() {
  if (!draft || !changed) return;
  const written = sent(draft);
  if (!written.metric?.spans?.length) return trouble(t("trouble.metric"));
  if (!(await act({ do: "put", document: documents[0].id, record: written }))) return;
  changed = false;
  select(recordById.get(review.about), { stay: true });
  say(t("saved"));
}

/** Take back what was written and not saved. */
function cancel() {
  changed = false;
  trouble("");
  select(recordById.get(draft?.id) ?? records[0]);
}

/** Whether the page may turn to something else: what was written has to be saved or taken back first. */
function settled() {
  if (changed) trouble(t("trouble.unsaved"));
  return !changed;
}

async function confirmRecord() {
  if (!draft || draft.id === NEW || !settled()) return;
  const { id, confirmed } = draft;
  if (!(await act({ do: "confirm", document: documents[0].id, record: id, yes: !confirmed }))) return;
  const nth = records.findIndex((record) => record.id === id);
  const rest = [...records.slice(nth + 1), ...records.slice(0, nth)];
  select((confirmed ? null : rest.find((record) => !record.confirmed)) ?? recordById.get(id));
}

async function deleteRecord() {
  if (!draft || draft.id === NEW) return cancel();
  const nth = records.findIndex((record) => record.id === draft.id);
  if (!(await act({ do: "delete", document: documents[0].id, record: draft.id }))) return;
  changed = false;
  select(records[Math.min(nth, records.length - 1)]);
}

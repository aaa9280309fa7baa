// Questions to the review's server, and its answers taken over by the page.

const token = document.querySelector("meta[name=token]").content;
// How the review stands: its version, what can be undone or done again, and a row for each article.
const review = { version: 0, undo: false, redo: false, finished: false, list: [] };

/** Ask the server; throw an error with its words and status when it refuses. */
async function ask(path, question) {
  const headers = { "x-review-token": token };
  const asked = question ? { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(question) } : { headers };
  let answer;
  try {
    answer = await fetch(path, asked);
  } catch {
    throw new Error(t("trouble.gone"));
  }
  const said = await answer.json().catch(() => ({ error: t("trouble.fault", { status: answer.status }) }));
  if (!answer.ok) throw Object.assign(new Error(said.error), { status: answer.status });
  return said;
}

/** Show what went wrong, or that nothing did. */
function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = !text;
}

let acting = false;

/** Do an action, one at a time; say whether it was done. A page that is behind takes over how the review stands. */
async function act(action) {
  if (acting) return false;
  acting = true;
  try {
    take(await ask("/act", { version: review.version, action }));
    trouble("");
    return true;
  } catch (error) {
    if (error.status === 409) await catchUp();
    trouble(error.message);
    return false;
  } finally {
    acting = false;
  }
}

/** Take over how the review stands, and keep what is being written here. */
async function catchUp() {
  const written = draft;
  try {
    take(await ask(`/article?id=${encodeURIComponent(documents[0].id)}`));
  } catch (error) {
    trouble(error.message);
  }
  if (changed) {
    draft = written;
    drawDraft();
  } else {
    select(recordById.get(written?.id) ?? records[0], { stay: true });
  }
}

/** Take over an article and how the review stands. */
function take({ document: article, records: own, ...stands }) {
  if (article.id !== documents[0]?.id) history.replaceState(null, "", `#${encodeURIComponent(article.id)}`);
  Object.assign(review, stands);
  documents.splice(0, documents.length, article);
  records.splice(0, records.length, ...own);
  documentById.clear();
  documentById.set(article.id, documents[0]);
  recordById.clear();
  for (const record of records) recordById.set(record.id, record);
  recordsOf.clear();
  recordsOf.set(article.id, [...records]);
  draft = null;
  drawn = null;
  drawReview();
}

// How the page begins.

function drawAll() {
  translate();
  drawSettings();
  at("made").textContent = t("made", { version: document.querySelector("meta[name=generator]").content.split(" ")[1] });
  drawLegend();
  drawMarking();
  drawKeys();
  if (!documents.length) return;
  drawReview();
  drawDraft();
}

function listenToTools() {
  listenToSettings();
  at("undo").addEventListener("click", () => back("undo"));
  at("redo").addEventListener("click", () => back("redo"));
  at("finish").addEventListener("click", finish);
  at("article-previous").addEventListener("click", () => turn(-1));
  at("article-next").addEventListener("click", () => turn(1));
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  at("articles").addEventListener("keydown", moveInList);
  // The address is the article's: going to a place of the page leaves it alone.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("article-title").focus();
  });
  addEventListener("hashchange", openAddressed);
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
  new ResizeObserver(() => drawLinks(draft)).observe(at("article-scroll"));
}

recallSettings();
listenToArticle();
listenToMarking();
listenToKeys();
listenToTools();
drawAll();
openAddressed();

// How the page begins.

function drawAll() {
  translate();
  at("language").lang = state.language === "zh" ? "en" : "zh";
  at("theme").textContent = t(`theme.${state.theme}`);
  at("made").textContent = t("made", { version: document.querySelector("meta[name=generator]").content.split(" ")[1] });
  drawLegend();
  drawMarking();
  drawKeys();
  if (documents.length) drawReview();
}

function listenToTools() {
  at("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    setting("language", state.language);
    drawAll();
  });
  at("theme").addEventListener("click", () => {
    setTheme(THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length]);
    setting("theme", state.theme);
    at("theme").textContent = t(`theme.${state.theme}`);
  });
  at("undo").addEventListener("click", () => back("undo"));
  at("redo").addEventListener("click", () => back("redo"));
  at("finish").addEventListener("click", finish);
  at("article-previous").addEventListener("click", () => turn(-1));
  at("article-next").addEventListener("click", () => turn(1));
  at("form").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
  new ResizeObserver(() => drawLinks(draft)).observe(at("article-scroll"));
}

recallSettings();
listenToArticle();
listenToMarking();
listenToKeys();
listenToTools();
drawAll();
openArticle(location.hash ? decodeURIComponent(location.hash.slice(1)) : undefined);

// The reader's language and theme, which the browser keeps.

/** A setting that the browser keeps; a page opened from a file may not be allowed to. */
function setting(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`zhengwu.${name}`);
    localStorage.setItem(`zhengwu.${name}`, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return null;
}

const THEMES = ["auto", "light", "dark"];

function setTheme(theme) {
  state.theme = theme;
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Show on the buttons what they do now. */
function drawSettings() {
  at("language").lang = state.language === "zh" ? "en" : "zh";
  at("theme").textContent = t(`theme.${state.theme}`);
}

/** Let the buttons change language and theme; what is drawn in colours of its own is drawn again. */
function listenToSettings(recolour = () => {}) {
  at("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    setting("language", state.language);
    drawAll();
  });
  at("theme").addEventListener("click", () => {
    setTheme(THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length]);
    setting("theme", state.theme);
    drawSettings();
    recolour();
  });
}

/** Take up what the reader chose before. */
function recallSettings() {
  state.language = setting("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  setTheme(THEMES.includes(setting("theme")) ? setting("theme") : "auto");
}

// The two languages of the page.

/** The word for a key in the reader's language, its {places} filled. */
function t(key, values = {}) {
  const word = data.words[state.language][key];
  if (word === undefined) return key;
  return word.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
}

/** The word for a value of a field, or the value itself: rules and flags of later versions have no word yet. */
function named(field, value) {
  const key = `${field}.${value}`;
  return key in data.words[state.language] ? t(key) : value;
}

/** Put the words of the template into the reader's language. */
function translate() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = `${t("title")}: ${data.name}`;
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", t(each.dataset.tLabel));
  for (const each of document.querySelectorAll("[data-t-placeholder]")) each.placeholder = t(each.dataset.tPlaceholder);
}

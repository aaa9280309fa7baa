// Which records are shown, and the form that says so.

const FIELDS = ["search", "program", "metric", "role", "measure", "flags", "document", "from", "to"];
// So many names are offered while one types; all of them are found.
const OFFERED = 400;

const haystacks = new Map();
function haystack(record) {
  if (!haystacks.has(record)) {
    const words = [
      record.id, record.value.text, record.metric.text, record.indicator, record.program?.text, record.date?.text,
      record.region?.text, record.region?.name, record.target?.text, titleOf(documentById.get(record.doc_id)),
      sentenceOf(record),
    ];
    haystacks.set(record, words.filter(Boolean).join("\n").toLowerCase());
  }
  return haystacks.get(record);
}

const names = { program: new Map(), metric: new Map() };
for (const record of records) {
  for (const field of ["program", "metric"]) {
    const name = record[field]?.text;
    if (name) names[field].set(name, (names[field].get(name) || 0) + 1);
  }
}

/** A test of a name: the very name when it is one, else a part of names; a dash for none. */
function nameTest(field, wanted) {
  if (wanted === "-" || wanted === "—") return (record) => !record[field]?.text;
  if (names[field].has(wanted)) return (record) => record[field]?.text === wanted;
  return (record) => (record[field]?.text || "").includes(wanted);
}

const TESTS = {
  search: (wanted) => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    return (record) => words.every((word) => haystack(record).includes(word));
  },
  program: (wanted) => nameTest("program", wanted),
  metric: (wanted) => nameTest("metric", wanted),
  role: (wanted) => (record) => record.role === wanted,
  measure: (wanted) => (record) => record.measure === wanted,
  flags: (wanted) => (record) => {
    const flags = record.flags || [];
    if (wanted === "(any)") return flags.length > 0;
    return wanted === "(none)" ? flags.length === 0 : flags.includes(wanted);
  },
  document: (wanted) => (record) => record.doc_id === wanted,
  from: (wanted) => (record) => record.confidence >= Number(wanted),
  to: (wanted) => (record) => record.confidence <= Number(wanted),
};

function filtered() {
  const tests = Object.entries(state.filters).map(([field, wanted]) => TESTS[field](wanted));
  return tests.length ? records.filter((record) => tests.every((test) => test(record))) : records;
}

function option(value, text) {
  return h("option", { value }, text);
}

/** Fill the form's lists in the reader's language, and show in it what is chosen. */
function drawFilters() {
  const any = () => option("", t("any"));
  const choices = (field) => [...new Set(records.map((record) => record[field]))].map((value) => option(value, named(field, value)));
  at("f-role").replaceChildren(any(), ...choices("role"));
  at("f-measure").replaceChildren(any(), ...choices("measure"));
  const flags = [...new Set(records.flatMap((record) => record.flags || []))].sort();
  const each = flags.map((flag) => option(flag, flag));
  at("f-flags").replaceChildren(any(), option("(any)", t("flagged")), option("(none)", t("none")), ...each);
  const articles = documents.map((one) => option(one.id, `${titleOf(one)} (${recordsOf.get(one.id).length})`));
  at("f-document").replaceChildren(any(), ...articles);
  for (const [list, field] of [["programs", "program"], ["metrics", "metric"]]) {
    const common = [...names[field]].sort((a, b) => b[1] - a[1]).slice(0, OFFERED);
    at(list).replaceChildren(...common.map(([name, count]) => h("option", { value: name, label: `${name} (${count})` })));
  }
  for (const field of FIELDS) showFilter(field);
}

function showFilter(field) {
  const input = at(`f-${field}`);
  const value = state.filters[field] ?? "";
  if (input.value !== value) input.value = value;
  input.classList.toggle("set", value !== "");
}

/** Set a filter ("" for none) and draw what follows from it. */
function setFilter(field, value) {
  if (value === "") delete state.filters[field];
  else state.filters[field] = value;
  showFilter(field);
  refresh();
}

function listenToFilters() {
  let waiting = 0;
  for (const field of FIELDS) {
    at(`f-${field}`).addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => setFilter(field, event.target.value.trim()), event.target.tagName === "SELECT" ? 0 : 120);
    });
  }
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  at("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    state.filters = {};
    FIELDS.forEach(showFilter);
    refresh();
  });
}

// The form of the record that is being written: every field of the guideline.

const CHOICES = {
  qualifier: ["exact", "about", "over", "under", "range"],
  measure: ["level", "change", "change_rate", "share", "completion"],
  role: ["actual", "target"],
  scope: ["core", "peripheral"],
  kind: ["period", "as_of", "deadline", "recurring"],
  commitment: ["hard", "soft", "plain"],
};

/** A label with its field; `write` is given what the reader enters. */
function field(key, input, write, kind = null) {
  input.id = `form-${key}`;
  input.addEventListener("change", () => write(input.value.trim()));
  return h("label", { class: kind }, t(`form.${key}`), input);
}

function entry(key, value, write, more = {}) {
  return field(key, h("input", { type: "text", value: value ?? "", ...more }), write);
}

function choice(key, values, value, write, { none = false, name = (each) => named(key.split("-").pop(), each) } = {}) {
  const options = values.map((each) => h("option", { value: each, selected: each === value }, name(each)));
  return field(key, h("select", {}, none ? h("option", { value: "" }, "–") : null, ...options), write);
}

/** The words of a part, and the button that takes them away. */
function wordsOf(role, part, clear) {
  const text = part?.text ? h("span", { lang: "zh" }, part.text) : h("span", { class: "quiet" }, t("form.none"));
  const button = clear && part ? h("button", { type: "button", id: `clear-${role}`, onclick: clear }, t("form.clear")) : null;
  return h("p", { class: "words" }, text, button);
}

function group(role, ...children) {
  const letter = ROLES.includes(role) ? h("span", { class: "letter", "aria-hidden": "true" }, t(`tag.${role}`)) : null;
  return h("fieldset", { id: `group-${role}` }, h("legend", {}, letter, t(`form.${role}`)), ...children);
}

const orNull = (text) => text || null;
/** A number as it was entered, without the commas that people put in; the server reads and checks it. */
const asNumber = (text) => text.replace(/[,，\s]/g, "") || null;

function valueGroup({ value, unit }) {
  const write = (name, read = orNull) => (text) => change({ value: { ...draft.value, [name]: read(text) } });
  const range = value.qualifier === "range";
  return group(
    "value",
    wordsOf("value", value),
    range ? [entry("low", value.low, write("low", asNumber)), entry("high", value.high, write("high", asNumber))] : entry("number", value.number, write("number", asNumber)),
    entry("unit", unit, (text) => change({ unit: text })),
    choice("qualifier", CHOICES.qualifier, value.qualifier, (text) => {
      const ends = text === "range" ? { number: null } : { low: null, high: null };
      change({ value: { ...draft.value, ...ends, qualifier: text } });
    }),
  );
}

function kindGroup(record) {
  return group(
    "kind",
    choice("measure", CHOICES.measure, record.measure, (measure) => change({ measure })),
    choice("role", CHOICES.role, record.role, (role) => change({ role, ...(role === "actual" ? { commitment: null } : { target: null }) })),
    choice("scope", CHOICES.scope, record.scope, (scope) => change({ scope })),
    record.role === "target" ? choice("commitment", CHOICES.commitment, record.commitment, (text) => change({ commitment: orNull(text) }), { none: true }) : null,
    entry("base", record.base, (text) => change({ base: orNull(text) }), { placeholder: "yoy, qoq, …" }),
  );
}

function dateGroup({ date }) {
  const write = (name) => (text) => change({ date: { ...draft.date, [name]: orNull(text) } });
  const fields = date
    ? [
        choice("date-kind", CHOICES.kind, date.kind, write("kind")),
        field("start", h("input", { type: "date", value: date.start ?? "" }), write("start")),
        field("end", h("input", { type: "date", value: date.end ?? "" }), write("end")),
      ]
    : [];
  return group("date", wordsOf("date", date, () => change({ date: null })), fields);
}

function targetGroup({ target, role }) {
  if (role === "target") return null;
  const write = (name, read = orNull) => (text) => change({ target: { ...draft.target, [name]: read(text) } });
  const fields = target
    ? [
        entry("target-number", target.number, write("number", asNumber)),
        entry("target-unit", target.unit, write("unit")),
        entry("completion", target.completion, write("completion", asNumber), { placeholder: "0.8" }),
        field("deadline", h("input", { type: "date", value: target.deadline ?? "" }), write("deadline")),
      ]
    : [];
  return group("target", wordsOf("target", target, () => change({ target: null })), fields);
}

function placeGroup(record) {
  const others = records.filter((other) => other.id !== record.id && other.unit === record.unit);
  const name = (id) => `${recordById.get(id).value.text} ${recordById.get(id).metric.text}`;
  return group(
    "place",
    wordsOf("region", record.region, () => change({ region: null })),
    h("div", { class: "whole" }, choice("part_of", others.map((other) => other.id), record.part_of, (id) => change({ part_of: orNull(id) }), { none: true, name })),
  );
}

function drawForm() {
  const focus = document.activeElement?.closest("#form") ? document.activeElement.id : null;
  if (!draft) {
    at("form").replaceChildren(h("p", { class: "quiet" }, t("form.choose")));
    return;
  }
  const button = (key, press, kind) => h("button", { type: "button", id: `do-${key}`, class: kind, title: KEY_OF[key], onclick: press }, t(`do.${key}`));
  const fresh = draft.id === NEW;
  at("form").replaceChildren(
    ...[
      changed ? h("p", { class: "changed", role: "status" }, t(fresh ? "form.new" : "form.changed")) : null,
      valueGroup(draft),
      kindGroup(draft),
      group("metric", wordsOf("metric", draft.metric?.text ? draft.metric : null, () => change({ metric: { text: "", spans: [] } }))),
      group("program", wordsOf("program", draft.program, () => change({ program: null }))),
      dateGroup(draft),
      targetGroup(draft),
      placeGroup(draft),
      h(
        "div",
        { class: "row" },
        changed ? [button("save", save, "main"), button("cancel", cancel)] : button(draft.confirmed ? "doubt" : "confirm", confirmRecord, "main"),
        fresh ? null : button("delete", deleteRecord),
      ),
    ].filter(Boolean),
  );
  if (focus) at(focus)?.focus();
}

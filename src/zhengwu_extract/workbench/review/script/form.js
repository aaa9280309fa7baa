// The form of the record that is being written: every field of the guideline.

const CONTRADICTIONS = ["completion_mismatch", "part_exceeds_whole"];
const CHOICES = {
  qualifier: ["exact", "about", "over", "under", "range"],
  measure: ["level", "change", "change_rate", "share", "completion"],
  role: ["actual", "target"],
  scope: ["core", "peripheral"],
  kind: ["period", "as_of", "deadline", "recurring"],
  commitment: ["hard", "soft", "plain"],
};

/** A label with its field; `write` makes fields of a record from what the reader enters. */
function field(key, input, write, kind = null) {
  input.id = `form-${key}`;
  // Only a choice can ask for other fields; what is typed is taken over letter by letter, so that no click is lost.
  if (input.tagName === "SELECT") input.addEventListener("change", () => change(write(input.value)));
  else input.addEventListener("input", () => type(write(input.value.trim())));
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

/** The pieces of a phrase, each with the button that takes it away. */
function piecesOf(role, part) {
  const spans = part?.spans ?? [];
  if (!spans.length) return wordsOf(role, null);
  const without = (nth) => phrase(spans.filter((_, each) => each !== nth));
  const none = role === "metric" ? { text: "", spans: [] } : null;
  const pieces = spans.map(([start, end], nth) => {
    const words = textBetween(documents[0], start, end);
    const clear = () => change({ [role]: spans.length > 1 ? without(nth) : none });
    const button = h("button", { type: "button", id: `clear-${role}-${nth}`, "aria-label": `${t("form.clear")}: ${words}`, onclick: clear }, "×");
    return h("span", { class: "piece" }, h("span", { lang: "zh" }, words), button);
  });
  return h("p", { class: "words" }, pieces);
}

function group(role, ...children) {
  const letter = ROLES.includes(role) ? h("span", { class: "letter", "aria-hidden": "true" }, t(`tag.${role}`)) : null;
  return h("fieldset", { id: `group-${role}` }, h("legend", {}, letter, t(`form.${role}`)), ...children);
}

const orNull = (text) => text || null;
/** A number as it was entered, without the commas that people put in; the server reads and checks it. */
const asNumber = (text) => text.replace(/[,，\s]/g, "") || null;

function valueGroup({ value, unit }) {
  const write = (name, read = orNull) => (text) => ({ value: { ...draft.value, [name]: read(text) } });
  const range = value.qualifier === "range";
  return group(
    "value",
    wordsOf("value", value),
    range ? [entry("low", value.low, write("low", asNumber)), entry("high", value.high, write("high", asNumber))] : entry("number", value.number, write("number", asNumber)),
    entry("unit", unit, (text) => ({ unit: text })),
    choice("qualifier", CHOICES.qualifier, value.qualifier, (text) => {
      const ends = text === "range" ? { number: null } : { low: null, high: null };
      return { value: { ...draft.value, ...ends, qualifier: text } };
    }),
  );
}

function kindGroup(record) {
  return group(
    "kind",
    choice("measure", CHOICES.measure, record.measure, (measure) => ({ measure })),
    choice("role", CHOICES.role, record.role, (role) => ({ role, ...(role === "actual" ? { commitment: null } : { target: null }) })),
    choice("scope", CHOICES.scope, record.scope, (scope) => ({ scope })),
    record.role === "target" ? choice("commitment", CHOICES.commitment, record.commitment, (text) => ({ commitment: orNull(text) }), { none: true }) : null,
    entry("base", record.base, (text) => ({ base: orNull(text) }), { placeholder: "yoy, qoq, …" }),
  );
}

function dateGroup({ date }) {
  const write = (name) => (text) => ({ date: { ...draft.date, [name]: orNull(text) } });
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
  const write = (name, read = orNull) => (text) => ({ target: { ...draft.target, [name]: read(text) } });
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
  const others = records.filter((other) => other.id !== record.id && (other.unit === record.unit || other.id === record.part_of));
  const name = (id) => `${recordById.get(id).value.text} ${recordById.get(id).metric.text}`;
  return group(
    "place",
    wordsOf("region", record.region, () => change({ region: null })),
    h("div", { class: "whole" }, choice("part_of", others.map((other) => other.id), record.part_of, (id) => ({ part_of: orNull(id) }), { none: true, name })),
  );
}

/** What the text itself gets wrong; the checks would refuse it otherwise. */
function flagsGroup({ flags = [] }) {
  const boxes = CONTRADICTIONS.map((flag) => {
    const box = h("input", { type: "checkbox", id: `form-${flag}` });
    box.checked = flags.includes(flag);
    box.addEventListener("change", () => type({ flags: CONTRADICTIONS.filter((each) => at(`form-${each}`).checked) }));
    return h("label", { class: "whole check" }, box, h("span", {}, named("flag", flag), " ", h("code", {}, flag)));
  });
  return group("flags", boxes);
}

/** What can be done with the record, and whether it is saved. */
function drawRow() {
  const button = (key, press, kind = null) => h("button", { type: "button", id: `do-${key}`, class: kind, title: KEY_OF[key], onclick: press }, t(`do.${key}`));
  const saving = h("button", { type: "submit", id: "do-save", class: "main", title: KEY_OF.save }, t("do.save"));
  const fresh = draft.id === NEW;
  at("form-row").replaceChildren(
    ...(changed ? [saving, button("cancel", cancel)] : [button(draft.confirmed ? "doubt" : "confirm", confirmRecord, "main")]),
    ...(fresh ? [] : [button("delete", deleteRecord)]),
    h("p", { class: "changed", role: "status" }, changed ? t(fresh ? "form.new" : "form.changed") : ""),
  );
}

function drawForm() {
  const focus = document.activeElement?.closest("#form") ? document.activeElement.id : null;
  if (!draft) {
    at("form").replaceChildren(h("p", { class: "quiet" }, t("form.choose")));
    return;
  }
  const groups = [
    valueGroup(draft),
    kindGroup(draft),
    group("metric", piecesOf("metric", draft.metric)),
    group("program", piecesOf("program", draft.program)),
    dateGroup(draft),
    targetGroup(draft),
    placeGroup(draft),
    flagsGroup(draft),
  ];
  const top = at("form").querySelector(".fields")?.scrollTop ?? 0;
  const fields = h("div", { class: "fields" }, groups);
  at("form").replaceChildren(fields, h("div", { class: "row", id: "form-row" }));
  fields.scrollTop = top;
  drawRow();
  // A button that did its work is gone; the next thing to do stands in its place.
  if (focus) (at(focus) ?? at("form").querySelector(".main")).focus({ preventScroll: true });
}

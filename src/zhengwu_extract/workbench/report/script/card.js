// The chosen record in words: every field, where it stands, and who decided it.

function drawCard(record) {
  const card = at("card");
  if (!record) {
    card.replaceChildren(h("p", { class: "quiet" }, t("card.none")));
    return;
  }
  const hidden = state.shown.includes(record) ? "" : h("p", { class: "flagbox" }, t("hidden"), " ", resetButton());
  card.replaceChildren(
    h("p", { class: "big", lang: "zh" }, record.value.text),
    h("p", { class: "quiet", id: "shared" }),
    ...[hidden].filter(Boolean),
    ...(record.flags || []).map((flag) => h("p", { class: "flagbox" }, "⚑ ", h("code", {}, flag), " ", named("flag", flag) === flag ? "" : named("flag", flag))),
    h("dl", {}, fieldsOf(record).map(([key, ...said]) => [h("dt", {}, ROLES.includes(key) ? h("span", { class: "letter", "aria-hidden": "true" }, t(`tag.${key}`)) : "", t(key)), h("dd", {}, ...said)])),
    stepsOf(record),
    deciders(record),
  );
}

function resetButton() {
  return h("button", { type: "button", class: "link", onclick: () => at("filters").reset() }, t("reset"));
}

/** The words of a field as a button that brings them into view in the article. */
function words(text, spans) {
  const found = spans.length ? segmentsOf(spans)[0] : null;
  if (!found) return h("span", { lang: "zh" }, text);
  return h("button", { type: "button", class: "link", lang: "zh", title: t("go"), onclick: () => reveal(found.element) }, text);
}

function where(spans) {
  return spans.length ? h("small", {}, spans.map(([start, end]) => t("characters", { start, end })).join(", ")) : "";
}

function fieldsOf(record) {
  const { value, metric, program, date, target, region, commitment, base } = record;
  const own = (role) => spansOf(record, role);
  const rows = [
    ["value", `${named("qualifier", value.qualifier)} ${amountOf(value)} ${record.unit}`, where(own("value"))],
    ["measure", named("measure", record.measure), base ? h("small", {}, `${t("base")}: ${named("base", base)}`) : ""],
    ["role", named("role", record.role), commitment ? h("small", {}, `${t("commitment")}: ${named("commitment", commitment)}`) : ""],
    ["metric", words(metric.text, own("metric")), where(own("metric"))],
    record.indicator && ["indicator", record.indicator],
    program && ["program", words(program.text, own("program")), where(own("program"))],
    date && ["date", words(date.text, own("date")), h("small", {}, [named("kind", date.kind), daysOf(date), date.inherited ? t("inherited") : ""].filter(Boolean).join(" · ")), where(own("date"))],
    target && ["target", words(target.text, own("target")), h("small", {}, [goalOf(target), target.deadline && `→ ${target.deadline}`].filter(Boolean).join(" · ")), recordLink(target.record)],
    region && ["region", words(region.text, own("region")), h("small", {}, [region.name, region.code].filter(Boolean).join(" "))],
    record.part_of && ["part_of", recordLink(record.part_of)],
    record.scope === "peripheral" && ["scope", named("scope", record.scope)],
    ["confidence", meter(record.confidence)],
    ["sentence", h("span", { lang: "zh" }, sentenceOf(record))],
    ["document", h("button", { type: "button", class: "link", onclick: () => setFilter("document", record.doc_id) }, titleOf(documentById.get(record.doc_id))), h("small", {}, record.id)],
  ];
  return rows.filter(Boolean);
}

function recordLink(id) {
  const record = recordById.get(id);
  if (!record) return id ? h("small", {}, id) : "";
  return h("button", { type: "button", class: "link", onclick: () => select(record) }, `${record.value.text} ${record.metric.text}`);
}

function stepsOf(record) {
  const own = recordsOf.get(record.doc_id);
  const nth = own.indexOf(record);
  const step = (by, key) => h("button", { type: "button", disabled: !own[nth + by], "data-step": key, onclick: () => {
    select(own[nth + by]);
    at("card").querySelector(`[data-step="${key}"]`)?.focus();
  } }, t(key));
  const copy = h("button", { type: "button", onclick: () => navigator.clipboard?.writeText(location.href).then(() => say(t("copied"))) }, t("copy"));
  return h("div", { class: "steps" }, step(-1, "previous"), step(1, "next"), copy);
}

/** Who decided each field: a rule with its place in the source and an example, or the tagger. */
function deciders(record) {
  const rows = Object.entries(record.origin).map(([field, who]) => {
    const name = who.replace(/^rule:/, "");
    const rule = rules[name];
    const more = rule ? [h("small", {}, [rule.where, rule.reason].filter(Boolean).join(" · ")), h("small", { lang: "zh" }, rule.example)] : [];
    return [h("dt", {}, t(field)), h("dd", {}, who === "tagger" ? t("tagger") : h("code", {}, name), more)];
  });
  return h("details", {}, h("summary", {}, t("decided")), h("dl", {}, rows));
}

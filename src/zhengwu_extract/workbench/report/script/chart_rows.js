// The rows of the charts, from the records that the filters leave.

const MOST_ROWS = 40;
const MOST_PROGRESS = 1.5;
const MOST_REGIONS = 7;

/** The place of a record: its own where it is resolved, else that of its article, else the word in the text. */
function placeOf(record) {
  return record.region?.name ?? documentById.get(record.doc_id).region ?? record.region?.text ?? null;
}

function described(record) {
  return {
    id: record.id,
    metric: record.metric.text,
    value: record.value.text,
    date: [record.date?.text, daysOf(record.date)].filter(Boolean).join(" · "),
    region: placeOf(record) ?? t("unknown"),
    document: titleOf(documentById.get(record.doc_id)),
    role: record.role,
  };
}

/** How far a result has come towards its goal: as the text says, else its number over the goal's. */
function progressOf(record) {
  const { target, value } = record;
  if (!target || record.role !== "actual") return null;
  if (target.completion !== undefined) return target.completion;
  if (record.measure !== "level" || !target.number || target.unit !== record.unit || value.number === undefined) return null;
  return value.number / target.number;
}

/** A row for each result held against a goal, those of a program together; an amount and its rate are one row. */
function progressRows(shown) {
  const found = new Map();
  for (const record of shown) {
    const share = progressOf(record);
    if (share === null) continue;
    const key = [record.doc_id, record.sentence.start, share.toFixed(4), record.target.text].join("\n");
    const before = found.get(key);
    if (!before || (before.record.measure === "completion" && record.measure === "level")) found.set(key, { record, share });
  }
  const rows = [...found.values()];
  const size = new Map();
  const program = ({ record }) => record.program?.text ?? "";
  for (const row of rows) size.set(program(row), (size.get(program(row)) || 0) + 1);
  rows.sort((a, b) => !program(a) - !program(b) || size.get(program(b)) - size.get(program(a)) || byWord.compare(program(a), program(b)) || b.share - a.share);
  return rows.map(({ record, share }, nth) => ({
    ...described(record),
    row: `${nth}|${rowName(record)}`,
    goal: [record.target.text, goalOf(record.target)].filter(Boolean).join(" · "),
    share,
    shown: Math.min(Math.max(share, 0), MOST_PROGRESS),
    label_at: Math.min(Math.max(share, 1), MOST_PROGRESS - 0.12),
    percent: percent(share) + (share > MOST_PROGRESS ? " ▸" : ""),
  }));
}

function rowName(record) {
  const program = record.program?.text;
  const metric = record.metric.text;
  if (!program || metric.startsWith(program)) return metric;
  return `${program} · ${metric}`;
}

/** The indicators that have values on two days or more: name, measure and unit belong together. */
function seriesChoices(shown) {
  const groups = new Map();
  for (const record of shown) {
    const day = record.date?.end ?? record.date?.start;
    if (!day || record.value.number === undefined || record.scope !== "core") continue;
    const name = record.indicator ?? record.metric.text;
    const key = [name, record.measure, record.unit].join("\n");
    if (!groups.has(key)) groups.set(key, { key, name, measure: record.measure, unit: record.unit, records: [], days: new Set() });
    groups.get(key).records.push(record);
    groups.get(key).days.add(day);
  }
  return [...groups.values()].filter((group) => group.days.size > 1).sort((a, b) => b.records.length - a.records.length);
}

/** The scale that keeps the figures of an axis short, in the numerals of the reader: 亿 and 万, or their powers. */
function scaleOf(numbers, unit) {
  const most = Math.max(...numbers.map(Math.abs));
  for (const [size, key] of [[1e8, "unit.1e8"], [1e4, "unit.1e4"]]) {
    if (most >= size) return { size, title: state.language === "zh" ? t(key) + unit : `${t(key)} ${unit}` };
  }
  return { size: 1, title: unit };
}

/** The rows of one indicator: the regions with most values have marks of their own, the others share one. */
function seriesRows(group) {
  const count = new Map();
  const rows = group.records.map((record) => {
    const place = placeOf(record);
    if (place) count.set(place, (count.get(place) || 0) + 1);
    return { ...described(record), place, day: record.date.end ?? record.date.start, number: record.value.number };
  });
  const ranked = [...count].sort((a, b) => b[1] - a[1]).map(([place]) => place);
  const common = new Set(ranked.slice(0, MOST_REGIONS));
  const scale = scaleOf(rows.map((row) => row.number), group.unit);
  for (const row of rows) {
    row.shown = row.number / scale.size;
    // Only results of one known place make a line.
    row.line = row.role === "actual" && row.place ? row.place : row.id;
    if (common.has(row.place)) continue;
    row.document = `${row.region} · ${row.document}`;
    row.region = t("other");
  }
  const rank = (row) => (common.has(row.place) ? ranked.indexOf(row.place) : MOST_REGIONS);
  rows.sort((a, b) => rank(a) - rank(b) || a.day.localeCompare(b.day));
  return { rows, title: scale.title };
}

function flagRows(shown) {
  const count = new Map();
  for (const record of shown) for (const flag of record.flags || []) count.set(flag, (count.get(flag) || 0) + 1);
  return [...count].map(([flag, number]) => ({ flag, label: flag, count: number })).sort((a, b) => b.count - a.count);
}

// Numbers, days and shares as a reader writes them.

function plain(number) {
  return number.toLocaleString(state.language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 10 });
}

/** What a quantity says: its number, or the ends of its range. */
function amountOf(value) {
  if (value.number !== undefined) return plain(value.number);
  if (value.low === undefined && value.high === undefined) return "";
  return `${value.low === undefined ? "" : plain(value.low)}–${value.high === undefined ? "" : plain(value.high)}`;
}

function numberOf(value) {
  return value.number ?? value.low ?? value.high ?? null;
}

function daysOf(date) {
  if (!date || (!date.start && !date.end)) return "";
  if (date.start === date.end) return date.end;
  return date.start ? `${date.start} – ${date.end ?? ""}` : `→ ${date.end}`;
}

function percent(share) {
  return share.toLocaleString(state.language === "zh" ? "zh-CN" : "en", { style: "percent", maximumFractionDigits: 2 });
}

/** What a goal says, in a few words. */
function goalOf(target) {
  const parts = [];
  if (target.completion !== undefined) parts.push(percent(target.completion));
  if (target.number !== undefined) parts.push(`${plain(target.number)} ${target.unit ?? ""}`.trim());
  return parts.join(" · ");
}

function meter(confidence) {
  const bar = h("span", { class: "meter", "aria-hidden": "true" }, h("i", { style: `width:${100 * confidence}%` }));
  return [bar, confidence.toFixed(2)];
}

function flagText(record) {
  return (record.flags || []).map((flag) => named("flag", flag)).join(" ");
}

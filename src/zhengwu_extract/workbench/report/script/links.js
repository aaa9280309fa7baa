// The links of the chosen record, drawn over the article: from its value to each of its other marks.

const DASHES = { metric: "", program: "8 4", date: "2 3", target: "6 3 2 3", region: "7 3 2 2", part_of: "3 4" };

/** The ends of a record's links: the elements at which its other marks begin, and the value it is a part of. */
function linkEnds(record) {
  const ends = [];
  for (const role of ROLES.slice(1)) {
    for (const span of spansOf(record, role)) {
      const [first] = segmentsOf([span]);
      if (first) ends.push([role, first.element]);
    }
  }
  const whole = recordById.get(record.part_of);
  const wholeElement = whole && valueElement(whole);
  if (wholeElement) ends.push(["part_of", wholeElement]);
  return ends;
}

function drawLinks(record) {
  const sheet = at("sheet");
  sheet.querySelector("svg")?.remove();
  const own = record && valueElement(record);
  if (!own) return;
  const picture = svg("svg", { "aria-hidden": "true", width: sheet.scrollWidth, height: sheet.scrollHeight });
  const frame = sheet.getBoundingClientRect();
  const place = (element) => {
    const rect = element.getClientRects()[0];
    return { x: rect.left - frame.left + Math.min(rect.width / 2, 24), y: rect.top - frame.top + 3 };
  };
  const from = place(own);
  for (const [role, element] of linkEnds(record)) {
    const to = place(element);
    if (element === own || (to.x === from.x && to.y === from.y)) continue;
    const lift = Math.min(34, 12 + Math.abs(to.x - from.x) / 14);
    const path = `M${from.x} ${from.y} C${from.x} ${from.y - lift} ${to.x} ${to.y - lift} ${to.x} ${to.y}`;
    const color = `var(--${role === "part_of" ? "value" : role})`;
    picture.append(
      svg("path", { d: path, fill: "none", style: `stroke:${color}`, "stroke-width": 1.6, "stroke-dasharray": DASHES[role], "data-role": role }),
      svg("circle", { cx: to.x, cy: to.y, r: 3, style: `fill:${color}` }),
    );
  }
  sheet.append(picture);
}

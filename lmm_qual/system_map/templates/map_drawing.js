// How the map looks: colours, rings, marks and lines.

const color = {};
const TYPES = 12;

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "card", "ink", "soft", "hair", "accent", "core", "core-ink", "neutral", "first", "second"];
  for (let type = 0; type < TYPES; type += 1) names.push(`type-${type}`);
  for (const name of names) color[name] = style.getPropertyValue(`--${name}`).trim();
  color.wash = Number(style.getPropertyValue("--wash"));
  color.font = getComputedStyle(document.body).fontFamily;
  color.rings = page.rings.map((ring) => ({
    wash: mixed(color.paper, ring.color, color.wash),
    strong: mixed(ring.color, color.ink, 0.12),
    text: mixed(ring.color, color.ink, 0.5),
  }));
}

const channels = (hex) => [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16));
const asHex = (values) =>
  `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
function mixed(one, two, share) {
  const goal = channels(two);
  return asHex(channels(one).map((value, place) => value + (goal[place] - value) * share));
}
const faint = (hex, strength) => `rgba(${channels(hex).join(",")},${strength})`;
const typeColor = (type) => color[`type-${page.types[type].family % TYPES}`];

const CHANGES = {
  first: (pair) => [color.first, `at ${page.times[pair[0]].label} only`],
  second: (pair) => [color.second, `at ${page.times[pair[1]].label} only`],
  both: () => [color.soft, "at both"],
  "not comparable": () => [color.neutral, "not comparable"],
};
const changeColor = (state) => CHANGES[state](pairs[filter.pair])[0];

const isStated = (service) => !service.rings.length || service.basis === "stated";

function ringColor(service) {
  const tones = service.rings.map((ring) => color.rings[ring].strong);
  if (!tones.length) return color.neutral;
  return tones.length === 1 ? tones[0] : mixed(tones[0], tones[1], 0.5);
}

function ground(service) {
  return service.rings.length ? color.rings[service.rings.at(-1)].wash : color.paper;
}

function themeChange(service) {
  if (filter.time !== "change" || filter.theme === null) return null;
  return themeOf(service.id, filter.theme)?.changes[filter.pair] ?? null;
}

function markSize(id, sizes) {
  if (!sizes) return 9;
  const greatest = Math.max(1, ...[...sizes].filter(([at]) => at !== page.central).map(([, n]) => n));
  return 5 + 8 * Math.sqrt(Math.min(1, (sizes.get(id) ?? 0) / greatest));
}

// vis-network sets labels below their marks; this is how far one is moved to stand above.
function labelShift(id, size) {
  const { above, label } = drawnMarks.get(id);
  return above ? -(2 * size + label.split("\n").length * drawn.options.nodes.font.size + 9) : -2;
}

function markStyle(service, view, sizes, near) {
  const hidden = !view.services.has(service.id);
  const dim = near !== null && !near.has(service.id);
  if (service.id === page.central) return centralStyle(service, hidden, dim);
  const size = markSize(service.id, sizes);
  const state = themeChange(service);
  const tone = CHANGES[state] ? changeColor(state) : ringColor(service);
  const hollow = !isStated(service) || drawnMarks.get(service.id).hollow || (service.kind === "service" && !service.rings.length);
  const fill = hollow ? color.card : tone;
  const border = dim ? faint(tone, 0.25) : tone;
  const at = { background: dim ? faint(fill, 0.25) : fill, border };
  return {
    id: service.id,
    hidden,
    size,
    borderWidth: service.id === chosen ? 4 : 2,
    borderWidthSelected: 4,
    shapeProperties: {
      borderDashes: isStated(service) ? false : service.basis === "inferred" ? [4, 3] : [1.5, 3],
    },
    color: { ...at, highlight: at, hover: { background: fill, border: tone } },
    font: {
      face: color.font,
      color: dim ? faint(color.ink, 0.28) : color.ink,
      strokeColor: ground(service),
      vadjust: labelShift(service.id, size),
    },
  };
}

function centralStyle(service, hidden, dim) {
  const mark = drawnMarks.get(service.id);
  const fill = dim ? faint(color.core, 0.35) : color.core;
  const at = { background: fill, border: fill };
  const lines = mark.label.split("\n").length;
  return {
    id: service.id,
    hidden,
    borderWidth: 0,
    borderWidthSelected: 0,
    color: { ...at, highlight: at, hover: at },
    font: {
      face: color.font,
      color: color["core-ink"],
      strokeWidth: 0,
      size: mark.font.size,
      vadjust: -(mark.size + (lines * mark.font.size) / 2 + 6),
    },
  };
}

function lineStyle(relation, view, near) {
  const state = change(relation);
  const tone = CHANGES[state] ? changeColor(state) : typeColor(relation.type);
  const dim = near !== null && !(near.lines.has(relation.id));
  const dashes = { stated: false, inferred: [7, 5], unknown: [2, 5] }[relation.basis];
  const open = holds(relation) === null || state === "not comparable";
  const line = dim ? faint(tone, strength / 7) : tone;
  return {
    id: relation.id,
    hidden: !view.relations.has(relation.id),
    dashes: open ? [2, 5] : relation.denied ? DENIED : dashes,
    ...(relation.denied ? {
      font: { face: color.font, size: 15, color: line, strokeWidth: 3, strokeColor: color.paper, align: "horizontal" },
    } : {}),
    color: {
      color: faint(tone, dim ? strength / 7 : near ? 0.85 : strength),
      hover: tone,
      highlight: tone,
    },
  };
}

const DENIED = [9, 3, 1, 3]; // dashes and dots; a cross stands on the line as well
const FEW_PROPOSALS = 20; // whose labels can be read beside each other

// Dotted, without the colour of any type, and labelled: nobody has confirmed it.
function proposalStyle(pair, view, near) {
  const dim = near !== null && !near.lines.has(pair.id);
  const tone = dim ? faint(color.neutral, 0.2) : color.neutral;
  const labelled = near ? near.lines.has(pair.id) : view.proposals.size <= FEW_PROPOSALS;
  return {
    id: pair.id,
    label: labelled ? drawnLines.get(pair.id).label : " ",
    hidden: !view.proposals.has(pair.id),
    dashes: [1, 6],
    color: { color: tone, hover: color.neutral, highlight: color.neutral },
    font: { face: color.font, size: 9, color: tone, strokeWidth: 3, strokeColor: color.paper },
  };
}

// Lines are the fainter the more there are.
const strength = Math.max(0.12, Math.min(0.5, 0.5 * Math.sqrt(120 / (page.relations.length + 1))));

// The services and lines that stand out because something was chosen.
function nearChosen(view) {
  const near = new Set();
  near.lines = new Set();
  if (services.has(chosen)) {
    near.add(chosen);
    for (const relation of linksOf.get(chosen)) {
      if (!view.relations.has(relation.id)) continue;
      near.add(other(relation, chosen));
      near.lines.add(relation.id);
    }
    for (const pair of [...view.proposals].map((id) => proposals.get(id))) {
      if (pair.source !== chosen && pair.target !== chosen) continue;
      near.add(other(pair, chosen));
      near.lines.add(pair.id);
    }
    return near;
  }
  if (relations.has(chosen) || view.proposals.has(chosen)) {
    const relation = relations.get(chosen) ?? proposals.get(chosen);
    near.add(relation.source).add(relation.target);
    near.lines.add(chosen);
    return near;
  }
  return null;
}

function drawRings(context) {
  for (let place = page.rings.length - 1; place >= 0; place -= 1) {
    const ring = page.rings[place];
    context.beginPath();
    context.arc(0, 0, ring.outer, 0, 2 * Math.PI);
    context.fillStyle = color.rings[place].wash;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = faint(color.rings[place].strong, 0.55);
    context.stroke();
  }
  if (page.core && page.rings.length) {
    context.beginPath();
    context.arc(0, 0, page.core, 0, 2 * Math.PI);
    context.fillStyle = color.card;
    context.fill();
  }
  page.margins.forEach((margin) => drawMargin(context, margin));
}

function drawMargin(context, margin) {
  const [left, top, right, bottom] = margin.rect;
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 14);
  context.fillStyle = faint(color.card, 0.75);
  context.fill();
  context.setLineDash([3, 4]);
  context.lineWidth = 1;
  context.strokeStyle = faint(color.neutral, 0.7);
  context.stroke();
  context.setLineDash([]);
  context.font = `600 13px ${color.font}`;
  context.fillStyle = color.soft;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(margin.label, (left + right) / 2, top + 20);
}

function drawRingNames(context) {
  page.rings.forEach((ring, place) => {
    const [left, top, right, bottom] = ring.tag;
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 11);
    context.fillStyle = color.paper;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = faint(color.rings[place].strong, 0.6);
    context.stroke();
    context.font = `600 12px ${color.font}`;
    context.fillStyle = color.rings[place].text;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const middle = (top + bottom) / 2 - (ring.lines.length - 1) * 7 + 0.5;
    ring.lines.forEach((line, row) => context.fillText(line, 0, middle + row * 14));
  });
}

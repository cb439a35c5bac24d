// The lines of a map with many relations: drawn in batches, since one by one they take too long.

const BATCH = 100; // hairlines of one look that are drawn at once; wider lines are quicker one by one
const CROWD = 1500; // lines from which all but those that stand out are hairlines
const NEAR_ENOUGH = 5; // pixels from a line at which a click is meant for it
let looks = [];

// Where the line of a relation bends: relations between the same two services fan out.
const bendOf = (from, to, bend) => ({
  x: (from.x + to.x) / 2 + bend * (to.y - from.y),
  y: (from.y + to.y) / 2 - bend * (to.x - from.x),
});

// Sorts the lines that are seen by how they look, those that stand out last.
function sortLines(view, near) {
  const found = new Map();
  for (const id of view.relations) {
    const relation = relations.get(id);
    const { color: { color: tone }, dashes } = lineStyle(relation, view, near);
    const width = Math.round(relation.width * 2.5) / 2.5;
    const lit = near?.lines.has(id) ?? false;
    const key = `${lit} ${tone} ${width} ${dashes}`;
    if (!found.has(key)) found.set(key, { tone, width, dashes: dashes || [], lit, lines: [] });
    found.get(key).lines.push(relation);
  }
  looks = [...found.values()].sort((one, two) => one.lit - two.lit);
}

function drawLines(context) {
  const at = network.getPositions();
  const sizes = new Map(page.services.map(({ id }) => [id, network.body.nodes[id].options.size]));
  const hair = 1 / (network.getScale() * window.devicePixelRatio);
  const crowded = view.relations.size > CROWD;
  for (const look of looks) {
    const width = crowded && !look.lit ? hair : look.width;
    const batch = width > hair ? 1 : BATCH;
    context.strokeStyle = look.tone;
    context.fillStyle = look.tone;
    context.globalAlpha = width < look.width ? Math.min(1, look.width / 2.4) : 1;
    for (let first = 0; first < look.lines.length; first += batch) {
      const lines = look.lines.slice(first, first + batch).map((relation) => lineEnds(relation, at));
      context.lineWidth = width;
      context.setLineDash(look.dashes);
      trace(context, lines, traceLine);
      context.stroke();
      context.setLineDash([]);
      trace(context, lines.filter(({ relation }) => page.types[relation.type].directed), traceArrow, sizes);
      context.fill();
      context.lineWidth = Math.min(1.6, width);
      trace(context, lines.filter(({ relation }) => relation.denied), traceCross);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function lineEnds(relation, at) {
  const [from, to] = [at[relation.source], at[relation.target]];
  return { relation, from, to, via: bendOf(from, to, relation.bend) };
}

function trace(context, lines, part, ...more) {
  context.beginPath();
  for (const line of lines) part(context, line, ...more);
}

const LOOP = 14; // the radius of a line that comes back to its service

function traceLine(context, { relation, from, via, to }) {
  context.moveTo(from.x, from.y);
  if (from === to) context.arc(from.x, from.y - LOOP, LOOP, Math.PI / 2, 2.5 * Math.PI);
  else if (relation.bend) context.quadraticCurveTo(via.x, via.y, to.x, to.y);
  else context.lineTo(to.x, to.y);
}

function traceArrow(context, { relation, from, via, to }, sizes) {
  if (from === to) return;
  const turn = Math.atan2(to.y - via.y, to.x - via.x);
  const rim = sizes.get(relation.target) + 2;
  const [x, y] = [to.x - rim * Math.cos(turn), to.y - rim * Math.sin(turn)];
  context.moveTo(x, y);
  for (const wing of [0.4, -0.4]) context.lineTo(x - 9 * Math.cos(turn + wing), y - 9 * Math.sin(turn + wing));
  context.closePath();
}

// What is denied has a cross in the middle of its line.
function traceCross(context, line) {
  const { x, y } = middleOf(line);
  for (const side of [1, -1]) {
    context.moveTo(x - 4, y - 4 * side);
    context.lineTo(x + 4, y + 4 * side);
  }
}

const middleOf = ({ from, via, to }) =>
  from === to ? { x: from.x, y: from.y - 2 * LOOP }
    : { x: (from.x + 2 * via.x + to.x) / 4, y: (from.y + 2 * via.y + to.y) / 4 };

// The id of the line nearest to a place on the map, if one is near enough.
function lineAt(place) {
  const positions = network.getPositions();
  let [nearest, id] = [NEAR_ENOUGH / network.getScale(), null];
  for (const { lines } of looks) {
    for (const line of lines.map((relation) => lineEnds(relation, positions))) {
      const middle = middleOf(line);
      const away = Math.min(distance(place, line.from, middle), distance(place, middle, line.to));
      if (away <= nearest) [nearest, id] = [away, line.relation.id];
    }
  }
  return id;
}

function distance(place, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((place.x - from.x) * dx + (place.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(place.x - from.x - share * dx, place.y - from.y - share * dy);
}

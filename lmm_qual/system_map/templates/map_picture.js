// The map as a picture of its own: SVG, and PNG made from it.

const CROSS = "✕";
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function picture(network, view) {
  const [left, top, right, bottom] = pictureBounds(network, view);
  const svg = shape("svg", {
    xmlns: SVG,
    viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    width: right - left,
    height: bottom - top,
    "font-family": color.font,
  });
  svg.append(shape("title", {}, page.title));
  svg.append(shape("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: color.paper }));
  svg.append(...ringShapes(), ...marginShapes());
  for (const id of view.relations) svg.append(...lineShapes(network, relations.get(id)));
  svg.append(...ringNameShapes());
  for (const id of view.services) svg.append(...markShapes(network, services.get(id)));
  return svg;
}

function pictureBounds(network, view) {
  let [left, top, right, bottom] = page.bounds;
  for (const { x, y } of Object.values(network.getPositions([...view.services]))) {
    left = Math.min(left, x - 70);
    right = Math.max(right, x + 70);
    top = Math.min(top, y - 20);
    bottom = Math.max(bottom, y + 70);
  }
  return [left - 20, top - 20, right + 20, bottom + 20];
}

function ringShapes() {
  const circles = page.rings.map((ring, place) => shape("circle", {
    cx: 0, cy: 0, r: ring.outer,
    fill: color.rings[place].wash, stroke: color.rings[place].strong, "stroke-opacity": 0.55,
  })).reverse();
  if (page.core && page.rings.length) circles.push(shape("circle", { cx: 0, cy: 0, r: page.core, fill: color.card }));
  return circles;
}

function marginShapes() {
  return page.margins.flatMap(({ label, rect: [left, top, right, bottom] }) => [
    shape("rect", {
      x: left, y: top, width: right - left, height: bottom - top, rx: 14,
      fill: color.card, "fill-opacity": 0.75, stroke: color.neutral, "stroke-dasharray": "3 4",
    }),
    shape("text", {
      x: (left + right) / 2, y: top + 25, "text-anchor": "middle", "font-size": 13, "font-weight": 600, fill: color.soft,
    }, label),
  ]);
}

function ringNameShapes() {
  return page.rings.flatMap((ring, place) => {
    const [left, top, right, bottom] = ring.tag;
    return [
      shape("rect", {
        x: left, y: top, width: right - left, height: bottom - top, rx: 11,
        fill: color.paper, stroke: color.rings[place].strong, "stroke-opacity": 0.6,
      }),
      ...ring.lines.map((line, row) => shape("text", {
        x: 0, y: (top + bottom) / 2 - (ring.lines.length - 1) * 7 + row * 14 + 4.5,
        "text-anchor": "middle", "font-size": 12, "font-weight": 600, fill: color.rings[place].text,
      }, line)),
    ];
  });
}

// The curve that vis-network draws, from one mark's rim to the other's.
function curve(network, relation) {
  const from = network.getPosition(relation.source);
  const to = network.getPosition(relation.target);
  const via = network.body.edges[relation.id]?.edgeType.getViaNode?.() ?? bendOf(from, to, relation.bend ?? 0);
  const at = (t) => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * via.x + t * t * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * via.y + t * t * to.y,
  });
  const rim = network.body.nodes[relation.target].options.size + 2;
  let end = 1;
  while (end > 0.5 && Math.hypot(at(end).x - to.x, at(end).y - to.y) < rim) end -= 0.005;
  return { from, via, to: at(end), before: at(end - 0.03), end };
}

function lineShapes(network, relation) {
  const style = lineStyle(relation, { relations }, null);
  const { width } = drawnLines.get(relation.id) ?? relation;
  if (relation.source === relation.target) return [loopShape(network.getPosition(relation.source), style, width)];
  const { from, via, to, before, end } = curve(network, relation);
  const bend = { x: from.x + (via.x - from.x) * end, y: from.y + (via.y - from.y) * end };
  const line = shape("path", {
    d: `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`,
    fill: "none", stroke: style.color.color, "stroke-width": width,
    ...(style.dashes ? { "stroke-dasharray": style.dashes.join(" ") } : {}),
  });
  const shapes = relation.denied ? [line, crossShape(from, bend, to, style)] : [line];
  if (!page.types[relation.type].directed) return shapes;
  const turn = Math.atan2(to.y - before.y, to.x - before.x);
  const wing = (angle) => `${to.x - 9 * Math.cos(turn + angle)} ${to.y - 9 * Math.sin(turn + angle)}`;
  return [...shapes, shape("path", {
    d: `M${to.x} ${to.y}L${wing(0.4)}L${wing(-0.4)}Z`, fill: style.color.highlight, "fill-opacity": 0.7,
  })];
}

function loopShape({ x, y }, style, width) {
  return shape("circle", {
    cx: x, cy: y - LOOP, r: LOOP, fill: "none", stroke: style.color.color, "stroke-width": width,
    ...(style.dashes ? { "stroke-dasharray": style.dashes.join(" ") } : {}),
  });
}

// What is denied has a cross in the middle of its line.
function crossShape(from, bend, to, style) {
  const middle = (side) => from[side] / 4 + bend[side] / 2 + to[side] / 4;
  return shape("text", {
    x: middle("x"), y: middle("y") + 5, "text-anchor": "middle", "font-size": 15, fill: style.color.highlight,
    stroke: color.paper, "stroke-width": 3, "paint-order": "stroke",
  }, CROSS);
}

function markShapes(network, service) {
  const { x, y } = network.getPosition(service.id);
  const options = network.body.nodes[service.id].options;
  const lines = drawnMarks.get(service.id).label.split("\n");
  const central = service.id === page.central;
  const dashes = options.shapeProperties.borderDashes;
  const mark = shape("path", {
    d: outline(options.shape, x, y, options.size),
    fill: options.color.background, stroke: options.color.border, "stroke-width": central ? 0 : 2,
    ...(dashes ? { "stroke-dasharray": dashes.join(" ") } : {}),
  });
  const size = options.font.size;
  const tall = lines.length * size;
  const top = central ? y - tall / 2 : drawnMarks.get(service.id).above ? y - options.size - tall - 6 : y + options.size + 2;
  const first = top + size * 0.85;
  const label = shape("text", {
    "text-anchor": "middle", "font-size": size,
    fill: central ? color["core-ink"] : color.ink,
    ...(central ? {} : { stroke: ground(service), "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }),
  });
  lines.forEach((line, place) => label.append(shape("tspan", { x, y: first + place * size }, line)));
  return [mark, label];
}

function outline(name, x, y, size) {
  const corners = {
    square: [45, 135, 225, 315], diamond: [0, 90, 180, 270], triangle: [-90, 30, 150],
    triangleDown: [90, 210, 330], hexagon: [0, 60, 120, 180, 240, 300],
    star: [-90, -54, -18, 18, 54, 90, 126, 162, 198, 234],
  }[name];
  if (!corners) return `M${x - size} ${y}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
  const reach = (place) => {
    if (name === "star") return place % 2 ? size * 0.45 : size * 1.1;
    return name === "square" ? size * Math.SQRT2 : size * 1.05;
  };
  const points = corners.map((degrees, place) => {
    const angle = (degrees * Math.PI) / 180;
    return `${x + reach(place) * Math.cos(angle)} ${y + reach(place) * Math.sin(angle)}`;
  });
  return `M${points.join("L")}Z`;
}

function save(blob, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `system_map.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const asText = (svg) => new XMLSerializer().serializeToString(svg);

function saveSvg(network, view) {
  save(new Blob([asText(picture(network, view))], { type: "image/svg+xml" }), "svg");
}

function savePng(network, view) {
  const svg = picture(network, view);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, "png"), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asText(svg))}`;
}

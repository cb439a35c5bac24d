// The page at work: the network, what is chosen of it, the tables, the panel.

readColors();
fillPairs();
filter = currentFilter();
let view = seen();
const near = () => nearChosen(view);
const sizes = measured(view);
const marks = new vis.DataSet(drawn.nodes.map((node) => ({ ...node, ...markStyle(services.get(node.id), view, sizes, null) })));
const lines = new vis.DataSet(drawn.edges.map((edge) => ({ ...edge, ...edgeStyle(edge.id, null) })));
if (page.many) sortLines(view, null);
const network = new vis.Network(byId("map"), { nodes: marks, edges: lines }, drawn.options);
network.on("beforeDrawing", (context) => {
  drawRings(context);
  if (page.many) drawLines(context);
  drawRingNames(context);
});

function edgeStyle(id, lit) {
  return proposals.has(id) ? proposalStyle(proposals.get(id), view, lit) : lineStyle(relations.get(id), view, lit);
}

function restyle() {
  view = seen();
  const lit = near();
  const sizes = measured(view);
  marks.update(page.services.map((service) => markStyle(service, view, sizes, lit)).filter(isNews));
  lines.update(drawn.edges.map(({ id }) => edgeStyle(id, lit)).filter(isNews));
  if (page.many) {
    sortLines(view, lit);
    network.redraw();
  }
  retable();
  tellStatus();
}

const last = new Map();

// Whether a mark or line is to look otherwise than before.
function isNews(style) {
  const looks = JSON.stringify(style);
  if (last.get(style.id) === looks) return false;
  last.set(style.id, looks);
  return true;
}

// Writing a table's rows takes long where there are many: those that stay are left.
function setHidden(row, hidden) {
  if (row.hidden !== hidden) row.hidden = hidden;
}

function retable() {
  const linked = new Map();
  for (const id of view.relations) {
    const { source, target, denied } = relations.get(id);
    if (denied) continue;
    for (const end of new Set([source, target])) linked.set(end, (linked.get(end) ?? 0) + 1);
  }
  for (const row of byId("service-table").tBodies[0].rows) {
    setHidden(row, !view.services.has(row.dataset.id));
    const links = String(linked.get(row.dataset.id) ?? 0);
    if (row.cells[4].textContent !== links) row.cells[4].textContent = links;
  }
  for (const row of byId("relation-table").tBodies[0].rows) setHidden(row, !view.relations.has(row.dataset.id));
  for (const row of byId("profile-table")?.tBodies[0].rows ?? []) row.hidden = !view.services.has(row.dataset.id);
  if (!byId("proposal-table")) return;
  byId("proposal-table").parentElement.hidden = !filter.proposals;
  for (const row of byId("proposal-table").tBodies[0].rows) {
    row.hidden = !view.proposals.has(row.dataset.id);
    row.cells[3].textContent = sentencesOf(proposals.get(row.dataset.id)).length;
  }
}

function tellStatus() {
  const part = (shown, all, noun) => (shown === all ? `${all} ${noun}` : `${shown} of ${all} ${noun}`);
  byId("status").textContent = `${part(view.services.size, services.size, "services and actors")}, ${part(view.relations.size, relations.size, "relations")}${deniedSaid()}`;
}

function deniedSaid() {
  const denied = [...view.relations].filter((id) => relations.get(id).denied).length;
  return denied ? `, ${denied} of them denied` : "";
}

function choose(id, { move = false } = {}) {
  chosen = id;
  if (services.has(id)) network.selectNodes([id], false);
  else if (drawnLines.has(id)) network.setSelection({ nodes: [], edges: [id] });
  else network.unselectAll();
  restyle();
  showDetails();
  if (services.has(id)) liftAbovePanel(id);
  if (id && move) {
    bringIntoView(id);
    goToPanel();
  }
}

let opener = null;

// For those who came by keyboard or from the tables; closing brings them back.
function goToPanel() {
  const panel = byId("panel");
  if (!panel.contains(document.activeElement)) opener = document.activeElement;
  if (getComputedStyle(panel).position === "absolute") document.querySelector("main").scrollIntoView({ block: "nearest" });
  panel.focus({ preventScroll: true });
}

function closePanel() {
  choose(null);
  if (opener?.isConnected && !opener.closest("[hidden]")) opener.focus();
  opener = null;
}

// Where the panel covers the lower part of the map, what was chosen moves into what is left of it.
function liftAbovePanel(id) {
  const [map, panel] = [byId("map"), byId("panel")].map((part) => part.getBoundingClientRect());
  const free = panel.top - map.top;
  const at = network.getPosition(id);
  if (panel.width < map.width || free < 120 || network.canvasToDOM(at).y < free - 50) return;
  network.moveTo({ position: at, offset: { x: 0, y: free / 2 - map.height / 2 }, animation: false });
}

// Moves the map only where the mark is out of sight or under the panel.
function bringIntoView(id) {
  const at = services.has(id) ? id : (relations.get(id) ?? proposals.get(id)).source;
  const { x, y } = network.canvasToDOM(network.getPosition(at));
  const { clientWidth: width, clientHeight: height } = byId("map");
  const free = width > 820 && !byId("panel").hidden ? width - 380 : width;
  if (x > 40 && x < free - 40 && y > 40 && y < height - 40) return;
  network.moveTo({ position: network.getPosition(at), offset: { x: (free - width) / 2, y: 0 }, animation: false });
}

const LEAST_LETTERS = 9; // pixels

// Shows all of the map where its labels can be read so, else its middle.
function showWhole(always = false) {
  const { clientWidth: width, clientHeight: height } = byId("map");
  const [left, top, right, bottom] = page.bounds;
  const whole = Math.min((width - 24) / (right - left), (height - 24) / (bottom - top), 1.4);
  const readable = LEAST_LETTERS / drawn.options.nodes.font.size;
  const scale = always || whole > readable * 0.8 ? whole : Math.min(readable, 1);
  const middle = scale === whole ? { x: (left + right) / 2, y: (top + bottom) / 2 } : { x: 0, y: 0 };
  network.moveTo({ position: middle, scale, animation: false });
}

function zoom(factor) {
  const scale = Math.min(4, Math.max(0.1, network.getScale() * factor));
  network.moveTo({ position: network.getViewPosition(), scale, animation: false });
}

function resetMap() {
  marks.update(drawn.nodes.map(({ id, x, y }) => ({ id, x, y })));
  choose(null);
  showWhole();
}

// On paper stands a picture of the whole map, in light colours.
function showPrinted() {
  document.documentElement.classList.add("printing");
  readColors();
  restyle();
  byId("printed").replaceChildren(picture(network, view));
}

function hidePrinted() {
  document.documentElement.classList.remove("printing");
  byId("printed").replaceChildren();
  readColors();
  restyle();
}

// vis-network takes a click on a label for one beside the mark.
function labelAt({ x, y }) {
  return [...view.services].find((id) => {
    const at = network.getPosition(id);
    const mark = network.body.nodes[id];
    const { width, height } = mark.shape.labelModule.size;
    const middle = at.y + (drawnMarks.get(id).above ? -1 : 1) * (mark.options.size + height / 2);
    return Math.abs(x - at.x) < width / 2 && Math.abs(y - middle) < height / 2;
  });
}

const on = (id, event, action) => byId(id)?.addEventListener(event, action);

function listenToControls() {
  byId("controls").addEventListener("change", readFilters);
  on("types-all", "click", () => setAll("type", true));
  on("types-none", "click", () => setAll("type", false));
  on("clear", "click", clearFilters);
  on("reset", "click", resetMap);
  on("close", "click", closePanel);
  on("picture-svg", "click", () => saveSvg(network, view));
  on("picture-png", "click", () => savePng(network, view));
  on("zoom-in", "click", () => zoom(1.25));
  on("zoom-out", "click", () => zoom(0.8));
  on("zoom-fit", "click", () => showWhole(true));
  on("search", "input", showFound);
  on("search", "keydown", (event) => {
    const [first] = find(byId("search").value) ?? [];
    if (event.key === "Enter" && first) pick(first);
    if (event.key === "ArrowDown") byId("found").querySelector("button")?.focus();
  });
}

function listenToPage() {
  network.on("click", ({ nodes, edges, pointer: at }) =>
    choose(nodes[0] ?? labelAt(at.canvas) ?? edges[0] ?? (page.many ? lineAt(at.canvas) : null)));
  for (const table of ["service-table", "relation-table", "proposal-table", "profile-table"].filter(byId)) {
    on(table, "click", (event) => {
      if (event.target.closest("button")) choose(event.target.closest("tr").dataset.id, { move: true });
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (byId("found").hidden && chosen) closePanel();
    byId("found").hidden = true;
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) byId("found").hidden = true;
  });
  window.addEventListener("beforeprint", showPrinted);
  window.addEventListener("afterprint", hidePrinted);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColors();
    paintKeys();
    showKeys();
    restyle();
  });
}

if (matchMedia("(max-width: 820px)").matches) byId("controls").open = false;
paintKeys();
showKeys();
listenToControls();
listenToPage();
retable();
tellStatus();
showWhole();

// To look at, and to choose: nothing else of the page can be changed through it.
window.lmmMap = Object.freeze({
  page: () => structuredClone({ rings: page.rings, margins: page.margins, central: page.central }),
  services: () => page.services.map(({ id, label, rings }) => ({
    id, label, rings,
    ...network.getPosition(id),
    shown: view.services.has(id),
    at: network.canvasToDOM(network.getPosition(id)),
  })),
  relations: () => page.relations.map(({ id, source, target, type, denied }) => ({
    id, source, target, denied, type: page.types[type].label, shown: view.relations.has(id),
  })),
  proposals: () => (page.proposals ?? []).map(({ id, source, target }) => ({
    id, source, target, shown: view.proposals.has(id) && !lines.get(id).hidden, dashes: lines.get(id).dashes,
  })),
  choose: (id) => choose(id),
});

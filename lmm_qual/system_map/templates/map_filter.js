// What the page holds, and which of it the filters leave.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const byId = (id) => document.getElementById(id);
const page = read("map-data");
const drawn = read("network-data");

const services = new Map(page.services.map((service) => [service.id, service]));
const relations = new Map(page.relations.map((relation) => [relation.id, relation]));
const proposals = new Map((page.proposals ?? []).map((pair) => [pair.id, pair]));
const linksOf = new Map(page.services.map((service) => [service.id, []]));
for (const relation of page.relations) {
  linksOf.get(relation.source).push(relation);
  if (relation.target !== relation.source) linksOf.get(relation.target).push(relation);
}
const drawnMarks = new Map(drawn.nodes.map((node) => [node.id, node]));
const drawnLines = new Map(drawn.edges.map((edge) => [edge.id, edge]));
const pairs = page.times.flatMap((_, first) =>
  page.times.slice(first + 1).map((_, more) => [first, first + 1 + more]));
const FIRST_AND_LAST = page.times.length - 2; // the place in pairs that is chosen at first

let filter = null; // what the controls say: see currentFilter
let chosen = null; // the id of a service or of a relation

const other = (relation, id) => (relation.source === id ? relation.target : relation.source);
const timeName = () => (typeof filter.time === "number" ? String(filter.time) : "*");
const cellName = () => `${timeName()}.${filter.group}`;
const ringKeys = (service) =>
  service.rings.length ? service.rings.map(String)
    : [service.kind === "service" ? "Ring not known" : "Not a service"];

const isWithin = (code, theme) => code === theme || page.codes[code].within.includes(theme);

function passagesOf(id, { code = filter.theme, from = page.passages } = {}) {
  const valence = filter.valence === null ? null : page.valences[filter.valence];
  return (from[id] ?? []).filter((passage) =>
    (code === null || isWithin(passage.code, code)) &&
    (typeof filter.time !== "number" || passage.time === filter.time) &&
    (filter.group === "*" || passage.group === Number(filter.group)) &&
    (valence === null || passage.valence === valence));
}

const themeOf = (id, code) => (page.themes[id] ?? []).find((theme) => theme.code === code);

// Whether a service has what the theme, group and valence filters ask for. A number that is
// masked is null, and stands for some.
function spoke(id) {
  if (filter.valence !== null) return passagesOf(id).length > 0;
  if (filter.theme !== null) return hasCell(themeOf(id, filter.theme)?.participants);
  if (filter.group !== "*") return hasCell(page.of[id]);
  return true;
}

const hasCell = (cells) => cells !== undefined && cells[cellName()] !== undefined && cells[cellName()] !== 0;

function passesFilters(service) {
  if (service.id === page.central) return true;
  if (ringKeys(service).every((key) => filter.hiddenRings.has(key))) return false;
  if (typeof filter.time === "number" && !service.there[filter.time]) return false;
  return spoke(service.id);
}

// true, false, or null where it cannot be told
function holds(relation) {
  return typeof filter.time === "number" ? relation.holds[filter.time] : true;
}

const change = (relation) => (filter.time === "change" ? relation.changes[filter.pair] : null);

const stance = (relation) => (relation.denied ? "denied" : "affirmed");

function relationPasses(relation) {
  return !filter.hiddenTypes.has(String(relation.type)) &&
    !filter.hiddenStances.has(stance(relation)) && holds(relation) !== false &&
    change(relation) !== "neither";
}

// The ids of the services and relations that are seen.
function seen() {
  let kept = new Set(page.services.filter(passesFilters).map((service) => service.id));
  const standing = page.relations.filter((relation) =>
    relationPasses(relation) && kept.has(relation.source) && kept.has(relation.target));
  if (filter.steps > 0 && services.has(chosen) && kept.has(chosen)) {
    kept = neighbourhood(chosen, standing.filter((relation) => !relation.denied), filter.steps);
  }
  const links = standing.filter((relation) =>
    kept.has(relation.source) && kept.has(relation.target));
  const asked = filter.proposals ? page.proposals : [];
  return {
    services: kept,
    relations: new Set(links.map((relation) => relation.id)),
    proposals: new Set(asked.filter((pair) => kept.has(pair.source) && kept.has(pair.target) && sentencesOf(pair).length).map((pair) => pair.id)),
  };
}

// The sentences that propose a relation, at the time point that is looked at.
const sentencesOf = (pair) => pair.passages.filter((passage) =>
  typeof filter.time !== "number" || passage.time === filter.time);

function neighbourhood(from, standing, steps) {
  let reached = new Set([from]);
  for (let step = 0; step < steps; step += 1) {
    const next = new Set(reached);
    for (const relation of standing) {
      if (reached.has(relation.source)) next.add(relation.target);
      if (reached.has(relation.target)) next.add(relation.source);
    }
    reached = next;
  }
  return reached;
}

// A number for each service that is seen, in the measure that marks are sized by. What is denied
// counts in none.
function measured(view) {
  const links = (id) => linksOf.get(id).filter((relation) => !relation.denied && view.relations.has(relation.id));
  const measures = {
    relations: (id) => links(id).length,
    neighbours: (id) => new Set(links(id).map((relation) => other(relation, id))).size,
    counted: (id) => links(id).reduce((sum, relation) => sum + (relation.count ?? 0), 0),
    participants: (id) => (filter.theme === null ? 0
      : themeOf(id, filter.theme)?.participants[cellName()] ?? 0),
  };
  const measure = measures[filter.size];
  return measure ? new Map([...view.services].map((id) => [id, measure(id)])) : null;
}

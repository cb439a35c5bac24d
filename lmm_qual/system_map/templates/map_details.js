// The panel beside the map: what is known of the service or relation that was chosen.

function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function pointer(id, label) {
  if (!id) return label;
  const go = (event) => {
    event.preventDefault();
    choose(id, { move: true });
  };
  return h("a", { href: "#map", class: "link", onclick: go }, label);
}

function facts(rows) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0);
  return known.length ? h("dl", {}, known.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]).flat()) : null;
}

const basisChip = (basis) => h("span", { class: `chip ${basis}` }, basis === "unknown" ? "basis unknown" : basis);

function serviceDetails(service) {
  const onRing = service.rings.length > 0;
  const central = service.id === page.central;
  return [
    h("h2", {}, service.label),
    h("p", { class: "what" }, central ? "central service of this map" : service.kind),
    facts([
      ["Ring", central && !onRing ? null : [service.ring, onRing ? " " : null, onRing ? basisChip(service.basis) : null].filter(Boolean)],
      ["Expected there", service.rings.map((ring) => page.rings[ring].expected).filter(Boolean).join("; ")],
      ["Evidence", service.evidence.join("; ")],
      ["Also called", service.aliases.join(", ")],
      ["Formerly", service.formerNames.join(", ")],
      ["Made up of", service.members.flatMap((member, place) => [place ? ", " : null, pointer(member.id, member.label)]).filter(Boolean)],
      ["Ended", service.end],
      ...service.attributes,
      ["Note", service.note],
    ]),
    ...relationList(service),
    ...profileSection(service),
    ...themeTable(service),
    ...namedTable(service),
  ];
}

const FEW = 8; // relations that are listed at once, and do not bury the themes

function relationList(service) {
  const links = linksOf.get(service.id).filter(relationPasses);
  if (!links.length) return [h("h3", {}, "Relations"), h("p", { class: "small" }, linksOf.get(service.id).length ? "None that the filters leave." : "None on this map.")];
  const list = h("ul", { class: "relations" }, links.map((relation) => relationItem(relation, service.id)));
  const open = links.length <= FEW ? "" : null;
  return [h("details", { class: "section", open }, h("summary", {}, `Relations (${links.length})`), list)];
}

function relationItem(relation, from) {
  const type = page.types[relation.type];
  const end = services.get(other(relation, from));
  const arrow = !type.directed ? "–" : relation.source === from ? "→" : "←";
  const bar = h("i", { class: "bar" });
  bar.style.background = typeColor(relation.type);
  const under = [
    relation.account,
    relation.basis === "unknown" ? "basis unknown" : relation.basis,
    relation.period === "throughout" ? null : relation.period,
    changeText(relation),
    relation.evidence.join("; "),
  ].filter(Boolean).join(" · ");
  return h("li", {}, bar,
    h("span", {}, relation.denied ? "✕ " : "", pointer(relation.id, type.label), ` ${arrow} `, pointer(end.id, end.label)),
    h("span", { class: "figure" }, relation.figure),
    h("small", {}, under));
}

function changeText(relation) {
  const state = change(relation);
  if (state) return [relation.denied ? "denied" : "", CHANGES[state]?.(pairs[filter.pair])[1] ?? state].filter(Boolean).join(" ");
  return holds(relation) === null ? "not known to hold then" : null;
}

function relationDetails(relation) {
  const type = page.types[relation.type];
  const [source, target] = [services.get(relation.source), services.get(relation.target)];
  const held = page.times.map((time, place) => `${time.id}: ${{ true: "yes", false: "no", null: "cannot be told" }[relation.holds[place]]}`);
  return [
    h("h2", {}, relation.denied ? `✕ ${type.label}: denied` : type.label),
    h("p", { class: "what" }, pointer(source.id, source.label), type.directed ? " → " : " – ", pointer(target.id, target.label)),
    facts([
      ["Account", relation.denied ? `${relation.account}; no link, and counted in no measure` : relation.account],
      ["Count", relation.figure],
      ["Counted", relation.observed],
      ["Figure", relation.figureSays],
      [relation.denied ? "Denied for" : "Holds", relation.period],
      ["At time points", held.join(", ")],
      ["Change", changeText(relation)],
      ["Basis", [basisChip(relation.basis)]],
      ["Evidence", relation.evidence.join("; ")],
      ["Note", relation.note],
      ["Passages", relation.rests.length || !relation.passages ? null : String(relation.passages)],
    ]),
    h("div", { class: "passages" }, relation.rests.map((passage) =>
      h("figure", {}, h("blockquote", {}, passage.quote),
        h("figcaption", {}, [passage.transcript, passage.note].filter(Boolean).join(" · "))))),
  ];
}

function themeTable(service) {
  const themes = (page.themes[service.id] ?? []).filter((theme) =>
    filter.theme === null || isWithin(theme.code, filter.theme));
  if (!themes.length) return [];
  const times = shownTimes();
  const changing = filter.time === "change";
  const group = filter.group === "*" ? "" : `, ${page.groups[filter.group].label}`;
  return [
    h("h3", {}, `Themes: participants of this service who spoke of them${group}`),
    h("table", { class: "themes" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Theme"), times.map(([, label]) => h("th", { scope: "col" }, label)), changing ? h("th", { scope: "col" }, "Change") : null)),
      h("tbody", {}, themes.map((theme) => themeRows(service, theme, times)).flat())),
  ];
}

// Cells' names and headings: the time point that is looked at, or all of them side by side.
function shownTimes() {
  if (typeof filter.time === "number") return [[`${filter.time}.${filter.group}`, page.times[filter.time].id]];
  const each = page.times.map((time, place) => [`${place}.${filter.group}`, time.id]);
  if (filter.time === "change") return pairs[filter.pair].map((place) => each[place]);
  return each.length ? each : [[`*.${filter.group}`, "All"]];
}

function themeRows(service, theme, times) {
  const depth = page.codes[theme.code].within.length;
  const name = h("th", { scope: "row", title: page.codes[theme.code].path }, page.codes[theme.code].name);
  name.style.paddingLeft = `${depth * 12}px`;
  const changed = filter.time === "change" ? h("td", {}, themeChangeText(theme.changes[filter.pair])) : null;
  const rows = [h("tr", {}, name, times.map(([cell]) => themeCell(service, theme, cell)), changed)];
  const passages = passagesOf(service.id, { code: theme.code }).filter((passage) => passage.code === theme.code);
  if (passages.length) rows.push(passageRow(passages, rows[0].cells.length, depth));
  return rows;
}

function themeChangeText(state) {
  const [first, second] = pairs[filter.pair].map((place) => page.times[place].id);
  return { first: `${first} only`, second: `${second} only` }[state] ?? state;
}

function themeCell(service, theme, cell) {
  const of = page.of[service.id] ?? {};
  const masked = `fewer than ${page.maskBelow}`;
  const found = cell in theme.participants ? theme.participants[cell] ?? "masked" : 0;
  if (found === 0 && !(cell in of)) {
    return h("td", { class: "absent", title: "no participant of this service" }, "–");
  }
  if (found === "masked") return h("td", { class: "absent", title: `${masked}, or what would tell of such a number` }, "masked");
  const base = of[cell] ?? null;
  const text = base === null ? String(found) : `${found} of ${base}`;
  return h("td", found === 0 ? { class: "absent", title: "not mentioned" } : {}, text);
}

function passageRow(passages, span, depth) {
  const list = h("details", { class: "passages" }, h("summary", {}, passages.length === 1 ? "1 passage" : `${passages.length} passages`));
  list.addEventListener("toggle", () => {
    if (list.childElementCount === 1) list.append(...passages.map(passageFigure));
  }, { once: true });
  const cell = h("th", { colspan: span }, list);
  cell.style.paddingLeft = `${depth * 12}px`;
  return h("tr", { class: "passages" }, cell);
}

function passageFigure(passage) {
  const said = [
    passage.speaker,
    passage.time === null ? null : page.times[passage.time].label,
    passage.group === null ? null : page.groups[passage.group].label,
    passage.transcript,
    passage.valence,
    passage.own ? "of its own people" : null,
  ].filter(Boolean).join(" · ");
  return h("figure", {}, h("blockquote", {}, passage.quote), h("figcaption", {}, said));
}

// Who names the service in coded words: another thing than what its own people speak of.
function namedTable(service) {
  const themes = (page.named[service.id] ?? []).filter((theme) =>
    filter.theme === null || isWithin(theme.code, filter.theme));
  if (!themes.length) return [];
  const times = shownTimes();
  const group = filter.group === "*" ? "" : `, ${page.groups[filter.group].label}`;
  return [
    h("h3", {}, `Named: participants of any service who name it in coded words${group}`),
    page.sharing ? null : h("p", { class: "small" }, "“Its own” are those of them who belong to the service itself."),
    h("table", { class: "themes named" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Theme"), times.map(([, label]) => h("th", { scope: "col" }, label)))),
      h("tbody", {}, themes.map((theme) => namedRows(service, theme, times)).flat())),
  ];
}

function namedRows(service, theme, times) {
  const depth = page.codes[theme.code].within.length;
  const name = h("th", { scope: "row", title: page.codes[theme.code].path }, page.codes[theme.code].name);
  name.style.paddingLeft = `${depth * 12}px`;
  const rows = [h("tr", {}, name, times.map(([cell]) => namedCell(theme, cell)))];
  const passages = passagesOf(service.id, { code: theme.code, from: page.namedPassages }).filter((passage) => passage.code === theme.code);
  if (passages.length) rows.push(passageRow(passages, rows[0].cells.length, depth));
  return rows;
}

function namedCell(theme, cell) {
  const found = cell in theme.participants ? theme.participants[cell] ?? "masked" : 0;
  if (found === "masked") return h("td", { class: "absent", title: `fewer than ${page.maskBelow}, or what would tell of such a number` }, "masked");
  const segments = theme.segments?.[cell] ?? 0;
  if (found === 0 && !segments) return h("td", { class: "absent", title: cell in page.namedOf ? "not named" : "no participant" }, cell in page.namedOf ? `0 of ${page.namedOf[cell] ?? "masked"}` : "–");
  const base = page.namedOf[cell] ?? null;
  const own = theme.own?.[cell] ?? 0;
  const under = [segments ? `${segments} ${segments === 1 ? "segment" : "segments"}` : null, own ? `${own} its own` : null].filter(Boolean);
  return h("td", {}, base === null ? String(found) : `${found} of ${base}`, under.map((line) => h("small", {}, line)));
}

function proposalDetails(pair) {
  const [source, target] = [services.get(pair.source), services.get(pair.target)];
  return [
    h("h2", {}, "Proposed relation"),
    h("p", { class: "what" }, pointer(source.id, source.label), " → ", pointer(target.id, target.label)),
    h("p", { class: "small" }, "Not confirmed: these words name services, and may affirm a relation, deny one, or tell of none."),
    ...sentencesOf(pair).map(sentenceFigure),
  ];
}

function sentenceFigure(passage) {
  const said = [
    passage.speaker,
    passage.time === null ? null : page.times[passage.time].label,
    passage.group,
    passage.transcript,
    passage.denying.length ? `may deny: ${passage.denying.join(", ")}` : null,
    passage.misspelt.length ? `misspelt: ${passage.misspelt.join(", ")}` : null,
    passage.proposal,
  ].filter(Boolean).join(" · ");
  return h("figure", {}, h("blockquote", {}, passage.quote), h("figcaption", {}, said));
}

function showDetails() {
  const panel = byId("panel");
  const content = services.has(chosen) ? serviceDetails(services.get(chosen))
    : relations.has(chosen) ? relationDetails(relations.get(chosen))
      : proposals.has(chosen) ? proposalDetails(proposals.get(chosen)) : null;
  panel.hidden = content === null;
  byId("details").replaceChildren(...(content ?? []).filter(Boolean));
}

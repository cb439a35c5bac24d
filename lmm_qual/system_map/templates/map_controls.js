// Filters, legend and search.

// `time` is "all", "change" or the place of a time point; `pair` the place of two that are compared.
function currentFilter() {
  const unchecked = (name) => new Set([...document.querySelectorAll(`input[name="${name}"]:not(:checked)`)].map((box) => box.value));
  const time = document.querySelector('input[name="time"]:checked')?.value ?? "all";
  const place = (id) => (byId(id)?.value ? Number(byId(id).value) : null);
  return {
    time: /^\d+$/.test(time) ? Number(time) : time,
    pair: byId("pair") ? Number(byId("pair").value) : FIRST_AND_LAST,
    hiddenRings: unchecked("ring"),
    hiddenTypes: unchecked("type"),
    hiddenStances: unchecked("stance"),
    theme: place("theme"),
    group: byId("group")?.value ?? "*",
    valence: place("valence"),
    size: byId("size").value,
    steps: Number(byId("steps").value),
    proposals: byId("show-proposals")?.checked ?? false,
  };
}

function readFilters() {
  filter = currentFilter();
  showKeys();
  restyle();
  showDetails();
}

function clearFilters() {
  for (const box of document.querySelectorAll('#controls input[type="checkbox"]')) box.checked = box.id !== "show-proposals";
  for (const list of document.querySelectorAll("#controls select")) list.selectedIndex = 0;
  const all = document.querySelector('input[name="time"][value="all"]');
  if (all) all.checked = true;
  readFilters();
}

function setAll(name, checked) {
  for (const box of document.querySelectorAll(`input[name="${name}"]`)) box.checked = checked;
  readFilters();
}

function showKeys() {
  const changing = filter.time === "change";
  if (byId("change-key")) byId("change-key").hidden = !changing;
  if (byId("time-hint")) byId("time-hint").textContent = typeof filter.time === "number" ? page.times[filter.time].label : "";
  if (changing) byId("change-list").replaceChildren(...Object.values(CHANGES).map(changeItem));
  const hints = {
    relations: "Of the relations that are shown.",
    neighbours: "Of the relations that are shown.",
    counted: "Counts of different kinds are added up; relations without a count add nothing.",
    participants: filter.theme === null ? "Choose a theme above." : "Of the theme, time point and group chosen.",
  };
  byId("size-hint").textContent = hints[filter.size] ?? "";
  byId("size-hint").hidden = !(filter.size in hints);
}

function changeItem(key) {
  const [tone, label] = key(pairs[filter.pair]);
  const line = h("i", { class: "line" });
  line.style.background = tone;
  return h("li", {}, h("label", {}, line, h("span", {}, label)));
}

function paintKeys() {
  const count = (items) => String(items.length);
  for (const box of document.querySelectorAll('input[name="ring"]')) {
    const [swatch, , number] = [...box.parentElement.children].slice(1);
    number.textContent = count(page.services.filter((service) => service.id !== page.central && ringKeys(service).includes(box.value)));
    if (!swatch.dataset.ring) continue;
    swatch.style.background = color.rings[swatch.dataset.ring].wash;
    swatch.style.borderColor = color.rings[swatch.dataset.ring].strong;
  }
  for (const box of document.querySelectorAll('input[name="type"]')) {
    const [line, , number] = [...box.parentElement.children].slice(1);
    number.textContent = count(page.relations.filter((relation) => String(relation.type) === box.value));
    line.style.background = typeColor(Number(box.value));
  }
  for (const box of document.querySelectorAll('input[name="stance"]')) {
    box.parentElement.querySelector("b").textContent = count(page.relations.filter((relation) => stance(relation) === box.value));
  }
  byId("kinds").replaceChildren(...page.kinds.map(kindItem));
}

function kindItem(kind) {
  const mark = [...drawnMarks.values()].find((node) => services.get(node.id).kind === kind && node.id !== page.central);
  const svg = shape("svg", { width: 30, height: 16, "aria-hidden": "true" });
  svg.append(shape("path", { d: outline(mark?.shape ?? "dot", 15, 8, 6), class: kind === "service" || mark?.hollow ? "" : "full" }));
  return h("li", {}, svg, h("span", {}, kind));
}

function find(words) {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return null;
  const names = (service) => [service.label, ...service.aliases, ...service.formerNames, service.kind];
  const place = (service) => Math.min(...names(service).map((name, order) => {
    const at = name.toLocaleLowerCase().indexOf(wanted);
    return at < 0 ? Infinity : at + order * 1000;
  }));
  return page.services.map((service) => [place(service), service])
    .filter(([at]) => at < Infinity).sort(([one], [two]) => one - two).map(([, service]) => service);
}

function showFound() {
  const found = find(byId("search").value);
  byId("found").hidden = found === null;
  byId("found").replaceChildren(...(found ?? []).slice(0, 12).map((service) =>
    h("li", {}, h("button", { type: "button", onclick: () => pick(service) }, service.label))));
  if (found && !found.length) byId("found").append(h("li", {}, h("p", {}, "Nothing found")));
}

function pick(service) {
  byId("found").hidden = true;
  byId("search").value = "";
  choose(service.id, { move: true });
}

function fillPairs() {
  byId("pair")?.append(...pairs.map(([first, second], place) =>
    h("option", { value: place }, `${page.times[first].id} and ${page.times[second].id}`)));
  if (byId("pair")) byId("pair").value = String(FIRST_AND_LAST);
}

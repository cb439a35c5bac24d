// How embedded a service is judged to be: words of researchers, beside what its ring suggests.

const PROFILE_RULE = "As researchers judge it, in the study’s own words; it is no score.";

function profileSection(service) {
  if (!page.profile) return [];
  const own = page.profile.services[service.id];
  if (!own) {
    return service.kind === "service" ? [h("h3", {}, "Embeddedness"), h("p", { class: "small" }, "Not judged.")] : [];
  }
  const rounds = profileRounds();
  const list = h("div", { class: "profile" },
    h("p", { class: "small" }, PROFILE_RULE),
    facts([
      ["Its ring leads one to expect", own.expected.join("; ")],
      ["Talk", rounds.map((round) => own.talk[round]).filter(Boolean).join("; ")],
    ]),
    own.aspects.map((aspect, place) => profileAspect(page.profile.aspects[place], aspect, rounds)));
  return [h("details", { class: "section", open: "" }, h("summary", {}, "Embeddedness"), list)];
}

// The rounds that the time point chosen leaves, by their places.
function profileRounds() {
  if (typeof filter.time === "number") return [filter.time];
  if (filter.time === "change") return pairs[filter.pair];
  return page.profile.rounds.map((_, round) => round);
}

function profileAspect(about, aspect, rounds) {
  const changing = filter.time === "change" ? filter.pair : rounds.length === 2 && pairs.length === 1 ? 0 : null;
  return h("section", {},
    h("h4", { title: about.definition }, about.label),
    facts([
      ...rounds.map((round) => [page.profile.rounds[round].name, aspect.cells[round].said]),
      ["Change", changing === null ? null : aspect.changes[changing]],
    ]),
    rounds.map((round) => profileGrounds(page.profile.rounds[round], aspect.cells[round])));
}

function profileGrounds(round, cell) {
  if (!cell.judged) return null;
  const list = h("details", { class: "passages" },
    h("summary", {}, `${round.name}: ${cell.for.length} for, ${cell.against.length} against`));
  list.addEventListener("toggle", () => {
    if (list.childElementCount > 1) return;
    list.append(...[
      cell.note ? h("p", {}, cell.note) : null,
      ...["for", "against"].flatMap((side) => cell[side].map((passage) => profilePassage(side, passage))),
      cell.againstSaid ? h("p", { class: "small" }, cell.againstSaid) : null,
      cell.by ? h("p", { class: "small" }, `judged by ${cell.by}`) : null,
    ].filter(Boolean));
  }, { once: true });
  return list;
}

function profilePassage(side, passage) {
  const said = [side, passage.about, passage.note].filter(Boolean).join(" · ");
  return h("figure", {}, h("blockquote", {}, passage.quote), h("figcaption", {}, said));
}

"""Definition files for hypothesis: every model filled with hostile but allowed values."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel

from lmm_qual.model.base import CodePath, Color, Count, Name, PartialDate, Scalar, composed
from lmm_qual.model.codebook import Codebook, join_path
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.finding import Findings
from lmm_qual.model.framework import Framework
from lmm_qual.model.monitoring import Monitoring, Number
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript_list import TranscriptList

WORDS = r"""
No yes true null Null ~ 1_000 10:32 0o7 0x1F 1e3 .5 -0 2022-06-30 << = % - ? #a [a {b "c 'd .inf NaN
a;b a=b a\ \; \= / a/b a\/b a,b *a &a !a @a `a | > ... --- =1+1 section . á é ß עברית 日本 😀 👩‍👩‍👧
"""
NASTY = [*WORDS.split(), "- a", "a: b", "? a", "a #b", "\u202ea", "\ufeffa", "a\u200db"]

texts = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from([" a", "a ", "a\nb", "a\n", "\n\na", "a\r\nb", "a\rb", "\t", "\x07\x1b[1m"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
)
names = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
    .map(lambda text: composed(text.strip()))
    .filter(bool),
)
dates = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
)
numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(float), st.floats(allow_nan=False, allow_infinity=False)
)
KNOWN = {
    Name: names,
    CodePath: names,
    Scalar: texts,
    PartialDate: dates,
    Color: st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
    Count: st.integers(0, 10**9),
    Number: numbers,
    str: texts,
    bool: st.booleans(),
    NoneType: st.none(),
}


def of(hint):
    """Make values of an annotation."""
    if hint in KNOWN:
        return KNOWN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:  # a shortcut: the only text of a given length
        return st.characters(exclude_categories=["Cs", "Cc"])
    if origin in {Union, UnionType}:
        return st.one_of([of(part) for part in inner])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in {list, dict}:
        make = st.lists if origin is list else st.dictionaries
        return make(*map(of, inner), max_size=3)
    return models(hint)


@cache
def models(model: type[BaseModel]):
    """Make instances of a model, each field left out or filled."""
    hints = get_type_hints(model, include_extras=True)
    fields = {
        (field.alias or name, field.is_required()): of(hints[name])
        for name, field in model.model_fields.items()
    }
    return st.fixed_dictionaries(
        {name: values for (name, required), values in fields.items() if required},
        optional={name: values for (name, required), values in fields.items() if not required},
    ).map(model.model_validate)


def once(entries, key=lambda entry: entry.id):
    """Keep the first entry of each id."""
    return list({key(entry): entry for entry in reversed(entries)}.values())[::-1]


def keys(entries):
    return [entry.id for entry in entries]


def changed(entry, **values):
    return entry.model_copy(update=values)


def in_order(entry, first="from_", last="to"):
    """Turn round the dates of an entry where they are reversed."""
    dates = getattr(entry, first), getattr(entry, last)
    if None in dates:
        return entry
    return changed(entry, **dict(zip((first, last), sorted(dates), strict=True)))


@st.composite
def studies(draw):
    """Make studies in which entries name what is defined."""
    study = draw(models(Study))
    named = ("questions", "time_points", "groups", "methods", "participants")
    study = changed(study, **{name: once(getattr(study, name)) for name in named})
    times, groups, methods = keys(study.time_points), keys(study.groups), keys(study.methods)

    def placed(entries, **known):
        if not all(known.values()):
            return []
        return [
            changed(entry, **{name: draw(st.sampled_from(of)) for name, of in known.items()})
            for entry in entries
        ]

    plans = placed(study.recruitment, time=times, group=groups)
    people = placed(study.participants, group=[None, *groups])
    return changed(
        study,
        time_points=[in_order(time, "start", "end") for time in study.time_points],
        recruitment=[
            changed(plan, method=methods[: len(plan.method)])
            for plan in once(plans, lambda plan: (plan.time, plan.group))
        ],
        participants=[
            changed(one, consent=dict(zip(times, one.consent.values(), strict=False)))
            for one in people
        ],
        approached=placed(study.approached, time=times),
        topic_guides=placed(study.topic_guides, time=times, group=groups),
    )


@st.composite
def codebooks(draw):
    """Make codebooks in any order, parents named by their paths."""
    codes, paths = [], []
    shortcuts = iter("abc")
    for code in draw(models(Codebook)).codes:
        parent = draw(st.sampled_from([None, *paths]))
        path = f"{parent}/{join_path([code.name])}" if parent else join_path([code.name])
        if path not in paths:
            shortcut = next(shortcuts, None) if code.shortcut else None
            codes.append(changed(code, parent=parent, shortcut=shortcut))
            paths.append(path)
    return Codebook(codes=draw(st.permutations(codes)))


@st.composite
def findings(draw):
    """Make findings files without fault: words that are some, cells that are whole."""
    found = draw(models(Findings))
    made = [
        changed(
            one,
            claim=worded(one.claim),
            search=one.search and worded(one.search),
            for_=[quoted(passage) for passage in one.for_],
            against=[quoted(passage) for passage in one.against],
            rests_on=[draw(st.sampled_from(cells(entry))) for entry in one.rests_on],
        )
        for one in once(found.findings)
    ]
    return changed(
        found,
        findings=made,
        recommendations=[
            changed(one, text=worded(one.text), findings=keys(made)[: len(one.findings)])
            for one in once(found.recommendations)
        ],
        typologies=[
            changed(one, name=worded(one.name), types=kinds(one.types))
            for one in once(found.typologies)
        ],
    )


def kinds(types):
    """Keep the first type of each name, and each row in its first type."""
    seen, kept = set(), []
    for kind in once(types, lambda kind: kind.name):
        mine = [one for one in once(kind.members, lambda one: one.row) if one.row not in seen]
        seen.update(one.row for one in mine)
        kept.append(changed(kind, members=mine))
    return kept


def worded(text):
    return text if text.strip() else f"{text}x"


def quoted(passage):
    whole = None not in (passage.start, passage.end)
    place = {} if whole else {"start": None, "end": None}
    return changed(passage, quote=worded(passage.quote), **place)


def cells(entry):
    """Give what can be made of an entry without fault."""
    row = {"memo": None, "participant": None, "transcript": None, "service": "hv"}
    alone = {"code": None, "time": None, "change": False}
    return [
        changed(entry, **row, **alone),
        changed(entry, **row, code="Reach", change=False),
        changed(entry, **{**row, "service": None, "memo": "words"}, **alone),
    ]


@st.composite
def system_maps(draw):
    """Make maps in which services and relations name what is defined."""
    found = draw(models(SystemMap))
    rings, services, kinds = map(once, (found.rings, found.services, found.relation_types))
    relations = found.relations if services and kinds else []
    some_key, some_kind = (
        st.sampled_from(keys(services) or [""]),
        st.sampled_from(keys(kinds) or [""]),
    )
    return changed(
        found,
        rings=rings,
        relation_types=kinds,
        services=[_service(service, keys(rings), keys(services)) for service in services],
        relations=[
            changed(
                in_order(relation),
                source=draw(some_key),
                target=draw(some_key),
                type=draw(some_kind),
                observed=relation.observed and in_order(relation.observed),
            )
            for relation in relations
        ],
    )


def _service(service, rings, services):
    ring = rings[: len(service.ring)] or None if isinstance(service.ring, list) else rings[:1]
    return changed(
        service,
        ring=ring[0] if ring and not isinstance(service.ring, list) else ring or None,
        members=[key for key in services if key != service.id][: len(service.members)],
        aliases=[f"{service.id} {alias}" for alias in service.aliases],
    )


def monitorings():
    """Make figures of which each supersedes the one before or none."""
    return models(Monitoring).map(
        lambda found: changed(
            found,
            flows=once(found.flows),
            figures=[
                changed(figure, supersedes=before if figure.supersedes else None)
                for before, figure in _after(once(found.figures))
            ],
        )
    )


def _after(entries):
    return zip([None, *keys(entries)], entries, strict=False)


def transcript_lists():
    """Make lists of which no two entries share id or path."""
    return models(TranscriptList).map(
        lambda found: changed(
            found,
            documents=once(
                once(found.documents, lambda document: document.path),
                lambda document: document.id or ("path", document.path),
            ),
        )
    )


codings = st.lists(models(CodingRecord), max_size=4)
passes = st.lists(models(PassRecord), max_size=4)


@st.composite
def frameworks(draw):
    """Make files of written summaries, each of one cell, on passages that say where they are."""
    entries = draw(models(Framework)).summaries
    kept = []
    for entry in entries:
        kind = draw(st.sampled_from(["participant", "service", "transcript"]))
        rows = dict.fromkeys(("participant", "service", "transcript"))
        rows[kind] = draw(KNOWN[Name])
        time = None if entry.change else entry.time
        text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20)) + "."
        text = text.replace("\0", "")
        passages = [_with_place(passage, draw(st.integers(0, 9))) for passage in entry.passages]
        kept.append(changed(entry, **rows, time=time, text=text, passages=passages))
    cells = once(kept, lambda entry: (entry.row, entry.code, entry.time, entry.change))
    return Framework(summaries=cells)


def _with_place(passage, start):
    given = start if passage.start is None else passage.start
    return changed(passage, start=given, end=given + 1)

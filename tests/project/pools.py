"""Few names for many changes, so that changes meet each other."""

from hypothesis import strategies as st

from lmm_qual.definitions.checks import check_codebook, check_study, check_system_map
from lmm_qual.model.codebook import Codebook
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn, TimeMark
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript

TIMES, GROUPS, PEOPLE = ("T1", "T2"), ("G1", "G2"), ("P1", "P2", "P3")
TRANSCRIPTS, CODES, CODERS = ("A", "B", "C"), ("Barriers", "Reach", "0/19"), ("SA", "JR")
PATHS = [*CODES, "Barriers/Reach", r"Reach/0\/19", r"0\/19", "Nothing"]
words = st.sampled_from([None, "x", "é\n“y”", "🙂"])
times, groups, people = map(st.sampled_from, (TIMES, GROUPS, PEOPLE))
transcripts, coders = st.sampled_from(TRANSCRIPTS), st.sampled_from(CODERS)


def fields(**values):
    """Make mappings in which any key may be left out."""
    return st.fixed_dictionaries({}, optional=values)


def few(entries):
    return st.lists(entries, max_size=3)


def each(names, **values):
    """Make entries, one for some of the names."""
    some = st.lists(st.sampled_from(names), unique=True)
    return some.flatmap(
        lambda ids: st.tuples(*[fields(**values).map(lambda v, i=i: {"id": i, **v}) for i in ids])
    ).map(list)


def sound(model, check, **sections):
    """Make definitions without fault."""
    built = fields(**sections).map(model.model_validate)
    return built.filter(lambda found: not list(check(found)))


place = {"time": times, "group": groups}
consent = fields(quote=st.booleans(), archive=st.booleans(), withdraw_until=st.just("2023-12"))
studies = sound(
    Study,
    check_study,
    name=st.sampled_from(["One", "Two"]),
    questions=each(["Q1", "Q2"], source=words).map(
        lambda found: [{**q, "text": "?"} for q in found]
    ),
    time_points=each(TIMES, label=words, start=st.sampled_from(["2022", "2022-06"])),
    groups=each(GROUPS, label=words),
    methods=each(["dyad"], voices=st.sampled_from(["one", "joint"])),
    recruitment=few(st.fixed_dictionaries(place, optional={"participants": st.integers(0, 3)})),
    participants=each(PEOPLE, group=groups, consent=st.dictionaries(times, consent, max_size=2)),
    settings=fields(masking_threshold=st.integers(0, 5), central_service=st.just("hv")),
    topic_guides=few(st.fixed_dictionaries(place)),
)
codes = st.fixed_dictionaries(
    {"name": st.sampled_from(CODES)},
    optional={
        "parent": st.sampled_from(PATHS),
        "definition": words,
        "valence": st.sampled_from(["barrier", "mixed"]),
        "shortcut": st.sampled_from("ab"),
    },
)
code_fields = fields(
    name=st.sampled_from([*CODES, ""]),
    definition=words,
    example=words,
    origin=st.sampled_from(["in vivo", None, "guessed"]),
    color=st.sampled_from(["#a0b1c2", "red"]),
    shortcut=st.sampled_from(["a", "b", None]),
)
codebooks = sound(Codebook, check_codebook, codes=st.lists(codes, min_size=1, max_size=4))
services = ("hv", "sead")
system_maps = sound(
    SystemMap,
    check_system_map,
    rings=each(["inner"], label=words),
    services=each(
        services, label=words, attributes=st.just({"a": "No"}), former_names=few(words.filter(bool))
    ),
    relation_types=each(["meets"], directed=st.booleans()),
    relations=few(
        st.just({"source": "hv", "target": "sead", "type": "meets", "observed": {"from": "2018"}})
    ),
)
service_fields = fields(
    label=words,
    ring=st.sampled_from(["inner", "a", None]),
    aliases=st.sampled_from([["x"], []]),
    members=few(st.sampled_from(services)),
    end=st.sampled_from(["2023", "23"]),
)
relation_fields = fields(
    stance=st.sampled_from(["affirmed", "denied"]),
    account=few(people | st.sampled_from(services)),
    times=few(times),
    to=st.sampled_from(["2019", None]),
    figure=st.sampled_from(["f", "h", None]),
)
monitorings = fields(
    figures=each(["f", "g"], numerator=st.integers(), breakdown=st.just({"a": 1})).map(
        lambda found: [{"label": "x", **figure} for figure in found]
    ),
).map(Monitoring.model_validate)


@st.composite
def new_transcripts(draw):
    """Make a transcript of a few turns."""
    text, turns, labels = "Title of the talk\n", [], ["INT", "P1", "P2", "Zoe\u0308"]
    for label in draw(st.lists(st.sampled_from([None, *labels]), max_size=4)):
        start = len(text) + (len(label) + 2 if label else 0)
        text += f"{label}: " if label else ""
        text += draw(st.sampled_from(["Well, yes.", "mm", "🙂 no é"])) + "\n"
        turns.append(ParsedTurn(label, start, len(text) - 1, None, start - 2 if label else None))
    marks = (TimeMark(0, "00:00:01"),)
    parsed = ParsedTranscript(text, tuple(turns), "txt", "labels", "utf-8", {"a": "é"}, marks)
    entry = fields(participant=people, group=groups, service=st.sampled_from(services), role=words)
    known = st.dictionaries(st.sampled_from(labels), entry.map(SpeakerEntry.model_validate))
    given = draw(fields(time=times, group=groups, title=words, method=st.just("dyad")))
    key = draw(transcripts)
    return NewTranscript(key, f"{key}.txt", text.encode(), parsed, draw(known), **given)


coding_records = st.fixed_dictionaries(
    {
        "transcript": transcripts,
        "start": st.integers(0, 4),
        "end": st.integers(4, 12),
        "code": st.sampled_from(PATHS),
        "coder": coders,
    },
    optional={
        "memo": words,
        "valence": st.sampled_from(["mixed", "none"]),
        "refers_to": st.sampled_from(["before", "hoped for"]),
        "voices": st.dictionaries(people, st.sampled_from(["voiced", "present"]), max_size=2),
        "created": st.just("2022-07-04T10:00:00Z"),
    },
).map(CodingRecord.model_validate)
pass_records = st.fixed_dictionaries(
    {"transcript": transcripts, "coder": coders},
    optional={
        "status": st.sampled_from(["in progress", "finished"]),
        "version": st.integers(0, 2),
    },
).map(PassRecord.model_validate)

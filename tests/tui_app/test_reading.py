"""What a reading knows after each change is what a fresh one reads from the file."""

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import CODES, DYAD, TALK, add_coding

from lmm_qual.model.codebook import Code
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import AddCode
from lmm_qual.project.changes.codings import AddCodings, Recode, RemoveCodings
from lmm_qual.store.queries import codings as queries
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.log import last_done
from lmm_qual.tui.opened import OpenStudy, open_study
from lmm_qual.tui.reading import TranscriptReading

KINDS = {"codings add", "codings remove", "codings recode", AddCode.kind}
TEXTS = {"T1-G3-07": DYAD, "T2-G3-01": TALK}
codes = st.sampled_from([f"{parent}/{name}" if parent else name for name, parent, *_ in CODES])


@st.composite
def records(draw):
    key = draw(st.sampled_from(["T1-G3-07", "T1-G3-07", "T2-G3-01"]))
    start = draw(st.integers(0, len(TEXTS[key]) - 2))
    return CodingRecord(
        transcript=key,
        start=start,
        end=draw(st.integers(start + 1, len(TEXTS[key]))),
        code=draw(codes),
        coder=draw(st.sampled_from(["sa", "sa", "bo"])),
        voices=draw(st.sampled_from([{}, {"P07": "agreed"}])),
        memo=draw(st.sampled_from([None, "why"])),
    )


steps = st.one_of(
    st.tuples(st.just("add"), st.lists(records(), min_size=1, max_size=3)),
    st.tuples(st.just("remove"), st.lists(st.integers(0, 30), min_size=1, max_size=3)),
    st.tuples(st.just("recode"), st.integers(0, 30), codes),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("new code"), st.text("abcde", min_size=3, max_size=6)),
    st.tuples(st.just("others")),
    st.tuples(st.just("look away")),
    st.tuples(st.just("coder"), st.sampled_from(["sa", "bo", None])),
)


def take(opened: OpenStudy, reading: TranscriptReading, step: tuple) -> None:
    kind, *given_ = step
    known = [row.id for row in codings(opened.store)]
    if kind == "add":
        opened.make(AddCodings([("", record) for record in given_[0]]))
    elif kind == "remove" and known:
        opened.make(RemoveCodings(sorted({known[at % len(known)] for at in given_[0]})))
    elif kind == "recode" and known:
        opened.make(Recode(known[given_[0] % len(known)], given_[1]))
    elif kind == "new code":
        opened.make(AddCode(Code(name=given_[0])))
        opened.reload_codes()
    elif kind == "undo" and last_done(opened.store).kind in KINDS:
        opened.undo()
    elif kind == "redo":
        opened.redo()
    elif kind == "others":
        reading.show_others = not reading.show_others
    elif kind == "coder":
        opened.project.coder = given_[0]


def known_by(reading: TranscriptReading) -> dict[str, object]:
    return {
        "codings": reading.codings,
        "own": reading.own,
        "marks": reading.marks(),
        "by code": reading.counts,
        "by code in all": {code: n for code, n in reading.opened.counts.items() if n},
        "share": reading.share(),
        "others": reading.other_coders,
        "voices": [reading.attributed(coding).seats for coding in reading.codings],
        "found": [reading.coding(coding.id) for coding in reading.codings],
        "stopped at": reading.stopped_at,
    }


@given(steps=st.lists(steps, max_size=12))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_leave_what_a_fresh_reading_reads(steps, small_study, tmp_path):
    path = shutil.copy(small_study, tmp_path / "changed.lmmq")
    opened = open_study(tmp_path / "changed.lmmq", coder="sa")
    try:
        row = opened.by_key["T1-G3-07"]
        reading = TranscriptReading(opened, row)
        for step in steps:
            try:
                take(opened, reading, step)
            except BadInputError:
                continue
            if step[0] == "look away":
                continue
            reading.load_codings()
            fresh = TranscriptReading(OpenStudy(opened.project), row)
            fresh.show_others = reading.show_others
            fresh.load_codings()
            assert known_by(reading) == known_by(fresh)
    finally:
        opened.close()
        path.unlink()


def test_one_change_reads_no_other_codings_and_leaves_their_marks(study, monkeypatch):
    add_coding(study, "Someone to ring", "Barriers", "sa")
    opened = open_study(study, coder="sa")
    try:
        reading = TranscriptReading(opened, opened.by_key["T1-G3-07"])
        (mark,) = reading.marks()
        assert len(opened.counts) == 1
        for name in ("codings", "coding_counts", "voices"):
            monkeypatch.setattr(queries, name, None)
        record = CodingRecord(transcript="T1-G3-07", start=5, end=20, code="Barriers", coder="sa")
        for change in (lambda: opened.make(AddCodings([("", record)])), opened.undo, opened.redo):
            change()
            reading.load_codings()
            assert mark in reading.marks()
        assert len(reading.marks()) == 2
        assert next(one for one in reading.marks() if one.id == mark.id) is mark
        assert [*opened.counts.values()] == [2]
    finally:
        opened.close()

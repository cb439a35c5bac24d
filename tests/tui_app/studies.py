"""A small study made for tests, and the app opened on it."""

from contextlib import asynccontextmanager, contextmanager

from helpers.settling import watch_threads

from lmm_qual.importers.reading import read_bytes
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import Problem
from lmm_qual.model.study import Group, Recruitment, Study, TimePoint
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.transcripts import AddTranscripts, NewTranscript
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.talk import transcript_text, transcripts
from lmm_qual.store.store import StoreFaultError
from lmm_qual.tui.app import LmmQualApp

DYAD = """\
INT: How did you first come to hear of them?
P07: It was at team meeting, I think. Someone had been on the training.
P08: Mm. And the form was long, you know.
INT: What would have helped?
P07: Someone to ring, honestly. Somebody with a name.
"""
TALK = """\
INT: How has it gone since?
P07: Better. We ring them now, and they ring us back.
P09: I never did hear of it.
"""
SENTENCE_OF_P07 = "It was at team meeting, I think."
CODES = (
    ("Barriers", None, None, "b"),
    ("Pressures", "Barriers", "barrier", "p"),
    ("Referral forms", "Barriers", "barrier", "r"),
    ("Facilitators", None, None, None),
    ("Early challenges", "Facilitators", None, None),
    ("Being known", "Facilitators", "facilitator", None),
)


def transcript(key, text, time, group, **more):
    """Give a transcript ready to be added; labels `INT` ask, others are participants."""
    parsed = read_bytes(f"{key}.txt", text.encode())
    speakers = {
        label: SpeakerEntry(interviewer=True) if label == "INT" else SpeakerEntry(participant=label)
        for label in parsed.speakers
    }
    return NewTranscript(
        key=key,
        file_name=f"{key}.txt",
        content=text.encode(),
        parsed=parsed,
        speakers=speakers,
        time=time,
        group=group,
        **more,
    )


DESIGN = Study(
    name="A small study",
    time_points=[TimePoint(id="T1", label="Summer 2022"), TimePoint(id="T2", label="Winter 2023")],
    groups=[Group(id="G1", label="Service design"), Group(id="G3", label="Workforce")],
    recruitment=[
        Recruitment(time="T1", group="G3", participants=22),
        Recruitment(time="T1", group="G1", participants=4),
        Recruitment(time="T2", group="G1", sampled=False),
        Recruitment(time="T2", group="G3", participants=18),
    ],
)


def make_study(path, codes=CODES, design=DESIGN, added=None):
    """Make the study: a dyad at T1, a talk at T2, both of G3."""
    with Project.new(path, "maker") as project:
        project.make(ImportStudy(design))
        book = [Code(name=n, parent=p, valence=v, shortcut=s) for n, p, v, s in codes]
        project.make(ImportCodebook(Codebook(codes=book)))
        talk = added or [
            transcript("T1-G3-07", DYAD, "T1", "G3", title="Dyad, health visiting", method="dyad"),
            transcript("T2-G3-01", TALK, "T2", "G3", title="Talk", method="interview"),
        ]
        project.make(AddTranscripts(talk))
    return path


def add_coding(path, words, code, coder, key="T1-G3-07", **more):
    """Code the first place where words stand, as another coder would."""
    with Project.open(path, write=True, coder=coder) as project:
        row = next(row for row in transcripts(project.store) if row.key == key)
        start = transcript_text(project.store, row.id).index(words)
        record = CodingRecord(
            transcript=key, start=start, end=start + len(words), code=code, coder=coder, **more
        )
        project.make(AddCodings([("", record)]))


def disk_is_full():
    """Fail as a store does whose disk is full."""
    fault = "the disk is full"
    raise StoreFaultError(Problem("small.lmmq", fault, remedy="make room and try again"))


@contextmanager
def full_disk(monkeypatch, app):
    """Let no change be written while this holds."""
    with monkeypatch.context() as patched:
        patched.setattr(app.opened.project, "make", lambda _: disk_is_full())
        yield


def stored(path):
    """Give the codings in the file: words, code, coder."""
    with Project.open(path) as project:
        tree = code_tree(project.store)
        return [(row.quote, tree.path(row.code_id), row.coder) for row in codings(project.store)]


@asynccontextmanager
async def opened(path, *, size=(120, 36), coder="sa", **more):
    """Run the app on a study; gives app and pilot."""
    app = LmmQualApp(path, coder=coder, **more)
    watch_threads()
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        app.close_study()


async def press(pilot, keys):
    """Press keys parted by blanks; `"some words"` in quotes is typed letter by letter."""
    parts = keys.split('"')
    for at, part in enumerate(parts):
        pressed = ["space" if c == " " else c for c in part] if at % 2 else part.split()
        for key in pressed:
            await pilot.press(key)
    await pilot.pause()


def lines(app):
    """Give the lines of the screen as they are seen."""
    width = app.size.width
    return [
        "".join(segment.text for segment in strip)[:width]
        for strip in app.screen._compositor.render_strips()
    ]


def seen(app):
    """Give the whole screen as text."""
    return "\n".join(lines(app))


async def lines_fill_every_size(path, keys):
    """See that what keys open in a small terminal fills it, and larger ones it is drawn out to."""
    async with opened(path, size=(60, 16)) as (app, pilot):
        await press(pilot, keys)
        for size in ((60, 16), (80, 24), (120, 36), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            drawn = lines(app)
            assert len(drawn) == size[1]
            assert {len(line) for line in drawn} == {size[0]}

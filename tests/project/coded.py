"""A small project in which much hangs on its codes."""

from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.finding import BasisEntry, PassageEntry
from lmm_qual.project.changes.change_tags import SetChangeTag
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.findings import AddFinding
from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings, voices
from project.studies import DESIGN, small_project

GUIDES = [
    {
        "time": "T1",
        "group": "G3",
        "questions": [
            {"text": "How long?", "prompts": ["Barriers/Waiting", "Reach"]},
            {"text": "Who?", "prompts": ["Reach/Waiting"]},
        ],
    }
]
WAITING, OTHER = "Barriers/Waiting", "Reach/Waiting"


def code_of(project, path):
    (code,) = code_tree(project.store).find(path)
    return code


def coded_project():
    """Code the same words twice over, and write memos, summaries, tags and a finding of it."""
    project = small_project(design=DESIGN | {"topic_guides": GUIDES})
    add(project, 16, 30, WAITING, voices={"P07": "agreed"}, memo="theirs")
    add(project, 16, 30, OTHER, valence="barrier", memo="ours")
    add(project, 16, 30, OTHER, coder="JR")
    add(project, 0, 15, WAITING, coder="JR", refers_to="before")
    add(project, 5, 20, "Reach", key="B")
    for path, text in ((WAITING, "slow"), (OTHER, "slower")):
        cell = CellKey("participant", "P07", code_of(project, path), "T1")
        project.make(WriteSummary(cell, text, [Evidence("A", 16, 30, note=text)]))
        rests = [Evidence("A", 0, 15)]
        project.make(SetChangeTag("group", "G3", path, "T1", "T2", "increase", text, rests))
        project.make(WriteMemo("code", code_of(project, path), f"of {path}"))
    basis = [BasisEntry(participant="P07", code=path, time="T1") for path in (WAITING, OTHER)]
    against = [PassageEntry(transcript="B", quote="Still waiting.")]
    project.make(AddFinding("People wait.", None, None, [], against, basis))
    return project


def add(project, start, end, code, *, key="A", coder="SA", **more):
    text = project.store.value("SELECT text FROM transcript WHERE key = ?", (key,))
    end = min(end, len(text))
    record = CodingRecord(transcript=key, start=start, end=end, code=code, coder=coder, **more)
    change = AddCodings([("", record)])
    project.make(change)
    return change.made[0]


def segments(project):
    """Give transcript, start, end, coder and code's path of each coding."""
    tree = code_tree(project.store)
    return {
        (row.transcript, row.start, row.end, row.coder, tree.path(row.code_id))
        for row in codings(project.store)
    }


def said_of(project):
    """Give what each coding says beside its place, and by whom whose voice was decided."""
    heard = {}
    for row in voices(project.store):
        heard.setdefault(row.coding_id, {})[row.participant] = row.voice
    return {
        (row.transcript, row.start, row.coder, row.code_id): (
            row.valence,
            row.refers_to,
            heard.get(row.id, {}),
        )
        for row in codings(project.store)
    }

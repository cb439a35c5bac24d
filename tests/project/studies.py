"""A small project in memory: two transcripts of marked-up talk and a codebook."""

from helpers.projects import codebook_of, read_talk
from store.databases import memory_store

from lmm_qual.model.study import Study
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.project import Project

TALK = """
== A time=T1 group=G3
INT: How is it?
P07: Well, we wait. “Too long”, they say 🙂.
P08: Agreed.

== B time=T2 group=G3
P07: Still waiting.
"""
CODES = ["Barriers", "Barriers/Waiting", "Reach", "Reach/Waiting", r"0\/19"]
DESIGN = {
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G1"}, {"id": "G3"}],
    "methods": [{"id": "dyad", "voices": "joint"}],
    "participants": [{"id": "P07", "group": "G3"}, {"id": "P08"}, {"id": "P99"}],
}


def small_project(talk: str = TALK, codes=CODES, design=DESIGN) -> Project:
    project = Project(memory_store(), "SA")
    project.make(ImportStudy(Study.model_validate(design)))
    project.make(AddTranscripts([one.new_transcript() for one in read_talk(talk)]))
    project.make(ImportCodebook(codebook_of(codes)))
    return project

"""The register of changes that the histories are made of: to add one, write one function.

A step takes what is there to choose from, and gives the changes to be made one after the other.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from lmm_qual.model.codebook import Code
from lmm_qual.model.finding import BasisEntry, PassageEntry
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.change_tags import RemoveChangeTag, SetChangeTag
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.code_restore import RestoreCodes
from lmm_qual.project.changes.code_split import SplitCode
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codebook_edit import EditCode, GroupCodes, MoveCodes
from lmm_qual.project.changes.coding_details import AdjustEnds, SetRefersTo, SetValence, SetVoice
from lmm_qual.project.changes.codings import AddCodings, Recode, RecordPasses, RemoveCodings
from lmm_qual.project.changes.design import (
    ImportMonitoring,
    ImportStudy,
    SetParticipant,
)
from lmm_qual.project.changes.findings import AddFinding, DeleteFinding, SetEvidence
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.framework import WriteSummary
from lmm_qual.project.changes.looked_again import KeepCodings
from lmm_qual.project.changes.map_edit import Passages
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.map_relations import AddRelation, EditRelation, RemoveRelations
from lmm_qual.project.changes.map_rename import RenameService
from lmm_qual.project.changes.map_rings import AddRing, EditRing, RemoveRing
from lmm_qual.project.changes.map_services import AddService, EditService, RemoveService
from lmm_qual.project.changes.memos import DeleteMemo, EditMemo, WriteMemo
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.changes.recommendations import AddRecommendation
from lmm_qual.project.changes.snapshots import TakeSnapshot
from lmm_qual.project.changes.together import Together
from lmm_qual.project.changes.transcripts import (
    AddTranscripts,
    DeleteTranscript,
    RenameTranscript,
    SetTranscript,
)
from lmm_qual.project.changes.typologies import AddType, AddTypology, DeleteTypology, PutInType
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.findings_file import load_findings
from lmm_qual.store.queries.memos import TARGETS
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.store import Store
from project import pools


@dataclass(frozen=True)
class Choice:
    """What a step chooses from: the project, and hypothesis's draw."""

    store: Store
    draw: Callable[[st.SearchStrategy], Any]

    def one(self, sql: str, otherwise: object) -> Any:
        """Choose mostly among what is there."""
        return self.draw(self._some(sql, otherwise))

    def some(self, sql: str, otherwise: object) -> list[Any]:
        """Choose one to three, mostly of what is there."""
        return self.draw(st.lists(self._some(sql, otherwise), min_size=1, max_size=3))

    def _some(self, sql: str, otherwise: object) -> st.SearchStrategy:
        return st.sampled_from([*[found for (found,) in self.store.rows(sql)] * 4, otherwise])

    def id(self, table: str) -> int:
        """Choose a row."""
        return self.one(f"SELECT id FROM {table}", 99)

    def ids(self, table: str) -> list[int]:
        """Choose one to three rows."""
        return self.some(f"SELECT id FROM {table}", 99)

    def key(self, table: str) -> str:
        """Choose an id as people write it."""
        return self.one(f"SELECT key FROM {table}", "?")

    def path(self) -> str:
        """Choose a code by its path."""
        tree = code_tree(self.store)
        paths = [tree.path(code) for code in tree.order] * 8
        return self.draw(st.sampled_from([*paths, "Nothing"]))

    def passages(self) -> list[PassageEntry]:
        """Choose words of the transcripts, by their places."""
        texts = self.store.rows("SELECT key, substr(text, 1, 5) FROM transcript")
        entries = [
            PassageEntry(transcript=key, start=0, end=len(words), quote=words)
            for key, words in texts
            if words.strip()
        ]
        some = st.sampled_from([*entries * 3, PassageEntry(transcript="?", quote="?")])
        return self.draw(st.lists(some, max_size=2))

    def evidence(self) -> list[Evidence]:
        """Choose passages by their places alone."""
        return [Evidence(one.transcript, 0, one.end or 0) for one in self.passages()]

    def coding(self, record, **values):
        """Place a coding where there is something to code."""
        placed = {"transcript": self.key("transcript"), "code": self.path(), **values}
        heard = {key for (key,) in self.store.rows("SELECT key FROM participant")}
        placed["voices"] = {key: voice for key, voice in record.voices.items() if key in heard}
        return "", record.model_copy(update=placed)


Step = Callable[[Choice], Iterable[Change]]
STEPS: list[Step] = []


def step(made: Step) -> Step:
    """Enter a step in the register."""
    STEPS.append(made)
    return made


@step
def import_study(choice):
    yield ImportStudy(choice.draw(pools.studies))


@step
def import_codebook(choice):
    yield ImportCodebook(choice.draw(pools.codebooks))


@step
def import_system_map(choice):
    yield ImportSystemMap(choice.draw(pools.system_maps))


@step
def import_what_map_is_there(choice):
    yield ImportSystemMap(load_system_map(choice.store))


@step
def change_services(choice):
    values = choice.draw(pools.service_fields)
    evidence = choice.evidence()
    yield AddService({"id": choice.draw(st.sampled_from(pools.services)), **values}, evidence)
    yield EditService(choice.key("service"), values, Passages(evidence))


@step
def rename_service(choice):
    new = choice.draw(st.sampled_from([*pools.services, "new", ""]))
    yield RenameService(choice.key("service"), new)


@step
def remove_service(choice):
    yield RemoveService(choice.key("service"))


@step
def change_rings(choice):
    place = choice.draw(st.none() | st.integers(0, 2))
    yield AddRing({"id": choice.draw(st.sampled_from("ab"))}, place)
    yield EditRing(choice.key("ring"), {"expected": "much"}, place)
    yield RemoveRing(choice.key("ring"))


@step
def change_relations(choice):
    values = choice.draw(pools.relation_fields)
    named = {"source": choice.key("service"), "target": choice.key("service"), "type": "meets"}
    yield AddRelation({**named, **values}, choice.evidence())
    yield EditRelation(choice.id("relation"), values, Passages(choice.evidence()))


@step
def remove_relations(choice):
    yield RemoveRelations(choice.ids("relation"))


@step
def import_monitoring(choice):
    yield ImportMonitoring(choice.draw(pools.monitorings))


@step
def add_transcripts(choice):
    new = choice.draw(st.lists(pools.new_transcripts(), min_size=1, max_size=2))
    known = KnownNames(choice.store)
    with contextlib.suppress(BadInputError):
        for named in (entry for one in new for entry in (one, *one.speakers.values())):
            known.require(group=named.group)
        yield AddTranscripts(new)


@step
def set_participant(choice):
    values = pools.fields(
        group=pools.groups,
        transcript=pools.transcripts,
        speaker=st.sampled_from(["P1", "INT"]),
        service=st.sampled_from(pools.services),
        role=pools.words,
        consent=st.dictionaries(pools.times, pools.consent, max_size=2),
    )
    yield SetParticipant(choice.draw(pools.people), **choice.draw(values))


@step
def set_transcript(choice):
    values = pools.fields(
        time=pools.times,
        group=st.none() | pools.groups,
        title=pools.words,
        date=st.sampled_from([None, "2022-07", "July"]),
        basis=st.sampled_from(["stated", None]),
        interviewer_note=pools.words,
    )
    yield SetTranscript(choice.draw(pools.transcripts), choice.draw(values))


@step
def rename_transcript(choice):
    new = st.sampled_from([*pools.TRANSCRIPTS, "D", "", "a\nb"])
    yield RenameTranscript(choice.draw(pools.transcripts), choice.draw(new))


@step
def delete_transcript(choice):
    yield DeleteTranscript(choice.draw(pools.transcripts))


@step
def add_codings(choice):
    records = choice.draw(st.lists(pools.coding_records, min_size=1, max_size=3))
    yield AddCodings([choice.coding(record) for record in records])


@step
def remove_codings(choice):
    yield RemoveCodings(choice.ids("coding"))


@step
def recode(choice):
    yield Recode(choice.id("coding"), choice.draw(st.sampled_from(pools.PATHS)))


@step
def adjust_ends(choice):
    start, end = choice.draw(st.tuples(st.integers(-1, 6), st.integers(3, 40)))
    yield AdjustEnds(choice.id("coding"), start, end)


@step
def set_details(choice):
    valences = [None, "barrier", "facilitator", "mixed", "none", "bad"]
    times = [None, "before", "now", "hoped for", "then"]
    yield SetValence(choice.ids("coding"), choice.draw(st.sampled_from(valences)))
    yield SetRefersTo(choice.ids("coding"), choice.draw(st.sampled_from(times)))


@step
def set_voice(choice):
    voices = [None, "voiced", "agreed", "disagreed", "present", "loud"]
    voice = choice.draw(st.sampled_from(voices))
    yield SetVoice(choice.ids("coding"), choice.draw(pools.people), voice)


@step
def code_with_a_new_code(choice):
    code = choice.draw(pools.codes)
    coding = choice.coding(choice.draw(pools.coding_records), code=code["name"])
    yield Together([AddCode(Code.model_validate(code)), AddCodings([coding])], "both")


@step
def record_passes(choice):
    records = choice.draw(st.lists(pools.pass_records, min_size=1, max_size=3))
    placed = [
        record.model_copy(update={"transcript": choice.key("transcript")}) for record in records
    ]
    yield RecordPasses([("", record) for record in placed])


@step
def write_memo(choice):
    about = choice.draw(st.sampled_from(TARGETS))
    table = "transcript" if about == "session" else about
    id_ = None if about == "study" else choice.id(table)
    yield WriteMemo(about, id_, choice.draw(pools.words) or "")


@step
def edit_memo(choice):
    yield EditMemo(choice.id("memo"), choice.draw(pools.words) or "")


@step
def delete_memo(choice):
    yield DeleteMemo(choice.id("memo"))


@step
def add_finding(choice):
    people, memo = choice.key("participant"), choice.id("memo")
    bases = [
        BasisEntry(participant=people),
        BasisEntry(participant=people, code="Reach"),
        BasisEntry(memo=str(memo)),
    ]
    kept = choice.draw(st.lists(st.sampled_from(bases), max_size=2))
    question = choice.draw(st.sampled_from([None, "Q1", "Q9"]))
    text = choice.draw(pools.words) or ""
    yield AddFinding(text, question, None, choice.passages(), [], kept)


@step
def change_findings(choice):
    key = choice.key("finding")
    yield SetEvidence(key, [], choice.passages())
    yield AddRecommendation("Do.", "all", [key])


@step
def delete_finding(choice):
    yield DeleteFinding(choice.key("finding"))


@step
def import_what_findings_are_there(choice):
    yield ImportFindings(load_findings(choice.store))


@step
def work_on_typologies(choice):
    typology, name = choice.key("typology"), choice.draw(pools.words) or ""
    yield AddTypology(name, "participant")
    yield AddType(typology, name)
    yield PutInType(typology, name, [choice.key("participant")], "since")
    yield DeleteTypology(choice.key("typology"))


@step
def write_summary(choice):
    code = choice.id("code")
    time = choice.draw(pools.times)
    cell = CellKey("participant", choice.key("participant"), code, time)
    rests = choice.evidence()
    yield WriteSummary(cell, choice.draw(pools.words) or "", rests)


@step
def tag_change(choice):
    rests = choice.evidence()
    place = "people", choice.key("participant"), choice.path(), "T1", "T2"
    if choice.draw(st.booleans()):
        yield SetChangeTag(*place, "increase", None, rests)
    else:
        yield RemoveChangeTag(*place)


@step
def take_snapshot(choice):
    yield TakeSnapshot(choice.draw(st.sampled_from(["one", "two"])), "T1")


@step
def add_code(choice):
    yield AddCode(Code.model_validate(choice.draw(pools.codes)))


@step
def edit_code(choice):
    yield EditCode(choice.id("code"), choice.draw(pools.code_fields))


@step
def move_codes(choice):
    codes, position = choice.ids("code"), choice.draw(st.none() | st.integers(0, 3))
    yield MoveCodes(codes, choice.draw(st.sampled_from([None, choice.id("code")])), position)


@step
def group_codes(choice):
    yield GroupCodes(choice.ids("code"), Code.model_validate(choice.draw(pools.codes)))


@step
def merge_codes(choice):
    yield MergeCodes(choice.ids("code")[:2], choice.id("code"), choice.draw(st.booleans()))


@step
def delete_codes(choice):
    yield DeleteCodes(choice.ids("code")[:2], choice.draw(st.booleans()))


@step
def restore_codes(choice):
    yield RestoreCodes(choice.id("bin_entry"), choice.draw(st.sampled_from([None, "Again"])))


@step
def split_code(choice):
    sql = "SELECT id || '/' || code_id FROM coding"
    coding, code = map(int, choice.one(sql, "99/99").split("/"))
    yield SplitCode(code, {coding: [choice.path() for _ in range(choice.draw(st.integers(1, 3)))]})
    yield KeepCodings([coding])


OFTEN = [add_codings, write_memo, edit_memo, delete_memo, add_finding, record_passes, recode]
"""Steps of which there are to be many, since a team takes most of them."""

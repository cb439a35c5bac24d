"""Any changes in any order: undone, they never were; made again, they are as they were."""

import contextlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from store.databases import dump, memory_store

from lmm_qual.definitions.checks import (
    check_codebook,
    check_monitoring,
    check_study,
    check_system_map,
)
from lmm_qual.definitions.finding_checks import check_findings
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.finding import BasisEntry, PassageEntry
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.code_delete import DeleteCodes
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.code_restore import RestoreCodes
from lmm_qual.project.changes.code_split import SplitCode
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codebook_edit import EditCode, GroupCodes, MoveCodes
from lmm_qual.project.changes.coding_details import (
    AdjustEnds,
    SetRefersTo,
    SetValence,
    SetVoice,
)
from lmm_qual.project.changes.codings import AddCodings, Recode, RecordPasses, RemoveCodings
from lmm_qual.project.changes.design import (
    ImportMonitoring,
    ImportStudy,
    SetParticipant,
)
from lmm_qual.project.changes.findings import AddFinding, DeleteFinding, SetEvidence
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.looked_again import KeepCodings
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.memos import DeleteMemo, EditMemo, WriteMemo
from lmm_qual.project.changes.recommendations import AddRecommendation
from lmm_qual.project.changes.together import Together
from lmm_qual.project.changes.transcripts import (
    AddTranscripts,
    DeleteTranscript,
    RenameTranscript,
    SetTranscript,
)
from lmm_qual.project.checking import check_project
from lmm_qual.project.known_names import KnownNames
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree, load_codebook
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.findings_file import load_findings
from lmm_qual.store.queries.memos import TARGETS, all_memos, find_subject
from lmm_qual.store.queries.system_map import load_system_map
from project import pools


class History(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.store = memory_store()
        self.project = Project(self.store, "SA")
        self.past, self.future = [dump(self.store)], []

    def make(self, change):
        before = dump(self.store, log=True)
        entry = None
        with contextlib.suppress(BadInputError):
            entry = self.project.make(change)
        if entry is None:
            assert dump(self.store, log=True) == before
        else:
            self.past.append(dump(self.store))
            self.future = []

    @initialize(new=pools.new_transcripts(), record=pools.coding_records)
    def begin(self, new, record):
        """Code something first: what is left out of most changes otherwise."""
        self.make(AddTranscripts([new]))
        self.make(ImportCodebook(Codebook(codes=[Code(name="Barriers"), Code(name="Reach")])))
        placed = {"transcript": new.key, "start": 0, "end": 5, "code": "Reach", "voices": {}}
        self.make(AddCodings([("", record.model_copy(update=placed))]))

    @rule(study=pools.studies)
    def import_study(self, study):
        self.make(ImportStudy(study))

    @rule(codebook=pools.codebooks)
    def import_codebook(self, codebook):
        self.make(ImportCodebook(codebook))

    @rule(system=pools.system_maps)
    def import_system_map(self, system):
        self.make(ImportSystemMap(system))

    @rule(monitoring=pools.monitorings)
    def import_monitoring(self, monitoring):
        self.make(ImportMonitoring(monitoring))

    @rule(new=st.lists(pools.new_transcripts(), min_size=1, max_size=2))
    def add_transcripts(self, new):
        known = KnownNames(self.store)
        with contextlib.suppress(BadInputError):
            for named in (entry for one in new for entry in (one, *one.speakers.values())):
                known.require(group=named.group)
            self.make(AddTranscripts(new))

    @rule(
        participant=pools.people,
        values=pools.fields(
            group=pools.groups,
            transcript=pools.transcripts,
            speaker=st.sampled_from(["P1", "INT"]),
            service=st.sampled_from(pools.services),
            role=pools.words,
            consent=st.dictionaries(pools.times, pools.consent, max_size=2),
        ),
    )
    def set_participant(self, participant, values):
        self.make(SetParticipant(participant, **values))

    @rule(
        transcript=pools.transcripts,
        values=pools.fields(
            time=pools.times,
            group=st.none() | pools.groups,
            title=pools.words,
            date=st.sampled_from([None, "2022-07", "July"]),
            basis=st.sampled_from(["stated", None]),
            interviewer_note=pools.words,
        ),
    )
    def set_transcript(self, transcript, values):
        self.make(SetTranscript(transcript, values))

    @rule(transcript=pools.transcripts, new=st.sampled_from([*pools.TRANSCRIPTS, "D", "", "a\nb"]))
    def rename_transcript(self, transcript, new):
        self.make(RenameTranscript(transcript, new))

    @rule(transcript=pools.transcripts)
    def delete_transcript(self, transcript):
        self.make(DeleteTranscript(transcript))

    def some(self, sql, otherwise):
        """Choose mostly among what is there."""
        return st.sampled_from([*[found for (found,) in self.store.rows(sql)] * 4, otherwise])

    @rule(data=st.data(), records=st.lists(pools.coding_records, min_size=1, max_size=3))
    def add_codings(self, data, records):
        tree = code_tree(self.store)
        keys = self.some("SELECT key FROM transcript", "?")
        paths = st.sampled_from([*[tree.path(code) for code in tree.order] * 8, "Nothing"])
        heard = {key for (key,) in self.store.rows("SELECT key FROM participant")}
        placed = []
        for record in records:
            voices = {key: voice for key, voice in record.voices.items() if key in heard}
            chosen = {"transcript": data.draw(keys), "code": data.draw(paths), "voices": voices}
            placed.append(("", record.model_copy(update=chosen)))
        self.make(AddCodings(placed))

    @rule(data=st.data())
    def remove_codings(self, data):
        ids = self.some("SELECT id FROM coding", 99)
        self.make(RemoveCodings(data.draw(st.lists(ids, min_size=1, max_size=3))))

    @rule(data=st.data(), code=st.sampled_from(pools.PATHS))
    def recode(self, data, code):
        self.make(Recode(data.draw(self.some("SELECT id FROM coding", 99)), code))

    @rule(data=st.data(), start=st.integers(-1, 6), end=st.integers(3, 40))
    def adjust_ends(self, data, start, end):
        self.make(AdjustEnds(data.draw(self.some("SELECT id FROM coding", 99)), start, end))

    @rule(
        data=st.data(),
        valence=st.sampled_from([None, "barrier", "facilitator", "mixed", "none", "bad"]),
        refers_to=st.sampled_from([None, "before", "now", "hoped for", "then"]),
    )
    def set_details(self, data, valence, refers_to):
        ids = st.lists(self.some("SELECT id FROM coding", 99), min_size=1, max_size=3)
        self.make(SetValence(data.draw(ids), valence))
        self.make(SetRefersTo(data.draw(ids), refers_to))

    @rule(
        data=st.data(),
        participant=pools.people,
        voice=st.sampled_from([None, "voiced", "agreed", "disagreed", "present", "loud"]),
    )
    def set_voice(self, data, participant, voice):
        ids = st.lists(self.some("SELECT id FROM coding", 99), min_size=1, max_size=3)
        self.make(SetVoice(data.draw(ids), participant, voice))

    @rule(data=st.data(), code=pools.codes, record=pools.coding_records)
    def code_with_a_new_code(self, data, code, record):
        key = data.draw(self.some("SELECT key FROM transcript", "?"))
        placed = {"transcript": key, "code": code["name"], "voices": {}}
        coding = AddCodings([("", record.model_copy(update=placed))])
        self.make(Together([AddCode(Code.model_validate(code)), coding], "both"))

    @rule(data=st.data(), records=st.lists(pools.pass_records, min_size=1, max_size=3))
    def record_passes(self, data, records):
        keys = self.some("SELECT key FROM transcript", "?")
        placed = [record.model_copy(update={"transcript": data.draw(keys)}) for record in records]
        self.make(RecordPasses([("", record) for record in placed]))

    @rule(data=st.data(), about=st.sampled_from(TARGETS), coder=pools.coders, text=pools.words)
    def write_memo(self, data, about, coder, text):
        table = "transcript" if about == "session" else about
        ids = st.none() if about == "study" else self.some(f"SELECT id FROM {table}", 99)
        self.project.coder = coder
        self.make(WriteMemo(about, data.draw(ids), text or ""))

    @rule(data=st.data(), coder=pools.coders, text=pools.words)
    def edit_memo(self, data, coder, text):
        self.project.coder = coder
        self.make(EditMemo(data.draw(self.some("SELECT id FROM memo", 99)), text or ""))

    @rule(data=st.data(), coder=pools.coders)
    def delete_memo(self, data, coder):
        self.project.coder = coder
        self.make(DeleteMemo(data.draw(self.some("SELECT id FROM memo", 99))))

    def some_passages(self):
        """Choose words of the transcripts, by their places."""
        texts = self.store.rows("SELECT key, substr(text, 1, 5) FROM transcript")
        entries = [
            PassageEntry(transcript=key, start=0, end=len(words), quote=words)
            for key, words in texts
            if words.strip()
        ]
        return st.lists(st.sampled_from([*entries, PassageEntry(transcript="?", quote="?")]))

    @rule(data=st.data(), text=pools.words, question=st.sampled_from([None, "Q1", "Q9"]))
    def add_finding(self, data, text, question):
        people = data.draw(self.some("SELECT key FROM participant", "?"))
        memos = data.draw(self.some("SELECT id FROM memo", 99))
        bases = [
            BasisEntry(participant=people),
            BasisEntry(participant=people, code="Reach"),
            BasisEntry(memo=str(memos)),
        ]
        kept = data.draw(st.lists(st.sampled_from(bases), max_size=2))
        passages = data.draw(self.some_passages())
        self.make(AddFinding(text or "", question, None, passages, [], kept))

    @rule(data=st.data())
    def change_findings(self, data):
        key = data.draw(self.some("SELECT key FROM finding", "?"))
        self.make(SetEvidence(key, [], data.draw(self.some_passages())))
        self.make(AddRecommendation("Do.", "all", [key]))

    @rule(data=st.data())
    def delete_finding(self, data):
        self.make(DeleteFinding(data.draw(self.some("SELECT key FROM finding", "?"))))

    @rule()
    def import_what_findings_are_there(self):
        found = load_findings(self.store)
        with contextlib.suppress(BadInputError):
            assert self.project.make(ImportFindings(found)) is None

    @rule(code=pools.codes)
    def add_code(self, code):
        self.make(AddCode(Code.model_validate(code)))

    @rule(data=st.data(), fields=pools.code_fields)
    def edit_code(self, data, fields):
        self.make(EditCode(data.draw(self.some("SELECT id FROM code", 99)), fields))

    @rule(data=st.data(), position=st.none() | st.integers(0, 3))
    def move_codes(self, data, position):
        ids = self.some("SELECT id FROM code", 99)
        codes = data.draw(st.lists(ids, min_size=1, max_size=3))
        self.make(MoveCodes(codes, data.draw(st.none() | ids), position))

    @rule(data=st.data(), new=pools.codes)
    def group_codes(self, data, new):
        codes = data.draw(st.lists(self.some("SELECT id FROM code", 99), min_size=1, max_size=3))
        self.make(GroupCodes(codes, Code.model_validate(new)))

    @rule(data=st.data(), definitions=st.booleans())
    def merge_codes(self, data, definitions):
        ids = self.some("SELECT id FROM code", 99)
        codes = data.draw(st.lists(ids, min_size=1, max_size=2))
        self.make(MergeCodes(codes, data.draw(ids), definitions))

    @rule(data=st.data(), keep_below=st.booleans())
    def delete_codes(self, data, keep_below):
        ids = self.some("SELECT id FROM code", 99)
        self.make(DeleteCodes(data.draw(st.lists(ids, min_size=1, max_size=2)), keep_below))

    @rule(data=st.data(), name=st.sampled_from([None, "Again"]))
    def restore_codes(self, data, name):
        entry = data.draw(self.some("SELECT id FROM bin_entry", 99))
        self.make(RestoreCodes(entry, name))

    @rule(data=st.data())
    def split_code(self, data):
        sql = "SELECT id || '/' || code_id FROM coding"
        coding, code = map(int, data.draw(self.some(sql, "99/99")).split("/"))
        tree = code_tree(self.store)
        paths = st.sampled_from([*[tree.path(one) for one in tree.order], "Nothing"])
        targets = {coding: data.draw(st.lists(paths, min_size=1, max_size=3))}
        self.make(SplitCode(code, targets))
        self.make(KeepCodings([coding]))

    @rule()
    def undo(self):
        if len(self.past) == 1:
            with pytest.raises(BadInputError, match="there is nothing to undo"):
                self.project.undo()
            return
        self.project.undo()
        self.future.append(self.past.pop())
        assert dump(self.store) == self.past[-1]

    @rule()
    def redo(self):
        if not self.future:
            with pytest.raises(BadInputError, match="there is nothing to redo"):
                self.project.redo()
            return
        self.project.redo()
        self.past.append(self.future.pop())
        assert dump(self.store) == self.past[-1]

    @invariant()
    def what_would_be_exported_could_be_imported(self):
        assert not list(check_study(load_study(self.store)))
        assert not list(check_codebook(load_codebook(code_tree(self.store))))
        assert not list(check_system_map(load_system_map(self.store)))
        assert not list(check_monitoring(load_monitoring(self.store)))
        assert not list(check_findings(load_findings(self.store)))

    @invariant()
    def every_memo_is_on_something(self):
        for row in all_memos(self.store):
            assert find_subject(self.store, row.target, row.target_id) == row.subject

    def teardown(self):
        assert check_project(self.store).faults == []
        while len(self.past) > 1:
            self.undo()
        assert check_project(self.store).faults == []
        while self.future:
            self.redo()
        self.store.close()


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)

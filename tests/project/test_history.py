"""Any changes by two coders in any order: undone, they never were; made again, they are as before.

What the project holds is checked against a slow history of its own, kept from dumps: the rows that
each change wrote, written one after the other. `LMM_QUAL_HISTORIES` draws that many times more.
"""

import contextlib
import os
from dataclasses import dataclass, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from store.databases import dump, memory_store

from lmm_qual.definitions.checks import (
    check_codebook,
    check_monitoring,
    check_study,
    check_system_map,
)
from lmm_qual.definitions.finding_checks import check_findings
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.checking import check_project
from lmm_qual.project.project import Project
from lmm_qual.store.queries import log
from lmm_qual.store.queries.codes import code_tree, load_codebook
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.findings_file import load_findings
from lmm_qual.store.queries.memos import all_memos, find_subject
from lmm_qual.store.queries.system_map import load_system_map
from project import pools
from project.steps import OFTEN, STEPS, Choice

MORE = int(os.environ.get("LMM_QUAL_HISTORIES", "1"))
LEFT_OUT = {"coder", "passage", "change_log"}


def rows_of(store):
    """Give all rows, by table and id; those of the log too."""
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {(table, row["id"]): row for table in tables for row in store.mappings(f'"{table}"')}


def own(rows):
    """Give the rows that one change alone writes: those of the log and shared ones left out."""
    return {at: row for at, row in rows.items() if at[0] not in LEFT_OUT}


@dataclass
class Made:
    """A change that was made: the rows it wrote, each as it was and as it is since."""

    id: int
    coder: str
    wrote: dict
    state: str = "done"


def difference(before, after):
    """Give the rows that differ."""
    return {
        at: (before.get(at), after.get(at))
        for at in before.keys() | after.keys()
        if before.get(at) != after.get(at)
    }


def replay(base, made):
    """Give the rows that the changes that stand would have written; None where they could not."""
    rows = dict(base)
    for change in made:
        if change.state != "done":
            continue
        for at, (old, new) in change.wrote.items():
            if rows.get(at) != old:
                return None
            rows.pop(at, None)
            if new is not None:
                rows[at] = new
    return rows


def rested_on(rows):
    """Give the passages that something stands on."""
    resting = {"passage_link", "mention_decision"}
    found = {row["passage_id"] for at, row in rows.items() if at[0] in resting}
    for at, row in rows.items():
        if at[0] in {"memo", "memo_link", "review"} and row["target"] == "passage":
            found.add(row["target_id"])
    return found


class History(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.store = memory_store()
        self.project = Project(self.store, "SA")
        self.empty, self.rows = dump(self.store), rows_of(self.store)
        self.base = own(self.rows)
        self.made: list[Made] = []

    def make(self, change):
        entry, before = None, self.rows
        with contextlib.suppress(BadInputError):
            entry = self.project.make(change)
        self.rows = rows_of(self.store)
        if entry is None:
            assert self.rows == before
            return
        for one in self.made:
            if one.state == "undone" and one.coder == entry.coder:
                one.state = "discarded"
        wrote = difference(own(before), own(self.rows))
        self.made.append(Made(entry.id, entry.coder, wrote))
        self.follow_log()

    def follow_log(self):
        """Let those go too that rested on what was discarded; no others are."""
        for one in self.made:
            state = log.entry(self.store, one.id).state
            if state != one.state:
                assert (one.state, state) == ("undone", "discarded")
                assert any(other.state == "discarded" for other in self.made if other.id < one.id)
                one.state = state

    def turn(self, one, turn):
        """Undo or redo a change: it is as if it had never been, or always; or nothing happens."""
        before, was = self.rows, one.state
        refused: list[Problem] = []
        try:
            turn()
        except BadInputError as fault:
            refused = fault.problems
        if refused:
            assert (len(refused), rows_of(self.store)) == (1, before)
            return False
        one.state = "undone" if was == "done" else "done"
        self.rows = rows_of(self.store)
        assert own(self.rows) == replay(self.base, self.made)
        assert {id_ for table, id_ in self.rows if table == "passage"} == rested_on(self.rows)
        assert not list(self.store.rows("PRAGMA foreign_key_check"))
        self.follow_log()
        return True

    @initialize(
        new=st.tuples(pools.new_transcripts(), pools.new_transcripts()), record=pools.coding_records
    )
    def begin(self, new, record):
        """Code something first: what is left out of most changes otherwise."""
        self.make(
            AddTranscripts([replace(one, key=key) for one, key in zip(new, "AB", strict=True)])
        )
        codes = [Code(name=name) for name in pools.CODES]
        self.make(ImportCodebook(Codebook(codes=codes)))
        for key, coder in zip("AB", pools.CODERS, strict=True):
            self.project.coder = coder
            placed = {"transcript": key, "start": 0, "end": 5, "coder": coder, "voices": {}}
            changed = record.model_copy(update=placed | {"code": "Reach"})
            self.make(AddCodings([("", changed)]))

    @rule(coder=pools.coders, step=st.sampled_from(STEPS) | st.sampled_from(OFTEN), data=st.data())
    def change(self, coder, step, data):
        self.project.coder = coder
        with contextlib.suppress(BadInputError):
            for change in step(Choice(self.store, data.draw)):
                self.make(change)

    @rule(whose=st.sampled_from([None, None, ("SA",), ("JR",)]))
    def undo(self, whose):
        meant = [one for one in self.made if one.state == "done" and whose in {None, (one.coder,)}]
        if meant:
            turned = self.turn(meant[-1], lambda: self.project.undo(whose))
            assert turned or whose, "the last of all can always be undone"
        else:
            self.nothing(self.project.undo, whose)

    @rule(whose=st.sampled_from([None, ("SA",), ("JR",)]))
    def redo(self, whose):
        meant = [one for one in self.made if whose in {None, (one.coder,)}]
        last = max((one.id for one in meant if one.state == "done"), default=0)
        undone = [one for one in meant if one.state == "undone"]
        behind = [one for one in undone if one.id > last]
        if undone:
            one = behind[0] if behind else undone[-1]
            self.turn(one, lambda: self.project.redo(whose))
        else:
            self.nothing(self.project.redo, whose)

    def nothing(self, turn, whose):
        with pytest.raises(BadInputError):
            turn(whose)
        assert rows_of(self.store) == self.rows

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def turn_any(self, data):
        one = data.draw(st.sampled_from(self.made))
        if one.state == "discarded":
            self.nothing(self.project.redo_entry, one.id)
        elif one.state == "done":
            self.turn(one, lambda: self.project.undo_entry(one.id))
        else:
            self.turn(one, lambda: self.project.redo_entry(one.id))

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
        before, standing = dump(self.store), [one for one in self.made if one.state == "done"]
        for one in reversed(standing):
            assert self.project.undo().id == one.id
        assert dump(self.store) == self.empty
        for one in standing:
            self.project.redo_entry(one.id)
        assert dump(self.store) == before
        assert check_project(self.store).faults == []
        self.store.close()


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=9 * MORE, stateful_step_count=20, deadline=None)

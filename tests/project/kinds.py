"""One change of each kind, made at random of what is there, for a program that will be killed."""

from collections.abc import Callable
from random import Random

from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.study import Study
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.codebook import AddCode, ImportCodebook
from lmm_qual.project.changes.codebook_edit import EditCode, GroupCodes, MoveCodes
from lmm_qual.project.changes.coding_details import AdjustEnds, SetValence
from lmm_qual.project.changes.codings import AddCodings, Recode, RecordPasses, RemoveCodings
from lmm_qual.project.changes.design import ImportStudy, SetParticipant
from lmm_qual.project.changes.findings import AddFinding, DeleteFinding
from lmm_qual.project.changes.memos import DeleteMemo, EditMemo, WriteMemo, WritePassageMemo
from lmm_qual.project.changes.snapshots import TakeSnapshot
from lmm_qual.project.changes.transcripts import (
    AddTranscripts,
    DeleteTranscript,
    NewTranscript,
    RenameTranscript,
    SetTranscript,
)
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store


def changes(store: Store, chance: Random) -> list[Callable[[], Change]]:
    """Give one change of each kind, to be worked out when it is chosen."""
    name = f"{chance.randrange(10**6)}"
    tree = code_tree(store)

    def some(sql: str, otherwise: object) -> object:
        return chance.choice([*[found for (found,) in store.rows(sql)], otherwise])

    def row(table: str) -> object:
        return some(f"SELECT id FROM {table}", 99)

    def key(table: str) -> object:
        return some(f"SELECT key FROM {table}", "?")

    def path() -> str:
        return chance.choice([*[tree.path(code) for code in tree.order], "Reach"])

    def coding() -> CodingRecord:
        start = chance.randrange(5)
        place = {"transcript": key("transcript"), "start": start, "end": start + 4}
        return CodingRecord(**place, code=path(), coder=chance.choice(["SA", "JR"]), memo="m")

    def transcript() -> NewTranscript:
        text = "P1: Well, yes. It was.\n" * 200
        turns = tuple(ParsedTurn("P1", at + 4, at + 22, None, at) for at in range(0, 4600, 23))
        parsed = ParsedTranscript(text, turns, "txt", "labels", "utf-8", {}, ())
        return NewTranscript(name, f"{name}.txt", text.encode(), parsed, {})

    return [
        lambda: AddCodings([("", coding())]),
        lambda: RemoveCodings([row("coding")]),
        lambda: Recode(row("coding"), path()),
        lambda: AdjustEnds(row("coding"), 0, 3 + chance.randrange(9)),
        lambda: SetValence([row("coding")], "mixed"),
        lambda: RecordPasses([("", PassRecord(transcript=key("transcript"), coder="SA"))]),
        lambda: AddCode(Code(name=name)),
        lambda: EditCode(row("code"), {"definition": name}),
        lambda: MoveCodes([row("code")], None, 0),
        lambda: GroupCodes([row("code")], Code(name=name)),
        lambda: ImportCodebook(Codebook(codes=[Code(name=one) for one in ("Barriers", "Reach")])),
        lambda: ImportStudy(Study(name=name)),
        lambda: SetParticipant(f"P{chance.randrange(4)}"),
        lambda: WriteMemo("coding", row("coding"), name),
        lambda: WritePassageMemo(key("transcript"), 0, 3 + chance.randrange(3), name),
        lambda: EditMemo(row("memo"), name),
        lambda: DeleteMemo(row("memo")),
        lambda: AddFinding(name),
        lambda: DeleteFinding(key("finding")),
        lambda: TakeSnapshot(name),
        lambda: AddTranscripts([transcript()]),
        lambda: SetTranscript(key("transcript"), {"title": name}),
        lambda: RenameTranscript(key("transcript"), name),
        lambda: DeleteTranscript(key("transcript")),
    ]

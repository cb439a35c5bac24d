"""The state of a study, or of one round of it, taken down; and what is other than it was then."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.analysis.theme_matrix import ThemeMatrix, column_name, theme_matrix
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.codings import codings, passes
from lmm_qual.store.queries.snapshots import summaries_said, text_sums
from lmm_qual.store.queries.talk import TranscriptRow, transcripts
from lmm_qual.store.store import Store

_FORM = 1
_DEFINING = ("definition", "include", "exclude", "example")
_SHOWN = ("time", "group", "service", "method", "title", "date")
State = dict[str, Any]
"""What is taken down: lists of things by id, and the theme matrix, as JSON can hold them."""


@dataclass(frozen=True)
class Differences:
    """What is other than it was; each line names one thing, each number counts codings.

    Things are known by their numbers in the project, which one that is gone may leave to another.
    """

    transcripts: Sequence[str]
    codes: Sequence[str]
    codings: Mapping[str, int]
    cells: Sequence[Mapping[str, Any]]
    passes: Sequence[str]
    summaries: Sequence[str]
    by_code: Sequence[Mapping[str, Any]] = field(default=())

    def __bool__(self) -> bool:
        return any((self.transcripts, self.codes, self.cells, self.passes, self.summaries)) or any(
            self.codings.values()
        )


def state_of(store: Store, time: str | None = None) -> State:
    """Take down the study as it stands, or one time point of it.

    Gives codes, transcripts, codings, passes and summaries by id, and the cells of the theme matrix
    of participants by round and group, as JSON can hold them.
    """
    rows = [row for row in transcripts(store) if time is None or row.time == time]
    kept = {row.id for row in rows}
    return {
        "form": _FORM,
        "time": time,
        "codebook_version": codebook_version(store),
        "codes": _codes(code_tree(store)),
        "transcripts": _transcripts(rows, text_sums(store)),
        "codings": {
            str(row.id): (row.code_id, row.transcript_id, row.quote, row.valence, row.refers_to)
            for row in codings(store)
            if row.transcript_id in kept
        },
        "passes": sorted(
            [row.transcript, row.coder, row.status, row.version]
            for row in passes(store)
            if row.transcript_id in kept
        ),
        "summaries": {
            str(row["id"]): row
            for row in summaries_said(store)
            if time is None or row["time"] in {None, time}
        },
        "matrix": _cells(theme_matrix(store), time),
    }


def _codes(tree: CodeTree) -> State:
    return {
        str(code): {"path": tree.path(code)}
        | {name: getattr(tree.by_id[code], name) for name in _DEFINING}
        for code in tree.order
    }


def _transcripts(rows: Iterable[TranscriptRow], sums: Mapping[int, int]) -> State:
    return {
        str(row.id): {"id": row.key, "text": sums[row.id]}
        | {name: getattr(row, name) for name in _SHOWN}
        for row in rows
    }


def _cells(matrix: ThemeMatrix, time: str | None) -> list[list[Any]]:
    """Give the cells of the time point's columns: code, column, number and state."""
    wanted = [at for at, column in enumerate(matrix.columns) if time in {None, column["time"]}]
    return [
        [code, column_name(matrix.columns[at]), matrix.cells[row][at], matrix.states[row][at]]
        for row, code in enumerate(matrix.codes)
        for at in wanted
    ]


def packed(state: State) -> bytes:
    """Write a state down, compressed."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(content: bytes) -> State:
    """Read a state that was written down; ValueError where it is spoilt or of another form."""
    try:
        state: State = json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(state, dict) or state.get("form") != _FORM:
        raise ValueError("of another form")
    return state


def differences(then: State, now: State) -> Differences:
    """Say what is other now than then."""
    paths = {code: entry["path"] for code, entry in (then["codes"] | now["codes"]).items()}
    return Differences(
        transcripts=_things(then["transcripts"], now["transcripts"], "id", _transcript_change),
        codes=_things(then["codes"], now["codes"], "path", _code_change),
        codings=_coding_changes(then["codings"], now["codings"]),
        cells=_cell_changes(then["matrix"], now["matrix"], paths),
        passes=_pass_changes(then["passes"], now["passes"]),
        summaries=_summary_changes(then["summaries"], now["summaries"], paths),
        by_code=_by_code(then["codings"], now["codings"], paths),
    )


def _things(then: State, now: State, name: str, change: Any) -> list[str]:
    kept = [
        id_
        for id_ in now
        if id_ in then and not _another(then[id_], now[id_], ("id", "text"), name)
    ]
    gone = [f"{then[id_][name]} is gone" for id_ in then if id_ not in kept]
    come = [f"{now[id_][name]} is new" for id_ in now if id_ not in kept]
    other = [
        f"{now[id_][name]}: {said}"
        for id_ in kept
        if then[id_] != now[id_] and (said := change(then[id_], now[id_]))
    ]
    return [*come, *gone, *other]


def _another(then: State, now: State, marks: Sequence[str], name: str) -> bool:
    """Say whether a number was given to another thing: a transcript of other id and text."""
    return name in marks and all(then[mark] != now[mark] for mark in marks)


def _transcript_change(then: State, now: State) -> str:
    said = ["text corrected"] if then["text"] != now["text"] else []
    if then["id"] != now["id"]:
        said.append(f"was {then['id']}")
    said += [
        f"{name} was {then[name] or 'not known'}" for name in _SHOWN if then[name] != now[name]
    ]
    return ", ".join(said)


def _code_change(then: State, now: State) -> str:
    said = [f"was {then['path']}"] if then["path"] != now["path"] else []
    said += [f"another {name}" for name in _DEFINING if then[name] != now[name]]
    return ", ".join(said)


def _coding_changes(then: State, now: State) -> dict[str, int]:
    pairs = [(list(then[id_]), list(now[id_])) for id_ in now if id_ in then]
    both = [(before, after) for before, after in pairs if _same_coding(before, after)]
    return {
        "new": len(now) - len(both),
        "gone": len(then) - len(both),
        "recoded": sum(before[0] != after[0] for before, after in both),
        "on other words": sum(before[2] != after[2] for before, after in both),
        "judged otherwise": sum(before[3:] != after[3:] for before, after in both),
    }


def _same_coding(before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Say whether it is one coding: in its transcript still, with its code or its words."""
    same = [bool(one == other) for one, other in zip(before, after, strict=True)]
    return same[1] and (same[0] or same[2])


def _by_code(then: State, now: State, paths: Mapping[str, str]) -> list[dict[str, Any]]:
    counts: dict[str, list[int]] = {}
    for at, codings_ in enumerate((then, now)):
        for code, *_ in codings_.values():
            counts.setdefault(str(code), [0, 0])[at] += 1
    return [
        {"code": path, "then": counts[code][0], "now": counts[code][1]}
        for code, path in paths.items()
        if code in counts and counts[code][0] != counts[code][1]
    ]


def _cell_changes(
    then: Iterable[Sequence[Any]], now: Iterable[Sequence[Any]], paths: Mapping[str, str]
) -> list[dict[str, Any]]:
    before, after = ({(code, column): rest for code, column, *rest in rows} for rows in (then, now))
    empty, gone = [None, "was not there"], [None, "is not there"]
    return [
        {
            "code": paths[str(code)],
            "column": column,
            "then": before.get((code, column), empty)[0],
            "now": after.get((code, column), gone)[0],
            "state_then": before.get((code, column), empty)[1],
            "state_now": after.get((code, column), gone)[1],
        }
        for code, column in dict.fromkeys([*after, *before])
        if before.get((code, column)) != after.get((code, column))
    ]


def _pass_changes(then: Sequence[Sequence[Any]], now: Sequence[Sequence[Any]]) -> list[str]:
    def said(row: Sequence[Any], what: str) -> str:
        transcript, coder, status, version = row
        return f"{transcript} by {coder}, codebook version {version}: {status}{what}"

    come = [said(row, "") for row in now if row not in then]
    return [*come, *(said(row, ", no longer") for row in then if row not in now)]


def _summary_changes(then: State, now: State, paths: Mapping[str, str]) -> list[str]:
    def cell(row: State) -> str:
        return f"{row['row']} × {paths.get(str(row['code']), '?')} × {row['time'] or 'change'}"

    return [
        *(f"{cell(now[id_])} is new" for id_ in now if id_ not in then),
        *(f"{cell(then[id_])} is gone" for id_ in then if id_ not in now),
        *(
            f"{cell(now[id_])} was reworded"
            for id_ in now
            if id_ in then and then[id_]["text"] != now[id_]["text"]
        ),
    ]

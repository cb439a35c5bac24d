"""Codings as they are exchanged, and as they are listed for people."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from lmm_qual.analysis.attribution import (
    Session,
    Voiced,
    attribute_all,
    decisions,
    load_sessions,
)
from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.exporters.tables import Cell, Table, csv_cell, csv_line, csv_table
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.codings import CodedWords, coded_words, coders, codings, voices
from lmm_qual.store.queries.memos import memos
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.store.store import Store


def coding_records(
    store: Store, transcript: str | None = None, coder: str | None = None
) -> Iterator[dict[str, Any]]:
    """Give codings as exchange files hold them; raises `BadInputError` for unknown names."""
    one = find_transcript(store, transcript).id if transcript else None
    coder = coder and known_coder(store, coder)
    tree, said, noted = code_tree(store), _voices(store), memo_texts(store)
    for row in codings(store, transcript_id=one):
        if coder is not None and row.coder != coder:
            continue
        record: dict[str, Any] = {
            "transcript": row.transcript,
            "start": row.start,
            "end": row.end,
            "code": tree.path(row.code_id),
            "coder": row.coder,
            "quote": row.quote,
            "memo": noted.get(row.id),
            "created": row.created,
        }
        extra = {"valence": row.valence, "refers_to": row.refers_to, "voices": said.get(row.id)}
        yield record | {name: value for name, value in extra.items() if value}


def _voices(store: Store) -> dict[int, dict[str, str]]:
    said: dict[int, dict[str, str]] = {}
    for voice in voices(store):
        said.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
    return said


def memo_texts(store: Store) -> dict[int, str]:
    """Give what is noted on each coding; several memos are one text, parted by blank lines."""
    texts: dict[int, str] = {}
    for memo in memos(store, "coding"):
        if memo.target_id is not None:
            before = texts.get(memo.target_id)
            texts[memo.target_id] = f"{before}\n\n{memo.text}" if before else memo.text
    return texts


def coding_list(
    store: Store, transcript: str | None, coder: str | None, code: str | None
) -> list[dict[str, Any]]:
    """Give codings with ids, whose voice they are and their words, by transcript and place."""
    if transcript:
        find_transcript(store, transcript)
    coder = coder and known_coder(store, coder)
    tree, noted = code_tree(store), memo_texts(store)
    file = str(store.path)
    wanted = set(tree.with_descendants(find_code(tree, code, file=file))) if code else None
    return [
        {
            "id": item.coding.id,
            "transcript": item.coding.transcript,
            "start": item.coding.start,
            "end": item.coding.end,
            "code": tree.path(item.coding.code_id),
            "coder": item.coding.coder,
            "voices": {seat.participant or "": voice for seat, voice in item.seats},
            "time": item.session.time,
            "group": "; ".join(dict.fromkeys(seat.group for seat, _ in item.seats if seat.group)),
            "valence": item.coding.valence,
            "refers_to": item.coding.refers_to,
            "memo": noted.get(item.coding.id),
            "quote": item.coding.quote,
        }
        for item in attribute_all(store, load_sessions(store), coder)
        if (transcript is None or item.coding.transcript == transcript)
        and (wanted is None or item.coding.code_id in wanted)
    ]


CODING_COLUMNS = ("id", "transcript", "start", "end", "code", "coder", "voices", "valence", "quote")


def coding_table(data: list[dict[str, Any]], width: int) -> Table:
    """Give codings as a table for a terminal, their words cut to a width."""
    rows: list[list[Cell]] = []
    for entry in data:
        quote = " ".join(entry["quote"].split())
        if len(quote) > width:
            quote = quote[: width - 1] + "…"
        values = {**entry, "quote": quote, "voices": _said(entry["voices"].items())}
        rows.append([values[name] for name in CODING_COLUMNS])
    return Table(CODING_COLUMNS, rows, (0, 2, 3))


def _said(voices: Iterable[tuple[str, str]]) -> str:
    return "; ".join(name if voice == "voiced" else f"{name} {voice}" for name, voice in voices)


def coding_csv(
    store: Store, transcript: str | None, coder: str | None, code: str | None
) -> Iterator[str]:
    """Write the same codings as `coding_list` as CSV with all their words.

    One transcript after the other is read while pieces are asked for. Raises `BadInputError` at
    once.
    """
    one = find_transcript(store, transcript).id if transcript else None
    coder = coder and known_coder(store, coder)
    tree, file = code_tree(store), str(store.path)
    wanted = tree.with_descendants(find_code(tree, code, file=file)) if code else tree.order
    sessions = load_sessions(store)
    read = [sessions[one]] if one else sorted(sessions.values(), key=lambda session: session.key)
    lines = _CsvLines(store, {code: tree.path(code) for code in wanted}, coder)
    heading = csv_table(Table(CODING_COLUMNS, []))
    return chain([heading], ("".join(lines.of(session)) for session in read))


class _CsvLines:
    """Writes codings as lines of CSV; what many of them have in common is written once."""

    def __init__(self, store: Store, paths: dict[int, str], coder: str | None) -> None:
        self._store = store
        self._paths = paths
        self._codes = {code: csv_cell(path) for code, path in paths.items()}
        named = {id_: name for name, id_ in coders(store).items() if coder in (None, name)}
        self._named = named
        self._coders = {id_: csv_cell(name) for id_, name in named.items()}
        self._decided = decisions(store)

    def of(self, session: Session) -> Iterator[str]:
        """Give the lines of a transcript's codings by place."""
        key, codes, coders_ = csv_cell(session.key), self._codes, self._coders
        said: dict[tuple[int, ...], str] = {}
        for row in coded_words(self._store, session.id):
            id_, start, end, code, coder, valence, words = row
            if code not in codes or coder not in coders_:
                continue
            heard = session.heard(start, end)
            if heard not in said:
                said[heard] = csv_cell(_voiced(session.voiced_by(heard)))
            voices = said[heard] if id_ not in self._decided else csv_cell(self._told(session, row))
            line = (
                f"{id_},{key},{start},{end},{codes[code]},{coders_[coder]},{voices},"
                f"{valence or ''},{csv_cell(words)}\n"
            )
            yield line if "\r" not in line else self._slowly(session, row)

    def _told(self, session: Session, row: CodedWords) -> str:
        decided = self._decided.get(row[0], {})
        return _voiced(session.voiced(row[1], row[2], decided))

    def _slowly(self, session: Session, row: CodedWords) -> str:
        """Write a line that is not quoted as others are."""
        id_, start, end, code, coder, valence, words = row
        place = id_, session.key, start, end, self._paths[code], self._named[coder]
        return csv_line([*place, self._told(session, row), valence, words])


def _voiced(voiced: Voiced) -> str:
    return _said((seat.participant or "", voice) for seat, voice in voiced.seats)

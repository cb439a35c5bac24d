"""Codings as they are exchanged, and as they are listed for people."""

from collections.abc import Iterable, Iterator
from typing import Any

from lmm_qual.analysis.attribution import Voiced, attribute_all, decisions, load_sessions
from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.codings import codings, voices
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


_LIST = ("id", "transcript", "start", "end", "code", "coder", "voices", "valence", "quote")


def coding_table(data: list[dict[str, Any]], width: int) -> Table:
    """Give codings as a table for a terminal, their words cut to a width."""
    rows: list[list[Cell]] = []
    for entry in data:
        quote = " ".join(entry["quote"].split())
        if len(quote) > width:
            quote = quote[: width - 1] + "…"
        values = {**entry, "quote": quote, "voices": _said(entry["voices"].items())}
        rows.append([values[name] for name in _LIST])
    return Table(_LIST, rows, (0, 2, 3))


def _said(voices: Iterable[tuple[str, str]]) -> str:
    return "; ".join(name if voice == "voiced" else f"{name} {voice}" for name, voice in voices)


def coding_rows(store: Store, transcript: str | None, coder: str | None, code: str | None) -> Table:
    """Give the same codings as `coding_list`, by their columns alone and with all their words."""
    one = find_transcript(store, transcript).id if transcript else None
    coder = coder and known_coder(store, coder)
    tree, file = code_tree(store), str(store.path)
    wanted = tree.with_descendants(find_code(tree, code, file=file)) if code else tree.order
    paths = {code_id: tree.path(code_id) for code_id in wanted}
    sessions, decided, said = load_sessions(store), decisions(store), dict[Voiced, str]()
    rows: list[list[Cell]] = []
    for row in codings(store, transcript_id=one):
        if row.code_id not in paths or (coder is not None and row.coder != coder):
            continue
        session = sessions[row.transcript_id]
        voices = decided.get(row.id)
        voiced = (
            session.voiced(row.start, row.end, voices)
            if voices
            else session.voiced(row.start, row.end)
        )
        if voiced not in said:
            said[voiced] = _said((seat.participant or "", voice) for seat, voice in voiced.seats)
        place = row.id, row.transcript, row.start, row.end, paths[row.code_id], row.coder
        rows.append([*place, said[voiced], row.valence, row.quote])
    return Table(_LIST, rows, (0, 2, 3))

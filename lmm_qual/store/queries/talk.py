"""Transcripts, their turns and who speaks in them."""

import json
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript_list import Document, SpeakerEntry, TranscriptList
from lmm_qual.store.store import Store


class TranscriptRow(NamedTuple):
    """A transcript without its text."""

    id: int
    key: str
    title: str | None
    time: str | None
    group: str | None
    service: str | None
    method: str | None
    date: str | None
    words: int
    turns: int
    length: int
    sha256: str
    file_name: str


class TurnRow(NamedTuple):
    """A turn with its speaker as in this session; a linked participant's group falls back.

    `group` is the session's own entry, else the participant's, else the transcript's; it, service
    and role are `None` for interviewers and for speakers who are no participant.
    """

    n: int
    speaker: str | None
    participant: str | None
    group: str | None
    service: str | None
    role: str | None
    interviewer: bool
    start: int
    end: int
    timestamp: str | None
    words: int
    label_start: int


class SpeakerRow(NamedTuple):
    """Participation: a speaker of a session."""

    id: int
    transcript_id: int
    transcript: str
    label: str
    interviewer: bool
    participant: str | None
    group: str | None
    service: str | None
    role: str | None
    turns: int
    words: int


_TRANSCRIPT = """
    SELECT id, key, title, time_key, group_key, service_key, method, date, words, turns, length,
           sha256, file_name
    FROM transcript
"""


_DESIGN_ORDER = """
    ORDER BY coalesce((SELECT position FROM time_point t WHERE t.key = time_key), 1e9), time_key,
             coalesce((SELECT position FROM participant_group g WHERE g.key = group_key), 1e9),
             group_key, key
"""


def transcripts(store: Store) -> list[TranscriptRow]:
    """Give all transcripts, by time point, group and id."""
    return store.records(TranscriptRow, _TRANSCRIPT + _DESIGN_ORDER)


def find_transcript(store: Store, key: str) -> TranscriptRow:
    """Give one transcript; raises `BadInputError` naming those most like it."""
    found = store.records(TranscriptRow, _TRANSCRIPT + "WHERE key = ?", (key,))
    if not found:
        from lmm_qual.definitions.checks import nearest

        known = [row[0] for row in store.rows("SELECT key FROM transcript ORDER BY key")]
        raise refuse(f"no transcript “{key}”", nearest(key, known), file=str(store.path))
    return found[0]


def transcript_text(store: Store, transcript_id: int) -> str:
    """Give a transcript's stored text."""
    return store.text_of(transcript_id)


def texts(store: Store) -> Iterator[tuple[int, str]]:
    """Give the stored texts of all transcripts, one after the other, by transcript id."""
    yield from store.rows("SELECT id, text FROM transcript ORDER BY id")


def transcript_details(store: Store, transcript_id: int) -> dict[str, Any]:
    """Give what was recorded at import: format, encoding, convention, metadata and the like."""
    row = store.mappings("transcript", "id = ?", (transcript_id,))[0]
    return {
        "format": row["format"],
        "encoding": row["encoding"],
        "convention": row["convention"],
        "metadata": json.loads(row["metadata_"]),
        "time_marks": json.loads(row["time_marks"]),
        "interviewer_note": row["interviewer_note"],
        "basis": row["basis"],
    }


def original_bytes(store: Store, transcript_id: int) -> bytes:
    """Give the bytes that a transcript was read from."""
    sql = "SELECT content FROM source_file WHERE transcript_id = ?"
    content: bytes = store.value(sql, (transcript_id,))
    return content


_SEATS = """
    SELECT speaker.id, speaker.label, participant.key,
           CASE WHEN participant.id IS NULL THEN NULL
                ELSE coalesce(speaker.group_key, participant.group_key, transcript.group_key) END,
           CASE WHEN participant.id IS NULL THEN NULL
                ELSE coalesce(speaker.service_key, transcript.service_key) END,
           CASE WHEN participant.id IS NULL THEN NULL ELSE speaker.role END,
           coalesce(speaker.interviewer, 0)
    FROM speaker
    JOIN transcript ON transcript.id = speaker.transcript_id
    LEFT JOIN participant ON participant.id = speaker.participant_id
    WHERE speaker.transcript_id = ?
"""
_TURNS = """
    SELECT speaker_id, n, start, "end", timestamp, words, label_start FROM turn
    WHERE transcript_id = ?
"""
_NOBODY = (None, None, None, None, None, False)


def turns(store: Store, transcript_id: int) -> list[TurnRow]:
    """Give a transcript's turns in order."""
    seats = {row[0]: row[1:] for row in store.rows(_SEATS, (transcript_id,))}
    found = store.tuples(_TURNS, (transcript_id,))
    rows = (row[1:2] + seats.get(row[0], _NOBODY) + row[2:] for row in found)
    return sorted(map(TurnRow._make, rows), key=attrgetter("start"))


def sessions_of(store: Store, participant: int | None) -> list[tuple[str | None, int]]:
    """Give time point and id of each transcript in which a participant speaks."""
    sql = """
        SELECT DISTINCT time_key, transcript.id FROM speaker
        JOIN transcript ON transcript.id = transcript_id WHERE participant_id = ?
    """
    return store.tuples(sql, (participant,))


def unnamed_sessions(store: Store) -> list[str]:
    """Give the transcripts in which somebody speaks, not an interviewer, whom nothing names."""
    sql = """
        SELECT DISTINCT transcript.key FROM transcript
        JOIN turn ON transcript.id = turn.transcript_id
        LEFT JOIN speaker ON speaker.id = speaker_id
        WHERE COALESCE(interviewer, 0) = 0 AND participant_id IS NULL ORDER BY transcript.id
    """
    return [key for (key,) in store.rows(sql)]


def turn_ends(store: Store, transcript_id: int) -> list[tuple[int, int, int]]:
    """Give where labels, words and ends of a transcript's turns are, in their order."""
    sql = 'SELECT label_start, start, "end" FROM turn WHERE transcript_id = ? ORDER BY start'
    return store.tuples(sql, (transcript_id,))


def turn_spans(store: Store) -> dict[int, list[tuple[int, int]]]:
    """Give where the words of turns begin and end, by transcript."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for transcript, start, end in store.rows('SELECT transcript_id, start, "end" FROM turn'):
        spans.setdefault(transcript, []).append((start, end))
    return spans


def speech(store: Store) -> dict[int, list[tuple[int, int, int]]]:
    """Give start, end and words of the turns of all but interviewers, by transcript."""
    sql = """
        SELECT turn.transcript_id, turn.start, turn.end, turn.words FROM turn
        LEFT JOIN speaker ON speaker.id = turn.speaker_id
        WHERE coalesce(speaker.interviewer, 0) = 0 ORDER BY 1, 2
    """
    found: dict[int, list[tuple[int, int, int]]] = {}
    for transcript, *turn in store.rows(sql):
        found.setdefault(transcript, []).append((turn[0], turn[1], turn[2]))
    return found


def file_of(store: Store, transcript_id: int) -> tuple[str, str | None, str]:
    """Give format, encoding and name of the file that a transcript was read from."""
    sql = "SELECT format, encoding, file_name FROM transcript WHERE id = ?"
    ((form, encoding, name),) = store.tuples(sql, (transcript_id,))
    return form, encoding, name


def turn_places(store: Store) -> dict[int, tuple[list[int], list[int], list[int | None]]]:
    """Give the starts, ends and speakers' ids of the turns of each transcript, in order."""
    sql = """
        SELECT transcript_id, json_group_array(start), json_group_array("end"),
               json_group_array(speaker_id)
        FROM turn GROUP BY transcript_id
    """
    return {
        transcript: _in_order(json.loads(starts), json.loads(ends), json.loads(speakers_))
        for transcript, starts, ends, speakers_ in store.rows(sql)
    }


def _in_order(
    starts: list[int], ends: list[int], speakers_: list[int | None]
) -> tuple[list[int], list[int], list[int | None]]:
    """Put turns in order, where they are not stored so already."""
    if starts == sorted(starts):
        return starts, ends, speakers_
    by_place = sorted(range(len(starts)), key=starts.__getitem__)
    return (
        [starts[at] for at in by_place],
        [ends[at] for at in by_place],
        [speakers_[at] for at in by_place],
    )


_SPEAKING = """
    participant.key,
    coalesce(speaker.group_key, participant.group_key,
             CASE WHEN participant.id IS NULL THEN NULL ELSE transcript.group_key END),
    coalesce(speaker.service_key,
             CASE WHEN participant.id IS NULL THEN NULL ELSE transcript.service_key END),
    speaker.role
"""
"""Participant, group, service and role of a speaker, as in the session."""


class SpeakingRow(NamedTuple):
    """Who a speaker is, without how much they say, which takes longer to count."""

    id: int
    transcript_id: int
    interviewer: bool
    participant: str | None
    group: str | None
    service: str | None
    role: str | None


def speaking(store: Store) -> list[SpeakingRow]:
    """Give who each speaker of all transcripts is."""
    sql = f"""
        SELECT speaker.id, speaker.transcript_id, speaker.interviewer, {_SPEAKING}
        FROM speaker
        JOIN transcript ON transcript.id = speaker.transcript_id
        LEFT JOIN participant ON participant.id = speaker.participant_id
    """  # noqa: S608
    return store.records(SpeakingRow, sql)


def speakers(store: Store, transcript_id: int | None = None) -> list[SpeakerRow]:
    """Give the speakers of one transcript or of all."""
    where = "" if transcript_id is None else "WHERE speaker.transcript_id = ?"
    return store.records(
        SpeakerRow,
        f"""
        SELECT speaker.id, speaker.transcript_id, transcript.key, speaker.label,
               speaker.interviewer, {_SPEAKING}, count(turn.id), coalesce(sum(turn.words), 0)
        FROM speaker
        JOIN transcript ON transcript.id = speaker.transcript_id
        LEFT JOIN participant ON participant.id = speaker.participant_id
        LEFT JOIN turn ON turn.speaker_id = speaker.id
        {where}
        GROUP BY speaker.id ORDER BY transcript.key, speaker.position
        """,  # noqa: S608
        () if transcript_id is None else (transcript_id,),
    )


_KNOWN = {
    "group": ("speaker.group_key", "participant.group_key", "transcript.group_key"),
    "service": ("speaker.service_key", "transcript.service_key"),
    "role": ("speaker.role",),
    "method": ("transcript.method",),
    "time": ("transcript.time_key",),
    "transcript": ("transcript.key",),
}


def known_values(store: Store, field: str) -> list[str]:
    """Give all values that sessions, speakers or participants have of a field."""
    parts = (
        f"SELECT {column} FROM {column.partition('.')[0]} WHERE {column} IS NOT NULL"  # noqa: S608
        for column in _KNOWN[field]
    )
    return [value for (value,) in store.rows(" UNION ".join(parts) + " ORDER BY 1")]


def load_transcript_list(store: Store) -> TranscriptList:
    """Give the transcripts in the list's form: a path is the file's own name, or its id's."""
    rows = transcripts(store)
    names = [row.file_name for row in rows]
    participants = {id_: key for key, id_ in store.rows("SELECT key, id FROM participant")}
    entries: dict[int, dict[str, SpeakerEntry]] = {}
    for speaker in sorted(store.mappings("speaker"), key=lambda row: row["position"]):
        entries.setdefault(speaker["transcript_id"], {})[speaker["label"]] = SpeakerEntry(
            interviewer=bool(speaker["interviewer"]),
            participant=participants.get(speaker["participant_id"]),
            group=speaker["group_key"],
            service=speaker["service_key"],
            role=speaker["role"],
        )
    return TranscriptList(
        documents=[
            _document(store, row, entries.get(row.id, {}), alone=names.count(row.file_name) == 1)
            for row in rows
        ]
    )


def _document(
    store: Store, row: TranscriptRow, speakers: dict[str, SpeakerEntry], *, alone: bool
) -> Document:
    details = transcript_details(store, row.id)
    ending = row.file_name.rpartition(".")[2]
    return Document(
        id=row.key,
        path=row.file_name if alone else f"{row.key}.{ending}",
        title=row.title,
        time=row.time,
        group=row.group,
        service=row.service,
        method=row.method,
        date=row.date,
        speakers=speakers,
        interviewer_note=details["interviewer_note"],
        basis=details["basis"],
    )

"""Which words are coded by whom, without the codings themselves."""

from collections.abc import Collection, Iterable

from lmm_qual.store.store import Store

CODING_KEY = ("transcript_id", "start", "end", "code_id", "coder_id")
"""What no two codings have in common."""


def known_codings(
    store: Store, transcripts: Iterable[int], starts: Collection[int] = ()
) -> set[tuple[int, ...]]:
    """Give the keys of the codings of transcripts, where `starts` are given of those at them."""
    columns = ", ".join(f'"{name}"' for name in CODING_KEY)
    if not starts:
        return {
            tuple(row) for row in store.where_in("coding", columns, "transcript_id", transcripts)
        }
    sql = f"SELECT {columns} FROM coding WHERE transcript_id = ? AND start = ?"  # noqa: S608
    return {
        tuple(row)
        for transcript in transcripts
        for start in starts
        for row in store.rows(sql, (transcript, start))
    }


def coded_spans(store: Store) -> dict[int, list[tuple[int, int]]]:
    """Give the spans that are coded, each once and in order, by transcript."""
    sql = 'SELECT DISTINCT transcript_id, start, "end" FROM coding ORDER BY 1, 2'
    spans: dict[int, list[tuple[int, int]]] = {}
    for transcript, start, end in store.rows(sql):
        spans.setdefault(transcript, []).append((start, end))
    return spans


def codings_by_coder(store: Store) -> dict[int, dict[str, int]]:
    """Give the number of codings by transcript and coder."""
    sql = """
        SELECT transcript_id, coder.name, count(*) FROM coding
        JOIN coder ON coder.id = coding.coder_id GROUP BY transcript_id, coder.id
    """
    counts: dict[int, dict[str, int]] = {}
    for transcript, coder, count in store.rows(sql):
        counts.setdefault(transcript, {})[coder] = count
    return counts


def voice_ids(store: Store, transcript: int, participant: int | None) -> list[int]:
    """Give the decisions on a participant's voice in the codings of a transcript."""
    sql = """
        SELECT coding_voice.id FROM coding_voice JOIN coding ON coding.id = coding_id
        WHERE transcript_id = ? AND participant_id = ?
    """
    return [id_ for (id_,) in store.rows(sql, (transcript, participant))]


def pass_ids(store: Store) -> dict[tuple[int, int, int], int]:
    """Give the ids of coding passes by transcript, coder and version of the codebook."""
    rows = store.rows("SELECT transcript_id, coder_id, version, id FROM coding_pass")
    return {(transcript, coder, version): id_ for transcript, coder, version, id_ in rows}

"""Reading the corrected file of a transcript."""

from dataclasses import replace
from pathlib import Path

from lmm_qual.importers.reading import load_bytes, read_bytes
from lmm_qual.importers.turns import Turns
from lmm_qual.model.base import composed
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.project.correcting.seats import CorrectedFile
from lmm_qual.project.importing.known import Known
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import find_transcript, speakers
from lmm_qual.store.store import Store


def read_correction(
    store: Store,
    transcript: str,
    path: Path,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
) -> CorrectedFile:
    """Read a corrected file; labels that speak in the transcript are taken as speakers there too.

    Raises `BadInputError` for an unknown transcript or a file that cannot be read.
    """
    row = find_transcript(store, transcript)
    present = {speaker.label for speaker in speakers(store, row.id)}
    content = load_bytes(path)
    parsed = read_bytes(str(path), content, encoding=encoding, turns=turns)
    if missed := _missed(parsed, present):
        known = [*parsed.speakers, *missed]
        again = read_bytes(str(path), content, encoding=encoding, turns=turns, known=known)
        if parsed.speakers.keys() <= again.speakers.keys():
            parsed = again
    known_names = Known(store, load_study(store))
    entries = {label: known_names.entry(label) for label in parsed.speakers}
    return CorrectedFile(path.name, content, replace(parsed, comments=()), entries)


def _missed(parsed: ParsedTranscript, present: set[str]) -> list[str]:
    names = {composed(label) for label in present}
    return [label for label in parsed.left if composed(label) in names]

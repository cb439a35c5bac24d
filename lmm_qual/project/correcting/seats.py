"""Who speaks in a corrected transcript: seats kept, labels that were renamed, new ones."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.bin_content import Row
from lmm_qual.project.changes.transcripts import ParticipantRows, seat_columns, turn_rows
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.store import Store
from lmm_qual.text.anchoring import Anchored


@dataclass(frozen=True)
class CorrectedFile:
    """A corrected file: its name, bytes and transcript, and who labels not known yet stand for."""

    file_name: str
    content: bytes
    parsed: ParsedTranscript
    speakers: Mapping[str, SpeakerEntry] = field(default_factory=dict)


class Seats:
    """The speakers and turns of a corrected transcript.

    A label that stays keeps its participant, group, service and role. One that is new takes the
    seat of a label that is gone, where most of what was said under that is said under it now.
    """

    def __init__(
        self,
        store: Store,
        transcript: int,
        ids: Ids,
        carried: Sequence[tuple[Row, Anchored]],
        file: CorrectedFile,
    ) -> None:
        self._store, self._ids, self._file = store, ids, file
        self._transcript = transcript
        self._rows = store.mappings("speaker", "transcript_id = ?", (transcript,))
        self._known = {row["label"]: row for row in self._rows}
        self._renamed = self._found_renamed(carried)
        self._seats = {label: self._seat(label) for label in file.parsed.speakers}

    @property
    def new(self) -> list[str]:
        """Give the labels that nobody had before."""
        known = self._known.keys() | self._renamed.keys()
        return [label for label in self._file.parsed.speakers if label not in known]

    def _found_renamed(self, carried: Sequence[tuple[Row, Anchored]]) -> dict[str, str]:
        """Find which label took whose place: each by the words it has of the other, most first."""
        labels = {row["id"]: row["label"] for row in self._rows}
        now = self._file.parsed.turns
        starts = [turn.start for turn in now]
        shared: Counter[tuple[str, str]] = Counter()
        said: Counter[str | None] = Counter()
        for turn, place in carried:
            at = bisect_right(starts, place.span.start) - 1
            old, new = labels.get(turn["speaker_id"]), now[at].speaker if at >= 0 else None
            if old is not None and new is not None and place.span:
                shared[old, new] += place.kept
            said[old] += place.words
        gone = self._known.keys() - self._file.parsed.speakers.keys()
        found: dict[str, str] = {}
        for (old, new), words in shared.most_common():
            taken = old in gone and new not in self._known and new not in found
            if taken and 2 * words > said[old]:
                found[new] = old
                gone -= {old}
        return found

    def _seat(self, label: str) -> int:
        known = self._known.get(self._renamed.get(label, label))
        return known["id"] if known else self._ids.take("speaker")

    def said(self) -> list[str]:
        """Say which labels were renamed, are new or are gone, in a line each."""
        taken = {*self._file.parsed.speakers, *self._renamed.values()}
        gone = [label for label in self._known if label not in taken]
        lines = [f"{old} is called {new} now" for new, old in self._renamed.items()]
        lines += [f"{label} speaks for the first time" for label in self.new]
        return [*lines, *(f"{label} speaks no longer" for label in gone)]

    def turns(self) -> list[Row]:
        """Give the rows of the turns."""
        return turn_rows(self._file.parsed, self._transcript, self._ids, self._seats)

    def speakers(self) -> Delta:
        """Give the rows of speakers, and of participants who were not known; others go."""
        taken, new = set(self._seats.values()), set(self.new)
        participants = ParticipantRows(self._store, self._ids)
        updated, inserted = [], []
        for position, (label, id_) in enumerate(self._seats.items()):
            row = {"id": id_, "position": position}
            if label in new:
                entry = self._file.speakers.get(label, SpeakerEntry())
                here = {**row, "transcript_id": self._transcript}
                inserted.append(here | seat_columns(label, entry, participants))
            else:
                updated.append({**row, "label": label})
        return [
            delete("speaker", [row["id"] for row in self._rows if row["id"] not in taken]),
            Insert("participant", participants.take_made()),
            Update("speaker", updated),
            Insert("speaker", inserted),
        ]

"""What the study and the map define, to read labels by and to check transcripts against."""

import re
from collections.abc import Iterable, Iterator

from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.model.base import composed
from lmm_qual.model.problem import Problem
from lmm_qual.model.study import Study
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript, free_key
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.queries.keys import keys
from lmm_qual.store.queries.talk import speakers
from lmm_qual.store.store import Store

_ID_LIKE = re.compile(r"(?!S\d)(?!Q\d)(?!SP\d)(?!SPK\d)[A-Z]{1,4}[-_]?\d{1,4}[A-Za-z]?")


class Known:
    """Names, participants and transcript ids of a project."""

    def __init__(self, store: Store, study: Study) -> None:
        self._names = KnownNames(store)
        self._participants = {participant.id for participant in study.participants}
        labels = {composed(row.label) for row in speakers(store)}
        self._speakers = self._participants | labels
        self._taken = set(keys(store, "transcript"))

    def entry(self, label: str) -> SpeakerEntry:
        """Read a label that no list explains: interviewer, participant's id, or neither."""
        if composed(label) in self._participants:
            return SpeakerEntry(participant=label)
        if is_interviewer(label):
            return SpeakerEntry(interviewer=True)
        if _ID_LIKE.fullmatch(label):
            return SpeakerEntry(participant=label)
        return SpeakerEntry()

    def speaks(self, label: str) -> bool:
        """Tell whether a label is a participant's or spoke in another transcript."""
        return composed(label) in self._speakers

    def may_be(self, name: str) -> bool:
        """Tell whether a name is a participant's id, or looks like one."""
        return composed(name) in self._participants or bool(_ID_LIKE.fullmatch(name))

    def new(self, transcripts: Iterable[NewTranscript]) -> list[str]:
        """Give the participants of transcripts that the study does not name."""
        met = [entry.participant for one in transcripts for entry in one.speakers.values()]
        return [name for name in dict.fromkeys(met) if name and name not in self._participants]

    def faults(self, new: NewTranscript, file: str) -> Iterator[Problem]:
        """Find names that the study or the map does not define, and an id that is taken."""
        speakers = new.speakers.values()
        given = [("time point", new.time), ("method", new.method)]
        given += [("group", group) for group in (new.group, *(one.group for one in speakers))]
        given += [("service", at) for at in (new.service, *(one.service for one in speakers))]
        for kind, name in dict.fromkeys(given):
            for what, remedy in self._names.unknown(kind, name):
                yield Problem(file, what, new.key, remedy)
        if new.key in self._taken:
            remedy = f"give it another id, such as “{free_key(new.key, self._taken)}”"
            yield Problem(file, f"a transcript “{new.key}” is there already", "", remedy)


def repeated(transcripts: Iterable[tuple[NewTranscript, str]]) -> Iterator[tuple[str, Problem]]:
    """Find ids that two of the files have; each comes with its file's path."""
    seen: dict[str, str] = {}
    for new, path in transcripts:
        if new.key in seen:
            what = f"id “{new.key}” is that of {seen[new.key]} too"
            yield path, Problem(path, what, "", "rename one, or set ids in a list")
        seen.setdefault(new.key, path)

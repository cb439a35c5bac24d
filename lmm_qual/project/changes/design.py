"""Changes of the study design, the monitoring figures, the system map and participation."""

from dataclasses import dataclass
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Participant, Study
from lmm_qual.project.changes.change import Author, replace_rows
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, Update
from lmm_qual.store.queries.codings import voices
from lmm_qual.store.queries.design import (
    Rows,
    consent_id,
    kept_settings,
    monitoring_rows,
    study_rows,
)
from lmm_qual.store.queries.findings import (
    participants_written_of,
    questions_answered,
    times_written_of,
)
from lmm_qual.store.queries.keys import ids_by_key, keys, next_position
from lmm_qual.store.queries.talk import find_transcript, speakers
from lmm_qual.store.store import Store

_MATCH = {"setting": ("name",), "consent": ("participant_id", "time_key")}
_KEYED = {
    *("research_question", "time_point", "participant_group", "collection_method", "participant"),
    *("monitoring_figure", "monitoring_flow"),
}


@dataclass(frozen=True)
class ImportStudy:
    """Take a study file in place of the design that is there."""

    study: Study
    kind = "study import"
    label = "import of the study design"

    def operations(self, store: Store, author: Author) -> Delta:
        """Replace design, participants and consent; what was written of cannot go."""
        ids, rows = Ids(store), study_rows(self.study)
        self._refuse_lost_participants(store)
        self._refuse_lost_questions(store)
        self._refuse_lost_times(store)
        rows["setting"] += kept_settings(store)
        consents = rows.pop("consent")
        delta = _replace_all(store, ids, rows)
        keys = _participant_ids(store, delta)
        for consent in consents:
            consent["participant_id"] = keys[consent.pop("participant")]
        agreed = replace_rows(store, ids, "consent", consents, _MATCH["consent"])
        return [agreed[0], *delta, *agreed[1:]]

    def _refuse_lost_participants(self, store: Store) -> None:
        kept = {participant.id for participant in self.study.participants}
        spoken = {row.participant for row in speakers(store) if row.participant}
        heard = {row.participant for row in voices(store)}
        written = set(participants_written_of(store))
        if lost := sorted((spoken | heard | written) - kept):
            raise refuse(
                f"participants of transcripts, codings or findings are missing: {', '.join(lost)}",
                "keep them under `participants`",
                file=str(store.path),
            )

    def _refuse_lost_questions(self, store: Store) -> None:
        kept = {question.id for question in self.study.questions}
        if lost := [key for key in questions_answered(store) if key not in kept]:
            what = f"questions that findings answer are missing: {', '.join(lost)}"
            raise refuse(what, "keep them under `questions`", file=str(store.path))

    def _refuse_lost_times(self, store: Store) -> None:
        """Raise where what was written is of a time point that would be defined no longer."""
        kept = {time.id for time in self.study.time_points}
        defined = set(keys(store, "time_point"))
        if lost := [key for key in times_written_of(store) if key in defined - kept]:
            of = "chart summaries, findings, change tags or judgements"
            what = f"time points of {of} are missing: {', '.join(lost)}"
            raise refuse(what, "keep them under `time_points`", file=str(store.path))


@dataclass(frozen=True)
class ImportMonitoring:
    """Take a monitoring file in place of the figures that are there."""

    monitoring: Monitoring
    kind = "monitoring import"
    label = "import of monitoring figures"

    def operations(self, store: Store, author: Author) -> Delta:
        """Replace all figures and flows."""
        return _replace_all(store, Ids(store), monitoring_rows(self.monitoring))


@dataclass(frozen=True)
class SetParticipant:
    """Set a participant's group, or who a speaker of a session is and where they work then."""

    participant: str
    group: str | None = None
    transcript: str | None = None
    speaker: str | None = None
    service: str | None = None
    role: str | None = None
    consent: dict[str, dict[str, Any]] | None = None
    kind = "participants set"

    @property
    def label(self) -> str:
        """Name the participant, and the session where there is one."""
        return f"participant {self.participant}" + (
            f" in {self.transcript}" if self.transcript else ""
        )

    def operations(self, store: Store, author: Author) -> Delta:
        """Make the participant where new; then set group, session entry and consent."""
        ids, key = Ids(store), self._checked(store)
        known = ids_by_key(store, "participant")
        delta: Delta = []
        if key not in known:
            known[key] = ids.take("participant")
            position = next_position(store, "participant")
            row = {"id": known[key], "position": position, "key": key}
            group = None if self.transcript else self.group
            delta.append(Insert("participant", [{**row, "group_key": group}]))
        elif self.group and not self.transcript:
            delta.append(Update("participant", [{"id": known[key], "group_key": self.group}]))
        if self.transcript:
            delta.append(Update("speaker", [self._session_row(store, known[key])]))
        return [*delta, *self._consent(store, ids, known[key])]

    def _checked(self, store: Store) -> str:
        """Give the participant's id; raises where it can be none or something is not defined."""
        names = KnownNames(store)
        names.require(group=self.group, service=self.service)
        for time in self.consent or {}:
            names.require(time=time)
        typed = {"id": self.participant, "group": self.group, "consent": self.consent}
        return make_entry(Participant, typed, file=str(store.path)).id

    def _session_row(self, store: Store, participant_id: int) -> dict[str, Any]:
        transcript = find_transcript(store, self.transcript or "")
        here = speakers(store, transcript.id)
        wanted = self.speaker or self.participant
        found = [
            row
            for row in here
            if row.label == wanted or (not self.speaker and row.participant == wanted)
        ]
        if not found:
            remedy = nearest(wanted, [row.label for row in here])
            what = f"no speaker “{wanted}” in {transcript.key}"
            raise refuse(what, remedy, file=str(store.path))
        row: dict[str, Any] = {"id": found[0].id, "participant_id": participant_id}
        given = {"group_key": self.group, "service_key": self.service, "role": self.role}
        return {**row, **{name: value for name, value in given.items() if value is not None}}

    def _consent(self, store: Store, ids: Ids, participant_id: int) -> Delta:
        delta: Delta = []
        for time, values in (self.consent or {}).items():
            if not values:
                continue
            found = consent_id(store, participant_id, time)
            if found is not None:
                delta.append(Update("consent", [{"id": found, **values}]))
            else:
                row = {"id": ids.take("consent"), "participant_id": participant_id}
                delta.append(Insert("consent", [{**row, "time_key": time, **values}]))
        return delta


def _replace_all(store: Store, ids: Ids, tables: Rows) -> Delta:
    delta: Delta = []
    for table, rows in tables.items():
        match = _MATCH.get(table, ("key",) if table in _KEYED else ())
        delta += replace_rows(store, ids, table, rows, match)
    return delta


def _participant_ids(store: Store, delta: Delta) -> dict[str, int]:
    """Give participants' ids by key as they will be after the delta."""
    ids = ids_by_key(store, "participant")
    for operation in delta:
        if isinstance(operation, Insert) and operation.table == "participant":
            ids.update({row["key"]: row["id"] for row in operation.rows})
    return ids

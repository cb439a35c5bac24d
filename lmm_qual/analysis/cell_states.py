"""What a cell may claim: a number stands only where it could have been found."""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.analysis.attribution import Session
from lmm_qual.analysis.columns import Column, column_of, plans, session_seats
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.study import Study
from lmm_qual.store.queries.codings import PassRow

NOT_SAMPLED = "not sampled"
NO_TRANSCRIPT = "no transcript yet"
NOT_FINISHED = "coding not finished"
NEWER_CODE = "code newer than last pass"
NOT_ASKED = "not asked"
NOBODY_NAMED = "no participant named"
NOT_MENTIONED = "not mentioned"
NUMBER = "number"
MASKED = "masked"
"""Stands in what is shared for a number that is not told; see `masking`."""
FEWER = "fewer than "
"""Begins the state of a number that is told only to be some, below the study's threshold."""

EMPTY_STATES = frozenset({NOT_SAMPLED, NO_TRANSCRIPT})
"""States in which a cell has no number."""


@dataclass(frozen=True)
class ColumnFacts:
    """What is known of a column before anything is counted in it."""

    sampled: bool
    sessions: Sequence[Session]
    planned: int | None
    unfinished: Sequence[Session]
    last_pass: int
    guides: Sequence[frozenset[int]]
    """The codes that the topic guide of each of its rounds and groups prompts."""
    methods: Sequence[str]

    def state(self, codes: Sequence[int], tree: CodeTree, value: int, found: int) -> str:
        """Give the state of a cell: the first that holds.

        `codes` are the row's code and its descendants, `value` the number counted, `found` the
        segments that were counted whatever the measure.
        """
        made = max(tree.by_id[code].made_version for code in codes)
        claims = {
            NOT_SAMPLED: not self.sampled,
            NO_TRANSCRIPT: not self.sessions,
            NOT_FINISHED: bool(self.unfinished),
            NEWER_CODE: made > self.last_pass,
            NOBODY_NAMED: found and not value,
            NOT_ASKED: self._not_asked(codes, tree),
            NOT_MENTIONED: not value,
        }
        return next((state for state, holds in claims.items() if holds), NUMBER)

    def _not_asked(self, codes: Sequence[int], tree: CodeTree) -> bool:
        """Say whether no guide prompts the code, one above it or one below it."""
        asked = {*codes, *tree.ancestors(codes[0])}
        return bool(self.guides) and not any(asked & prompted for prompted in self.guides)


class Facts:
    """Works out the facts of columns from design, sessions and coding passes."""

    def __init__(
        self,
        dimensions: Sequence[str],
        study: Study,
        tree: CodeTree,
        sessions: Sequence[Session],
        passes: Sequence[PassRow],
    ) -> None:
        self._dimensions = dimensions
        self._study = study
        self._tree = tree
        self._finished = _finished(passes)
        self._sessions: dict[Column, list[Session]] = {}
        for session in sessions:
            seats = session_seats(session)
            for column in dict.fromkeys(column_of(dimensions, session, s) for s in seats):
                self._sessions.setdefault(column, []).append(session)

    def of(self, column: Column) -> ColumnFacts:
        """Give the facts of one column."""
        known = dict(zip(self._dimensions, column, strict=True))
        matching = plans(self._study, known)
        sessions = self._sessions.get(column, [])
        versions = [self._finished.get(session.id, -1) for session in sessions]
        return ColumnFacts(
            sampled=not matching or any(plan.sampled for plan in matching),
            sessions=sessions,
            planned=self._planned(known),
            unfinished=[s for s, version in zip(sessions, versions, strict=True) if version < 0],
            last_pass=min(versions, default=-1),
            guides=self._guides(column, sessions),
            methods=list(dict.fromkeys(s.method for s in sessions if s.method)),
        )

    def _planned(self, known: dict[str, str | None]) -> int | None:
        """Give the participants planned; unknown where plans do not tell them apart.

        A plan may leave methods together, and the same people may be planned for several rounds.
        """
        if not {"time", "group", "method"} >= known.keys():
            return None
        matching = [plan for plan in plans(self._study, known) if plan.sampled]
        if "method" in known:
            methods = [known["method"]] if known["method"] else []
            if any(plan.method != methods for plan in matching):
                return None
        if len({plan.time for plan in matching}) > 1:
            return None
        numbers = [plan.participants for plan in matching]
        given = [number for number in numbers if number is not None]
        return sum(given) if given and len(given) == len(numbers) else None

    def _guides(self, column: Column, sessions: Sequence[Session]) -> list[frozenset[int]]:
        """Give each guide's prompted codes; nothing where a round or group has no guide."""
        rounds = {
            (session.time, seat.group)
            for session in sessions
            for seat in session_seats(session)
            if column_of(self._dimensions, session, seat) == column
        }
        guides = [
            guide for guide in self._study.topic_guides if (guide.time, guide.group) in rounds
        ]
        if rounds != {(guide.time, guide.group) for guide in guides}:
            return []
        return [
            frozenset(
                code
                for question in guide.questions
                for prompt in question.prompts
                for code in self._tree.find(prompt)
            )
            for guide in guides
        ]


def _finished(passes: Sequence[PassRow]) -> dict[int, int]:
    """Give the version of the last finished pass over each transcript, by its id."""
    versions: dict[int, int] = {}
    for row in passes:
        if row.status == "finished":
            versions[row.transcript_id] = max(row.version, versions.get(row.transcript_id, 0))
    return versions

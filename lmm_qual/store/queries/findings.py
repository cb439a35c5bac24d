"""What was written of what was found: findings, on what they rest, what should follow, types."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from lmm_qual.model.problem import refuse
from lmm_qual.store.store import Store

R = TypeVar("R", "FindingRow", "RecommendationRow", "TypologyRow")


class FindingRow(NamedTuple):
    """A finding; `question` names a research question, `search` says how was looked against it."""

    id: int
    position: int
    key: str
    question: str | None
    claim: str
    search: str | None
    coder: str | None
    created: str
    updated: str


class BasisRow(NamedTuple):
    """A memo, row or cell (`kind`) that a finding rests on; `part` is round, change or None."""

    id: int
    finding_id: int
    kind: str
    memo_id: int | None
    row_kind: str | None
    participant: str | None
    service: str | None
    transcript: str | None
    code_id: int | None
    part: str | None
    time: str | None

    @property
    def row(self) -> str:
        """Give the id of the participant, service or transcript; empty for a memo."""
        return self.participant or self.service or self.transcript or ""


class RecommendationRow(NamedTuple):
    """What somebody should do."""

    id: int
    position: int
    key: str
    text: str
    addressee: str | None


class TypologyRow(NamedTuple):
    """A way of grouping rows."""

    id: int
    position: int
    key: str
    name: str
    description: str | None
    row_kind: str


class TypeRow(NamedTuple):
    """A type of a typology."""

    id: int
    typology_id: int
    name: str
    description: str | None


class MemberRow(NamedTuple):
    """A row that is of a type, by its id, and why."""

    type_id: int
    row: str
    reason: str | None


class SummaryRow(NamedTuple):
    """What is written in a cell; `part` is round, or change, where there is no time point."""

    row_kind: str
    row: str
    code_id: int
    part: str
    time: str | None
    text: str


def findings(store: Store) -> list[FindingRow]:
    """Give all findings, in their order."""
    sql = """
        SELECT finding.id, position, key, question_key, claim, search_note, coder.name, created,
               updated
        FROM finding LEFT JOIN coder ON coder.id = finding.coder_id ORDER BY position, finding.id
    """
    return store.records(FindingRow, sql)


def find_finding(store: Store, key: str) -> FindingRow:
    """Give one finding; raises `BadInputError` naming those most like it."""
    return _find(store, findings(store), "finding", key)


def recommendations(store: Store) -> list[RecommendationRow]:
    """Give all recommendations, in their order."""
    sql = "SELECT id, position, key, text, addressee FROM recommendation ORDER BY position, id"
    return store.records(RecommendationRow, sql)


def find_recommendation(store: Store, key: str) -> RecommendationRow:
    """Give one recommendation; raises `BadInputError` naming those most like it."""
    return _find(store, recommendations(store), "recommendation", key)


def _find(store: Store, rows: Iterable[R], kind: str, key: str) -> R:
    from lmm_qual.definitions.checks import nearest

    known: dict[str, R] = {row.key: row for row in rows}
    if key not in known:
        raise refuse(f"no {kind} “{key}”", nearest(key, known), file=str(store.path))
    return known[key]


def bases(store: Store) -> dict[int, list[BasisRow]]:
    """Give what findings rest on beside passages, by finding, in order."""
    sql = """
        SELECT finding_basis.id, finding_id, kind, memo_id, row_kind, participant.key,
               finding_basis.service_key, transcript.key, code_id, part, finding_basis.time_key
        FROM finding_basis
        LEFT JOIN participant ON participant.id = finding_basis.participant_id
        LEFT JOIN transcript ON transcript.id = finding_basis.transcript_id
        ORDER BY finding_id, finding_basis.position, finding_basis.id
    """
    found: dict[int, list[BasisRow]] = {}
    for row in store.records(BasisRow, sql):
        found.setdefault(row.finding_id, []).append(row)
    return found


def followed(store: Store) -> list[tuple[int, int]]:
    """Give recommendations and the findings they follow from: pairs of ids, in order."""
    sql = """
        SELECT recommendation_id, finding_id FROM recommendation_finding
        ORDER BY recommendation_id, position, id
    """
    return [(recommendation, finding) for recommendation, finding in store.rows(sql)]


def typologies(store: Store) -> list[TypologyRow]:
    """Give all typologies, in their order."""
    sql = """
        SELECT id, position, key, name, description, row_kind FROM typology ORDER BY position, id
    """
    return store.records(TypologyRow, sql)


def find_typology(store: Store, key: str) -> TypologyRow:
    """Give a typology by its id, or a name that one has; raises `BadInputError` naming others."""
    known = typologies(store)
    named = [row for row in known if row.name.casefold() == key.casefold()]
    if len(named) == 1 and all(row.key != key for row in known):
        return named[0]
    return _find(store, known, "typology", key)


def types(store: Store) -> dict[int, list[TypeRow]]:
    """Give the types of each typology, in order."""
    sql = """
        SELECT id, typology_id, name, description FROM typology_type
        ORDER BY typology_id, position, id
    """
    found: dict[int, list[TypeRow]] = {}
    for row in store.records(TypeRow, sql):
        found.setdefault(row.typology_id, []).append(row)
    return found


def members(store: Store) -> dict[int, list[MemberRow]]:
    """Give the rows of each type, in order."""
    sql = """
        SELECT type_id, coalesce(participant.key, typology_member.service_key, transcript.key),
               reason
        FROM typology_member
        LEFT JOIN participant ON participant.id = typology_member.participant_id
        LEFT JOIN transcript ON transcript.id = typology_member.transcript_id
        ORDER BY type_id, typology_member.position, typology_member.id
    """
    found: dict[int, list[MemberRow]] = {}
    for row in store.records(MemberRow, sql):
        found.setdefault(row.type_id, []).append(row)
    return found


def summaries(store: Store) -> list[SummaryRow]:
    """Give what is written in cells of the framework matrix, in the order it was written."""
    sql = """
        SELECT row_kind, coalesce(participant.key, chart_summary.service_key, transcript.key),
               code_id, part, chart_summary.time_key, chart_summary.text
        FROM chart_summary
        LEFT JOIN participant ON participant.id = chart_summary.participant_id
        LEFT JOIN transcript ON transcript.id = chart_summary.transcript_id
        ORDER BY chart_summary.id
    """
    return store.records(SummaryRow, sql)


def codes_written_of(store: Store) -> list[int]:
    """Give the codes that summaries, change tags or cells under findings are of."""
    sql = """
        SELECT code_id FROM chart_summary UNION SELECT code_id FROM change_tag
        UNION SELECT code_id FROM finding_basis WHERE code_id IS NOT NULL
    """
    return sorted(code for (code,) in store.rows(sql))


def participants_written_of(store: Store) -> list[str]:
    """Give the participants who are rows of summaries, findings or types, or have change tags."""
    sql = """
        SELECT DISTINCT participant.key FROM participant WHERE id IN (
            SELECT participant_id FROM chart_summary UNION
            SELECT participant_id FROM finding_basis UNION
            SELECT participant_id FROM typology_member UNION
            SELECT participant_id FROM change_tag
        )
    """
    return sorted(key for (key,) in store.rows(sql))


def times_written_of(store: Store) -> list[str]:
    """Give the time points that summaries, findings, change tags or judgements are of."""
    sql = """
        SELECT time_key FROM chart_summary UNION SELECT time_key FROM finding_basis
        UNION SELECT from_time FROM change_tag UNION SELECT to_time FROM change_tag
        UNION SELECT time_key FROM embeddedness
    """
    return sorted(key for (key,) in store.rows(sql) if key is not None)


def questions_answered(store: Store) -> list[str]:
    """Give the research questions that findings answer."""
    sql = "SELECT DISTINCT question_key FROM finding WHERE question_key IS NOT NULL"
    return sorted(key for (key,) in store.rows(sql))


def services_written_of(store: Store) -> list[str]:
    """Give the services that summaries, findings, types, change tags or judgements are of."""
    sql = """
        SELECT service_key FROM chart_summary UNION SELECT service_key FROM finding_basis
        UNION SELECT service_key FROM typology_member UNION SELECT service_key FROM change_tag
        UNION SELECT service_key FROM embeddedness
    """
    return sorted(key for (key,) in store.rows(sql) if key is not None)

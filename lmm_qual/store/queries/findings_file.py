"""Findings, recommendations and typologies in the form of their file."""

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.finding import (
    BasisEntry,
    Finding,
    Findings,
    PassageEntry,
    Recommendation,
    TypeEntry,
    TypeMember,
    Typology,
)
from lmm_qual.store.queries import findings as queries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.memo_references import MemoReferences
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store


def load_findings(store: Store) -> Findings:
    """Read all findings, recommendations and typologies of a project."""
    tree, memos = code_tree(store), MemoReferences(store)
    bases, evidence = queries.bases(store), finding_passages(store)
    rows = queries.findings(store)
    keys = {row.id: row.key for row in rows}
    follow: dict[int, list[str]] = {}
    for recommendation, finding in queries.followed(store):
        follow.setdefault(recommendation, []).append(keys[finding])
    return Findings(
        findings=[
            Finding(
                id=row.key,
                question=row.question,
                claim=row.claim,
                search=row.search,
                for_=[passage_entry(link) for link in evidence.get((row.id, "for"), [])],
                against=[passage_entry(link) for link in evidence.get((row.id, "against"), [])],
                rests_on=[basis_entry(one, tree, memos) for one in bases.get(row.id, [])],
            )
            for row in rows
        ],
        recommendations=[
            Recommendation(
                id=row.key, text=row.text, to=row.addressee, findings=follow.get(row.id, [])
            )
            for row in queries.recommendations(store)
        ],
        typologies=load_typologies(store),
    )


def finding_passages(store: Store) -> dict[tuple[int, str], list[LinkRow]]:
    """Give the passages of findings by the finding's id and side."""
    found: dict[tuple[int, str], list[LinkRow]] = {}
    for link in passage_links(store, "finding"):
        found.setdefault((link.source_id, link.side), []).append(link)
    return found


def passage_entry(link: LinkRow) -> PassageEntry:
    """Give a passage in the form of a file."""
    place = {"transcript": link.transcript, "start": link.start, "end": link.end}
    return PassageEntry(**place, quote=link.quote, note=link.note)


def basis_entry(row: queries.BasisRow, tree: CodeTree, memos: MemoReferences) -> BasisEntry:
    """Give what a finding rests on in the form of a file."""
    if row.memo_id is not None:
        return BasisEntry(memo=memos.reference(row.memo_id))
    return BasisEntry(
        participant=row.participant,
        service=row.service,
        transcript=row.transcript,
        code=None if row.code_id is None else tree.path(row.code_id),
        time=row.time,
        change=row.part == "change",
    )


def load_typologies(store: Store) -> list[Typology]:
    """Read all typologies with their types and rows."""
    types, members = queries.types(store), queries.members(store)
    return [
        Typology(
            id=row.key,
            name=row.name,
            description=row.description,
            rows=row.row_kind,
            types=[
                TypeEntry(
                    name=kind.name,
                    description=kind.description,
                    members=[
                        TypeMember(row=member.row, reason=member.reason)
                        for member in members.get(kind.id, [])
                    ],
                )
                for kind in types.get(row.id, [])
            ],
        )
        for row in queries.typologies(store)
    ]

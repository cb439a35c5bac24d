"""Retrieval against the slow reference, over random small studies and queries."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.exported import Exported, export
from helpers.projects import build
from helpers.query_reference import QueryReference
from helpers.small_studies import (
    GROUPS,
    METHODS,
    PEOPLE,
    ROLES,
    SERVICES,
    TIMES,
    SmallStudy,
    small_studies,
)
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from lmm_qual.analysis.at_hand import AtHand
from lmm_qual.analysis.query_language import QueryError
from lmm_qual.analysis.query_tree import (
    Asked,
    CodeNamed,
    Query,
    Related,
    Without,
    either,
    every,
    unparse,
)
from lmm_qual.analysis.retrieval import Retrieval
from lmm_qual.model.coding import CodingRecord
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store

VALUES = {
    "time": TIMES,
    "group": GROUPS,
    "participant": PEOPLE,
    "service": SERVICES,
    "role": ROLES,
    "method": METHODS,
    "coder": ("A", "B"),
    "valence": ("barrier", "facilitator"),
    "refers": ("before", "now"),
    "text": ("yes", "E BABY", "né"),
    "memo": ("", "Why"),
}


@st.composite
def detailed(draw: st.DrawFn) -> SmallStudy:
    """Draw a small study whose codings have valence, memos and what they refer to."""
    small = draw(small_studies())
    for talk in small.talk:
        talk.codings[:] = [draw(with_details(coding)) for coding in talk.codings]  # type: ignore[index]
    return small


@st.composite
def with_details(draw: st.DrawFn, coding: CodingRecord) -> CodingRecord:
    return coding.model_copy(
        update={
            "valence": draw(st.sampled_from([None, "barrier", "facilitator"])),
            "refers_to": draw(st.sampled_from([None, "before", "now"])),
            "memo": draw(st.sampled_from([None, None, "why so?", "yes"])),
        }
    )


def queries(codes: list[str]) -> st.SearchStrategy[Query]:
    code = st.sampled_from(codes).map(CodeNamed)
    related = st.builds(Related, st.sampled_from(["overlap", "within", "sameturn"]), code)
    near = st.builds(Related, st.just("near"), code, st.integers(0, 3))
    return st.recursive(code | code | fields() | related | near, wider, max_leaves=5)


@st.composite
def fields(draw: st.DrawFn) -> Query:
    name = draw(st.sampled_from(sorted(VALUES)))
    unknown = st.nothing() if name in {"text", "memo", "coder"} else st.none()
    value = st.sampled_from(VALUES[name]) | unknown
    return Asked(name, tuple(draw(st.lists(value, min_size=1, max_size=2))))  # type: ignore[arg-type]


def wider(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.builds(Without, inner) | several.map(every) | several.map(every) | several.map(either)


def expected(exported: Exported, query: Query) -> dict[tuple[str, int, int], object]:
    return {
        (one["id"], *run): (
            {coding["code"] for coding in codings},
            {coding["coder"] for coding in codings},
        )
        for one in exported.transcripts
        for run, codings in QueryReference(exported, one).find(query).items()
    }


def retrieved(store: Store, query: str, known: AtHand) -> dict[tuple[str, int, int], object]:
    tree, found = code_tree(store), {}
    for scene, passages in Retrieval(store, query, at_hand=known).scenes():
        places = [(one.start, -one.end) for one in passages]
        assert places == sorted(set(places))
        for one in passages:
            codes = {tree.path(code) for code in one.codes}
            found[scene.row.key, one.start, one.end] = codes, set(one.coders)
    return found


@given(detailed(), st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_found_equals_the_reference(small: SmallStudy, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = build(Path(folder) / "small.lmmq", small.talk, codes=small.codes, study=small.study)
        with Project.open(path) as project:
            exported, known = export(project.store), AtHand(project.store)
            for _ in range(8):
                query = data.draw(queries(list(exported.codes)))
                note(unparse(query))
                with suppress(QueryError):  # values drawn that this study does not know
                    found = retrieved(project.store, unparse(query), known)
                    assert found == expected(exported, query)

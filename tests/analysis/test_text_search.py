"""Search in the words of transcripts."""

import pytest
from helpers.fixtures import Make

from lmm_qual.analysis import text_search
from lmm_qual.analysis.text_search import How, search
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project


def found(make: Make, wanted: str, how: How = "plain") -> list[str]:
    with Project.open(make()) as project:
        return [
            hits.text[start:end]
            for hits in search(project.store, wanted, how)
            for start, end in hits.spans
        ]


def test_case_accents_quotes_and_line_breaks_are_ignored(made: Make) -> None:
    """
    == T1-01
    P07: The Café’s full. A café's not – a clinic.
    P08: the
     cafe's empty
    """
    assert found(made, "cafe's") == ["Café’s", "café's", "cafe's"]
    assert found(made, "THE  cafe's") == ["The Café’s", "the\n cafe's"]
    assert found(made, "not - a") == ["not – a"]


def test_exact_ignores_nothing(made: Make) -> None:
    """
    == T1-01
    P07: The Café. the cafe. The the
    """
    assert found(made, "The", "exact") == ["The", "The"]
    assert found(made, "cafe", "exact") == ["cafe"]


def test_expressions(made: Make) -> None:
    """
    == T1-01
    P07: rang in 2019 and 2023
    """
    assert found(made, r"\b20\d\d\b", "regex") == ["2019", "2023"]
    assert found(made, "RANG|x*", "regex") == ["rang"]


def test_what_is_nearly_alike(made: Make) -> None:
    """
    == T1-02
    P07: I said it was a very long wait indeed.
    == T1-01
    P07: A vrey long wait.
    """
    assert found(made, "a very long wait", "fuzzy") == ["A vrey long wait", "a very long wait"]


@pytest.mark.parametrize("how", ["plain", "exact", "fuzzy"])
def test_nothing_to_search_for(made: Make, how: How) -> None:
    """
    == T1-01
    P07: words
    """
    with pytest.raises(BadInputError, match="nothing to search for"):
        found(made, "", how)


def test_an_expression_with_a_fault_is_told_at_its_place(made: Make) -> None:
    """
    == T1-01
    P07: words
    """
    with pytest.raises(BadInputError, match=r"search:5: is no expression .* missing \)"):
        found(made, "a(b|", "regex")


def test_a_runaway_expression_is_stopped(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    == T1-01
    P07: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
    """
    monkeypatch.setattr(text_search, "PATIENCE_SECONDS", 0.05)
    with pytest.raises(BadInputError, match="takes too long in transcript T1-01"):
        found(made, "(a|aa)+b", "regex")

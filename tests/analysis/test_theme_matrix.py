"""What a cell may claim, and what totals hold. Each test's docstring is its talk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from helpers.fixtures import Make
from helpers.projects import build, read_talk

from lmm_qual.analysis.columns import DIMENSIONS, read_dimensions
from lmm_qual.analysis.theme_matrix import ThemeMatrix, theme_matrix
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project

PLACES = {
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G1"}, {"id": "G3"}],
    "methods": [{"id": "interview"}, {"id": "dyad"}],
}


def count(path: Path, *names: str, **options: Any) -> ThemeMatrix:
    with Project.open(path) as project:
        return theme_matrix(project.store, dimensions=names or ("time", "group"), **options)


def claims(counted: ThemeMatrix, code: str) -> dict[Sequence[str | None], tuple[int | None, str]]:
    at = list(counted.rows).index(code)
    pairs = zip(counted.cells[at], counted.states[at], strict=True)
    return dict(zip((tuple(c.values()) for c in counted.columns), pairs, strict=True))


def asked(*prompts: str, time: str = "T1", group: str = "G3") -> dict[str, Any]:
    return {"time": time, "group": group, "questions": [{"text": "?", "prompts": list(prompts)}]}


class TestStates:
    def test_a_number(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X) b
        == S2 time=T1 group=G3
        P08: c
        """
        counted = count(made())
        assert claims(counted, "X") == {("T1", "G3"): (1, "number")}
        assert (counted.of, counted.coded) == ([2], [2])

    def test_not_mentioned(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        """
        assert claims(count(made(codes=["X"])), "X") == {("T1", "G3"): (0, "not mentioned")}

    def test_not_sampled(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        """
        plan = [{"time": "T2", "group": "G1", "sampled": False}]
        counted = count(made(study={**PLACES, "recruitment": plan}))
        assert claims(counted, "X")["T2", "G1"] == (None, "not sampled")
        assert counted.of == [None, 1, None, None]
        assert counted.warnings == []

    def test_not_sampled_and_found_all_the_same_is_shown_with_a_warning(self, made: Make) -> None:
        """
        == S1 time=T2 group=G1
        P07: [a](X)
        """
        plan = [{"time": "T2", "group": "G1", "sampled": False}]
        counted = count(made(study={**PLACES, "recruitment": plan}, codes=["Y"], passes=[]))
        assert claims(counted, "X")["T2", "G1"] == (1, "not sampled")
        assert claims(counted, "Y")["T2", "G1"] == (None, "not sampled")
        assert counted.warnings == ["T2 G1 is not sampled, yet segments were found"]
        assert counted.row_total == [0, 1]

    def test_sampled_by_one_method_is_sampled(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        """
        plan = [
            {"time": "T2", "group": "G1", "method": ["dyad"], "sampled": False},
            {"time": "T2", "group": "G1", "method": ["interview"], "participants": 4},
        ]
        study = {**PLACES, "recruitment": plan}
        assert claims(count(made(study=study, codes=["X"])), "X")["T2", "G1"][1] == (
            "no transcript yet"
        )

    def test_a_method_that_is_not_sampled_says_nothing_of_another(self, made: Make) -> None:
        """
        == S1 time=T2 group=G1 method=interview
        P07: a
        """
        plan = [{"time": "T2", "group": "G1", "method": ["dyad"], "sampled": False}]
        path = made(study={**PLACES, "recruitment": plan}, codes=["X"])
        apart = claims(count(path, "time", "group", "method"), "X")
        assert apart["T2", "G1", "interview"] == (0, "not mentioned")

    def test_no_transcript_yet(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        """
        plan = [{"time": "T1", "group": "G1", "participants": 4}]
        counted = count(made(study={**PLACES, "recruitment": plan}))
        assert claims(counted, "X")["T1", "G1"] == (None, "no transcript yet")
        assert (counted.of[0], counted.planned[0]) == (None, 4)

    @pytest.mark.parametrize("status", ["in progress", None])
    def test_coding_not_finished_shows_its_number(self, made: Make, status: str | None) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        == S2 time=T1 group=G3
        P08: b
        """
        passes = [{"transcript": "S1", "coder": "A"}]
        passes += [{"transcript": "S2", "coder": "A", "status": status}] if status else []
        counted = count(made(passes=passes, codes=["Y"]))
        assert claims(counted, "X") == {("T1", "G3"): (1, "coding not finished")}
        assert claims(counted, "Y") == {("T1", "G3"): (0, "coding not finished")}
        assert (counted.coded, counted.of) == ([1], [2])

    def test_a_pass_begun_again_leaves_the_finished_one(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        """
        passes = [
            {"transcript": "S1", "coder": "A", "version": 1},
            {"transcript": "S1", "coder": "A", "version": 2, "status": "in progress"},
        ]
        assert claims(count(made(passes=passes)), "X") == {("T1", "G3"): (1, "number")}

    def test_one_coders_passes_are_not_anothers(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X; B)
        """
        path = made()
        assert claims(count(path), "X") == {("T1", "G3"): (1, "number")}
        assert claims(count(path, coder="B"), "X") == {("T1", "G3"): (1, "coding not finished")}
        assert claims(count(path, coder="A"), "X") == {("T1", "G3"): (0, "not mentioned")}

    def test_code_newer_than_the_last_pass(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](Y) [b](Old/New)
        == S2 time=T2 group=G3
        P07: c
        """
        passes = [
            {"transcript": "S1", "coder": "A", "version": 1},
            {"transcript": "S2", "coder": "A", "version": 2},
        ]
        counted = count(made(newer_codes=["Old/New"], codes=["Old"], passes=passes))
        newer = "code newer than last pass"
        assert claims(counted, "Old/New") == {
            ("T1", "G3"): (1, newer),
            ("T2", "G3"): (0, "not mentioned"),
        }
        assert claims(counted, "Old")["T1", "G3"] == (1, newer)
        assert claims(counted, "Y")["T1", "G3"] == (1, "number")

    def test_the_earliest_pass_of_a_column_decides(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        == S2 time=T1 group=G3
        P08: b
        """
        passes = [
            {"transcript": "S1", "coder": "A", "version": 2},
            {"transcript": "S2", "coder": "A", "version": 1},
        ]
        counted = count(made(codes=["X"], newer_codes=["Y"], passes=passes))
        assert claims(counted, "Y") == {("T1", "G3"): (0, "code newer than last pass")}

    def test_not_asked(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        """
        codes = ["Asked", "Above/Asked below", "Under/All", "Other"]
        guide = asked("Asked", "Asked below", "Under")
        counted = count(made(codes=codes, study={**PLACES, "topic_guides": [guide]}))
        states = {code: claims(counted, code)["T1", "G3"][1] for code in counted.rows}
        assert states == {
            "Asked": "not mentioned",
            "Above": "not mentioned",
            "Above/Asked below": "not mentioned",
            "Under": "not mentioned",
            "Under/All": "not mentioned",
            "Other": "not asked",
        }

    def test_not_asked_and_raised_all_the_same_keeps_its_number(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        """
        study = {**PLACES, "topic_guides": [asked("Y")]}
        counted = count(made(codes=["Y"], study=study))
        assert claims(counted, "X")["T1", "G3"] == (1, "not asked")

    def test_nothing_is_known_of_questions_without_a_guide(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        == S2 time=T1 group=G1
        P08: b
        """
        study = {**PLACES, "topic_guides": [asked("Y", group="G1")]}
        path = made(codes=["X"], study=study)
        assert claims(count(path), "X")["T1", "G3"][1] == "not mentioned"
        assert claims(count(path), "X")["T1", "G1"][1] == "not asked"
        assert claims(count(path, "time"), "X")[("T1",)][1] == "not mentioned"

    def test_two_guides_for_one_group_and_round_ask_together(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: a
        """
        study = {**PLACES, "topic_guides": [asked("X"), asked("Y")]}
        counted = count(made(codes=["X", "Y", "Z"], study=study))
        states = [claims(counted, code)["T1", "G3"][1] for code in ("X", "Y", "Z")]
        assert states == ["not mentioned", "not mentioned", "not asked"]

    def test_a_guide_is_for_its_own_group_in_a_mixed_session(self, made: Make) -> None:
        """
        == S1 time=T1
        @ P07 participant=P07 group=G1 service=hv
        @ P08 participant=P08 group=G3 service=lmm
        P07: a
        P08: b
        """
        study = {**PLACES, "topic_guides": [asked("X", group="G1"), asked("Y", group="G3")]}
        counted = count(made(codes=["X", "Y"], study=study), "service")
        assert claims(counted, "X") == {("hv",): (0, "not mentioned"), ("lmm",): (0, "not asked")}

    def test_nobody_named(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        Anna: [a](X) b
        """
        path = made()
        assert claims(count(path), "X") == {("T1", "G3"): (0, "no participant named")}
        assert claims(count(path, measure="transcripts"), "X") == {("T1", "G3"): (1, "number")}
        assert claims(count(path, measure="segments"), "X") == {("T1", "G3"): (1, "number")}
        assert claims(count(path, measure="words"), "X") == {("T1", "G3"): (1, "number")}
        assert count(path).of == [0]


def test_states_in_their_order(tmp_path: Path) -> None:
    """Every later state holds as well; taking the first away shows the next."""
    talk = read_talk("== S1 time=T2 group=G1\nAnna: [a](Old/New)\n")
    unsampled = {"recruitment": [{"time": "T2", "group": "G1", "sampled": False}]}
    guide = {"topic_guides": [asked("Other", time="T2", group="G1")]}
    begun = [{"transcript": "S1", "coder": "A", "status": "in progress"}]
    early = [{"transcript": "S1", "coder": "A", "version": 1}]
    late = [{"transcript": "S1", "coder": "A", "version": 2}]
    steps = [
        ({**unsampled, **guide}, begun, "not sampled"),
        (guide, begun, "coding not finished"),
        (guide, early, "code newer than last pass"),
        (guide, late, "no participant named"),
    ]
    for at, (study, passes, expected) in enumerate(steps):
        path = build(
            tmp_path / f"{at}.lmmq",
            talk,
            codes=["Old", "Other"],
            newer_codes=["Old/New"],
            study={**PLACES, **study},
            passes=passes,
        )
        counted = count(path)
        assert claims(counted, "Old/New")["T2", "G1"] == (0, expected)
        assert claims(counted, "Old/New")["T1", "G1"] == (None, "no transcript yet")
    assert claims(counted, "Other")["T2", "G1"] == (0, "not mentioned")
    assert claims(counted, "Old")["T2", "G1"] == (0, "no participant named")


class TestCounting:
    def test_a_parent_counts_the_distinct_units_of_itself_and_all_below(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [one two](A) [three](A/B) [four](A/B/C)
        P08: [[five six](A/B)](A/D) seven
        """
        path = made()
        rows = count(path).rows
        assert rows == ["A", "A/B", "A/B/C", "A/D"]
        by_measure = {m: count(path, measure=m).row_total for m in ("participants", "segments")}
        assert by_measure == {"participants": [2, 2, 1, 1], "segments": [5, 3, 1, 1]}
        assert count(path, measure="words").row_total == [6, 4, 1, 2]
        assert count(path, measure="transcripts").row_total == [1, 1, 1, 1]
        assert count(path, measure="words").of == [7]

    def test_depth_keeps_deeper_codes_within(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [one](A/B/C) [two](D\\/E/F)
        """
        path = made()
        shallow = count(path, depth=1)
        assert (shallow.rows, shallow.cells) == (["A", "D\\/E"], [[1], [1]])
        assert count(path, depth=2).rows == ["A", "A/B", "D\\/E", "D\\/E/F"]

    def test_a_total_may_be_less_than_the_sum_and_says_so(self, made: Make) -> None:
        """
        == S1 time=T1
        @ P07 participant=P07 group=G1
        @ P08 participant=P08 group=G3
        P07: [one
        P08: two](X)
        """
        for measure, total in (("participants", 2), ("transcripts", 1), ("segments", 1)):
            counted = count(made(), measure=measure)
            assert counted.cells == [[1, 1]]
            assert counted.row_total == [total]
            said = "a unit found in several columns counts once in a total" in counted.notes
            assert said == (total < 2)

    def test_a_participant_of_two_rounds_counts_once_in_a_total_that_says_so(
        self, made: Make
    ) -> None:
        """
        == S1 time=T1 group=G3
        P07: [one](X)
        == S2 time=T2 group=G3
        P07: [two](X)
        """
        counted = count(made())
        assert (counted.cells, counted.row_total) == ([[1, 1]], [1])
        assert "a unit found in several columns counts once in a total" in counted.notes

    def test_equal_spans_of_two_coders_count_once_near_equal_ones_twice(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [[one two](X; B)](X) [three [four](X; B)](X)
        """
        path = made()
        everybody = count(path, measure="segments")
        assert everybody.cells == [[3]]
        assert everybody.notes[:2] == [
            "segments by all coders; voiced and agreed segments count",
            "equal spans with equal codes count once, near-equal ones twice",
        ]
        assert count(path, measure="segments", coder="B").cells == [[2]]
        assert count(path, measure="segments", coder="B").notes == [
            "segments by coder B; voiced and agreed segments count"
        ]
        assert count(path, measure="words").cells == [[4]]

    def test_words_are_each_their_own_speakers(self, made: Make) -> None:
        """
        == S1 time=T1
        @ P07 participant=P07 group=G1
        @ P08 participant=P08 group=G3
        P07: one [two three
        INT: and four?
        P08: five - si](X)x seven
        """
        counted = count(made(), measure="words")
        assert claims(counted, "X") == {("T1", "G1"): (2, "number"), ("T1", "G3"): (2, "number")}
        assert (counted.of, counted.row_total) == ([3, 3], [4])

    def test_an_unknown_coder_is_told_with_one_like_it(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3
        P07: [one](X; Marta)
        """
        with pytest.raises(BadInputError, match="no coder “Mara”; did you mean “Marta”"):
            count(made(passes=[]), coder="Mara")

    def test_an_empty_project_has_no_rows_and_no_columns(self, tmp_path: Path) -> None:
        counted = count(build(tmp_path / "empty.lmmq"))
        assert (counted.rows, counted.columns, counted.cells) == ([], [], [])


class TestColumns:
    def test_they_stand_in_the_designs_order_and_unknown_ones_last(self, made: Make) -> None:
        """
        == S1
        P07: a
        == S2 time=T1
        P08: a
        """
        study = {
            "time_points": [{"id": "T2"}, {"id": "T1"}],
            "groups": [{"id": "b"}, {"id": "a"}],
        }
        counted = count(made(study=study))
        assert [tuple(column.values()) for column in counted.columns] == [
            *[("T2", "b"), ("T2", "a"), ("T1", "b"), ("T1", "a"), ("T1", None), (None, None)]
        ]

    def test_methods_are_told_apart_or_said_to_be_mixed(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3 method=interview
        P07: [a](X)
        == S2 time=T1 group=G3 method=dyad
        P08: [a](X)
        P09: [a](X)
        """
        path = made()
        assert "T1 G3 mixes interview, dyad" in count(path).notes
        apart = count(path, "time", "group", "method")
        assert claims(apart, "X") == {
            ("T1", "G3", "dyad"): (2, "number"),
            ("T1", "G3", "interview"): (1, "number"),
        }
        assert not any("mixes" in note for note in apart.notes)

    def test_a_plan_without_method_leaves_no_column_beside_those_met(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3 method=interview
        P07: a
        """
        plan = [{"time": "T1", "group": "G3", "participants": 5}]
        counted = count(made(study={**PLACES, "recruitment": plan}), "group", "method")
        assert [tuple(column.values()) for column in counted.columns] == [
            *[("G1", None), ("G3", "interview")]
        ]

    def test_planned_is_what_plans_tell_apart(self, made: Make) -> None:
        """
        == S1 time=T1 group=G3 method=interview
        P07: a
        == S2 group=G3
        P08: a
        """
        plan = [
            {"time": "T1", "group": "G1", "method": ["interview"], "participants": 4},
            {"time": "T1", "group": "G3", "method": ["interview", "dyad"], "participants": 22},
            {"time": "T2", "group": "G3", "participants": 18},
        ]
        path = made(study={**PLACES, "recruitment": plan})

        def planned(*names: str) -> dict[Sequence[str | None], int | None]:
            counted = count(path, *names)
            columns = [tuple(column.values()) for column in counted.columns]
            return dict(zip(columns, counted.planned, strict=True))

        assert planned("time", "group") == {
            ("T1", "G1"): 4,
            ("T1", "G3"): 22,
            ("T2", "G1"): None,
            ("T2", "G3"): 18,
            (None, "G3"): None,
        }
        assert planned("time") == {("T1",): 26, ("T2",): 18, (None,): None}
        assert planned("group") == {("G1",): 4, ("G3",): None}
        assert planned("time", "group", "method") == {
            ("T1", "G1", "interview"): 4,
            ("T1", "G3", "interview"): None,
            ("T1", "G3", "dyad"): None,
            ("T2", "G1", None): None,
            ("T2", "G3", None): 18,
            (None, "G3", None): None,
        }
        assert set(count(path, measure="segments").planned) == {None}

    def test_nothing_is_unsampled_where_time_is_not_known(self, made: Make) -> None:
        """
        == S1 group=G1
        P07: a
        """
        plan = [{"time": "T1", "group": "G1", "sampled": False}]
        counted = count(made(study={**PLACES, "recruitment": plan}, codes=["X"]))
        assert claims(counted, "X")[None, "G1"] == (0, "not mentioned")

    @pytest.mark.parametrize("text", ["", ",", "time,time", "tme", "time;group"])
    def test_dimensions_that_are_not_known_are_refused(self, text: str) -> None:
        with pytest.raises(BadInputError, match="use some of time, group, method, service, role"):
            read_dimensions(text)

    def test_dimensions_are_read_with_spaces(self) -> None:
        assert read_dimensions(" time, group ") == ("time", "group")
        assert read_dimensions(",".join(DIMENSIONS)) == DIMENSIONS

"""Masking of flows and figures: no small number can be told, whatever is taken to add up."""

from collections import defaultdict
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.masked_figures import masked_figures
from lmm_qual.analysis.masked_flow import told_flow
from lmm_qual.analysis.masked_parts import masked_counts, masked_parts
from lmm_qual.model.monitoring import Figure, Flow


def small(number, threshold):
    return 0 < abs(number) < threshold


def divided(whole, parts):
    """Give every way to part a whole into so many reasons."""
    if parts == 0:
        return [()]
    if parts == 1:
        return [(whole,)]
    return [(n, *rest) for n in range(whole + 1) for rest in divided(whole - n, parts - 1)]


def flows(steps, highest, parts, *, left=False):
    """Give all flows in which nobody comes in between and reasons add up, or leave some over."""
    for counts in product(range(highest + 1), repeat=steps):
        if any(after > before for before, after in pairwise(counts)):
            continue
        wholes = [before - after for before, after in pairwise(counts)]
        ways = [
            [one for said in range(whole + 1) for one in divided(said, parts)]
            if left
            else divided(whole, parts)
            for whole in wholes
        ]
        for reasons in product(*ways):
            yield counts, reasons


def flow(counts, reasons):
    made = [
        {
            "label": f"step {at}",
            "count": count,
            "reasons": [
                {"label": f"reason {number}", "count": n}
                for number, n in enumerate(reasons[at] if at < len(reasons) else ())
            ],
        }
        for at, count in enumerate(counts)
    ]
    return Flow.model_validate({"id": "f", "label": "F", "steps": made})


def release(counts, reasons, threshold):
    told = told_flow(flow(counts, reasons), threshold)
    steps = [(step.count, step.went_on, step.did_not, *step.reasons) for step in told.steps]
    return repr((steps, told.notes))


def numbers_of(counts, reasons):
    """Give all that is to be kept: counts, how many left, reasons, and those without a reason."""
    gone = [before - after for before, after in pairwise(counts)]
    over = [whole - sum(said) for whole, said in zip(gone, reasons, strict=True)]
    return [*counts, *gone, *(n for said in reasons for n in said), *over]


@pytest.mark.parametrize(
    ("steps", "highest", "parts", "left", "threshold"),
    [
        (2, 9, 3, False, 3),
        (2, 7, 3, True, 3),
        (2, 8, 2, True, 3),
        (3, 8, 1, False, 3),
        (3, 7, 2, False, 3),
        (2, 10, 2, False, 4),
    ],
)
def test_every_small_number_of_a_flow_may_be_another(steps, highest, parts, left, threshold):
    """Brute force: all flows that add up and give the very same table, each number compared."""
    alike = defaultdict(list)
    for one in flows(steps, highest, parts, left=left):
        alike[release(*one, threshold)].append(numbers_of(*one))
    for told, worlds in alike.items():
        for values in zip(*worlds, strict=True):
            kept = {value for value in values if small(value, threshold)}
            assert not kept or len(set(values)) > 1, (told, worlds)


@given(st.lists(st.integers(0, 12), max_size=6), st.sampled_from([3, 5]))
def test_shown_counts_lie_apart(counts, threshold):
    masks = masked_counts(counts, threshold)
    shown = [count for count, mask in zip(counts, masks, strict=True) if not mask]
    assert not any(small(count, threshold) for count in shown)
    assert not any(small(after - before, threshold) for before, after in pairwise(shown))


@given(st.lists(st.integers(0, 9), max_size=5), st.sampled_from([3, 5]), st.integers(0, 4))
def test_a_masked_part_is_never_alone_with_a_known_whole(parts, threshold, over):
    masks = masked_parts(parts, [sum(parts) + over], threshold)
    hidden = [part for part, mask in zip(parts, masks, strict=True) if mask]
    assert not any(small(n, threshold) for n, mask in zip(parts, masks, strict=True) if not mask)
    if len(hidden) == 1 and len(parts) > 1 and not over:
        assert not small(hidden[0], threshold) or sum(parts) < threshold


def test_nothing_of_a_flow_is_masked_unless_asked():
    told = told_flow(flow((9, 8, 1), ((1,), (7,))))
    assert [step.count for step in told.steps] == [9, 8, 1]
    assert [step.did_not for step in told.steps] == [1, 7, None]
    assert told.notes == []


def test_the_flow_says_what_it_hides():
    told = told_flow(flow((20, 9, 8), ((2, 9), (1, 0))), 3)
    assert [step.count for step in told.steps] == [20, 9, None]
    assert [[n for _, n in step.reasons] for step in told.steps] == [[None, None], [None, None], []]
    assert told.notes == ["masked below 3, with what would tell of it: 6 of 9 numbers"]


def figure(key, **more):
    return Figure.model_validate({"id": key, "label": f"{key} of 9", **more})


def test_small_figures_are_masked_with_what_is_left_to_their_base():
    figures = [
        figure("few", numerator=2, denominator=40, criterion="at least 3", period="2022"),
        figure("all but few", numerator=38, denominator=40),
        figure("enough", numerator=20, denominator=40, respondents="30 of 40"),
        figure("none", numerator=0, denominator=2),
        figure("over", numerator=48, denominator=46),
        figure("said", numerator=20, respondents="1 of 40"),
    ]
    told, masked = masked_figures(figures, 3)
    assert masked == {
        ("few", "numerator"),
        ("all but few", "numerator"),
        ("none", "numerator"),
        ("none", "denominator"),
    }
    assert [one.numerator for one in told] == [None, None, 20, None, 48, 20]
    assert (told[0].label, told[0].criterion, told[0].period) == ("few of ×", "at least ×", "2022")
    assert (told[2].label, told[2].respondents) == ("enough of 9", "30 of 40")
    assert (told[5].label, told[5].respondents) == ("said of 9", "× of ×")


def test_shares_stand_for_as_many_of_their_base():
    share = {"unit": "per cent of respondents", "respondents": "246 of 702"}
    figures = [
        figure("nearly all", numerator=99, **share),
        figure("half", numerator=50, **share),
        figure("of unknown", numerator=1, unit="per cent"),
        figure("by", numerator=100, unit="staff; in per cent", breakdown={"A": 1, "B": 9, "C": 90}),
    ]
    told, masked = masked_figures(figures, 3)
    assert masked == {("nearly all", "numerator")}
    assert told[3].breakdown == {"A": None, "B": None, "C": 90}


def test_parts_are_masked_wherever_they_stand():
    figures = [
        figure("one", numerator=31, breakdown={"A": 2, "B": 9, "C": 20}),
        figure("other", numerator=74, breakdown={"B": 9, "C": 20, "D": 45}),
        figure("third", numerator=9, breakdown={"B": 5, "C": 4}),
    ]
    told, masked = masked_figures(figures, 3)
    assert not masked
    assert [list(one.breakdown.values()) for one in told] == [
        [None, None, None],
        [None, None, 45],
        [5, 4],
    ]


def test_figures_that_supersede_one_another_are_masked_alike():
    figures = [
        figure("first", numerator=38),
        figure("second", numerator=38, denominator=40, supersedes="first"),
        figure("third", numerator=39, supersedes="second", breakdown={"A": 39}),
        figure("other", numerator=38),
    ]
    told, masked = masked_figures(figures, 3)
    assert {key for key, _ in masked} == {"first", "second", "third"}
    assert told[2].breakdown == {"A": None}


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3)),
        max_size=4,
    )
)
@settings(max_examples=10)
def test_no_small_number_of_a_figure_is_told(drawn):
    figures = [
        figure(str(at), numerator=number, breakdown={f"p{n}": part for n, part in enumerate(parts)})
        for at, (number, parts) in enumerate(drawn)
    ]
    for one in masked_figures(figures, 4)[0]:
        told = [one.numerator, *one.breakdown.values()]
        assert not any(small(n, 4) for n in told if n is not None)

"""Codings and transcripts of codes, against a count that goes through all of them each time."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.store.queries.code_uses import UseRow
from lmm_qual.tui.code_uses import CodeUses

CODES, TRANSCRIPTS = range(1, 8), range(20, 26)
ROWS = [SimpleNamespace(id=at, time=f"T{at % 2}") for at in TRANSCRIPTS]


@st.composite
def trees(draw):
    """Make seven codes, each at the top or under one before it."""
    rows = []
    for code in CODES:
        parent = draw(st.none() | st.sampled_from(range(1, code))) if code > 1 else None
        rows.append(CodeRow(code, code, parent, f"c{code}"))
    return CodeTree(rows)


uses = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(TRANSCRIPTS)), st.integers(1, 9)
).map(lambda found: [UseRow(code, at, number) for (code, at), number in found.items()])


def of(tree, found, code):
    """Give the uses of a code and of those that have it above them."""
    return [row for row in found if code in {row.code_id, *tree.ancestors(row.code_id)}]


@given(tree=trees(), found=uses, size=st.integers(1, 12))
def test_a_code_counts_with_those_under_it(tree, found, size):
    counted = CodeUses(tree, found)
    for code in CODES:
        here = of(tree, found, code)
        assert counted.codings[code] == sum(row.number for row in here)
        assert counted.own[code] == sum(row.number for row in here if row.code_id == code)
        assert counted.transcripts[code] == len({row.transcript_id for row in here})
        times = counted.by(code, ROWS, "time")
        for time in ("T0", "T1"):
            at_time = {row.id for row in ROWS if row.time == time}
            assert times.get(time, 0) == sum(
                row.number for row in here if row.transcript_id in at_time
            )
        portions = list(counted.portions(code, ROWS, size))
        assert [at for portion in portions for at in portion] == sorted(
            {row.transcript_id for row in here}
        )
        for turn, portion in enumerate(portions[:-1]):
            held = sum(row.number for row in here if row.transcript_id in portion)
            assert held >= size * 2**turn

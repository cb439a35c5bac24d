from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.store.deltas import (
    Delete,
    Ids,
    Insert,
    Touched,
    Update,
    apply_delta,
    delete,
    pack,
    unpack,
)
from store.databases import dump, memory_store

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
TRANSCRIPT = {
    "id": 1,
    "key": "T",
    "words": 0,
    "turns": 0,
    "length": 0,
    "metadata_": "{}",
    **dict.fromkeys(("sha256", "file_name", "format", "convention", "imported", "text"), ""),
    "time_marks": "[]",
}
VALUES = {
    "memo": {
        "target": st.sampled_from(["coding", "study"]),
        "target_id": st.none() | st.integers(0, 2**60),
        "coder_id": st.none(),
        "text": texts,
        "created": texts,
    },
    "source_file": {"transcript_id": st.just(1), "content": st.binary(max_size=5)},
    "speaker": {
        "transcript_id": st.just(1),
        "position": st.integers(-5, 5),
        "label": texts,
        "interviewer": st.booleans(),
        "participant_id": st.none(),
        "group_key": st.none() | texts,
        "service_key": st.none(),
        "role": st.none(),
    },
}


def ids_in(store, table):
    return [at for (at,) in store.rows(f"SELECT id FROM {table} ORDER BY id")]


@st.composite
def operations(draw, store):
    """Make an operation that fits what is stored."""
    table = draw(st.sampled_from(sorted(VALUES)))
    present, fields = ids_in(store, table), VALUES[table]
    kind = draw(st.sampled_from(["insert", "update", "delete"]))
    if kind == "insert":
        free = st.integers(1, 20).filter(lambda at: at not in present)
        new = draw(st.lists(free, max_size=4, unique=True))
        return Insert(table, [{"id": at, **draw(st.fixed_dictionaries(fields))} for at in new])
    if kind == "delete":
        return delete(table, draw(st.lists(st.integers(1, 20), max_size=6)))
    some = draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, unique=True))
    rows = draw(st.lists(st.sampled_from(present), max_size=4)) if present else []
    values = st.fixed_dictionaries({name: fields[name] for name in some})
    return Update(table, [{"id": at, **draw(values)} for at in rows])


def apply(store, delta):
    with store.transaction() as connection:
        return apply_delta(connection, unpack(pack(delta)))


@given(st.data())
def test_whatever_is_done_can_be_taken_back_and_done_again(data):
    store = memory_store()
    apply(store, [Insert("transcript", [TRANSCRIPT])])
    states, inverses = [dump(store)], []
    for _ in range(data.draw(st.integers(1, 6))):
        delta = [data.draw(operations(store))]
        inverses.append(apply(store, delta))
        states.append(dump(store))
    again = []
    for state, inverse in zip(states[-2::-1], inverses[::-1], strict=True):
        again.append(apply(store, inverse))
        assert dump(store) == state
    for state, forward in zip(states[1:], again[::-1], strict=True):
        apply(store, forward)
        assert dump(store) == state


@given(st.data())
def test_several_operations_are_taken_back_as_one(data):
    store = memory_store()
    apply(store, [Insert("transcript", [TRANSCRIPT])])
    before = dump(store)
    delta = []
    with store.transaction() as connection:
        for _ in range(4):
            delta = apply_delta(connection, [data.draw(operations(store))]) + delta
    apply(store, delta)
    assert dump(store) == before


def test_a_row_that_is_updated_twice_goes_back_to_its_first_value():
    store = memory_store()
    apply(store, [Insert("coder", [{"id": 1, "name": "A"}])])
    back = apply(store, [Update("coder", [{"id": 1, "name": "B"}, {"id": 1, "name": "C"}])])
    apply(store, back)
    assert store.value("SELECT name FROM coder") == "A"


def test_rows_that_point_to_each_other_go_and_come_back_together():
    code = {"position": 0, "name": "A", "made_version": 1, "defined_version": 1}
    rows = [{"id": 1, "parent_id": 2, **code}, {"id": 2, "parent_id": None, **code}]
    store = memory_store()
    apply(store, [Insert("code", rows)])
    before = dump(store)
    apply(store, apply(store, [delete("code", [1, 2])]))
    assert dump(store) == before


def test_nothing_to_do_is_nothing_to_take_back():
    assert apply(memory_store(), [Insert("coder", []), delete("coder", [])]) == []


@given(st.lists(st.integers(1, 40)))
def test_ranges_cover_the_ids_and_no_others(ids):
    ranges = delete("coder", ids).ranges
    assert {at for first, last in ranges for at in range(first, last + 1)} == set(ids)
    assert ranges == sorted(ranges)


scalars = st.none() | st.booleans() | st.integers() | texts | st.binary()
some_rows = st.lists(st.fixed_dictionaries({"id": st.integers(), "a": scalars, "b": scalars}))


@given(
    st.lists(
        st.one_of(
            st.builds(Insert, texts, some_rows),
            st.builds(Update, texts, some_rows),
            st.builds(Delete, texts, st.lists(st.tuples(st.integers(), st.integers()))),
        )
    )
)
def test_a_delta_is_unpacked_as_it_was_packed(delta):
    assert unpack(pack(delta)) == delta


def test_ids_go_on_after_the_highest():
    store = memory_store()
    apply(store, [Insert("coder", [{"id": 7, "name": "A"}])])
    ids = Ids(store)
    assert [ids.take("coder"), ids.take("coder"), ids.take("memo")] == [8, 9, 1]


def test_what_passes_is_noted_until_it_is_too_much():
    written = Touched(most=5)
    few = [Insert("code", [{"id": 3}, {"id": 4}]), delete("code", [7, 8]), delete("memo", [])]
    assert [*written.passing(few)] == few
    assert written.ids == {"code": {3, 4, 7, 8}}
    assert written.whole
    many = [delete("coding", range(1, 100)), Update("code", [{"id": 1}])]
    assert [*written.passing(many)] == many
    assert written.ids == {"code": {1, 3, 4, 7, 8}, "coding": set()}
    assert not written.whole

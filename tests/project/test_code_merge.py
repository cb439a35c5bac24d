import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.project.changes.codebook_edit import EditCode, MoveCodes
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.change_tags import change_tags
from lmm_qual.store.queries.charts import summaries
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.findings import bases
from lmm_qual.store.queries.log import entries
from lmm_qual.store.queries.memos import all_memos
from lmm_qual.store.queries.passages import passage_links
from project.coded import OTHER, WAITING, add, code_of, coded_project, said_of, segments
from project.studies import small_project


@pytest.fixture(scope="module")
def merged():
    project = coded_project()
    project.make(MergeCodes([code_of(project, WAITING)], code_of(project, OTHER)))
    return project


def prompts(project):
    (guide,) = load_study(project.store).topic_guides
    return [question.prompts for question in guide.questions]


def test_codings_of_equal_words_by_one_coder_become_one(merged):
    assert segments(merged) == {
        ("A", 16, 30, "SA", OTHER),
        ("A", 16, 30, "JR", OTHER),
        ("A", 0, 15, "JR", OTHER),
        ("B", 5, 19, "SA", "Reach"),
    }
    code = code_of(merged, OTHER)
    assert said_of(merged)["A", 16, "SA", code] == ("barrier", None, {"P07": "agreed"})
    assert said_of(merged)["A", 0, "JR", code] == (None, "before", {})
    assert check_project(merged.store).faults == []


def test_memos_of_both_stay(merged):
    on = sorted((memo.target, memo.target_id, memo.text) for memo in all_memos(merged.store))
    (coding,) = {target_id for target, target_id, _ in on if target == "coding"}
    code = code_of(merged, OTHER)
    assert on == [
        ("code", code, f"of {WAITING}"),
        ("code", code, f"of {OTHER}"),
        ("coding", coding, "ours"),
        ("coding", coding, "theirs"),
    ]


def test_what_was_written_of_both_is_kept_in_one_with_its_origin(merged):
    (summary,) = summaries(merged.store)
    assert summary.text == "slower\n\n[from the code “Waiting”, by SA]\nslow"
    (tag,) = change_tags(merged.store)
    assert tag.note == "slower\n[from the code “Waiting”, by SA: increase] slow"
    assert [link.note for link in passage_links(merged.store, "summary")] == ["slower\nslow"]
    assert len(passage_links(merged.store, "tag")) == 1
    ((basis,),) = bases(merged.store).values()
    assert basis.code_id == summary.code_id == tag.code_id == code_of(merged, OTHER)


def test_topic_guides_prompt_the_code_that_is_left(merged):
    assert prompts(merged) == [[OTHER, "Reach"], [OTHER]]


def test_one_change_one_version_and_the_way_back():
    project = coded_project()
    before, version = dump(project.store), codebook_version(project.store)
    number = len(entries(project.store))
    change = MergeCodes([code_of(project, WAITING)], code_of(project, OTHER))
    assert project.make(change).label == "code “Waiting” merged into “Waiting”"
    assert change.folded == 1
    assert codebook_version(project.store) == version + 1
    after = dump(project.store)
    project.undo()
    assert dump(project.store) == before
    assert len(entries(project.store)) == number + 1
    project.redo()
    assert dump(project.store) == after


def test_codes_under_it_come_along_and_keep_their_prompts():
    project = coded_project()
    project.make(MergeCodes([code_of(project, "Barriers")], code_of(project, r"0\/19")))
    tree = code_tree(project.store)
    assert [tree.path(code) for code in tree.order] == [
        "Reach",
        "Reach/Waiting",
        r"0\/19",
        r"0\/19/Waiting",
    ]
    assert prompts(project) == [[r"0\/19/Waiting", "Reach"], [OTHER]]


def test_definitions_are_joined_where_that_is_wanted():
    project = small_project()
    into, code = code_of(project, "Reach"), code_of(project, "Barriers/Waiting")
    project.make(EditCode(into, {"definition": "Ours", "exclude": "Both"}))
    project.make(EditCode(code, {"definition": "Theirs", "exclude": "Both", "include": "More"}))
    project.make(MergeCodes([code], into, definitions=True))
    row = code_tree(project.store).by_id[into]
    assert (row.definition, row.exclude, row.include) == ("Ours\nTheirs", "Both", "More")
    assert row.defined_version == codebook_version(project.store)


def test_a_prompt_follows_a_code_that_is_renamed_or_moved():
    project = coded_project()
    project.make(EditCode(code_of(project, "Reach"), {"name": "Access"}))
    project.make(MoveCodes([code_of(project, WAITING)], code_of(project, r"0\/19")))
    assert prompts(project) == [[r"0\/19/Waiting", "Access"], ["Access/Waiting"]]


@pytest.mark.parametrize(
    ("codes", "into", "fault"),
    [
        (["Reach"], "Reach", "code “Reach” cannot be merged into itself"),
        (["Reach"], "Reach/Waiting", "code “Reach” cannot be merged into one that stands under it"),
        (["Reach"], "Barriers", "two codes named “Waiting” would stand under “Barriers”"),
    ],
)
def test_refusals_change_nothing(codes, into, fault):
    project = small_project()
    before = dump(project.store, log=True)
    change = MergeCodes([code_of(project, path) for path in codes], code_of(project, into))
    with pytest.raises(BadInputError, match=fault):
        project.make(change)
    assert dump(project.store, log=True) == before


PATHS = ["Barriers", "Barriers/Waiting", "Reach", r"0\/19"]
spans = st.tuples(
    st.sampled_from("AB"), st.integers(0, 2), st.sampled_from(PATHS), st.sampled_from(["SA", "JR"])
)


@settings(max_examples=8, deadline=None)
@given(st.sets(spans, max_size=10), st.data())
def test_segments_after_are_those_before_with_codes_exchanged(places, data):
    project = small_project(codes=PATHS)
    for number, (key, start, code, coder) in enumerate(sorted(places)):
        add(project, start, start + 3, code, key=key, coder=coder, memo=f"memo {number}")
    going = data.draw(st.sets(st.sampled_from(PATHS), min_size=1, max_size=2))
    left = [path for path in PATHS if path not in going and not path.startswith("Barriers/")]
    into = data.draw(st.sampled_from(left))
    before = segments(project)
    project.make(MergeCodes([code_of(project, path) for path in going], code_of(project, into)))

    def became(path):
        if path in going:
            return into
        return path if "Barriers" not in going else path.replace("Barriers/", f"{into}/")

    assert segments(project) == {(*rest, became(path)) for *rest, path in before}
    assert len(all_memos(project.store)) == len(places)
    assert check_project(project.store).faults == []
    rests = project.store.rows("SELECT based_on FROM chart_summary")
    assert all(json.loads(text) for (text,) in rests)

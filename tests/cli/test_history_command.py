"""`history`, `undo` and `redo`: which changes there are, whose, and what each of them wrote."""

from pathlib import Path

import pytest
from helpers.commands import Lmm


@pytest.fixture
def worked(lmm: Lmm, study: Path) -> Path:
    """Give a study that two coders have worked on."""
    key = lmm("transcripts", "list", study, "--format", "json").data[0]["id"]
    for coder, end in (("SA", 8), ("JR", 9)):
        ran = lmm("codings", "add", study, key, "0", end, "Time", "--memo", "secret", "--as", coder)
        assert ran.code == 0, ran.err
    return study


def listed(lmm: Lmm, study: Path, *options: object) -> list[dict[str, object]]:
    data: list[dict[str, object]] = lmm("history", study, "--format", "json", *options).data
    return data


class TestWhichChanges:
    def test_by_coder_kind_words_and_state(self, lmm: Lmm, worked: Path) -> None:
        whole = listed(lmm, worked)
        assert [entry["coder"] for entry in whole[-2:]] == ["SA", "JR"]
        assert listed(lmm, worked, "--by", "JR") == whole[-1:]
        assert listed(lmm, worked, "--kind", "codings", "--by", "SA") == whole[-2:-1]
        assert listed(lmm, worked, "--words", "TIME", "--order", "newest")[:2] == whole[:-3:-1]
        assert listed(lmm, worked, "--limit", "1") == whole[:1]
        lmm("undo", worked)
        assert [entry["id"] for entry in listed(lmm, worked, "--state", "undone")] == [
            whole[-1]["id"]
        ]

    def test_by_time(self, lmm: Lmm, worked: Path) -> None:
        assert listed(lmm, worked, "--since", "2000-01-01") == listed(lmm, worked)
        assert listed(lmm, worked, "--until", "2000-01-01T10:00") == []
        assert "write it as" in lmm("history", worked, "--since", "July").err

    def test_names_that_are_none_are_told(self, refused: Lmm, worked: Path) -> None:
        assert "no change by “JT”; known: A, JR, SA" in refused("history", worked, "--by", "JT").err
        assert "no change of kind “coings”" in refused("history", worked, "--kind", "coings").err


class TestAudit:
    def test_what_was_written_without_words(self, lmm: Lmm, worked: Path) -> None:
        entry = listed(lmm, worked, "--audit", "--by", "JR")[0]
        assert entry["changed"] == {"made": {"coder": 1, "coding": 1, "memo": 1}}
        told = " ".join(entry["details"])  # type: ignore[arg-type]
        assert "made coding Barriers/Time on" in told
        assert "0–9 by JR" in told
        assert "secret" not in told

    @pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
    def test_words_only_where_asked_for(self, lmm: Lmm, worked: Path, form: str) -> None:
        options = ("history", worked, "--audit", "--format", form)
        assert "secret" not in lmm(*options).out
        assert "secret" in lmm(*options, "--with-words").out

    def test_what_was_changed_before_and_after(self, lmm: Lmm, worked: Path) -> None:
        coded = lmm("codings", "list", worked, "--format", "json").data
        coding = next(row["id"] for row in coded if row["coder"] == "JR")
        key = next(row["transcript"] for row in coded if row["coder"] == "JR")
        lmm("codings", "recode", worked, coding, "Facilitators", "--as", "SA")
        lmm("transcripts", "set", worked, key, "--title", "hidden", "--as", "SA")
        recoded, edited = listed(lmm, worked, "--audit")[-2:]
        assert "code from Barriers/Time to Facilitators" in str(recoded["details"])
        assert "title written anew" in str(edited["details"])
        shown = lmm("history", worked, "--audit", "--with-words").out
        assert " to hidden" in shown
        lmm("codings", "remove", worked, coding)
        assert "no longer there" in str(listed(lmm, worked, "--audit"))

    def test_words_are_of_the_audit_trail(self, lmm: Lmm, worked: Path) -> None:
        assert "needs --audit" in lmm("history", worked, "--with-words").err

    def test_what_was_undone_is_told_the_same(self, lmm: Lmm, worked: Path) -> None:
        before = listed(lmm, worked, "--audit", "--by", "JR", "--with-words")[0]
        lmm("undo", worked)
        after = listed(lmm, worked, "--audit", "--by", "JR", "--with-words")[0]
        assert after["changed"] == before["changed"]
        assert "“secret”" in str(after["details"])


class TestWhose:
    def test_one_coders_last_change(self, lmm: Lmm, worked: Path) -> None:
        assert "(SA)" in lmm("undo", worked, "--by", "SA").err
        left = lmm("codings", "list", worked, "--format", "json").data
        assert "JR" in {row["coder"] for row in left}
        assert lmm("redo", worked, "--by", "SA").err.startswith("done again: ")

    def test_one_of_the_list(self, lmm: Lmm, refused: Lmm, worked: Path) -> None:
        last = listed(lmm, worked)[-2]["id"]
        assert lmm("undo", worked, "--entry", last).code == 0
        assert "it is undone already" in refused("undo", worked, "--entry", last).err
        assert lmm("redo", worked, "--entry", last).code == 0
        assert "not both" in lmm("undo", worked, "--entry", last, "--by", "SA").err

    def test_a_change_that_others_build_on(self, lmm: Lmm, refused: Lmm, worked: Path) -> None:
        made = next(one["id"] for one in listed(lmm, worked) if one["kind"] == "codebook import")
        said = refused("undo", worked, "--entry", made).err
        assert "cannot be undone" in said
        assert "(JR, " in said
        assert "undo that first" in said

import pytest

from lmm_qual.definitions.reading import read_pseudonyms
from lmm_qual.model.problem import BadInputError

RULES = """
rules:
  - find: Sarah Jones
    replace: "[mother]"
  - {find: sarah, replace: "[mother]", ignore_case: true, only: [A, B]}
"""


def read(tmp_path, text, name="rules.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_pseudonyms(path)[0].rules


def faults(tmp_path, text, name="rules.yaml"):
    with pytest.raises(BadInputError) as caught:
        read(tmp_path, text, name)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems]


def test_as_yaml_json_and_csv(tmp_path):
    rules = read(tmp_path, RULES)
    assert (rules[0].find, rules[0].replace) == ("Sarah Jones", "[mother]")
    assert (rules[1].ignore_case, rules[1].part_of_words, rules[1].only) == (
        True,
        False,
        ["A", "B"],
    )
    as_json = """{"rules": [{"find": "Sarah Jones", "replace": "[mother]"},
        {"find": "sarah", "replace": "[mother]", "ignore_case": true, "only": ["A", "B"]}]}"""
    assert read(tmp_path, as_json, "rules.json") == rules
    as_csv = "find,replace,ignore_case,only\nSarah Jones,[mother],,\nsarah,[mother],true,A;B\n"
    assert read(tmp_path, as_csv, "rules.csv") == rules


def test_signs_of_other_formats_are_plain_words(tmp_path):
    assert read(tmp_path, r'rules: [{find: ".*", replace: "\\1"}]')[0].find == ".*"


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (
            "[{find: Ann, replace: Ann B}]",
            "replace: “Ann B” holds the name it is to replace; choose a pseudonym without it",
        ),
        (
            "[{find: Ann, replace: Bea}, {find: Bea, replace: C}]",
            "replace: “Bea” holds “Bea”, which another rule replaces (entry 2)",
        ),
        (
            "[{find: José, replace: A}, {find: José, replace: B}]",
            "rules[2].find: “José” stands twice (also as entry 1)",
        ),
        ('[{find: "", replace: A}]', "key “find” is missing or empty"),
        ('[{find: A, replace: " "}]', "replace: is empty"),
        (r'[{find: A, replace: "x\ty"}]', "must not hold line breaks, tabs or control characters"),
        (r'[{find: A, replace: "x\u202ey"}]', "replace: holds signs that nobody sees"),
        (r'[{find: "\u200b", replace: x}]', "find: begins with no sign that can be seen"),
        ("[]", "rules.yaml:line 1: has no rules"),
        ("[{find: A, replace: b, regex: true}]", "unknown key “regex”"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path, rules, fault):
    (said,) = faults(tmp_path, f"rules: {rules}\n")
    assert fault in said
    assert said.startswith("rules.yaml:line 1")


def test_a_name_may_stand_for_two_people_in_different_transcripts(tmp_path):
    rules = "rules: [{find: Ann, replace: X, only: [A]}, {find: Ann, replace: Y, only: [B]}]"
    assert len(read(tmp_path, rules)) == 2


def test_lines_of_a_table(tmp_path):
    text = "find,replace\nAnn,X\nAnn,Y\n"
    said = "rules.csv:line 3, rules[2].find: “Ann” stands twice (also as entry 1); keep one, or"
    assert faults(tmp_path, text, "rules.csv") == [f"{said} give each its own `only`"]

"""Lines of settings in TOML, compared with the lines on which they were written."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.project.toml_statements import (
    TomlError,
    line_of,
    parse,
    statements,
    with_setting,
)

NAMES = st.sampled_from(["a", "b", "coder", "x y", "#c", "[d]", 'q"', "é", "a.b", "=", "'"])
INSIDE = st.sampled_from(
    ["x", "# no comment", "[keys]", 'a = "b"', "'''", "\\\\", "]", "", "é = 1", '\\"']
)


def quoted(name):
    return name if name.isascii() and name.isalnum() else '"' + name.replace('"', '\\"') + '"'


def one_line(word):
    return (
        '"' + word.replace("'''", "x").replace('"', "'") + '"' if "\\" not in word else f"'{word}'"
    )


@st.composite
def values(draw):
    """Give a value as it is written, on one line or several."""
    kind = draw(st.sampled_from(["text", "raw", "long", "raw long", "array", "inline"]))
    words = draw(st.lists(INSIDE, min_size=1, max_size=4))
    match kind:
        case "text":
            return one_line(words[0])
        case "raw":
            return "'" + words[0].replace("'", "") + "'"
        case "long":
            return '"""\n' + "\n".join(words) + '"""'
        case "raw long":
            return "'''" + "\n".join(word.replace("'", "") for word in words) + "'''"
        case "array":
            items = ",\n  # in between ] = [\n ".join(one_line(word) for word in words)
            return f"[ # begins\n{items},\n]"
        case _:
            return "{ one = " + one_line(words[0]) + ", two.three = 3 }"


@st.composite
def documents(draw):
    """Give a text that is TOML, and for each setting its path and line, noted as it is written."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text, written, table, used = "", {}, (), set()
    for _ in range(draw(st.integers(1, 8))):
        text += draw(st.sampled_from(["", "\n", "# a comment = [\n", '  # """\n\n', "\t\n"]))
        line = text.count("\n") + 1
        names = tuple(draw(st.lists(NAMES, min_size=1, max_size=2)))
        said = draw(st.sampled_from([".", " . "])).join(map(quoted, names))
        if draw(st.integers(0, 3)) == 0:
            path, added = names, f"[{said}]  # a table\n"
        else:
            path = (*table, *names)
            comment = draw(st.sampled_from(["", " # x", "\t# = '''"]))
            added = f"{said} = {draw(values())}{comment}\n"
        try:
            tomllib.loads(text + added)
        except ValueError:
            continue
        if added.startswith("["):
            table = path
        text += added
        if path not in used:
            written[path] = line
            used |= {path[: at + 1] for at in range(len(path))}
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", end), written


@given(documents())
def test_every_setting_is_found_on_its_line(document):
    text, written = document
    parse(text)
    assert {path: line_of(text, path) for path in written} == written


@given(documents())
def test_the_statements_are_the_text(document):
    text, _ = document
    assert "".join(one.text for one in statements(text)) == text


@given(
    documents(), st.sampled_from(["= 5", "a b = 1", "x = ", "[t", "x = nothing", 'x = "a', "é = 1"])
)
def test_a_fault_put_into_a_text_is_told_on_its_line(document, fault):
    text, _ = document
    parts = [one.text for one in statements(text)]
    for at in range(len(parts) + 1):
        before = "".join(parts[:at])
        if before and not before.endswith("\n"):
            continue
        spoilt = f"{before}{fault}\n{''.join(parts[at:])}"
        with pytest.raises(TomlError) as caught:
            parse(spoilt)
        assert caught.value.line == before.count("\n") + 1


@given(documents(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_setting_is_changed_and_nothing_else(document, name):
    text, _ = document
    values = tomllib.loads(text)
    if isinstance(values.get("coder"), dict):
        return
    changed = with_setting(text, "coder", name)
    assert tomllib.loads(changed) == {**values, "coder": name}
    kept = [one.text.strip() for one in statements(text) if one.defines[:1] != (("coder",),)]
    assert [part for part in kept if part] == [
        one.text.strip()
        for one in statements(changed)
        if one.text.strip() and one.defines[:1] != (("coder",),)
    ]
    assert with_setting(changed, "coder", name) == changed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = [\n1,\n", 1),
        ('a = 1\nx = """\nq\n', 2),
        ("a = 1\n\n\na = 2\n", 4),
        ("[t]\n[u]\n[t]\n", 3),
        (f"x = {'9' * 5000}\n", 1),
        (f"\nx = {'[' * 5000}\n", 2),
        ("x = 2020-13-45", 1),
        ("x = 1\ry = 2\n", 1),
    ],
)
def test_other_faults_and_their_lines(text, line):
    with pytest.raises(TomlError) as caught:
        parse(text)
    assert caught.value.line == line

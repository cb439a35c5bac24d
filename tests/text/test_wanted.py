import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.wanted import Finder, Found, Wanted


def places(text, *wanted, stops=()):
    """Give the words found."""
    finder = Finder(dict(enumerate(wanted)))
    return [text[one.start : one.end] for one in finder.find(text, stops)]


class TestWholeWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Sarah came, and Sarah's mum.", ["Sarah", "Sarah"]),
            ("Sarah’s, Sarah'd, Sarah’ll, SARAH", ["Sarah", "Sarah", "Sarah"]),
            ("Sarahs and Sarahjane, asarah", []),
            ("Sarah-Jane, a non-Sarah day", ["Sarah", "Sarah"]),
            ("(Sarah) “Sarah” 'Sarah' l'Sarah", ["Sarah"] * 4),
            ("Sarah_Jones_T1.docx", ["Sarah"]),
            ("Sarah2, 2Sarah", []),
            ("Sarah\u0301 is another", []),
            ("Sa\u00adrah, Sar\u200bah", ["Sa\u00adrah", "Sar\u200bah"]),
        ],
    )
    def test_of_a_name(self, text, found):
        assert places(text, Wanted("Sarah")) == found

    def test_a_name_that_a_word_begins_with_is_none(self):
        assert places("Don't. Don’t! Don. Don's", Wanted("Don")) == ["Don", "Don"]

    def test_parts_of_words_where_they_are_wanted(self):
        assert places("Sarahs and Sarahjane", Wanted("Sarah", part_of_words=True)) == ["Sarah"] * 2

    def test_scripts_without_spaces(self):
        assert places("我是王芳。", Wanted("王芳")) == ["王芳"]
        assert places("ミナさん", Wanted("ミナ")) == ["ミナ"]


class TestWaysOfWriting:
    def test_accents_apart_and_composed(self):
        text = "José, Jose\u0301, Jose"
        assert places(text, Wanted("José")) == ["José", "Jose\u0301"]
        assert places(text, Wanted("Jose\u0301")) == ["José", "Jose\u0301"]
        assert places(text, Wanted("Jose")) == ["Jose"]

    def test_hangul_apart_and_composed(self):
        name = "김민지"
        assert places(unicodedata.normalize("NFD", name), Wanted(name)) != []

    def test_case_where_it_does_not_matter(self):
        text = "STRASSE Straße straẞe"
        assert places(text, Wanted("straße", ignore_case=True)) == text.split()
        assert places(text, Wanted("stras", ignore_case=True, part_of_words=True)) == ["STRAS"]

    def test_apostrophes_hyphens_and_white_space(self):
        text = "O’Brien, O'Brien; Ann‑Marie; Sarah\n  Jones"
        wanted = [Wanted("O'Brien"), Wanted("Ann-Marie"), Wanted("Sarah Jones")]
        assert places(text, *wanted) == ["O’Brien", "O'Brien", "Ann‑Marie", "Sarah\n  Jones"]

    def test_not_over_the_end_of_a_paragraph_or_a_stop(self):
        wanted = Wanted("Sarah Jones")
        assert places("Sarah\n\nJones", wanted) == []
        assert places("Sarah\nJones: hello", wanted, stops=[6]) == []
        assert places("x Sarah Jones", wanted, stops=[2, 13]) == ["Sarah Jones"]

    @pytest.mark.parametrize("sign", r".*+?^$[](){}|\&%_<>/#;=\d")
    def test_signs_of_patterns_are_plain(self, sign):
        assert places(f"x a{sign}b y a.b ab axb", Wanted(f"a{sign}b"))[0] == f"a{sign}b"
        assert places("plain words", Wanted(f"{sign}.*")) == []


class TestWhichWins:
    def test_the_leftmost_then_the_longest(self):
        wanted = [Wanted("Jones"), Wanted("Sarah"), Wanted("Sarah Jones"), Wanted("Jones Ltd")]
        text = "Sarah Jones Ltd, Jones Ltd, Sarah"
        finder = Finder(dict(enumerate(wanted)))
        assert [one.which for one in finder.find(text)] == [2, 3, 1]

    def test_the_first_of_two_that_are_as_long(self):
        wanted = {3: Wanted("ann", ignore_case=True), 5: Wanted("Ann")}
        assert Finder(wanted).find("Ann") == [Found(0, 3, 3)]


# A slow obvious reference: every stretch of the text is held against every name.

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def plain(words, ignore_case):
    out, run = "", ""
    for sign in words + "\0":
        if sign.isspace():
            run += sign
            continue
        if run:
            breaks = len(run.replace("\r\n", "\n").splitlines()) if run.strip(" \t\xa0") else 0
            out += "\n\n" if breaks >= 2 or run.count("\n") >= 2 else " "
            run = ""
        if sign not in UNSEEN:
            out += "'" if sign in "‘’ʼ" else "-" if sign in "‐‑–" else sign
    out = unicodedata.normalize("NFC", out.rstrip("\0"))
    return unicodedata.normalize("NFC", out.casefold()) if ignore_case else out


def hangs(sign):
    jamo = "\u1160" <= sign <= "\u11ff"
    return jamo or sign in UNSEEN or unicodedata.category(sign)[0] == "M"


def splits(text, at):
    """Say whether a border would cut a sign, or a run of white space, in two."""
    if not 0 < at < len(text):
        return False
    return hangs(text[at]) or (text[at - 1].isspace() and text[at].isspace())


def begins(text, at):
    return not hangs(text[at]) and not splits(text, at)


def lettered(sign):
    return sign.isalnum() or hangs(sign)


def cut_word(text, start, end):
    bare = [(at, sign) for at, sign in enumerate(text) if sign not in UNSEEN]
    inside = [sign for at, sign in bare if start <= at < end]
    left = [sign for at, sign in bare if at < start]
    right = [sign for at, sign in bare if at >= end]
    if left and lettered(left[-1]) and lettered(inside[0]):
        return True
    if not right or not lettered(inside[-1]):
        return False
    if lettered(right[0]):
        return True
    if right[0] not in "'‘’ʼ":
        return False
    behind = []
    for sign in right[1:]:
        if not lettered(sign):
            break
        behind.append(sign)
    word = "".join(behind).casefold()
    return bool(word) and word[0].isalpha() and word not in {"s", "d", "ll", "ve", "re", "m"}


def reference(text, wanted, stops):
    found, at = [], 0
    while at < len(text):
        best = None
        for end in range(len(text), at, -1):
            over = any(at < stop < end for stop in stops)
            if over or not begins(text, at) or splits(text, end):
                continue
            for which, one in enumerate(wanted):
                name = plain(one.find.strip(), one.ignore_case)
                same = name and plain(text[at:end], one.ignore_case) == name
                whole = one.part_of_words or (same and not cut_word(text, at, end))
                if same and whole and best is None:
                    best = Found(at, end, which)
        if best is None:
            at += 1
        else:
            found.append(best)
            at = best.end
    return found


SIGNS = st.sampled_from(["a", "A", "n", "N", "é", "e", "\u0301", "ß", "s", "S", "t", "'", "’", "-"])
LETTERS = SIGNS | st.sampled_from([" ", " ", "\n", "\xa0", "\u00ad", "_", ".", "*", "\u1100"])
LETTERS |= st.sampled_from(["\u1161", "\uac00", "İ", "ﬁ"])
NAMES = st.text(SIGNS | st.sampled_from([" ", "*", "."]), min_size=1, max_size=4).filter(
    lambda name: name.strip() and not hangs(name.strip()[0])
)


@given(
    text=st.text(LETTERS, max_size=16),
    wanted=st.lists(st.builds(Wanted, NAMES, st.booleans(), st.booleans()), max_size=3),
    stops=st.lists(st.integers(0, 16), max_size=2).map(sorted),
)
def test_as_each_stretch_held_against_each_name_gives(text, wanted, stops):
    assert Finder(dict(enumerate(wanted))).find(text, stops) == reference(text, wanted, stops)

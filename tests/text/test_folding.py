"""Folded text: the fast way gives what one letter after the other gives."""

from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.folding import folded, folded_letter

LETTERS = st.text(st.characters(codec="utf-8") | st.sampled_from("aÉéßﬁ’`“–İ\u0301"))


@given(LETTERS | LETTERS.map(lambda text: text * 2 + "".join(map(chr, range(0xC0, 0x100)))))
def test_a_text_is_folded_letter_by_letter(text: str) -> None:
    assert folded(text) == "".join(map(folded_letter, text))

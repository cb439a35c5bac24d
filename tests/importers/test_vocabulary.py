import unicodedata

from lmm_qual.importers import vocabulary

LISTS = {name: words for name, words in vars(vocabulary).items() if isinstance(words, frozenset)}


def test_words_are_as_they_are_compared():
    for words in LISTS.values():
        assert words == {unicodedata.normalize("NFC", word).casefold() for word in words}


def test_no_word_both_names_a_person_and_nobody():
    assert not vocabulary.STRONG_ROLES & vocabulary.NOBODY
    assert not vocabulary.STRONG_ROLES & vocabulary.SERIES
    assert vocabulary.QUESTIONS <= vocabulary.SERIES | vocabulary.NOBODY
    assert vocabulary.LEGENDS <= vocabulary.HEADER_KEYS

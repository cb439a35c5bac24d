"""Memos as files name them: by words of theirs, which outlast a copy, or by their id."""

from lmm_qual.store.store import Store

_ENOUGH = 80
"""Characters of a memo's beginning that name it, where no other memo holds them."""


class MemoReferences:
    """Finds memos by what names them, and gives what names a memo."""

    def __init__(self, store: Store) -> None:
        rows = store.rows("SELECT id, text FROM memo ORDER BY id")
        self._texts = {id_: " ".join(text.split()) for id_, text in rows}

    def text(self, id: int) -> str:
        """Give a memo's words on one line."""
        return self._texts[id]

    def found(self, reference: str) -> list[int]:
        """Give the memos that are meant: the one with that id, else those that hold the words."""
        words = " ".join(reference.split())
        if _is_id(words):
            return [int(words)] if int(words) in self._texts else []
        return [id_ for id_, text in self._texts.items() if words in text] if words else []

    def reference(self, id: int) -> str:
        """Give the beginning of a memo where it names no other one, else its id."""
        words = self._texts[id][:_ENOUGH].strip()
        return str(id) if _is_id(words) or self.found(words) != [id] else words


def _is_id(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 19

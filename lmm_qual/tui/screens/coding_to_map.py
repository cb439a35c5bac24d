"""Putting words to the map while reading."""

from lmm_qual.project.changes.passages import Evidence
from lmm_qual.tui.screens.coding_evidence import CodingEvidence
from lmm_qual.tui.screens.map_evidence import MapEvidence


class CodingToMap(CodingEvidence, MapEvidence):
    """A screen on which words of a transcript are put to the map."""

    def action_to_map(self) -> None:
        """Put what is selected to the map; else the coding under the cursor, or the sentence."""
        self.as_coder(self._to_map)

    def _to_map(self) -> None:
        span = self.words_meant()
        if span is None:
            return
        words = Evidence(self.reading.row.key, span.start, span.end)
        quote = span.slice(self.view.document.text)
        self.put_to_map(words, quote, self._give_up, lambda: self._done_with_selection(span))

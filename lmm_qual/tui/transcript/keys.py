"""The keys of the transcript view, by action id, so that a key map can bind others."""

from textual.binding import Binding

PLACE = "text"
"""Where they work."""

_MOVES = (
    ("left", "left,h", "move('grapheme', -1)", "Left"),
    ("right", "right,l", "move('grapheme', 1)", "Right"),
    ("up", "up,k", "move_rows(-1)", "Row up"),
    ("down", "down,j", "move_rows(1)", "Row down"),
    ("word_left", "b,ctrl+left", "move('word', -1)", "Word before"),
    ("word_right", "w,ctrl+right", "move('word', 1)", "Next word"),
    ("sentence_back", "(", "move('sentence', -1)", "Sentence before"),
    ("sentence_forward", ")", "move('sentence', 1)", "Next sentence"),
    ("turn_back", "{", "move('turn', -1)", "Turn before"),
    ("turn_forward", "}", "move('turn', 1)", "Next turn"),
    ("page_up", "pageup", "move_pages(-1)", "Page up"),
    ("page_down", "pagedown", "move_pages(1)", "Page down"),
    ("row_start", "home,0", "row_edge(False)", "Start of the row"),
    ("row_end", "end,$", "row_edge(True)", "End of the row"),
    ("start", "ctrl+home", "edge(False)", "Start of the transcript"),
    ("end", "G,ctrl+end", "edge(True)", "End of the transcript"),
)
_EXTENDING = (
    ("extend_left", "shift+left", "move('grapheme', -1, True)", "Extend left"),
    ("extend_right", "shift+right", "move('grapheme', 1, True)", "Extend right"),
    ("extend_up", "shift+up", "move_rows(-1, True)", "Extend a row up"),
    ("extend_down", "shift+down", "move_rows(1, True)", "Extend a row down"),
    ("extend_word_left", "ctrl+shift+left", "move('word', -1, True)", "Extend by a word back"),
    ("extend_word_right", "ctrl+shift+right", "move('word', 1, True)", "Extend by a word"),
    ("extend_page_up", "shift+pageup", "move_pages(-1, True)", "Extend a page up"),
    ("extend_page_down", "shift+pagedown", "move_pages(1, True)", "Extend a page down"),
    ("extend_row_start", "shift+home", "row_edge(False, True)", "Extend to the row's start"),
    ("extend_row_end", "shift+end", "row_edge(True, True)", "Extend to the row's end"),
)
_SELECTING = (
    ("extend", "v", "extend_mode", "Extend with every move"),
    ("collapse", "escape", "collapse", "Drop the selection"),
    ("select_sentence", "s", "select_unit('sentence')", "Select the sentence"),
    ("select_turn", "t", "select_unit('turn')", "Select the turn"),
    ("grow", "+", "grow", "Grow the selection"),
    ("shrink", "-", "shrink", "Shrink the selection"),
    ("go", "g", "go", "Go: 12 a turn, 1:30 a time, g start"),
)
_CODINGS = (
    ("next_coding", "]", "coding(1)", "Next coding"),
    ("previous_coding", "[", "coding(-1)", "Coding before"),
    ("next_uncoded", ">", "uncoded(1)", "Next passage without a code"),
    ("previous_uncoded", "<", "uncoded(-1)", "Passage without a code before"),
    ("next_overlap", "o", "overlap", "Next of overlapping codings"),
)


def bindings() -> list[Binding]:
    """Give the bindings, their ids `transcript.` and the action's name; none in the footer."""
    groups = (*_MOVES, *_EXTENDING, *_SELECTING, *_CODINGS)
    return [
        Binding(keys, action, description, show=False, id=f"transcript.{name}")
        for name, keys, action, description in groups
    ]

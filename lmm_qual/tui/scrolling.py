"""What scrolls with a bar that is always there."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_length(view: ScrollView, width: int, rows: int) -> None:
    """Give a view other measures, in cells, without laying out the screen around it anew.

    The view's bar is always there, so that nothing beside it could move.
    """
    view.set_reactive(Widget.virtual_size, Size(width, rows))
    view.vertical_scrollbar.window_virtual_size = rows

"""A panel of text that changes often."""

from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from lmm_qual.tui.scrolling import set_length


class Prose(ScrollView, can_focus=True):
    """Text in as many lines as it needs; other text does not lay the screen out anew."""

    DEFAULT_CSS = """
    Prose {
        overflow-x: hidden; overflow-y: scroll;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content("")
        self._strips: list[Strip] | None = None

    @property
    def content(self) -> Content:
        """Give the text that is shown."""
        return self._content

    def say(self, content: Content) -> None:
        """Show other text, from its first line."""
        if self._content.is_same(content):
            return
        before = [] if self.scroll_offset.y else self._strips or []
        self._content = content
        now = self._wrap()
        self.scroll_to(y=0, animate=False)
        width, height = self.size.width, self.scrollable_content_region.height
        lines = zip_longest(before[:height], now[:height])
        changed = [y for y, (old, new) in enumerate(lines) if old != new]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def _wrap(self) -> list[Strip]:
        width = self.scrollable_content_region.width
        style = self.visual_style
        strips = Visual.to_strips(self, self._content, width, None, style, pad=True)
        self._strips = strips if width else []
        set_length(self, width, len(self._strips))
        return self._strips

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        strips = self._wrap() if self._strips is None else self._strips
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        return strips[at] if at < len(strips) else Strip.blank(width, self.rich_style)

    def notify_style_update(self) -> None:
        """Draw in the theme's colours again."""
        super().notify_style_update()
        self._strips = None

    def on_resize(self) -> None:
        """Wrap to the width there is."""
        self._wrap()
        self.refresh()

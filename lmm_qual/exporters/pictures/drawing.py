"""Drawing pictures as SVG or PNG: the same input gives the same bytes, and no name is markup.

Nothing is looked up anywhere: letters are drawn from the fonts that matplotlib brings along.
"""

import io
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lmm_qual.model.problem import refuse
from lmm_qual.text.standins import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PictureForm = str
"""`svg` or `png`."""

INK, FAINT, PAPER = "#1c2327", "#66737a", "#ffffff"
SHADE, ACCENT, WARM = "#2f7f8f", "#1f5c68", "#b5542b"

_LARGEST = 100.0
"""Inches that a side may have; 150 dots an inch are more than most programs open."""
_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "text.usetex": False,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.color": FAINT,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "lmm-qual",
    "svg.fonttype": "path",
    "savefig.facecolor": PAPER,
    "figure.facecolor": PAPER,
}


def picture(
    form: PictureForm, size: tuple[float, float], draw: Callable[["Figure"], None]
) -> bytes:
    """Give a picture of `size` inches that `draw` fills, as the bytes of its file.

    Raises BadInputError where it would be too large to be opened.
    """
    if max(size) > _LARGEST:
        raise refuse("the picture would be larger than programs open", "show fewer codes")
    with _quiet():
        from matplotlib import rc_context, rcdefaults, rcParams
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        settings: Any = _SETTINGS
        with rc_context():
            rcdefaults()
            rcParams.update(settings)
            figure = Figure(figsize=size)
            FigureCanvasAgg(figure)
            draw(figure)
            data = io.BytesIO()
            told = {"Date": None, "Creator": "lmm-qual"} if form == "svg" else {"Software": None}
            figure.savefig(data, format=form, dpi=150, metadata=told)
    return data.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep remarks on letters that no font has, and on matplotlib's own files, to itself."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def sheet(figure: "Figure") -> "Axes":
    """Give the whole of a figure to draw on, in inches from the top left."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return axes


def cut(text: str, longest: int) -> str:
    """Give a name as it may be shown, in one line of at most so many characters."""
    name = shown(text)
    return name if len(name) <= longest else name[: longest - 1] + "…"


def wrapped(text: str, width: int, most: int = 4) -> list[str]:
    """Give a text as it may be shown, in at most so many lines; the last says if there is more."""
    import textwrap

    lines = textwrap.wrap(shown(text), width, break_on_hyphens=False) or [""]
    return lines if len(lines) <= most else [*lines[: most - 1], cut(lines[most - 1] + " …", width)]


def shade(share: float) -> tuple[float, float, float]:
    """Give the colour of a share from 0, white, to 1; dark letters are read on all of them."""
    from matplotlib.colors import to_rgb

    full = to_rgb(SHADE)
    part = 0.06 + 0.6 * min(1.0, share) if share > 0 else 0.0
    return tuple(1 - part * (1 - each) for each in full)  # type: ignore[return-value]

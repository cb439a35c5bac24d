"""What an action is, and tables of them as they are written down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lmm_qual.tui.actions.places import EVERYWHERE


@dataclass(frozen=True)
class Action:
    """Something that can be done: `does` is what Textual runs on the place it belongs to.

    `short` is its word in the footer, empty where it does not stand there; `label` shows its keys
    where they are not simply the first of them; `writes` marks what a read-only project refuses.
    """

    id: str
    name: str
    keys: str
    where: str
    does: str
    section: str
    short: str = ""
    label: str = ""
    writes: bool = False
    listed: bool = True


_LABELS = {"study.next_cell": "← →", "coding.code": "c", "chart.next_column": "← →"}

_Rows = Iterable[tuple[str, str, str, str, str]]


def table(
    where: str, section: str, rows: _Rows, *, writes: bool = False, prefix: str = ""
) -> Iterator[Action]:
    """Give the actions of a place from rows of name, what it does in words, keys, call, footer.

    `prefix` stands before the names in their ids, the place's own where there is none.
    """
    prefix = prefix or ("app" if where == EVERYWHERE else where)
    for name, said, keys, does, short in rows:
        id_ = f"{prefix}.{name}"
        label = _LABELS.get(id_, "")
        yield Action(id_, said, keys, where, does, section, short, label, writes)

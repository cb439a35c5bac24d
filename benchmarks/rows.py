"""A row of the table the benchmarks write."""

from dataclasses import dataclass

HEAD = "| job | size | median | figure | bound | met |\n|---|---|---:|---:|---:|---|\n"


@dataclass(frozen=True)
class Row:
    """A job with its median time, if it has one, and a figure in a unit beside its bound.

    Peers' jobs have no bound. One that was stopped took more than its time and figure say.
    """

    job: str
    size: str
    seconds: float | None
    figure: float
    unit: str
    bound: float | None
    stopped: bool = False

    def __str__(self) -> str:
        """Give the row of a Markdown table."""
        over = "over " if self.stopped else ""
        time = f"over {self.seconds:g} s" if self.stopped else _said(self.seconds)
        figure = f"{self.figure:.2f}" if self.figure < 10 else f"{self.figure:.0f}"
        cells = (self.job, self.size, time, f"{over}{figure} {self.unit}", *self._bound())
        return f"| {' | '.join(cells)} |"

    def _bound(self) -> tuple[str, str]:
        if self.bound is None:
            return "", ""
        return f"{self.bound:g}", "yes" if self.figure <= self.bound else "no"


def _said(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"

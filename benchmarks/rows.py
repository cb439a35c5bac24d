"""A row of the table the benchmarks write."""

from dataclasses import dataclass

HEAD = "| job | size | median | figure | bound | met |\n|---|---|---:|---:|---:|---|\n"


@dataclass(frozen=True)
class Row:
    """A job with its median time, if it has one, and a figure in a unit beside its bound."""

    job: str
    size: str
    seconds: float | None
    figure: float
    unit: str
    bound: float

    def __str__(self) -> str:
        """Give the row of a Markdown table."""
        met = "yes" if self.figure <= self.bound else "no"
        figure = f"{self.figure:.2f}" if self.figure < 10 else f"{self.figure:.0f}"
        cells = (self.job, self.size, _said(self.seconds), f"{figure} {self.unit}")
        return f"| {' | '.join(cells)} | {self.bound:g} | {met} |"


def _said(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"

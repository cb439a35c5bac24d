"""What is wrong with an input, in the one form in which people are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from lmm_qual.text.standins import shown


@dataclass(frozen=True)
class Problem:
    """One fault: `file`, `place` in it (a line, a key, an id), `what` it is, the `remedy`."""

    file: str
    what: str
    place: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """Give `file:place: what; remedy` as one plain line, leaving out what is not known."""
        where = ":".join(part for part in (self.file, self.place) if part)
        said = f"{self.what}; {self.remedy}" if self.remedy else self.what
        return shown(f"{where}: {said}" if where else said)


class BadInputError(Exception):
    """Input or project that cannot be taken; carries every `Problem` found."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse(what: str, remedy: str = "", *, file: str = "", place: str = "") -> BadInputError:
    """Make the error for a single fault, to be raised."""
    return BadInputError(Problem(file=file, place=place, what=what, remedy=remedy))

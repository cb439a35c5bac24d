"""The examples of the documentation: commands with what they print, and files to write first."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted(DOCS.glob("*.md")) + sorted(DOCS.glob("guide/*.md"))
"""The pages that are written by hand."""
ANYTHING = "…"
_BLOCK = re.compile(
    r'^```(console|(?:yaml|toml) title="(.+?)")\n(.*?)^```$', re.DOTALL | re.MULTILINE
)


@dataclass
class Step:
    """A command and the lines it prints, or where `file` names one, a file's text to write."""

    command: str = ""
    lines: list[str] = field(default_factory=list)
    file: str = ""
    text: str = ""

    @property
    def arguments(self) -> list[str]:
        """Give the command's arguments, without the name of the program."""
        program, *arguments = shlex.split(self.command)
        assert program == "lmm-qual", self.command
        return arguments


def steps(page: Path) -> Iterator[Step]:
    """Give the examples of a page, in order."""
    for _, file, body in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if file:
            yield Step(file=file, text=body)
            continue
        step = None
        for line in body.splitlines():
            if line.startswith("$ "):
                if step:
                    yield step
                step = Step(command=line.removeprefix("$ "))
            else:
                assert step, f"{page.name}: output before a command"
                step.lines.append(line)
        if step:
            yield step


def pattern(lines: list[str], *, exact: bool = False) -> str:
    """Give what printed lines have to match: `…` alone is any lines.

    Within a line it is any words, unless what is printed has it there: `exact`.
    """
    return "".join("(?:.*\n)*" if line == ANYTHING else _line(line, exact) for line in lines)


def _line(line: str, exact: bool) -> str:
    parts = [line] if exact else line.split(ANYTHING)
    return ".*".join(map(re.escape, parts)) + "\n"


def printed(out: str) -> str:
    """Give what was printed without blanks at the ends of lines."""
    return "".join(f"{line.rstrip()}\n" for line in out.splitlines())

"""What an archive says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.text.numbers import counted


@dataclass(frozen=True)
class Held:
    """What an archive holds, and what is left out of it, in numbers.

    `parted` are transcripts in which some turns are left out, `silent` participants of whom
    nothing is held.
    """

    name: str
    transcripts: int
    left_out: int
    parted: int
    turns: int
    participants: int
    silent: int

    def said(self) -> list[str]:
        """Say what is left out, a line each."""
        people = counted(self.participants, "participant")
        lines = [f"{counted(self.transcripts, 'transcript')} of {people}"]
        if self.left_out:
            some = counted(self.left_out, "transcript")
            lines.append(f"left out: {some} in which nobody agreed to be archived in that round")
        if self.silent:
            lines.append(f"left out: all words of {counted(self.silent, 'participant')}")
        if self.turns:
            turns, where = counted(self.turns, "turn"), counted(self.parted, "transcript")
            lines.append(f"a marker stands in the place of {turns} in {where}")
        return lines


_FILES = {
    "README.txt": "this file",
    "transcripts/": "the talk, a transcript a file",
    "transcripts.csv": "the transcripts: round, group, method, date, and turns that are left out",
    "participants.csv": "who speaks in which transcript, with group, service and role in it",
    "study.yaml": "the design: questions, rounds, groups, methods, recruitment, topic guides",
    "codebook.yaml": "the codes with their definitions and criteria",
    "checksums.sha256": "the checksum of each file; `sha256sum -c checksums.sha256` compares them",
}


def readme(held: Held, files: Sequence[str]) -> str:
    """Give the text that explains an archive; `files` are the paths beside it."""
    listed = ["README.txt", *files]
    named = [
        f"  {name:<18}{said}"
        for name, said in _FILES.items()
        if name == "checksums.sha256" or any(one.startswith(name) for one in listed)
    ]
    lines = [
        held.name or "A study",
        "",
        "What is in this folder",
        *named,
        "",
        "How a transcript is written",
        "  The first line names it, with round, group, method and date. Then each turn stands in",
        "  a paragraph: its number in brackets, who speaks, and the words. A turn is cited by",
        "  the transcript's name and that number. People stand under the ids of the study;",
        "  interviewers are not told apart.",
        "",
        "What is left out",
        *(f"  {line}" for line in held.said()),
        "  Words are here only where it is on record that the person agreed, for that round, to",
        "  have them archived, and has not withdrawn. Titles, notes, file names and what stands",
        "  outside of turns are left out, as are codings, memos, summaries and findings.",
        "",
        "What was not looked at",
        "  Names that people said stand as they do in the project: read the transcripts before",
        "  this folder is handed on. Roles and services may be recognised by colleagues.",
    ]
    return "\n".join(lines) + "\n"

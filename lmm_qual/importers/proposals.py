"""Who of a transcript's speakers may be the interviewer: proposals with their reason."""

from collections import Counter
from dataclasses import dataclass

from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.names import fold
from lmm_qual.model.transcript import ParsedTranscript

_LEAST_TURNS = 4
_MANY_QUESTIONS = 0.4
_TIMES_OTHERS = 2
_QUESTION_MARKS = ("?", "？", "؟")
_CLOSING = " \t\n\"'”’»)]*_|"


@dataclass(frozen=True)
class InterviewerProposal:
    """A label that may be the interviewer's, and why; a `hint` is no more than that."""

    label: str
    reason: str
    hint: bool = False


def interviewer_proposals(parsed: ParsedTranscript) -> tuple[InterviewerProposal, ...]:
    """Propose the interviewers of a transcript: by their labels, or by its header.

    Only where neither names one, whoever asks far more than the others is given as a hint.
    """
    named = [
        InterviewerProposal(label, reason)
        for label in parsed.speakers
        if (reason := _reason(label, parsed.metadata)) is not None
    ]
    return tuple(named) or _who_asks_most(parsed)


def _reason(label: str, metadata: dict[str, str]) -> str | None:
    if is_interviewer(label):
        return "the label is a word for an interviewer"
    for key, value in metadata.items():
        explained = fold(key) == fold(label) and any(
            is_interviewer(word.strip(".,;()")) for word in value.split()
        )
        named = is_interviewer(key) and fold(label) in {
            fold(part) for part in [value, *value.split(",")]
        }
        if explained or named:
            return "the header says so"
    return None


def _who_asks_most(parsed: ParsedTranscript) -> tuple[InterviewerProposal, ...]:
    turns = parsed.speakers
    asked: Counter[str] = Counter()
    for turn in parsed.turns:
        said = parsed.text[max(turn.start, turn.end - 20) : turn.end].rstrip(_CLOSING)
        if turn.speaker is not None and said.endswith(_QUESTION_MARKS):
            asked[turn.speaker] += 1
    shares = sorted(
        ((asked[label] / times, label) for label, times in turns.items() if times >= _LEAST_TURNS),
        reverse=True,
    )
    if len(shares) < 2 or shares[0][0] < _MANY_QUESTIONS:
        return ()
    if shares[0][0] < _TIMES_OTHERS * shares[1][0]:
        return ()
    label = shares[0][1]
    reason = f"{asked[label]} of {turns[label]} turns end with a question; only a hint"
    return (InterviewerProposal(label, reason, hint=True),)

"""What a person decides of a transcript before it is added; each gives it anew, as decided."""

from dataclasses import replace

from lmm_qual.definitions.reading import make_entry
from lmm_qual.model.base import composed
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript


def rename_speaker(new: NewTranscript, label: str, name: str) -> NewTranscript:
    """Give a speaker another name; one that is there already takes the turns over.

    The stored text keeps the label as it was written. Raises `BadInputError` for an empty name
    or a label that is not there.
    """
    _require(new, label)
    name = composed(name.strip())
    if not name:
        raise refuse("a speaker needs a name", file=new.file_name)
    turns = tuple(
        replace(turn, speaker=name) if turn.speaker == label else turn for turn in new.parsed.turns
    )
    entries = dict(new.speakers)
    entry = entries.pop(label, SpeakerEntry())
    return _with_turns(new, turns, {name: entry, **entries})


def not_a_speaker(new: NewTranscript, label: str) -> NewTranscript:
    """Take a label for words: what follows it is said by the speaker before, or by nobody known.

    Raises `BadInputError` for a label that is not there.
    """
    _require(new, label)
    turns: list[ParsedTurn] = []
    for turn in new.parsed.turns:
        if turn.speaker != label:
            turns.append(turn)
            continue
        start = turn.start if turn.label_start is None else turn.label_start
        before = turns[-1] if turns else None
        if before is not None and not new.parsed.text[before.end : start].strip():
            turns[-1] = replace(before, end=turn.end)
        else:
            speaker = before.speaker if before else None
            turns.append(ParsedTurn(speaker, start, turn.end, label_start=start))
    kept = {name: entry for name, entry in new.speakers.items() if name != label}
    return _with_turns(new, tuple(turns), kept)


def set_speaker(new: NewTranscript, label: str, **values: str | bool | None) -> NewTranscript:
    """Say who a label stands for: interviewer, participant, group, service, role.

    An interviewer is no participant, so that setting one takes the other away. Raises
    `BadInputError` for a value that cannot be, or a label that is not there.
    """
    _require(new, label)
    entry = new.speakers.get(label, SpeakerEntry())
    typed = {**entry.model_dump(), **values}
    if values.get("interviewer"):
        typed["participant"] = None
    elif values.get("participant"):
        typed["interviewer"] = False
    checked = make_entry(SpeakerEntry, typed, file=new.file_name)
    return replace(new, speakers={**new.speakers, label: checked})


def describe(new: NewTranscript, **values: str | None) -> NewTranscript:
    """Set what is known of the session: id, title, time, group, service, method, date.

    Raises `BadInputError` for a value that cannot be.
    """
    typed = make_entry(Document, {"path": new.file_name, **values}, file=new.file_name)
    checked = {name: getattr(typed, name) for name in values}
    if "id" in checked:
        checked["key"] = checked.pop("id") or new.key
    return replace(new, **checked)


def _require(new: NewTranscript, label: str) -> None:
    if label not in new.parsed.speakers:
        raise refuse(f"no speaker “{label}”", file=new.file_name)


def _with_turns(
    new: NewTranscript, turns: tuple[ParsedTurn, ...], entries: dict[str, SpeakerEntry]
) -> NewTranscript:
    parsed: ParsedTranscript = replace(new.parsed, turns=turns)
    speakers = {name: entries.get(name, SpeakerEntry()) for name in parsed.speakers}
    return replace(new, parsed=parsed, speakers=speakers)

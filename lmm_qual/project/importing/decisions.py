"""What a person decides of a transcript before it is added; each gives it anew, as decided."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from unicodedata import normalize

from lmm_qual.definitions.validating import make_entry
from lmm_qual.importers.reading import read_bytes
from lmm_qual.importers.renaming import renamed
from lmm_qual.model.base import composed
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript


def rename_speaker(new: NewTranscript, label: str, name: str) -> NewTranscript:
    """Give a speaker another name; one that is there already takes the turns over.

    The stored text keeps the label as it was written; but cues that are then one speaker's are
    joined, as they are when read. Raises `BadInputError` for an empty name
    or a label that is not there.
    """
    _require(new, label)
    name = composed(name.strip())
    if not name:
        raise refuse("a speaker needs a name", file=new.file_name)
    entries = dict(new.speakers)
    entry = entries.pop(label, SpeakerEntry())
    parsed = renamed(new.parsed, label, name)
    return _with_turns(replace(new, parsed=parsed), parsed.turns, {name: entry, **entries})


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
            turns[-1] = before._replace(end=turn.end)
        else:
            speaker = before.speaker if before else None
            turns.append(ParsedTurn(speaker, start, turn.end, label_start=start))
    kept = {name: entry for name, entry in new.speakers.items() if name != label}
    return _with_turns(new, tuple(turns), kept)


def take_as_speaker(new: NewTranscript, label: str) -> NewTranscript:
    """Begin a turn at each line that begins with a label.

    The label stands before a colon, dash, bar or tab, in brackets, or alone on its line; else as
    it does in one of the conventions known. Raises `BadInputError` where no line begins so, or
    the label is a speaker already.
    """
    label = composed(label.strip())
    if label in new.parsed.speakers:
        raise refuse(f"“{label}” is a speaker already", file=new.file_name)
    starts = _label_pattern(label)
    cut = [part for turn in new.parsed.turns for part in _cut(new.parsed.text, turn, label, starts)]
    turns = tuple(_gone_on(new.parsed.text, cut, label))
    if all(turn.speaker != label for turn in turns):
        if (again := _read_again(new, label)) is not None:
            return again
        what = f"no line begins with “{label}” and a colon, a dash or a tab"
        raise refuse(what, "type it as the file has it", file=new.file_name)
    return _with_turns(new, turns, dict(new.speakers))


def _read_again(new: NewTranscript, label: str) -> NewTranscript | None:
    """Give the transcript read with one more speaker, None where something is lost by it.

    That is what was decided of its speakers before, or another speaker.
    """
    before = new.parsed
    read = partial(read_bytes, new.file_name, new.content, encoding=before.encoding)
    if read(known=[*before.speakers]).turns != before.turns:
        return None
    parsed = read(known=[*before.speakers, label])
    if not {*before.speakers, label} <= parsed.speakers.keys():
        return None
    return _with_turns(replace(new, parsed=parsed), parsed.turns, dict(new.speakers))


def _label_pattern(label: str) -> re.Pattern[str]:
    forms = dict.fromkeys(normalize(form, label) for form in ("NFC", "NFD"))
    names = (r"\s+".join(map(re.escape, form.split())) for form in forms)
    name = f"(?:{'|'.join(names)})"
    marks = r"[*_]{0,3}"
    bare = rf"{marks}{name}{marks}[ \t]*(?:[:|]{marks}|[-–—](?=\s)|\t|(?=\n|$))"
    return re.compile(rf"^[ \t]*(?:{bare}|[\[(<]{name}[\])>][ \t]*:?)\s*", re.MULTILINE)


def _cut(text: str, turn: ParsedTurn, label: str, starts: re.Pattern[str]) -> Iterator[ParsedTurn]:
    """Give the turn up to its first line that begins with the label, then a turn for each.

    A label that stands last has no words yet.
    """
    found = [
        match
        for match in starts.finditer(text, turn.start, turn.end)
        if match.start() == 0 or text[match.start() - 1] == "\n"
    ]
    if not found:
        yield turn
        return
    if (first := _without_tail(text, turn.start, found[0].start())) > turn.start:
        yield turn._replace(end=first)
    ends = [*(match.start() for match in found[1:]), turn.end]
    for match, end in zip(found, ends, strict=True):
        start = min(match.end(), end)
        stop = _without_tail(text, start, end)
        yield ParsedTurn(label, start, stop, label_start=match.start())


def _gone_on(text: str, turns: list[ParsedTurn], label: str) -> Iterator[ParsedTurn]:
    """Let the label's turns go on over paragraphs that nobody is named for.

    A label without any words is words itself.
    """
    held: ParsedTurn | None = None
    for turn in turns:
        if held is not None and turn.speaker is None and not text[held.end : turn.start].strip():
            start = held.start if held.end > held.start else turn.start
            held = held._replace(start=start, end=turn.end)
            continue
        if held is not None:
            yield _with_words(held)
        held = turn if turn.speaker == label else None
        if held is None:
            yield turn
    if held is not None:
        yield _with_words(held)


def _with_words(turn: ParsedTurn) -> ParsedTurn:
    if turn.end > turn.start or turn.label_start is None:
        return turn
    return ParsedTurn(None, turn.label_start, turn.end, label_start=turn.label_start)


def _without_tail(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


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

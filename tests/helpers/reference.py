"""A slow, obvious reading of the methods: attribution and theme matrix, character by character.

It knows a project by its exports alone and shares no line with the program. A unit is whatever a
measure counts: a participant's id, a transcript's, a segment (transcript, start, end, code) or a
word (transcript, turn, number of the word).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from helpers.exported import Exported

Column = dict[str, str | None]
Unit = object


@dataclass(frozen=True)
class Place:
    """Whom talk is counted for, as in one session; nobody named is the session's group."""

    participant: str | None
    group: str | None
    service: str | None
    role: str | None


def at_turn(turn: dict[str, Any]) -> Place:
    return Place(turn["participant"], turn["group"], turn["service"], turn["role"])


def at_session(transcript: dict[str, Any]) -> Place:
    return Place(None, transcript["group"], transcript.get("service"), None)


def speaking(transcript: dict[str, Any], turn: dict[str, Any]) -> Place | None:
    """Give the place of a turn; none for an interviewer."""
    if turn["interviewer"]:
        return None
    return at_session(transcript) if turn["participant"] is None else at_turn(turn)


def places(transcript: dict[str, Any]) -> set[Place]:
    """Give the places that speak in a session; its group where nobody does."""
    found = {speaking(transcript, turn) for turn in transcript["turns"]} - {None}
    return found or {at_session(transcript)}


class Session:
    """A transcript with its turn and its word at every character."""

    def __init__(self, transcript: dict[str, Any]) -> None:
        self.transcript = transcript
        self.turn_at: list[dict[str, Any] | None] = [None] * len(transcript["text"])
        self.word_at: list[Unit] = [None] * len(transcript["text"])
        for turn in transcript["turns"]:
            for character in range(turn["start"], turn["end"]):
                self.turn_at[character] = turn
            for unit, characters in words_of(transcript, turn):
                for character in characters:
                    self.word_at[character] = unit

    def heard(self, coding: dict[str, Any]) -> list[dict[str, Any]]:
        """Give the turns under a coded segment, interviewers left out."""
        under = [self.turn_at[character] for character in range(coding["start"], coding["end"])]
        return [turn for turn in under if turn is not None and not turn["interviewer"]]

    def words(self, coding: dict[str, Any], place: Place) -> set[Unit]:
        """Give the words of one place under a coded segment."""
        found = set()
        for character in range(coding["start"], coding["end"]):
            turn, word = self.turn_at[character], self.word_at[character]
            if turn and word and speaking(self.transcript, turn) == place:
                found.add(word)
        return found


def voices(session: Session, coding: dict[str, Any]) -> dict[Place, str]:
    """Say whose voice a coded segment is."""
    transcript, heard = session.transcript, session.heard(coding)
    decided = coding.get("voices") or {}
    voiced = {
        at_turn(turn): decided.get(turn["participant"], "voiced")
        for turn in heard
        if turn["participant"] is not None
    }
    in_overlap = {place.participant for place in voiced}
    for turn in transcript["turns"]:
        who = turn["participant"]
        if not turn["interviewer"] and who in decided and who not in in_overlap:
            voiced[at_turn(turn)] = decided[who]
    speech_without_name = bool(heard) or not transcript["turns"]
    if speech_without_name and not in_overlap and "voiced" not in voiced.values():
        voiced[at_session(transcript)] = "voiced"
    return voiced


def counted(session: Session, coding: dict[str, Any]) -> set[Place]:
    found = voices(session, coding)
    return {place for place, voice in found.items() if voice in {"voiced", "agreed"}}


def covers_no_speech(session: Session, coding: dict[str, Any]) -> bool:
    return bool(session.transcript["turns"]) and not session.heard(coding)


def words_of(transcript: dict[str, Any], turn: dict[str, Any]) -> list[tuple[Unit, range]]:
    """Give the words of a turn, each with its characters."""
    found = []
    said = transcript["text"][turn["start"] : turn["end"]]
    at = 0
    for word in said.split():
        at = said.index(word, at)
        if any(letter.isalnum() for letter in word):
            start = turn["start"] + at
            unit = (transcript["id"], turn["n"], len(found))
            found.append((unit, range(start, start + len(word))))
        at += len(word)
    return found


def coded_share(transcript: dict[str, Any], codings: list[dict[str, Any]]) -> float | None:
    """Give the share of a session's words, interviewers' left out, that any coding covers."""
    coded = {
        character
        for coding in codings
        if coding["transcript"] == transcript["id"]
        for character in range(coding["start"], coding["end"])
    }
    words = [
        characters
        for turn in transcript["turns"]
        if not turn["interviewer"]
        for _, characters in words_of(transcript, turn)
    ]
    covered = [characters for characters in words if coded.intersection(characters)]
    return round(len(covered) / len(words), 4) if words else None


def units(measure: str, session: Session, coding: dict[str, Any], place: Place) -> set[Unit]:
    """Give what a segment adds at one of the places that it counts at."""
    if measure == "participants":
        return {place.participant} - {None}
    if measure == "transcripts":
        return {coding["transcript"]}
    if measure == "segments":
        return {segment(coding)}
    return session.words(coding, place)


def segment(coding: dict[str, Any]) -> Unit:
    return (coding["transcript"], coding["start"], coding["end"], coding["code"])


def column_of(names: Iterable[str], transcript: dict[str, Any], place: Place) -> Column:
    known = {
        "time": transcript["time"],
        "method": transcript["method"],
        "group": place.group,
        "service": place.service,
        "role": place.role,
        "participant": place.participant,
    }
    return {name: known[name] for name in names}


def is_within(code: str, parent: str) -> bool:
    return code == parent or code.startswith(parent + "/")


class Reference:
    """Counts one project by one measure, for all coders or one."""

    def __init__(
        self, project: Exported, measure: str, names: list[str], coder: str = "all"
    ) -> None:
        self.project = project
        self.measure = measure
        self.names = names
        self.coder = coder
        self.transcripts = {one["id"]: one for one in project.transcripts}
        self.codings = [one for one in project.codings if coder in {"all", one["coder"]}]
        sessions = {key: Session(one) for key, one in self.transcripts.items()}
        self.silent = [
            coding
            for coding in self.codings
            if covers_no_speech(sessions[coding["transcript"]], coding)
            and not counted(sessions[coding["transcript"]], coding)
        ]
        self.placed = [
            (
                coding["code"],
                column_of(names, self.transcripts[coding["transcript"]], place),
                units(measure, sessions[coding["transcript"]], coding, place),
            )
            for coding in self.codings
            for place in counted(sessions[coding["transcript"]], coding)
        ]

    def rows(self, depth: int | None = None) -> list[str]:
        slashes = {code: len(re.findall(r"(?<!\\)(?:\\\\)*/", code)) for code in self.project.codes}
        return [code for code in self.project.codes if depth is None or slashes[code] < depth]

    def met(self) -> list[Column]:
        """Give the columns of which somebody is in an imported transcript."""
        return [
            column_of(self.names, transcript, place)
            for transcript in self.transcripts.values()
            for place in places(transcript)
        ]

    def columns(self) -> list[Column]:
        """Give the columns that are planned or met, in no order."""
        found: list[Column] = []
        for column in [*self._designed(), *self.met()]:
            if column not in found:
                found.append(column)
        return found

    def _designed(self) -> list[Column]:
        if {"service", "role", "participant"} & set(self.names):
            return []
        study = self.project.study
        found: list[Column] = [{}]
        for name, section in (("time", "time_points"), ("group", "groups")):
            if name in self.names:
                found = [{**one, name: x["id"]} for one in found for x in study.get(section, [])]
        if "method" in self.names:
            found = [
                {**one, "method": method} for one in found for method in self._designed_methods(one)
            ]
        return [{name: one[name] for name in self.names} for one in found]

    def _designed_methods(self, place: Column) -> set[str | None]:
        methods: set[str | None] = {
            method
            for plan in self._plans({**place, "method": None})
            if plan.get("sampled", True)
            for method in plan.get("method", [])
        }
        met_here = [column for column in self.met() if place.items() <= column.items()]
        return methods or (set() if met_here else {None})

    def _plans(self, column: Column) -> list[dict[str, Any]]:
        found = []
        for plan in self.project.study.get("recruitment", []):
            if "time" in column and column["time"] != plan["time"]:
                continue
            if "group" in column and column["group"] != plan["group"]:
                continue
            methods = plan.get("method", [])
            if column.get("method") is not None and methods and column["method"] not in methods:
                continue
            found.append(plan)
        return found

    def planned(self, column: Column) -> int | None:
        if self.measure != "participants" or {"service", "role", "participant"} & set(self.names):
            return None
        plans = [plan for plan in self._plans(column) if plan.get("sampled", True)]
        if "method" in column:
            one = [column["method"]] if column["method"] else []
            if [plan for plan in plans if plan.get("method", []) != one]:
                return None
        if len({plan["time"] for plan in plans}) > 1:
            return None
        numbers = [plan.get("participants") for plan in plans]
        return sum(numbers) if numbers and None not in numbers else None

    def found(self, code: str, column: Column | None) -> set[Unit]:
        """Give the units of a cell, or of a whole row."""
        found: set[Unit] = set()
        for coded, place, units_there in self.placed:
            if is_within(coded, code) and column in (None, place):
                found |= units_there
        return found

    def segments(self, code: str, column: Column) -> bool:
        """Say whether any segment counts in a cell, whatever the measure."""
        return any(is_within(coded, code) and place == column for coded, place, _ in self.placed)

    def unattributed(self, code: str) -> int:
        return len({segment(coding) for coding in self.silent if is_within(coding["code"], code)})

    def sessions(self, column: Column) -> list[dict[str, Any]]:
        return [
            transcript
            for transcript in self.transcripts.values()
            if column in [column_of(self.names, transcript, place) for place in places(transcript)]
        ]

    def of(self, column: Column) -> int | None:
        sessions = self.sessions(column)
        if not sessions:
            return None
        here = [
            (transcript, place)
            for transcript in sessions
            for place in places(transcript)
            if column_of(self.names, transcript, place) == column
        ]
        if self.measure == "participants":
            return len({place.participant for _, place in here} - {None})
        if self.measure == "transcripts":
            return len(sessions)
        if self.measure == "segments":
            return len(set().union(*(self.found(code, column) for code in self.project.codes)))
        return sum(
            len(words_of(transcript, turn))
            for transcript, place in here
            for turn in transcript["turns"]
            if speaking(transcript, turn) == place
        )

    def last_finished(self, transcript: dict[str, Any]) -> int | None:
        versions = [
            one["version"]
            for one in self.project.passes
            if one["transcript"] == transcript["id"]
            and one["status"] == "finished"
            and self.coder in {"all", one["coder"]}
        ]
        return max(versions, default=None)

    def coded(self, column: Column) -> int:
        """Count participants, or transcripts, all of whose coding is finished."""
        sessions = self.sessions(column)
        done = [one for one in sessions if self.last_finished(one) is not None]
        if self.measure != "participants":
            return len(done)
        people = {
            place.participant
            for transcript in sessions
            for place in places(transcript)
            if column_of(self.names, transcript, place) == column
        } - {None}
        return sum(
            all(
                transcript in done
                for transcript in sessions
                for place in places(transcript)
                if place.participant == person
                and column_of(self.names, transcript, place) == column
            )
            for person in people
        )

    def state(self, code: str, column: Column) -> str:  # noqa: PLR0911  (a state a line)
        plans = self._plans(column)
        if plans and not any(plan.get("sampled", True) for plan in plans):
            return "not sampled"
        sessions = self.sessions(column)
        if not sessions:
            return "no transcript yet"
        finished = [self.last_finished(transcript) for transcript in sessions]
        if None in finished:
            return "coding not finished"
        below = [made for path, made in self.project.codes.items() if is_within(path, code)]
        if max(below) > min(finished):
            return "code newer than last pass"
        number = len(self.found(code, column))
        if number == 0 and self.segments(code, column):
            return "no participant named"
        if self._not_asked(code, column):
            return "not asked"
        return "number" if number else "not mentioned"

    def _not_asked(self, code: str, column: Column) -> bool:
        rounds = {
            (transcript["time"], place.group)
            for transcript in self.sessions(column)
            for place in places(transcript)
            if column_of(self.names, transcript, place) == column
        }
        guides = self.project.study.get("topic_guides", [])
        if not all(
            (time, group) in [(g["time"], g["group"]) for g in guides] for time, group in rounds
        ):
            return False
        prompts = {
            prompt
            for guide in guides
            if (guide["time"], guide["group"]) in rounds
            for question in guide.get("questions", [])
            for prompt in question.get("prompts", [])
        }
        return not any(is_within(code, p) or is_within(p, code) for p in prompts)

    def cell(self, code: str, column: Column) -> int | None:
        state, number = self.state(code, column), len(self.found(code, column))
        if state == "no transcript yet":
            return None
        return None if state == "not sampled" and not self.segments(code, column) else number

    def matrix(self, columns: list[Column], depth: int | None = None) -> dict[str, Any]:
        """Give the matrix over these columns in the form of `matrix --format json`."""
        rows = self.rows(depth)
        return {
            "measure": self.measure,
            "coder": self.coder,
            "rows": rows,
            "columns": columns,
            "cells": [[self.cell(code, column) for column in columns] for code in rows],
            "states": [[self.state(code, column) for column in columns] for code in rows],
            "of": [self.of(column) for column in columns],
            "planned": [self.planned(column) for column in columns],
            "coded": [self.coded(column) for column in columns],
            "row_total": [len(self.found(code, None)) for code in rows],
            "unattributed": [self.unattributed(code) for code in rows],
        }

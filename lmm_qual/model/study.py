"""The study file: questions, design, recruitment, participants, consent, topic guides."""

from typing import Literal

from pydantic import model_validator

from lmm_qual.model.base import Count, FileModel, Name, PartialDate


class Question(FileModel):
    """A research question."""

    id: Name
    text: str
    source: str | None = None


class TimePoint(FileModel):
    """A round of data collection."""

    id: Name
    label: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


class Group(FileModel):
    """A group of participants that the study samples."""

    id: Name
    label: str | None = None


class Method(FileModel):
    """A way of collecting talk; `voices` says whose account a session is."""

    id: Name
    voices: Literal["one", "joint", "many", "written"] = "one"


class Recruitment(FileModel):
    """What was planned or reached for a time point and group: "not sampled" or a number."""

    time: Name
    group: Name
    method: list[Name] = []
    participants: Count | None = None
    sampled: bool = True

    @model_validator(mode="before")
    @classmethod
    def _one_method_is_a_list(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("method"), str):
            return {**data, "method": [data["method"]]}
        return data


class Approached(FileModel):
    """What came of asking a service to take part in a round."""

    service: Name
    time: Name
    status: Literal["approached", "declined", "took part"]


class Event(FileModel):
    """Something dated that the talk may refer to."""

    date: PartialDate
    label: str


class Consent(FileModel):
    """What a participant agreed to in one round; `null` where it was not asked."""

    take_part: bool | None = None
    quote: bool | None = None
    archive: bool | None = None
    recontact: bool | None = None
    withdraw_until: PartialDate | None = None
    withdrawn: bool | None = None


class Participant(FileModel):
    """One person, known by an id, in any number of transcripts."""

    id: Name
    group: Name | None = None
    consent: dict[Name, Consent] = {}


class Settings(FileModel):
    """What holds for the whole study."""

    central_service: Name | None = None
    masking_threshold: Count | None = None
    name_pattern: str | None = None


class GuideQuestion(FileModel):
    """A question of a topic guide, with the codes that it prompts."""

    text: str
    prompts: list[str] = []


class TopicGuide(FileModel):
    """What was asked of a group in a round."""

    time: Name
    group: Name
    questions: list[GuideQuestion] = []


class Study(FileModel):
    """A whole study file."""

    name: str = ""
    questions: list[Question] = []
    time_points: list[TimePoint] = []
    groups: list[Group] = []
    methods: list[Method] = []
    recruitment: list[Recruitment] = []
    approached: list[Approached] = []
    events: list[Event] = []
    participants: list[Participant] = []
    settings: Settings = Settings()
    topic_guides: list[TopicGuide] = []

"""The study file: questions, design, recruitment, participants, consent, topic guides."""

from typing import Literal

from pydantic import model_validator

from lmm_qual.model.base import Count, FileModel, Name, PartialDate


class Question(FileModel):
    """A research question."""

    id: Name
    """What findings name it by."""
    text: str
    """The question in full."""
    source: str | None = None
    """Where it was taken from."""


class TimePoint(FileModel):
    """A round of data collection."""

    id: Name
    """What transcripts name the round by, such as T1."""
    label: str | None = None
    """What it is called in tables."""
    start: PartialDate | None = None
    """When the round began."""
    end: PartialDate | None = None
    """When it ended."""


class Group(FileModel):
    """A group of participants that the study samples."""

    id: Name
    """What transcripts name the group by, such as G1."""
    label: str | None = None
    """What it is called in tables."""


class Method(FileModel):
    """A way of collecting talk; `voices` says whose account a session is."""

    id: Name
    """What transcripts name the method by."""
    voices: Literal["one", "joint", "many", "written"] = "one"
    """Whose account a session is: one person's, a joint one, many people's, or a written one."""


class Recruitment(FileModel):
    """What was planned or reached for a time point and group: "not sampled" or a number."""

    time: Name
    """The round, by its id."""
    group: Name
    """The group, by its id."""
    method: list[Name] = []
    """By which methods, one or a list."""
    participants: Count | None = None
    """How many were planned."""
    sampled: bool = True
    """False where nobody of the group was to be asked in the round."""

    @model_validator(mode="before")
    @classmethod
    def _one_method_is_a_list(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("method"), str):
            return {**data, "method": [data["method"]]}
        return data


class Approached(FileModel):
    """What came of asking a service to take part in a round."""

    service: Name
    """The service, by its id on the map."""
    time: Name
    """The round, by its id."""
    status: Literal["approached", "declined", "took part"]
    """What came of it."""


class Event(FileModel):
    """Something dated that the talk may refer to."""

    date: PartialDate
    """When it happened."""
    label: str
    """What happened."""


class Consent(FileModel):
    """What a participant agreed to in one round; `null` where it was not asked."""

    take_part: bool | None = None
    """To take part."""
    quote: bool | None = None
    """To be quoted, without a name."""
    archive: bool | None = None
    """To have the words archived for others."""
    recontact: bool | None = None
    """To be asked again."""
    withdraw_until: PartialDate | None = None
    """Until when the words may be withdrawn."""
    withdrawn: bool | None = None
    """Whether the person has withdrawn."""


class Participant(FileModel):
    """One person, known by an id, in any number of transcripts."""

    id: Name
    """What the person is called in the study; never a name."""
    group: Name | None = None
    """The group, by its id; a session may say otherwise."""
    consent: dict[Name, Consent] = {}
    """What was agreed to, by round."""


class Settings(FileModel):
    """What holds for the whole study."""

    central_service: Name | None = None
    """The service that is evaluated, by its id on the map."""
    masking_threshold: Count | None = None
    """Numbers of participants below it are masked in what is shared."""
    name_pattern: str | None = None
    """What names of files say, as {time}_{group}_{participant}_{date}."""


class GuideQuestion(FileModel):
    """A question of a topic guide, with the codes that it prompts."""

    text: str
    """The question as it is asked."""
    prompts: list[str] = []
    """Codes that it prompts, by name or path."""


class TopicGuide(FileModel):
    """What was asked of a group in a round."""

    time: Name
    """The round, by its id."""
    group: Name
    """The group, by its id."""
    questions: list[GuideQuestion] = []
    """The questions in order."""


class Study(FileModel):
    """A whole study file."""

    name: str = ""
    """What the study is called."""
    questions: list[Question] = []
    """The research questions."""
    time_points: list[TimePoint] = []
    """The rounds, in order."""
    groups: list[Group] = []
    """The groups of participants, in order."""
    methods: list[Method] = []
    """The ways of collecting talk."""
    recruitment: list[Recruitment] = []
    """What was planned, by round and group."""
    approached: list[Approached] = []
    """Services that were asked to take part."""
    events: list[Event] = []
    """What happened that the talk may refer to."""
    participants: list[Participant] = []
    """The people, by ids, with their consent."""
    settings: Settings = Settings()
    """What holds for the whole study."""
    topic_guides: list[TopicGuide] = []
    """What was asked, by round and group."""

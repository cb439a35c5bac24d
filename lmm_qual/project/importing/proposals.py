"""What is proposed of a transcript before it is added: a person decides of each."""

from dataclasses import dataclass

from lmm_qual.importers.joining import JoinProposal, join_proposals
from lmm_qual.importers.proposals import InterviewerProposal, interviewer_proposals
from lmm_qual.project.changes.transcripts import NewTranscript


@dataclass(frozen=True)
class Proposals:
    """Labels to join, who may be the interviewer, and the labels that were not taken.

    Joins and interviewers go by label; `left` counts the lines of each label not taken.
    """

    joins: dict[str, JoinProposal]
    interviewers: dict[str, InterviewerProposal]
    left: dict[str, int]

    def reason(self, label: str) -> str:
        """Give in words what is proposed of a speaker, nothing where nothing is."""
        said = []
        if (join := self.joins.get(label)) is not None:
            said.append(f"perhaps {join.into} ({join.reason})")
        if (asks := self.interviewers.get(label)) is not None:
            said.append(f"perhaps the interviewer ({asks.reason})")
        return "; ".join(said)


def proposals_of(new: NewTranscript) -> Proposals:
    """Give what is open of a transcript as it is decided so far."""
    parsed = new.parsed
    asked = any(entry.interviewer for entry in new.speakers.values())
    return Proposals(
        joins={each.label: each for each in join_proposals(parsed.speakers, parsed.metadata)},
        interviewers={}
        if asked
        else {
            each.label: each
            for each in interviewer_proposals(parsed)
            if not new.speakers[each.label].participant
        },
        left={label: n for label, n in parsed.left.items() if label not in parsed.speakers},
    )

import pytest

from lmm_qual.importers.interviewers import is_interviewer


@pytest.mark.parametrize(
    "label",
    [
        "INT", "Int 1", "INT2", "Interviewer", "INTERVIEWER 2", "Moderator", "MOD", "Facilitator A",
        "Q", "Researcher 2", "I", "I1", "IV", "iv:", "Anna (interviewer)", "Interviewer_1",
        "Enque\u0302teur", "Moderatorin", "采访者", "المحاور", "מראיין",
    ],
)  # fmt: skip
def test_labels_of_interviewers(label):
    assert is_interviewer(label)


@pytest.mark.parametrize(
    "label",
    [
        "P07", "Interviewee", "INTERVIEWEE 2", "Participant", "R", "Anna", "Ian", "Ivy", "Quentin",
        "A", "S01", "Group", "Modupe", "",
    ],
)  # fmt: skip
def test_labels_of_others(label):
    assert not is_interviewer(label)

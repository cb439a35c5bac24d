"""Which labels propose themselves as the interviewer's."""

import re
import unicodedata

_WORDS = (
    "int",
    "interviewer",
    "interviewers",
    "moderator",
    "mod",
    "facilitator",
    "fac",
    "researcher",
    "i",
    "iv",
    "q",
    "interviewerin",
    "moderatorin",
    "forscher",
    "forscherin",
    "enquêteur",
    "enquêteuse",
    "enquêtrice",
    "intervieweur",
    "intervieweuse",
    "animateur",
    "animatrice",
    "entrevistador",
    "entrevistadora",
    "moderador",
    "moderadora",
    "investigador",
    "investigadora",
    "pesquisador",
    "pesquisadora",
    "intervistatore",
    "intervistatrice",
    "moderatore",
    "moderatrice",
    "ricercatore",
    "ricercatrice",
    "intervjuare",
    "haastattelija",
    "intervjuer",
    "prowadzący",
    "prowadząca",
    "badacz",
    "badaczka",
    "görüşmeci",
    "интервьюер",
    "модератор",
    "исследователь",
    "інтерв'юер",
    "采访者",
    "访谈者",
    "採訪者",
    "訪談者",
    "主持人",
    "聞き手",
    "インタビュアー",
    "司会",
    "면접자",
    "진행자",
    "المحاور",
    "المحاورة",
    "الباحث",
    "الباحثة",
    "מראיין",
    "מראיינת",
    "intv",
    "intvr",
    "ivr",
    "investigator",
    "ethnographer",
    "fieldworker",
    "questioner",
    "chercheur",
    "chercheuse",
    "modérateur",
    "modératrice",
    "fragesteller",
    "fragestellerin",
    "gesprächsleiter",
    "gesprächsleiterin",
    "onderzoeker",
    "gespreksleider",
    "forskare",
    "forsker",
    "tutkija",
    "moderatorka",
    "ankieter",
    "ankieterka",
    "tazatel",
    "tazatelka",
    "moderátor",
    "výzkumník",
    "kérdező",
    "araştırmacı",
    "moderatör",
    "ερευνητής",
    "ερευνήτρια",
    "συνεντευκτής",
    "συντονιστής",
    "συντονίστρια",
    "ведущий",
    "ведущая",
    "дослідник",
    "дослідниця",
    "інтерв’юер",
    "pewawancara",
    "साक्षात्कारकर्ता",
    "ผู้สัมภาษณ์",
    "مصاحبه‌گر",
    "پژوهشگر",
    "חוקר",
    "חוקרת",
    "מנחה",
    "研究者",
    "提问者",
    "質問者",
    "調査者",
    "インタビューアー",
    "면담자",
    "연구자",
    "인터뷰어",
)
_LABELS = frozenset(unicodedata.normalize("NFC", word).casefold() for word in _WORDS)
_LONG = frozenset(word for word in _LABELS if len(word) > 4)
_PARTS = re.compile(r"[^\w']+|_")


def is_interviewer(label: str) -> bool:
    """Tell whether a speaker label proposes itself as an interviewer's.

    A number or letter may follow (`Int 1`, `I2`); a full word such as `Interviewer` counts
    wherever it stands in the label (`Anna (interviewer)`).
    """
    folded = unicodedata.normalize("NFC", label).casefold().strip(" \t.:()[]*_")
    if folded in _LABELS or _without_number(folded) in _LABELS:
        return True
    return any(part in _LONG for part in _PARTS.split(folded))


def _without_number(label: str) -> str:
    bare = label.rstrip("0123456789").rstrip(" _#.-")
    if bare != label:
        return bare
    name, _, letter = label.rpartition(" ")
    return name if len(letter) == 1 else label

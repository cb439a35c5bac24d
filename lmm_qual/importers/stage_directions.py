"""Stage directions: what a transcriber notes in brackets, speech that was not heard left out."""

import re

_BRACKETED = re.compile(
    r"\s*[*_]*(?:\\?\[[^\[\]]*\\?\]|\{[^{}]*\}|<!--.*-->|\(\([^()]*\)\))[.,]?[*_]*\s*"
)
_PARENTHESISED = re.compile(r"\s*[*_]*\((?:[^()]|\([^()]*\))*\)[.,]?[*_]*\s*")
_UNHEARD = re.compile(
    r"[\s*_\\(\[{]*(?:inaudible|unintelligible|indistinct|unclear|indecipherable|unverständlich"
    r"|undeutlich|ininteligible|inaudível|inaudibile|incomprensibile|incompréhensible|\?|…|\.\.|xx"
    r"|неразборчиво|听不清|聽不清|聞き取れ)",
    re.IGNORECASE,
)
_RECORDING = re.compile(
    r"record|tape|audio|video|interview|session|aufnahme|aufzeichnung|grabaci|enregistr|registraz"
    r"|grava[çc]|запис",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:(?:laugh|chuckl|giggl|sigh|cough|sneez|cheer|sob|nod|gestur|shrug|clap|whisper|gasp|groan"
    r"|sing|hum|pause|cry|smil|yawn|mumbl|overlap|applaud|boo|cri)(?:s|es|e|ed|d|ter|ing|ping|ding"
    r"|bing|ming)?|applause|tearful|tears|silence|music|(?:cross|over)[ -]?talk(?:ing)?"
    r"|simultaneous|lacht|lachen|lachend|gelächter|applaus|stille|seufzt|räuspert|weint|rires?|silencio"
    r"|risas?|aplausos?|risate|pausa|смех|пауза|смеётся)\b|笑|沉默|ضحك|צחוק",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\(?\s*(?:cont|continue[sd]?|continuing|cont['’]?d|fortsetzung)\.?\s*\)?", re.IGNORECASE
)
_LONGEST_ASIDE = 12


def is_stage_direction(text: str) -> bool:
    """Tell whether a line is a stage direction by itself; `[inaudible 00:06:03]` is speech."""
    if text.lstrip(" \t*_\\")[:1] not in {"[", "(", "{", "<"} or _UNHEARD.match(text):
        return False
    if _BRACKETED.fullmatch(text):
        return True
    return len(text.split()) <= _LONGEST_ASIDE and _PARENTHESISED.fullmatch(text) is not None


def is_event(text: str) -> bool:
    """Tell whether a stage direction is a sound or gesture within the talk, as laughter is."""
    return _EVENT.search(text) is not None and _RECORDING.search(text) is None


def is_noted(words: str) -> bool:
    """Tell whether words in brackets are a transcriber's note: a sound, or what was not heard."""
    return is_event(words) or _UNHEARD.match(words) is not None


def is_manner(aside: str) -> bool:
    """Tell whether an aside in a label says how somebody speaks: `(laughs)`, `(cont'd)`."""
    return is_event(aside) or _CONTINUED.fullmatch(aside) is not None

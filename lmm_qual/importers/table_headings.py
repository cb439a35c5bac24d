"""Which columns of a table hold speakers, words and times, by what stands above them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.importers.word_lists import phrases
from lmm_qual.model.problem import BadInputError

_SPEAKER = phrases("""
    speaker, speakers, speaker name, speaker label, speaker id, speaker_name, name, participant,
    participant name, participant id, person, who, voice, actor, role, interlocutor, respondent,
    label, said by, spoken by, character, sprecher, sprecherin, sprecher:in, sprecher/in, wer,
    person/en, teilnehmer, teilnehmerin, locuteur, locutrice, orateur, intervenant, intervenante,
    qui, nom, hablante, orador, oradora, interlocutor, quién, quien, nombre, participante, falante,
    quem, nome, interlocutore, parlante, oratore, chi, spreker, deelnemer, wie, talare, deltagare,
    vem, puhuja, taler, hvem, mówca, osoba, uczestnik, konuşmacı, говорящий, спикер, участник, кто,
    мовець, учасник,
    说话人, 说话者, 发言人, 講者, 說話者, 話者, 発言者, 화자, 발화자, المتحدث, المتكلم, דובר, דוברת
""")
_TEXT = phrases("""
    text, transcript, transcription, transcribed text, utterance, utterances, content, words,
    speech, said, statement, dialogue, dialog, sentence, message, comment, response, turn, turn
    text, caption, captions, subtitle, spoken text, transkript, transkription, äußerung, aussage,
    inhalt, wortlaut, redebeitrag, gesagtes, texte, énoncé, propos, paroles, contenu,
    transcripción, texto, enunciado, contenido, palabras, transcrição, fala, conteúdo, testo,
    enunciato, trascrizione, contenuto, parole, tekst, transcriptie, uiting, inhoud, yttrande,
    innehåll, transkribering, teksti, puhe, litterointi, ytring, wypowiedź, treść, transkrypcja,
    metin, текст, реплика, высказывание, слова, содержание, репліка,
    文本, 内容, 文字, 发言, 內容, 發言, テキスト, 発話, 発言, 텍스트,
    발화, 내용, النص, الكلام, טקסט, תוכן
""")
_START = phrases("""
    start, start time, start_time, starttime, begin, begin time, begin_time, from, time, timestamp,
    time stamp, timecode, time code, in, onset, time start, anfang, beginn, startzeit, zeit,
    zeitmarke, zeitstempel, von, début, debut, heure, temps, horodatage, inicio, tiempo, hora,
    início, tempo, inizio, tijd, begintijd, tid, starttid, aika, alku, czas, początek, zaman,
    başlangıç, время, начало, час, 时间, 开始, 开始时间, 時間, 開始, 開始時間, 시간,
    시작, الوقت, זמן
""")
_END = phrases("""
    end, end time, end_time, endtime, to, stop, out, offset, time end, ende, endzeit, bis, fin,
    fim, fine, einde, slut, loppu, koniec, bitiş, конец, кінець, 结束, 结束时间, 終了, 結束, 종료
""")
_BARE = re.compile(r"\s*[\[(].*?[\])]\s*|[:*?#]+\s*\Z")


class OtherTableError(BadInputError):
    """A table that can be read, but has no columns of speakers and words."""


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns; `start` where there is one with times."""

    speaker: int
    text: int
    start: int | None = None


def columns_of(headings: Sequence[str]) -> Columns | None:
    """Give the columns that a row of headings names, `None` where it does not name both.

    Where two columns could be the one, the word that stands earlier in nobody's doubt is taken:
    `speaker` before `name`, `text` before `comment`; else there is none.
    """
    plain = [_plain(heading) for heading in headings]
    speaker, text = _one_of(plain, _SPEAKER, _SURE_SPEAKERS), _one_of(plain, _TEXT, _SURE_TEXTS)
    if speaker is None or text is None or speaker == text:
        return None
    return Columns(speaker, text, _one_of(plain, _START, _SURE_STARTS))


def is_heading(cell: str) -> bool:
    """Tell whether a cell is one of the words known to stand above a column."""
    return _plain(cell) in _SPEAKER | _TEXT | _START | _END


_SURE_SPEAKERS = (
    frozenset({"speaker", "speaker name", "speaker_name", "speaker label"}),
    frozenset({"participant", "sprecher", "sprecherin", "locuteur", "hablante", "name"}),
)
_SURE_TEXTS = (
    frozenset({"text", "texte", "texto", "testo", "tekst", "текст", "transcript"}),
    frozenset({"utterance", "transcription", "transkript", "words", "content"}),
)
_SURE_STARTS = (
    frozenset({"start", "start time", "start_time", "begin", "from", "begin time"}),
    frozenset({"timestamp", "time", "timecode", "in"}),
)


def _one_of(
    headings: Sequence[str], words: frozenset[str], sure: Sequence[frozenset[str]]
) -> int | None:
    for choice in (*sure, words):
        found = [index for index, heading in enumerate(headings) if heading in choice]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _plain(heading: str) -> str:
    """Give a heading as it is compared: composed, small letters, without `(s)` or a colon."""
    composed = unicodedata.normalize("NFC", heading).casefold().replace("\ufeff", "")
    return " ".join(_BARE.sub(" ", composed).split())

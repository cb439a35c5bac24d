"""What is said of a finding, a question, a recommendation, and of a passage in a row."""

from textual.content import Content

from lmm_qual.analysis.trace import (
    Trace,
    TracedBasis,
    TracedFinding,
    TracedPassage,
    TracedQuestion,
    TracedRecommendation,
)
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.wording import excerpt, line, spread

_NAMES_FROM = 72
"""In lists as wide as this, or wider, groups are named, and the transcript with them."""


def finding_said(trace: Trace, one: TracedFinding) -> Content:
    """Say all about a finding but the words of its passages."""
    row = one.row
    written = f"{row.coder or 'nobody named'} · {row.created[:10]}"
    parts = [
        line((f"Finding {row.key}", "bold"), (f"  {written}", "$muted")),
        _block(row.claim),
        Content(""),
        _search(one),
    ]
    if one.bases:
        parts += [Content(""), line(("It also rests on", "$text-accent"))]
    for basis in one.bases:
        parts.append(line("· ", basis.said(trace.tree)))
        texts = [basis.memo.text] if basis.memo else [text for _, text in basis.texts]
        parts += [_block(text, "$muted") for text in texts]
    parts += [Content(""), line(("What follows", "$text-accent"))]
    follows = [one for one in trace.recommendations if row.key in one.findings]
    parts += [_recommendation(wanted) for wanted in follows] or [
        line(("no recommendation yet", "$muted"))
    ]
    return Content("\n").join(parts)


def _search(one: TracedFinding) -> Content:
    said = one.search_said
    if not one.on("against"):
        return line((said, "$text-warning"))
    looked = ("How passages against were looked for: ", "$text-accent")
    return line(looked, said) if said else Content("")


def _recommendation(wanted: TracedRecommendation) -> Content:
    to = f" to {wanted.row.addressee}" if wanted.row.addressee else ""
    return line((f"{wanted.row.key}{to}: ", "bold"), wanted.row.text)


def question_said(one: TracedQuestion) -> Content:
    """Say a question, and how many findings answer it."""
    number = counted(len(one.findings), "finding")
    head = f"Question {one.key}" if one.key else "No question"
    return Content("\n").join([line((head, "bold")), _block(one.text), line((number, "$muted"))])


def recommendation_said(trace: Trace, one: TracedRecommendation) -> Content:
    """Say a recommendation, its addressee and the findings that it follows from."""
    to = one.row.addressee
    claims = {finding.row.key: finding.row.claim for finding in trace.findings}
    parts = [
        line((f"Recommendation {one.row.key}", "bold")),
        _block(one.row.text),
        line(("To ", "$text-accent"), to) if to else line(("to nobody named", "$muted")),
        Content(""),
        line(("It follows from", "$text-accent")),
        *(line((f"{key} ", "bold"), claims[key]) for key in one.findings),
    ]
    if not one.findings:
        parts.append(line(("no finding", "$text-warning")))
    return Content("\n").join(parts)


def _block(text: str, style: str = "") -> Content:
    return Content.styled(shown_block(text), style)


def side_mark(one: TracedFinding) -> Content:
    """Say in a word how many passages speak for a finding and against it, or that nobody looked."""
    number = len(one.on("for"))
    against = len(one.on("against"))
    said = line((f"{number} for · ", "$muted"))
    if against:
        return said.append(line((f"{against} against ", "$muted")))
    if one.row.search:
        return said.append(line(("none against ", "$muted")))
    return said.append(line(("no search against ", "$text-warning")))


def basis_row(tree: CodeTree, basis: TracedBasis, width: int) -> Content:
    """Say in a line what else a finding rests on, a memo with its first words."""
    row, memo = basis.row, basis.memo
    kind = (f" {row.kind:7} ", "bold $text-accent")
    if memo is not None:
        words = f"  {excerpt(memo.text, width)}"
        return line(kind, f"on {memo.subject.said(tree)}", (words, "$muted"))
    said = " × ".join(part for part in (f"{row.row_kind} {row.row}", basis.code) if part)
    return spread(width, line(kind, said), line((f"{basis.column} ", "$muted")))


def passage_row(opened: OpenStudy, passage: TracedPassage, width: int) -> Content:
    """Say a passage in a line: its side, who speaks, the words, group and time."""
    link, voices = passage.link, passage.voices
    style = "$text-success" if link.side == "for" else "$text-warning"
    speakers = dict.fromkeys(one.speaker for one in voices.speech if one.speaker)
    words = " ".join(link.quote[: 4 * width].split())
    left = line(
        (f" {link.side:7} ", f"bold {style}"),
        (f"{', '.join(speakers) or '–'} ", "bold"),
        f"“{words}”",
        (f" ✎ {link.note}" if link.note else "", "$text-accent"),
    )
    groups = [
        opened.group_name(group) if width >= _NAMES_FROM else group for group in voices.groups
    ]
    where = [", ".join(groups), voices.time or "", link.transcript if width >= _NAMES_FROM else ""]
    place = " · ".join(part for part in where if part)
    return spread(width, left, line((f"{place} ", "$muted")).truncate(width // 2, ellipsis=True))

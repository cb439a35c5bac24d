"""Transcripts as rows, with marks for the work done, under their time points."""

from collections.abc import Iterator
from functools import partial

from textual.content import Content

from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import column, line, percent, spread

MARKS = {"finished": ("●", "$text-success"), "begun": ("◐", "$text-accent"), "": ("○", "$muted")}


def transcript_rows(opened: OpenStudy, *, wide: bool = False) -> list[Row]:
    """Give all transcripts by time point; groups that were not sampled say so."""
    return list(_rows(opened, wide))


def _rows(opened: OpenStudy, wide: bool) -> Iterator[Row]:
    declared: list[str | None] = [time.id for time in opened.design.time_points]
    met = dict.fromkeys(row.time for row in opened.transcripts)
    first = True
    for time in [*declared, *(key for key in met if key not in declared)]:
        rows = [row for row in opened.transcripts if row.time == time]
        if not rows and time not in declared:
            continue
        heading = opened.time_name(time) or "no time point"
        if wide and not first:
            yield Row(Content(""))
        yield Row(partial(_heading, heading, names=wide and first))
        first = False
        for row in rows:
            show = _wide if wide else _narrow
            yield Row(partial(show, opened, row), row.key)
        if not wide:
            for group in _not_sampled(opened, time, rows):
                said = line((f" – {group} not sampled", "$faint"))
                yield Row(said)
            if not rows and not _not_sampled(opened, time, rows):
                yield Row(line(("   no transcript yet", "$faint")))


def _not_sampled(opened: OpenStudy, time: str | None, rows: list[TranscriptRow]) -> list[str]:
    groups = {row.group for row in rows}
    return [
        plan.group
        for plan in opened.design.recruitment
        if plan.time == time and not plan.sampled and plan.group not in groups
    ]


_COLUMNS = (("method", 12), ("date", 10), ("words", 8), ("turns", 6), ("coded", 7))


def _heading(said: str, width: int, *, names: bool) -> Content:
    left = line((f" {said}", "bold $text-accent"))
    if not names:
        return left
    heads = [column(name, size, "$muted", right=at > 1) for at, (name, size) in _kept(width)]
    return spread(width, left, Content("  ").join(heads).append(" "))


def _kept(width: int) -> list[tuple[int, tuple[str, int]]]:
    """Give the columns there is room for: in narrow terminals method and date go."""
    room = width - 34
    kept = list(enumerate(_COLUMNS))
    for at in (1, 0, 3):
        if sum(size + 2 for _, (_, size) in kept) > room:
            kept = [entry for entry in kept if entry[0] != at]
    return kept


def _mark(opened: OpenStudy, row: TranscriptRow) -> tuple[str, str]:
    return MARKS[opened.progress(row.id)]


def _memo(opened: OpenStudy, row: TranscriptRow) -> tuple[str, str]:
    return opened.memo_mark(row.id, "transcript", "session"), "$text-accent"


def _narrow(opened: OpenStudy, row: TranscriptRow, width: int) -> Content:
    sign, style = _mark(opened, row)
    memo = _memo(opened, row)
    more = row.method or row.title or ""
    said = line(" ", (sign, style), f" {row.key}", memo, " ", (more, "$muted"))
    return said.truncate(width, ellipsis=True)


def _wide(opened: OpenStudy, row: TranscriptRow, width: int) -> Content:
    sign, style = _mark(opened, row)
    cells = {
        "method": row.method or "",
        "date": row.date or "",
        "words": f"{row.words:,}",
        "turns": f"{row.turns:,}",
        "coded": percent(opened.shares[row.id]) if row.id in opened.shares else "…",
    }
    memo = _memo(opened, row)
    left = line("  ", (sign, style), f" {row.key}", memo, "  ", (row.title or "", "$muted"))
    right = [
        column(cells[name], size, "" if name == "coded" else "$muted", right=at > 1)
        for at, (name, size) in _kept(width)
    ]
    return spread(width, left, Content("  ").join(right).append(" "))

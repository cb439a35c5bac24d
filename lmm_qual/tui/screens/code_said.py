"""What is said of a code: what it means, and all else that is known of it."""

from collections.abc import Mapping

from textual.content import Content

from lmm_qual.store.queries.memos import memos
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.code_uses import CodeUses
from lmm_qual.tui.hints import recent_key
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.code_palette import above
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import Part, line

_MEANINGS = (("", "definition"), ("Include", "include"), ("Exclude", "exclude"))


def code_said(page: StudyPage, code: int, uses: CodeUses | None = None) -> Content:
    """Say all about a code, with `uses` also how often and where it was used."""
    opened = page.opened
    parts = [*_named(opened, code), Content(""), *_meaning(opened, code), Content("")]
    parts += [*_kinds(page, code), *_memos(opened, code)]
    if uses is not None:
        parts += _used(opened, code, uses)
    parts.append(line((_versions(opened, code), "$muted")))
    return Content("\n").join(parts)


def _named(opened: OpenStudy, code: int) -> list[Content]:
    tree = opened.tree
    over = above(tree, code)
    name = line(("▌", tree.color(code) or "$muted"), (tree.by_id[code].name, "bold"))
    return [*([line((f"{over} ›", "$muted"))] if over else []), name]


def _meaning(opened: OpenStudy, code: int) -> list[Content]:
    row = opened.tree.by_id[code]
    named = (*_MEANINGS, ("Example", "example"))
    parts = [
        _block(f"{name}: " if name else "", text)
        for name, field in named
        if (text := getattr(row, field))
    ]
    return parts or [line(("It has no definition yet.", "$muted"))]


def _block(name: str, text: str) -> Content:
    return Content.assemble((name, "$text-accent"), (shown_block(text), ""))


def _kinds(page: StudyPage, code: int) -> list[Content]:
    """Say origin, valence and colour on one line, the keys on another."""
    opened = page.opened
    tree, row = opened.tree, opened.tree.by_id[code]
    kinds: list[Part] = [(f"{said}  ", "") for said in (row.origin, row.valence) if said]
    if color := tree.color(code):
        taken = "" if row.color else " from above"
        kinds += [("██", color), (f" {color}{taken}", "$muted")]
    keys = [f"{page.key_of('coding.shortcut')} {row.shortcut}"] if row.shortcut else []
    if number := opened.recent.number(code):
        lately = "◆ pinned" if opened.recent.pinned(code) else "used lately"
        keys.append(f"{recent_key(page, number)} {lately}")
    said = [line(*kinds)] if kinds else []
    if keys:
        said.append(line(("Keys  ", "$text-accent"), "   ".join(keys)))
    return said


def _memos(opened: OpenStudy, code: int) -> list[Content]:
    """Say how many memos there are on the code, then each: whose, of which day, its words."""
    number = opened.memo_counts.get(("code", code), 0)
    if not number:
        return []
    said = [line(("✎ ", "$text-accent"), counted(number, "memo"))]
    for memo in memos(opened.store, "code", code):
        head = line((f"{memo.coder or '–'} · {opened.memo_dated(memo)}", "$muted"))
        said += [head, Content(shown_block(memo.text))]
    return [*said, Content("")]


def _versions(opened: OpenStudy, code: int) -> str:
    row = opened.tree.by_id[code]
    made, defined = row.made_version, row.defined_version
    again = "" if defined == made else f", defined anew in version {defined}"
    return f"made in version {made} of the codebook{again}; now version {opened.version}"


def _used(opened: OpenStudy, code: int, uses: CodeUses) -> list[Content]:
    number = uses.codings[code]
    if not number:
        return [line(("No coding has it yet.", "$muted"))]
    where = counted(uses.transcripts[code], "transcript")
    own = uses.own[code]
    under = f", {own:,} of its own, the rest of codes under it" if own else ", of codes under it"
    under = "" if own == number else under
    parts = [line((counted(number, "coding"), "bold"), f" in {where}{under}")]
    for name, field, named in (
        ("By time point", "time", opened.time_name),
        ("By group of the session", "group", opened.group_name),
    ):
        found = uses.by(code, opened.transcripts, field)
        if set(found) - {None}:
            figures = {named(key) or "none": count for key, count in found.items()}
            parts.append(_figures(name, figures))
    return parts


def _figures(name: str, figures: Mapping[str, int]) -> Content:
    said = " · ".join(f"{key} {number:,}" for key, number in figures.items())
    return line((f"{name} ", "$text-accent"), said)

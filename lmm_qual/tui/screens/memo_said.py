"""What is said of one memo: its text, what it is on, and its links both ways as rows."""

from textual.content import Content

from lmm_qual.exporters.memo_web import Entry, words_said
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import excerpt, line


def memo_said(opened: OpenStudy, entry: Entry, dated: str) -> Content:
    """Say a memo whole: what it is on, who wrote it and when, the words, the text."""
    kind = "Summary of" if entry["target"] == "session" else "Memo on"
    parts = [
        line((f"{kind} {entry['on']}", "bold")),
        line((f"{entry['coder'] or 'nobody named'} · {dated}", "$muted")),
    ]
    if entry["quote"] is not None:
        facts = [opened.time_name(opened.by_key[entry["transcript"]].time)]
        where = " · ".join(filter(None, facts))
        parts.append(line((f"{where}, " if where else "", "$muted"), (words_said(entry), "italic")))
    parts += [Content(""), Content(shown_block(entry["text"]))]
    return Content("\n").join(parts)


def link_rows(entry: Entry, links: list[int]) -> list[Row]:
    """Give what a memo is on and its links both ways as rows; `links` are the links' ids."""
    rows: list[Row] = []
    if entry["target"] != "study":
        said = line((" on ", "bold $text-accent"), f" {entry['on']}")
        rows.append(Row(said, ("on", entry["id"])))
    if links:
        rows.append(Row(line((" Points to", "bold $text-primary"))))
    for id_, link in zip(links, entry["links"], strict=True):
        rows.append(Row(_link(link), ("link", id_)))
    if entry["linked_from"]:
        rows.append(Row(line((" Pointed to by", "bold $text-primary"))))
    rows += [Row(_memo(one, "←"), ("from", one["memo"])) for one in entry["linked_from"]]
    return rows


def _link(link: Entry) -> Content:
    if link["to"] == "code":
        return line((" → ", "bold $text-accent"), f"code {link['code']}")
    if link["to"] == "memo":
        return _memo(link, "→")
    who = f"{link['speaker']} " if link["speaker"] else ""
    place = (f"{link['transcript']} ", "$muted")
    words = f"“{excerpt(link['quote'], 200)}”"
    return line((" → ", "bold $text-accent"), place, (who, "bold"), words)


def _memo(entry: Entry, arrow: str) -> Content:
    by = f"{entry['coder'] or 'nobody named'}: "
    on = f"memo on {entry['on']}, "
    return line((f" {arrow} ", "bold $text-accent"), on, (by, "$muted"), entry["begins"])

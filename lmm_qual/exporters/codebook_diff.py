"""What is other between versions of the codebook, as a table, as Markdown and as data."""

from typing import Any

from lmm_qual.analysis.codebook_diff import CodebookDiff, CodeChange
from lmm_qual.exporters.tables import Cell, Table, markdown_line
from lmm_qual.text.word_changes import changes_marked


def diff_table(diff: CodebookDiff) -> Table:
    """Give a row a code and field: what became of it, the words gone and new marked in place."""
    rows: list[list[Cell]] = []
    for change in diff.changes:
        head: list[Cell] = [change.now or change.was, ", ".join(change.kinds), _was(change)]
        rows += [[*head, one.field, changes_marked(one.words)] for one in change.fields] or [
            [*head, None, None]
        ]
    return Table(("code", "change", "was", "field", "words"), rows)


def _was(change: CodeChange) -> str | None:
    return change.was if change.was != change.now else None


def diff_data(diff: CodebookDiff) -> dict[str, Any]:
    """Give all of it for other programs; `words` are stretches marked same, gone or new."""
    return {
        "from": diff.before,
        "to": diff.after,
        "codes": [
            {
                "code": change.now,
                "was": change.was,
                "changes": list(change.kinds),
                "fields": [
                    one._asdict() | {"words": [list(stretch) for stretch in one.words]}
                    for one in change.fields
                ],
            }
            for change in diff.changes
        ],
    }


def diff_markdown(diff: CodebookDiff) -> str:
    """Write it for a report: a heading a code, its fields with words struck out and in bold."""
    lines = [f"# Codebook, version {diff.before} to {diff.after}"]
    if not diff.changes:
        lines.append("Nothing is other.")
    for change in diff.changes:
        lines.append(f"## {_line(change.now or change.was or '')}")
        was = f", was {_line(change.was or '')}" if _was(change) and change.now else ""
        lines.append(", ".join(change.kinds) + was)
        lines += [f"*{one.field}*: {_words(one.words)}" for one in change.fields]
    return "\n\n".join(lines) + "\n"


def _words(words: Any) -> str:
    signs = {"same": "", "gone": "~~", "new": "**"}
    return " ".join(
        f"{signs[mark]}{_line(text)}{signs[mark]}" for mark, text in words if text.strip()
    )


def _line(text: str) -> str:
    return markdown_line(" ".join(text.split()))

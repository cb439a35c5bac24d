"""`memos`: writing, linking, listing, searching, exporting."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.making import make_from
from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    Output,
    ProjectPath,
    Where,
    moment,
    require_coder,
    typed_in,
)
from lmm_qual.cli.output import destination
from lmm_qual.cli.saying import done, note, show
from lmm_qual.cli.searching import Context, Exact, Fuzzy, how_to_look
from lmm_qual.model.memo import LONGEST
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.project.changes.change import Change
    from lmm_qual.store.queries.memo_links import Aim
    from lmm_qual.store.store import Store

app = typer.Typer(no_args_is_help=True, help="Memos, and what they point to.")

Target = Literal["coding", "passage", "transcript", "code", "session", "study"]
Memo = Annotated[str, typer.Argument(metavar="MEMO", help="A memo's id, or words of it alone.")]
_AIMS = "ID:START-END of a transcript, coding:ID for its words, code:PATH, memo:ID or memo:WORDS"
To = Annotated[list[str], typer.Argument(metavar="TO...", help=f"{_AIMS}.")]
Text = Annotated[
    str, typer.Argument(metavar="TEXT", help="The text, or - to read it from standard input.")
]
_NEEDED = {"study": (0, "TEXT alone"), "passage": (3, "ID, START, END and TEXT")}


@app.command("list")
def list_(
    project: ProjectPath,
    on: Annotated[Target | None, typer.Option(help="On things of one kind.")] = None,
    transcript: Annotated[
        str | None,
        typer.Option(metavar="ID", help="On a transcript, its session, passages and codings."),
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--by", "--coder", metavar="NAME", help="By one coder.")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="On a code or one under it, or on codings of them."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Written on a day or later: 2022-07-04.")
    ] = None,
    linked_to: Annotated[
        str | None, typer.Option(metavar="TO", help=f"That point to {_AIMS}.")
    ] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List memos with what they are on, who wrote them and when, and how many links they have."""
    from lmm_qual.exporters.memos import Wanted, brief_memo_table, memo_list, memo_table
    from lmm_qual.project.changes.memo_links import read_aim
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    day = moment(since, "--since")
    with Project.open(project) as opened:
        aim = None if linked_to is None else read_aim(opened.store, linked_to)
        data = memo_list(opened.store, Wanted(on, transcript, coder, code, day, aim))
    out.write_records(data, memo_table, drawn=brief_memo_table)
    out.note_none(data, "no such memos; write one with `memos add`")


@app.command()
def search(
    project: ProjectPath,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to look for.")],
    fuzzy: Fuzzy = False,
    regex: Annotated[
        bool, typer.Option("--regex", help="WORDS is a regular expression, whatever the case.")
    ] = False,
    exact: Exact = False,
    context: Context = 10,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Find words in all memos, whatever their case and accents."""
    from lmm_qual.exporters.memos import hit_table, memo_hits
    from lmm_qual.project.project import Project

    how = how_to_look(fuzzy, regex, exact)
    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        data = memo_hits(opened.store, words, how, context)
    out.write_records(data, hit_table, drawn=partial(hit_table, brief=True))
    if out.form == "table":
        memos = len({one["id"] for one in data})
        note(f"{len(data)} in {counted(memos, 'memo')}" if data else "no memo")


@app.command("show")
def show_(
    project: ProjectPath,
    memo: Memo,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show one memo whole, with what it points to and which memos point to it."""
    from lmm_qual.exporters.memo_web import MemoWeb
    from lmm_qual.exporters.memos import memo_text
    from lmm_qual.exporters.tables import json_text
    from lmm_qual.project.changes.memo_links import find_memo
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree

    out = destination(format_, output, force, ("table", "json"))
    with Project.open(project) as opened:
        web = MemoWeb(opened.store, code_tree(opened.store))
        entry = web.entry(web.memos[find_memo(opened.store, memo)])
    out.write(json_text(entry) if out.form == "json" else memo_text(entry))


@app.command()
def add(
    project: ProjectPath,
    on: Annotated[Target, typer.Option(help="What the memo is on.")],
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[WHICH] TEXT",
            help="A coding's id, a transcript's id (its session has the same), for a passage also "
            "its start and end in characters, a code's path or name, nothing for the study; then "
            "the text, or - to read it from standard input.",
        ),
    ],
    link: Annotated[
        list[str] | None, typer.Option(metavar="TO", help=f"Let it point to {_AIMS}.")
    ] = None,
    as_: As = None,
) -> None:
    """Write a memo; its id is printed. The summary of a session is one a coder, written anew."""
    from lmm_qual.project.changes.memos import WriteMemo, WritePassageMemo
    from lmm_qual.project.project import Project

    *which, text = words
    number, needed = _NEEDED.get(on, (1, "WHICH and TEXT"))
    if len(which) != number:
        raise typer.BadParameter(f"--on {on} needs {needed}", param_hint="'[WHICH] TEXT'")
    name = require_coder(as_)
    text = _typed(text)
    with Project.open(project, write=True, coder=name) as opened:
        aims = _aims(opened.store, link or ())
        change: WriteMemo | WritePassageMemo
        if on == "passage":
            key, start, end = which
            change = WritePassageMemo(key, _place(start), _place(end), text, aims)
        else:
            change = WriteMemo(on, _find(opened.store, on, *which), text, aims)
        done(opened.make(change), "the memo says that already")
        show(f"{change.made}\n")


def _typed(text: str) -> str:
    return typed_in("a memo", LONGEST) if text == "-" else text


def _aims(store: "Store", told: "Sequence[str]") -> "list[Aim]":
    from lmm_qual.project.changes.memo_links import read_aim

    return [read_aim(store, one) for one in told]


def _find(store: "Store", on: Target, which: str = "") -> int | None:
    """Give the id of what a memo is to be on, None for the study; raises `BadInputError`."""
    from lmm_qual.store.queries.codes import code_tree, find_code
    from lmm_qual.store.queries.talk import find_transcript

    if on == "study":
        return None
    if on == "code":
        return find_code(code_tree(store), which, file=str(store.path))
    if on == "coding":
        if not (which.isascii() and which.isdigit() and len(which) < 19):
            raise refuse(f"no coding “{which}”", "see `codings list`", file=str(store.path))
        return int(which)
    return find_transcript(store, which).id


def _place(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        raise typer.BadParameter(f"“{given}” is no place in a text", param_hint="'[WHICH] TEXT'")
    return int(given)


@app.command()
def edit(project: ProjectPath, memo: Memo, text: Text, as_: As = None) -> None:
    """Give a memo of your own another text; its links stay."""
    from lmm_qual.project.changes.memos import EditMemo

    _make(project, memo, as_, lambda _, id_: EditMemo(id_, _typed(text)))


@app.command()
def delete(project: ProjectPath, memo: Memo, as_: As = None) -> None:
    """Delete a memo of your own with its links and those to it; undo brings all back."""
    from lmm_qual.project.changes.memos import DeleteMemo

    _make(project, memo, as_, lambda _, id_: DeleteMemo(id_))


@app.command()
def link(project: ProjectPath, memo: Memo, to: To, as_: As = None) -> None:
    """Let a memo of your own point to passages, codes and other memos, after those it points to."""
    from lmm_qual.project.changes.memo_links import LinkMemo

    said = "it points there already"
    _make(project, memo, as_, lambda store, id_: LinkMemo(id_, _aims(store, to)), said)


@app.command()
def unlink(project: ProjectPath, memo: Memo, to: To, as_: As = None) -> None:
    """Let a memo of your own point there no longer."""
    from lmm_qual.project.changes.memo_links import UnlinkMemo

    _make(project, memo, as_, lambda store, id_: UnlinkMemo(id_, _aims(store, to)))


def _make(
    project: Path,
    memo: str,
    as_: str | None,
    change: "Callable[[Store, int], Change]",
    nothing: str = "the memo says that already",
) -> None:
    """Make a change of the memo that is named."""
    from lmm_qual.project.changes.memo_links import find_memo

    name = require_coder(as_)
    make_from(project, name, lambda store: change(store, find_memo(store, memo)), nothing)


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export all memos with their links both ways: Markdown, CSV or JSON, for the team alone.

    Memos quote and name people as they were written; nothing in them is masked, and they count as
    published where they are passed on. What may be shared has --for-sharing; this has not.
    """
    from lmm_qual.exporters.memos import memo_document, memo_list, memo_table
    from lmm_qual.project.project import Project

    out = destination(format_, file or output, force, ("md", "csv", "json"))
    with Project.open(project) as opened:
        if out.form == "md":
            out.write(memo_document(opened.store))
        else:
            out.write_records(memo_list(opened.store), memo_table)

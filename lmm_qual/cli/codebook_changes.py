"""`codebook`: what changes codes that are there; each is one change, and undoable."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lmm_qual.cli.making import make_from
from lmm_qual.cli.options import As, CodeName, Force, ProjectPath, coder_name, named
from lmm_qual.cli.output import emit
from lmm_qual.cli.saying import done, note
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.model.code_tree import CodeTree
    from lmm_qual.project.changes.change import Change
    from lmm_qual.project.project import Project

Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help="Paths or names of codes.")]
Under = Annotated[str | None, typer.Option(metavar="CODE", help="The code it stands under.")]


def _make(project: Path, as_: str | None, change: "Callable[[CodeTree], Change]") -> None:
    """Make the change that is worked out from the codes that are there."""
    from lmm_qual.store.queries.codes import code_tree

    make_from(project, as_, lambda store: change(code_tree(store)))


def _found(tree: "CodeTree", project: Path, codes: Sequence[str]) -> list[int]:
    from lmm_qual.store.queries.codes import find_code

    return [find_code(tree, code, file=str(project)) for code in codes]


def rename(
    project: ProjectPath,
    code: CodeName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name.", callback=named)],
    as_: As = None,
) -> None:
    """Give a code another name; codings, memos and topic guides follow it."""
    from lmm_qual.project.changes.codebook_edit import EditCode

    _make(project, as_, lambda tree: EditCode(_found(tree, project, [code])[0], {"name": name}))


def move(
    project: ProjectPath,
    codes: Codes,
    under: Under = None,
    position: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Its place there, from 1; else last.")
    ] = None,
    as_: As = None,
) -> None:
    """Put codes, with all below them, under another code or at the top; or reorder them."""
    from lmm_qual.project.changes.codebook_edit import MoveCodes

    def change(tree: "CodeTree") -> "Change":
        parent = _found(tree, project, [under])[0] if under else None
        going = _found(tree, project, codes)
        return MoveCodes(going, parent, None if position is None else position - 1)

    _make(project, as_, change)


def group(
    project: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new code's name.")],
    codes: Codes,
    under: Under = None,
    as_: As = None,
) -> None:
    """Make a code and put others under it."""
    from lmm_qual.cli.options import entry
    from lmm_qual.model.codebook import Code
    from lmm_qual.project.changes.codebook_edit import GroupCodes

    def change(tree: "CodeTree") -> "Change":
        parent = tree.path(_found(tree, project, [under])[0]) if under else None
        return GroupCodes(_found(tree, project, codes), entry(Code, name=name, parent=parent))

    _make(project, as_, change)


def merge(
    project: ProjectPath,
    codes: Codes,
    into: Annotated[str, typer.Option(metavar="CODE", help="The code that stays.")],
    definitions: Annotated[
        bool, typer.Option("--definitions", help="Take over definitions and criteria too.")
    ] = False,
    as_: As = None,
) -> None:
    """Make codes part of another one, with codings, memos and all that was written of them.

    Where a coder has both codes on equal words, one coding stays, with the memos of both. Codes
    below those that go come below the one that stays.
    """
    from lmm_qual.project.changes.code_merge import MergeCodes
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        tree = code_tree(opened.store)
        going, (kept,) = _found(tree, project, codes), _found(tree, project, [into])
        change = MergeCodes(going, kept, definitions)
        done(opened.make(change))
        if change.folded:
            number = counted(change.folded, "coding")
            note(f"{number} became one with those on equal words")


def delete(
    project: ProjectPath,
    codes: Codes,
    keep_below: Annotated[
        bool, typer.Option("--keep-below", help="Leave the codes below where these stood.")
    ] = False,
    as_: As = None,
) -> None:
    """Put codes into the bin with their codings and all that was written of them.

    `codebook bin` shows what is there, `codebook restore` brings it back.
    """
    from lmm_qual.project.changes.code_delete import DeleteCodes, going_codes
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.codes import code_tree
    from lmm_qual.store.queries.codings import coding_counts

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        tree = code_tree(opened.store)
        named = _found(tree, project, codes)
        gone = going_codes(tree, named, keep_below=keep_below)
        counts = coding_counts(opened.store)
        done(opened.make(DeleteCodes(named, keep_below)))
    below, codings = len(set(gone) - set(named)), sum(counts.get(code, 0) for code in gone)
    with_it = [counted(below, "code") + " below"] if below else []
    with_it += [counted(codings, "coding")] if codings else []
    if with_it:
        note(f"into the bin with it: {', '.join(with_it)}")


def restore(
    project: ProjectPath,
    entry: Annotated[
        str,
        typer.Argument(metavar="ENTRY", help="Its number in `codebook bin`, or the code's name."),
    ],
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="For a code whose name is taken.", callback=named),
    ] = None,
    as_: As = None,
) -> None:
    """Bring codes back from the bin, with their codings and all that was written of them."""
    from lmm_qual.project.changes.code_restore import RestoreCodes, entry_named
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        change = RestoreCodes(entry_named(opened.store, entry), name)
        done(opened.make(change), "nothing of it can come back")
        note(*change.left)


Text = Annotated[str | None, typer.Option(help="Empty takes it away.")]


def set_(
    project: ProjectPath,
    code: CodeName,
    definition: Text = None,
    include: Text = None,
    exclude: Text = None,
    example: Text = None,
    example_from: Annotated[
        int | None, typer.Option(metavar="CODING", help="Take the words of a coding as example.")
    ] = None,
    origin: Annotated[
        Literal["deductive", "inductive", "in vivo", ""] | None, typer.Option(help="Its origin.")
    ] = None,
    valence: Annotated[
        Literal["barrier", "facilitator", "mixed", "none", ""] | None,
        typer.Option(help="What codings with it are taken for at first."),
    ] = None,
    color: Annotated[str | None, typer.Option(metavar="#RRGGBB", help="Its colour.")] = None,
    shortcut: Annotated[str | None, typer.Option(metavar="LETTER", help="Its letter.")] = None,
    as_: As = None,
) -> None:
    """Say what a code means: definition, criteria, example, origin, valence, colour, shortcut.

    A new definition, criterion or example puts its codings on the list of `codebook again`; one
    taken from a coding does not.
    """
    from lmm_qual.project.changes.code_example import ExampleFromCoding
    from lmm_qual.project.changes.codebook_edit import EditCode

    meaning = {"definition": definition, "include": include, "exclude": exclude, "example": example}
    kinds = {"origin": origin, "valence": valence, "color": color, "shortcut": shortcut}
    given = meaning | kinds
    fields = {name: value or None for name, value in given.items() if value is not None}
    if example_from is not None and example is not None:
        raise typer.BadParameter("goes without --example", param_hint="--example-from")
    if example_from is not None and fields:
        raise typer.BadParameter("goes without other options", param_hint="--example-from")
    if not fields and example_from is None:
        raise typer.BadParameter("say what to set; see --help")

    def change(tree: "CodeTree") -> "Change":
        (id_,) = _found(tree, project, [code])
        if example_from is not None:
            return ExampleFromCoding(example_from, id_)
        return EditCode(id_, fields)

    _make(project, as_, change)


def split(
    project: ProjectPath,
    code: CodeName,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="CSV with the columns coding and code.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the file to be filled in.")
    ] = None,
    make: Annotated[
        bool, typer.Option("--make", help="Make codes of the file that are not there.")
    ] = False,
    force: Force = False,
    as_: As = None,
) -> None:
    """Give each coding of a code another code, several, or none else, as a file says.

    A coding may stand in several rows, one a code; where the code is left as it was, or empty,
    it stays.
    """
    from lmm_qual.definitions.split_file import read_split
    from lmm_qual.project.project import Project

    if (file is None) == (export is None):
        raise typer.BadParameter("give FILE, or --export to write one")
    if file is None:
        from lmm_qual.exporters.codebook_lists import split_table
        from lmm_qual.exporters.tables import csv_table

        with Project.open(project) as opened:
            table = split_table(opened.store, code)
        if not table.rows:
            what = f"code “{code}” has no codings of its own"
            raise refuse(what, "split a code below it, if there is one", file=str(project))
        emit(csv_table(table), export, force)
        return
    targets = read_split(file)
    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        _split(opened, project, code, targets, str(file), make=make)


def _split(
    opened: "Project",
    project: Path,
    code: str,
    targets: dict[int, list[str]],
    file: str,
    *,
    make: bool,
) -> None:
    from lmm_qual.project.changes.code_split import SplitCode, missing_codes
    from lmm_qual.project.changes.together import Together
    from lmm_qual.store.queries.codes import code_tree

    tree = code_tree(opened.store)
    (id_,) = _found(tree, project, [code])
    change = SplitCode(id_, targets, file)
    new = missing_codes(tree, [path for paths in targets.values() for path in paths])
    if not new:
        done(opened.make(change))
        return
    others = {
        coding: [path for path in paths if tree.find(path) != [id_]]
        for coding, paths in targets.items()
    }
    into = {path for paths in others.values() for path in paths}
    if not make:
        missing = sorted(path for path in into if not tree.find(path))
        raise BadInputError(_unknown(tree, path, file) for path in missing)
    moved = f"{counted(sum(map(bool, others.values())), 'coding')} to {counted(len(into), 'code')}"
    label = f"split of code “{tree.by_id[id_].name}”: {moved}"
    done(opened.make(Together([*new, change], label, change.kind)))


def _unknown(tree: "CodeTree", path: str, file: str) -> Problem:
    """Say that a code of a file is not there, and what is like it."""
    from lmm_qual.store.queries.codes import nearest_codes

    like, remedy = nearest_codes(tree, path, tree.order), "have it made with --make"
    remedy = f"{like} Or {remedy}" if like.endswith("?") else remedy
    return Problem(file, f"unknown code “{path}”", "", remedy)

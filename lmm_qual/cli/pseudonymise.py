"""`pseudonymise` and `forget`: names replaced, and the past that still holds them."""

import re
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import As, Force, Format, Output, ProjectPath, Yes, coder_name
from lmm_qual.cli.output import Destination, destination
from lmm_qual.cli.saying import done, is_terminal, note
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

if TYPE_CHECKING:
    from lmm_qual.exporters.tables import Table
    from lmm_qual.project.project import Project
    from lmm_qual.project.pseudonyms.plan import Plan, Rules, Skip
    from lmm_qual.store.store import Store

_TALLIED = 6
"""So many transcripts are named for a rule."""


def pseudonymise(
    project: ProjectPath,
    rules: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RULES]", help="Which names are replaced by what; yaml, json, csv."
        ),
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Ask at each place, in a terminal.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List each place with its context, change nothing.")
    ] = False,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="ID:START", help="Leave a place as it is; may be repeated."),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Add what was replaced to a list outside the project."),
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="List words that may be names, for RULES.")
    ] = False,
    as_: As = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Replace names by pseudonyms, codings carried along; one change, which can be undone.

    RULES lists names and what stands for them: `rules: [{find: Sarah Jones, replace: "[mother]",
    ignore_case: false, part_of_words: false, only: [ID]}]`. Whole words are meant; the longest
    name at a place wins; Sarah also finds Sarah's and the first half of Sarah-Jane; no sign has a
    special meaning. `only` names the transcripts in which a rule holds.

    Replaced in transcripts, their speakers' labels, titles, notes, file names and details, in
    memos, summaries, findings, recommendations, notes, definitions, topic guides, research
    questions, snapshots, the review list and the bin. The original bytes of transcripts that held
    a name are replaced by their text, in UTF-8. Ids and names of codes, coders and services are
    only told of. What still holds the names is said at the end: the history until `forget` is run,
    backups, and what was exported before. Nothing is kept of what stood where, but in --log.
    """
    from lmm_qual.project.project import Project

    if propose or dry_run:
        out = destination(format_, output, force, ("table", "csv", "json"))
    elif format_ or output:
        raise typer.BadParameter("--format and --output are for --dry-run and --propose")
    if propose:
        if rules or review or dry_run or skip or log:
            raise typer.BadParameter("--propose takes a PROJECT alone")
        _propose(project, out)
        return
    if rules is None:
        raise typer.BadParameter("name the file of RULES, or --propose some", param_hint="RULES")
    if review and not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise refuse("--review asks in a terminal", "use --dry-run and --skip in a pipe")
    with Project.open(project, write=not dry_run, coder=coder_name(as_)) as opened:
        plan = _plan(opened.store, rules, _skips(skip))
        if dry_run:
            out.write_table(_places(plan), _places_in_words(plan))
            return
        if review:
            from lmm_qual.cli.walking import walk

            plan = walk(plan)
        _tally(plan)
        _replace(opened, plan, log)


def _skips(given: "list[str] | None") -> "set[Skip]":
    skips = set()
    for one in given or ():
        match = re.fullmatch(r"(.+):(\d{1,12})", one, re.DOTALL)
        if match is None:
            raise typer.BadParameter(f"“{one}” names no place: write T1-G3-07:120")
        skips.add((match[1], int(match[2])))
    return skips


def _rules(store: "Store", file: Path) -> "Rules":
    from lmm_qual.project.pseudonyms.reading import read_rules

    return read_rules(store, file)


def _plan(store: "Store", file: Path, skips: "set[Skip]") -> "Plan":
    from lmm_qual.project.pseudonyms.plan import make_plan

    return make_plan(store, _rules(store, file)).without(skips)


def _places(plan: "Plan") -> "Table":
    from lmm_qual.exporters.tables import Table

    names = ("place", "start", "end", "find", "found", "replacement", "before", "after")
    rows = [
        (one.holder, one.start, one.end, plan.rules.rules[one.rule].find, *one[4:8])
        for one in plan.places
    ]
    return Table(names, rows)


def _places_in_words(plan: "Plan") -> "Table":
    from lmm_qual.exporters.tables import Table

    rows = [(f"{one.holder}:{one.start}", one.in_context, one.replacement) for one in plan.places]
    return Table(("place", "words", "replacement"), rows)


def _tally(plan: "Plan") -> None:
    """Say how many places each rule has, and where."""
    from collections import Counter

    counts: dict[int, Counter[str]] = {at: Counter() for at in range(len(plan.rules.rules))}
    for place in plan.places:
        where = place.holder.partition("/")[0] if place.written else place.holder
        counts[place.rule][where] += 1
    for at, held in counts.items():
        rule = plan.rules.rules[at]
        most = [f"{where} {number}" for where, number in held.most_common(_TALLIED)]
        more = [f"{len(held) - _TALLIED} others"] if len(held) > _TALLIED else []
        total = sum(held.values())
        where = f" ({', '.join([*most, *more])})" if held else ""
        places = counted(total, "place")
        note(f"“{rule.find}” → “{rule.replace}”: {places}{where}")


def _replace(opened: "Project", plan: "Plan", log: Path | None) -> None:
    from lmm_qual.project.pseudonyms.change import Pseudonymise
    from lmm_qual.project.pseudonyms.key_log import written_log
    from lmm_qual.project.pseudonyms.left import told

    change = Pseudonymise(plan)
    path = opened.store.path
    with written_log(log, path, plan.rules, plan.places) if log else nullcontext():
        done(opened.make(change), "nothing to replace")
    note(*change.said())
    note(*told(opened.store, plan.rules))


def _propose(project: Path, out: Destination) -> None:
    from lmm_qual.exporters.tables import Table
    from lmm_qual.project.project import Project
    from lmm_qual.project.pseudonyms.proposing import proposals

    with Project.open(project) as opened:
        found = proposals(opened.store)
    names = ("kind", "words", "places", "transcripts", "context")
    out.write_table(Table(names, found, (2, 3)))
    note(
        "found by spelling alone: names in small or all capital letters, those that are words too, "
        "nicknames and descriptions are missed; read the transcripts"
    )


def forget(
    project: ProjectPath,
    rules: Annotated[
        Path | None,
        typer.Option(metavar="RULES", help="Replace names in the labels of the history, too."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Make all changes so far impossible to undo, so that the file holds nothing of the past.

    After `pseudonymise` the history still holds the names, to be able to undo it. This removes
    all that undoes changes or makes them again, and writes the file anew. Who changed what and
    when stays; with --rules the names are replaced there too. Backups and exports hold the names
    still, and a disk may keep parts of files that were deleted.
    """
    from lmm_qual.project.forgetting import forget_history
    from lmm_qual.project.project import Project
    from lmm_qual.project.pseudonyms.left import copies

    with Project.open(project, write=True) as opened:
        known = _rules(opened.store, rules) if rules else None
        if not yes and not _is_sure():
            note("nothing was forgotten")
            return
        forgotten = forget_history(opened, known)
        note(f"{counted(forgotten.changes, 'change')} can be undone no longer")
        if forgotten.labels:
            note(f"{counted(forgotten.labels, 'label')} of the history changed")
        for copy in copies(opened.store.path):
            note(f"{copy} holds what was forgotten: delete it when it is not needed")


def _is_sure() -> bool:
    if not is_terminal(sys.stdin):
        raise refuse("nothing can be undone afterwards", "say --yes if that is meant")
    return typer.confirm("Nothing done so far can be undone afterwards. Forget it?", err=True)

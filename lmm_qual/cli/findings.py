"""`findings`: what was found, the passages for and against, and what should follow."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli import typologies
from lmm_qual.cli.making import make, make_from
from lmm_qual.cli.options import (
    As,
    Force,
    Format,
    NewId,
    Output,
    ProjectPath,
    QuoteLabel,
    Where,
    check_label,
    coder_name,
)
from lmm_qual.cli.output import destination
from lmm_qual.cli.places import PLACE, Against, Without, read_passages
from lmm_qual.cli.saying import done, note, show, terminal_width

if TYPE_CHECKING:
    from lmm_qual.analysis.sharing import Label
    from lmm_qual.analysis.trace import Trace
    from lmm_qual.model.finding import BasisEntry
    from lmm_qual.project.changes.change import Change
    from lmm_qual.store.store import Store

app = typer.Typer(
    no_args_is_help=True,
    help="Findings with passages for and against, recommendations, typologies.",
)

app.add_typer(typologies.app, name="typology")

Question = Annotated[
    str | None, typer.Option(metavar="ID", help="The research question that it answers.")
]
For = Annotated[
    list[str] | None,
    typer.Option("--for", metavar=PLACE, help="A passage for it, by its place in characters."),
]
Search = Annotated[
    str | None, typer.Option(metavar="TEXT", help="How passages against were looked for.")
]
RestsOn = Annotated[
    list[str] | None,
    typer.Option(
        "--rests-on",
        metavar="WHAT",
        help="A memo, row or cell: memo=12, participant=P07, "
        "service=hv,code=Barriers/Stigma,time=T1, transcript=A,code=Reach,change=true.",
    ),
]
Key = Annotated[str, typer.Argument(metavar="ID", help="The finding.")]


@app.command("list")
def list_(
    project: ProjectPath,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """List findings and recommendations; as JSON with all passages, rows and cells."""
    from lmm_qual.analysis.trace import read_trace
    from lmm_qual.exporters.findings import findings_table, trace_data
    from lmm_qual.project.project import Project

    out = destination(format_, output, force, ("table", "csv", "json"))
    with Project.open(project) as opened:
        trace = read_trace(opened.store)
    if out.form == "table":
        out.write(_drawn(trace))
    else:
        out.write_records(trace, findings_table, data=trace_data)
    out.note_none(trace.findings, "no findings yet; write one with `findings add`")


def _drawn(trace: "Trace") -> str:
    from lmm_qual.exporters.findings import findings_table, recommendations_table
    from lmm_qual.exporters.tables import text_table

    width = terminal_width()
    tables = [findings_table(trace, 60)]
    tables += [recommendations_table(trace, 60)] if trace.recommendations else []
    return "\n".join(text_table(table, width) for table in tables)


@app.command()
def add(
    project: ProjectPath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="What was found.")],
    question: Question = None,
    for_: For = None,
    against: Against = None,
    search: Search = None,
    rests_on: RestsOn = None,
    key: NewId = None,
    as_: As = None,
) -> None:
    """Write a finding; its id is printed."""
    from lmm_qual.project.changes.findings import AddFinding
    from lmm_qual.project.project import Project

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        change = AddFinding(
            claim,
            question,
            search,
            read_passages(opened.store, for_),
            read_passages(opened.store, against),
            _bases(rests_on),
            key or "",
        )
        done(opened.make(change))
        show(f"{change.made}\n")


@app.command()
def edit(
    project: ProjectPath,
    key: Key,
    claim: Annotated[str | None, typer.Option(metavar="CLAIM", help="Another claim.")] = None,
    question: Question = None,
    for_: For = None,
    against: Against = None,
    without: Without = None,
    search: Search = None,
    rests_on: RestsOn = None,
    as_: As = None,
) -> None:
    """Change a finding; passages are added, what it rests on besides is given anew.

    An empty --question or --search takes it away, and so does an empty --rests-on.
    """
    from lmm_qual.project.changes.finding_bases import SetBasis
    from lmm_qual.project.changes.findings import KEEP, EditFinding
    from lmm_qual.project.changes.together import Together
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.findings import find_finding

    with Project.open(project, write=True, coder=coder_name(as_)) as opened:
        store = opened.store
        find_finding(store, key)
        said = KEEP if question is None else question or None
        searched = KEEP if search is None else search or None
        changes: list[Change] = [EditFinding(key, KEEP if claim is None else claim, said, searched)]
        changes += _evidence(store, key, for_, against, without)
        if rests_on is not None:
            changes.append(SetBasis(key, _bases([one for one in rests_on if one])))
        label = f"edit of finding {key}"
        done(opened.make(Together(changes, label, "findings edit")))


def _evidence(
    store: "Store",
    key: str,
    for_: list[str] | None,
    against: list[str] | None,
    without: list[str] | None,
) -> "list[Change]":
    from lmm_qual.project.changes.findings import AddPassage, DropPassage, passages_now

    changes: list[Change] = []
    now = passages_now(store, key)
    for entry in read_passages(store, without):
        place = (entry.transcript, entry.start, entry.end)
        against_it = place in {(one.transcript, one.start, one.end) for one in now["against"]}
        changes.append(DropPassage(key, entry, "against" if against_it else "for"))
    changes += [AddPassage(key, entry, "for") for entry in read_passages(store, for_)]
    changes += [AddPassage(key, entry, "against") for entry in read_passages(store, against)]
    return changes


def _bases(given: list[str] | None) -> "list[BasisEntry]":
    """Read what a finding rests on, as `participant=P07,code=Barriers/Stigma,time=T1`."""
    from lmm_qual.cli.options import entry
    from lmm_qual.model.finding import BasisEntry

    return [entry(BasisEntry, **_fields(one)) for one in given or []]


def _fields(given: str) -> dict[str, str]:
    """Read fields; a comma within a value is one that no field's name follows."""
    import re

    from lmm_qual.model.finding import BasisEntry

    names = "|".join(BasisEntry.model_fields)
    parts = re.split(rf"(?:^|,)({names})=", given)
    if parts[0] or len(parts) < 2:
        what = f"“{given}” is nothing to rest on"
        raise typer.BadParameter(f"{what}; write memo=12 or participant=P07,code=…,time=T1")
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@app.command()
def recommend(
    project: ProjectPath,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What should be done.")],
    to: Annotated[str, typer.Option(metavar="WHO", help="Who should do it.")],
    finding: Annotated[
        list[str], typer.Option(metavar="ID", help="A finding that it follows from.")
    ],
    key: NewId = None,
    as_: As = None,
) -> None:
    """Write a recommendation with its addressee; its id is printed."""
    from lmm_qual.project.changes.recommendations import AddRecommendation

    change = AddRecommendation(text, to, finding, key or "")
    make(project, as_, change)
    show(f"{change.made}\n")


@app.command()
def delete(
    project: ProjectPath,
    key: Annotated[
        str, typer.Argument(metavar="ID", help="A finding, recommendation or typology.")
    ],
    as_: As = None,
) -> None:
    """Take a finding, recommendation or typology away; `undo` brings it back."""
    make_from(project, as_, lambda store: _deletion(store, key))


def _deletion(store: "Store", key: str) -> "Change":
    from lmm_qual.definitions.checks import nearest
    from lmm_qual.model.problem import refuse
    from lmm_qual.project.changes.findings import DeleteFinding
    from lmm_qual.project.changes.recommendations import DeleteRecommendation
    from lmm_qual.project.changes.typologies import DeleteTypology
    from lmm_qual.store.queries import findings as queries

    kinds: list[tuple[list[str], type[DeleteFinding | DeleteRecommendation | DeleteTypology]]] = [
        ([row.key for row in queries.findings(store)], DeleteFinding),
        ([row.key for row in queries.recommendations(store)], DeleteRecommendation),
        ([row.key for row in queries.typologies(store)], DeleteTypology),
    ]
    meant = [change for keys, change in kinds if key in keys]
    if len(meant) == 1:
        return meant[0](key)
    if meant:
        what, remedy = f"“{key}” names several things", "give them other ids by export and import"
    else:
        known = [name for keys, _ in kinds for name in keys]
        what, remedy = f"nothing is called “{key}”", nearest(key, known)
    raise refuse(what, remedy, file=str(store.path))


@app.command("import")
def import_(
    project: ProjectPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A findings file.")],
    as_: As = None,
) -> None:
    """Take a findings file in place of all findings, recommendations and typologies."""
    from lmm_qual.definitions.reading import read_findings
    from lmm_qual.project.changes.findings_import import ImportFindings

    found, place = read_findings(file)
    make(project, as_, ImportFindings(found, str(file), place))


_FILES = ("yaml", "json", "csv")
_DOCUMENTS = ("md", "html", "docx", "xlsx")


@app.command("export")
def export(
    project: ProjectPath,
    file: Where = None,
    for_sharing: Annotated[
        bool, typer.Option("--for-sharing", help="Only what may be shared.")
    ] = False,
    label: QuoteLabel = "none",
    format_: Format = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Export the trace: Markdown, HTML, Word, a workbook; or YAML, JSON, CSV that `import` reads.

    With --for-sharing only those are quoted who agreed to it in that round; what to read before
    it is shared is listed on standard error.
    """
    from lmm_qual.project.project import Project

    known = _DOCUMENTS if for_sharing else (*_FILES, *_DOCUMENTS)
    check_label(label, for_sharing)
    out = destination(format_, file or output, force, known)
    with Project.open(project) as opened:
        if out.form in _FILES:
            out.write(_definition(opened.store, out.form))
        else:
            out.write(_document(opened.store, out.form, label if for_sharing else None))


def _definition(store: "Store", form: str) -> str:
    from lmm_qual.definitions.writing import write_definition
    from lmm_qual.store.queries.findings_file import load_findings

    return write_definition(load_findings(store), form, "findings.schema.json")


def _document(store: "Store", form: str, label: "Label | None") -> str | bytes:
    from lmm_qual.analysis.known_names import known_names
    from lmm_qual.analysis.sharing import Gate
    from lmm_qual.analysis.trace import read_trace
    from lmm_qual.exporters import findings_forms as forms
    from lmm_qual.exporters.findings_told import SharedTelling, Telling
    from lmm_qual.store.queries.design import load_study

    trace = read_trace(store)
    if label is None:
        told = Telling(trace).told()
    else:
        gate = Gate.of(load_study(store), label)
        telling = SharedTelling(trace, gate, known_names(store))
        told = telling.told()
        note(*(f"review: {said}" for said in telling.review.notes))
    if form == "xlsx":
        from lmm_qual.exporters.findings_workbook import findings_workbook

        return findings_workbook(told)
    if form == "docx":
        return forms.findings_word(told)
    return forms.findings_html(told) if form == "html" else forms.findings_markdown(told)

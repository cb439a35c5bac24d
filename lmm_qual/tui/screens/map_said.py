"""What is said of a service and of a ring."""

from collections.abc import Iterator

from textual.content import Content

from lmm_qual.model.system_map import Ring, Service, SystemMap
from lmm_qual.system_map.board import MapBoard
from lmm_qual.system_map.embeddedness import NO_EXPECTATION
from lmm_qual.system_map.themes import EVERYONE
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.screens.map_rows import View, label_of, view_said
from lmm_qual.tui.wording import line


def service_said(system: SystemMap, board: MapBoard | None, one: Service, view: View) -> Content:
    """Say all about a service but its relations and themes."""
    kind = f"{one.kind} {one.id}" + (f", ended {one.end}" if one.end else "")
    parts = [line((one.label or one.id, "bold"), (f"  {kind}", "$muted"))]
    parts += _rings_said(system, one)
    members = [label_of(system, key) for key in one.members]
    of = [other.label or other.id for other in system.services if one.id in other.members]
    for name, values in (
        ("was called", one.former_names),
        ("also called", one.aliases),
        ("made up of", members),
        ("part of", of),
    ):
        if values:
            parts.append(line((f"{name} ", "$text-accent"), "; ".join(values)))
    if board is not None:
        parts += _talk_said(board, one.id, view)
    parts += [Content(shown_block(one.note))] if one.note else []
    return Content("\n").join(parts)


def _rings_said(system: SystemMap, one: Service) -> Iterator[Content]:
    rings = {ring.id: ring for ring in system.rings}
    for key in one.rings:
        ring = rings.get(key, Ring(id=key))
        basis = "basis unknown" if one.ring_basis == "unknown" else one.ring_basis
        yield line(("ring ", "$text-accent"), ring.label or key, (f" ({basis})", "$muted"))
        yield _expected(ring)
    if not one.rings:
        yield line(("on no ring", "$muted"))


def _expected(ring: Ring) -> Content:
    if not ring.expected:
        return line((NO_EXPECTATION, "$muted"))
    return line(("leads one to expect ", "$text-accent"), ring.expected)


def _talk_said(board: MapBoard, service: str, view: View) -> Iterator[Content]:
    """Say who speaks and who names it, at each time point that is looked at."""
    for time in view or (None,):
        counts, of = board.counts(service, time), board.of(service, time)
        spoken, named, own = counts.spoken, counts.named, counts.own
        if of:
            segments = counted(len(spoken.segments), "segment")
            said = f"{len(spoken.participants)} of {of} its own people speak, {segments}"
        else:
            said = "nobody of it took part"
        names = f"{len(named.participants)} of {board.of(EVERYONE, time)} name it"
        mine = f", {len(own.participants)} of them its own" if own.participants else ""
        yield line((f"{view_said(() if time is None else (time,))}: ", "$text-accent"), said)
        yield line(f"  {names}{mine}, {counted(len(named.segments), 'segment')}")
    if service == board.central:
        yield from (line((note, "$text-warning")) for note in board.notes[:1])


def ring_said(system: SystemMap, ring: Ring) -> Content:
    """Say all about a ring."""
    inside = [one.label or one.id for one in system.services if ring.id in one.rings]
    parts = [
        line((ring.label or ring.id, "bold"), (f"  ring {ring.id}", "$muted")),
        _expected(ring),
        line((f"{counted(len(inside), 'service')}: ", "$text-accent"), "; ".join(inside)),
    ]
    return Content("\n").join(parts)

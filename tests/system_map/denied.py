"""A map on which somebody denies relations, as a page."""

from lmm_qual.model.finding import PassageEntry
from lmm_qual.model.monitoring import Figure
from lmm_qual.system_map.figures import with_figures
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.page import MapPage, render_page
from lmm_qual.system_map.page_themes import MapTalk

from .conftest import read
from .examples import GROUPS, TIMES

SYSTEM = read(
    """
    rings: [{id: inner, label: Specific remit, expected: refers & is trained}]
    services:
      - {id: lmm, label: Little Minds Matter}
      - {id: hv, label: Health Visiting, ring: inner, ring_basis: stated}
      - {id: midwives, label: Midwives, ring: inner}
    relation_types: [{id: refers_to, label: refers to}]
    relations:
      - {source: hv, target: lmm, type: refers_to, basis: stated, figure: referrals}
      - {source: midwives, target: lmm, type: refers_to, basis: stated, stance: denied,
         account: [P08, G3, hv], times: [T1], count: 900}
      - {source: midwives, target: hv, type: refers_to, basis: stated, count: 3,
         figure: referrals}
    """
)
FIGURE = Figure(
    id="referrals",
    label="Referrals by source",
    numerator=101,
    denominator=255,
    period="2018-2023",
    source="Report 3",
)
PASSAGE = PassageEntry(transcript="T1-G3-01", start=0, end=5, quote="They <b>never</b> refer.")


def denied_page(*, for_sharing=False):
    system, figures = with_figures(SYSTEM, [FIGURE])
    talk = MapTalk(times=TIMES, groups=GROUPS, grounds={2: [PASSAGE]}, for_sharing=for_sharing)
    return render_page(MapPage("A system", build_graph(system, figures=figures), talk, "lmm"))

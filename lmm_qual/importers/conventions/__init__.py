"""The ways in which transcripts mark who speaks, one a module."""

from lmm_qual.importers.conventions.angles import ARROW
from lmm_qual.importers.conventions.bold import BOLD
from lmm_qual.importers.conventions.brackets import BRACKETS
from lmm_qual.importers.conventions.columns import BAR, TAB
from lmm_qual.importers.conventions.convention import Convention
from lmm_qual.importers.conventions.dash import DASH
from lmm_qual.importers.conventions.own_line import OWN_LINE
from lmm_qual.importers.conventions.stop import STOP
from lmm_qual.importers.conventions.timed import TIMED

OTHERS: tuple[Convention, ...] = (TIMED, BRACKETS, BOLD, TAB, BAR, ARROW, STOP, DASH, OWN_LINE)
"""All but the colon, the one whose form says most first."""

BY_FORM = {convention.form: convention for convention in OTHERS}

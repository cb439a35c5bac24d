"""pyvis without what is never asked for: frames in notebooks (IPython), its own JSON (jsonpickle).

IPython alone takes as long to load as all that is the map's own.
"""

import sys
from types import ModuleType
from typing import Any

_UNUSED = ("IPython", "IPython.display", "jsonpickle")


def load_network() -> Any:
    """Give the `Network` of pyvis; what else it would load is taken only if it is there already."""
    standing_in = [name for name in _UNUSED if name not in sys.modules]
    for name in standing_in:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["IPython.display"]).setdefault("IFrame", None)
    try:
        from pyvis.network import Network
    finally:
        for name in standing_in:
            del sys.modules[name]
    return Network

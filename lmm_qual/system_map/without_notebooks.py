"""pyvis without IPython: it loads it for frames in notebooks, which are never asked for."""

import sys
from types import ModuleType
from typing import Any

_FRAMES = ("IPython", "IPython.display")


def load_network() -> Any:
    """Give the `Network` of pyvis; where IPython is loaded already, with it.

    IPython takes as long to load as all that is the map's own.
    """
    standing_in = [name for name in _FRAMES if name not in sys.modules]
    for name in standing_in:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["IPython.display"]).setdefault("IFrame", None)
    try:
        from pyvis.network import Network
    finally:
        for name in standing_in:
            del sys.modules[name]
    return Network

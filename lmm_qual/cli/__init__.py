"""The command line: one thin module a noun, loaded without anything heavy."""

import gc
import os
import sys

_NEW_OBJECTS = 50_000
"""How many there are before garbage is looked for: a command keeps nearly all that it makes."""


def main() -> None:
    """Run the program; faults of input end with one plain line each and exit code 1."""
    os.umask(0o077)
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
    try:
        from lmm_qual.cli.running import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command has begun
        print("interrupted; the project is as it was", file=sys.stderr)
        sys.exit(130)
    sys.exit(code)

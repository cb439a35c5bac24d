"""A project's bytes looked at beside SQLite, and never while this process is writing it.

Where a process closes any opening of a file, POSIX takes away all locks that it has on it, those
of SQLite too (SQLite, How To Corrupt An SQLite Database File, 2.2): another process would take a
change that is under way for one that was cut short, and roll it back.
"""

import threading

WRITING = threading.RLock()
"""Held by whoever writes a project, and by whoever opens one beside SQLite."""

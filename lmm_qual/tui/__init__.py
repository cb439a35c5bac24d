"""The terminal app.

Textual draws at set times, and the second of two changes that follow one key waits for the next.
Asking for many frames a second lets that wait be short; none is drawn where nothing changed.
"""

import os

os.environ.setdefault("TEXTUAL_FPS", "500")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

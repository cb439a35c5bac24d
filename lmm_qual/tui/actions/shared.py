"""What several screens have: the way to other screens, memos, undo."""

TO_CODEBOOK = (("codebook", "The codebook", "C", "codebook", "codebook"),)
TO_FINDINGS = (("findings", "The findings", "D", "findings", "findings"),)
TO_PASSAGES = (("passages", "Find passages by a query", "P", "passages", "passages"),)
TO_CHART = (("chart", "The framework chart", "F", "chart", "chart"),)
TO_NUMBERS = (
    ("matrix", "The theme matrix", "M", "matrix", "matrix"),
    ("change", "What changed between rounds", "W", "change", "change"),
)
TO_MAP = (("map", "The system map", "K", "map", "map"),)
TO_HISTORY = (("history", "The history of all changes", "U", "history", "history"),)
TO_MEMOS = (("memos", "All memos", "A", "memos", "memos"),)
TO_REVIEW = (("review", "What waits after corrections", "O", "review", ""),)
HISTORY = (
    ("undo", "Undo your own last change", "u", "undo", "undo"),
    ("redo", "Redo what you undid", "ctrl+r", "redo", ""),
)
PUT_TO_MAP = (("to_map", "Put the words to the map", "I", "to_map", "to the map"),)
MEMOS = (
    ("memo", "Write or read a memo", "a", "memo", "memo"),
    ("summary", "Summary of the session", "S", "summary", ""),
)

"""Names and words that command a terminal, mislead a reader, or mean something to a format."""

ESCAPES = ("\x1b]52;c;aGk=\x07", "\x1b[2J", "\x9b31m", "\x07", "\x00".replace("\x00", "\x08"))
BIDI = ("abc\u202edef", "\u2066x", "a\u200fb", "\u200bx")
RICH = ("[red]x[/red]", "[/x]", "[link=file:x]y[/link]", ":warning:", "[bold", "\\[x]")
HTML = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "&amp;")
MARKDOWN = ("a|b", "*b*", "`c`", "[x](y:z)", "_u_", "# h", "~~s~~", "$m$", "![i](j)")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x:y")')
NAMES = (*BIDI, *RICH, *HTML, *MARKDOWN, *FORMULAS)
"""What a code, a group or a coder may be called."""

COMMANDING = frozenset(
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
    + list(
        "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
)
"""What no text that is shown may hold."""


def commands(text: str) -> set[str]:
    """Give the characters in a text that should have been stood in for."""
    return COMMANDING & set(text)

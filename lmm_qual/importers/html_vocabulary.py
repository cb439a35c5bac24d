"""What the elements of a web page (html) are to a reader."""

from lmm_qual.importers.word_lists import words

BLOCKS = words("""
    address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html
    legend li main menu nav noframes ol optgroup option p pre search section select summary
    table tbody tfoot thead ul xmp listing plaintext
""")
"""Elements that stand on lines of their own."""

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])

BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])

PREFORMATTED = frozenset(["pre", "xmp", "listing", "plaintext", "textarea"])

DROPPED = words("""
    head script style template iframe object embed noscript rt rp datalist canvas audio video
    map svg title
""")
"""Elements whose content a reader does not see as words."""

KNOWN = (
    BLOCKS
    | BOLD
    | DROPPED
    | PREFORMATTED
    | words("""
    a abbr acronym applet area base basefont bdi bdo big blink br button cite code col colgroup
    data del dfn em font frame i img input ins kbd label link mark marquee math meta meter nobr
    output picture progress q ruby rb rtc s samp slot small source span strike sub sup td
    textarea time tr track tt u var wbr param menuitem center strong picture mi mn mo mrow msup
    msub mfrac mtext msqrt semantics annotation
""")
)
"""Elements that HTML has; another in angle brackets may be a word."""

ENCODINGS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
    "macintosh": "mac_roman",
    "unicode": "utf-8",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
"""Encodings as web pages name them, by what they mean there; others go by their own name."""

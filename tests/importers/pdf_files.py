"""Writing small PDF files by hand: lines of Helvetica at places."""

import zlib


def pdf(pages, *, trailer="", stream=None, pages_extra=""):
    """Write pages, each a list of (x, y, text) or (x, y, text, size, bold)."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    parts.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} {pages_extra} >>".encode())
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    parts += [font.format(name).encode() for name in ("Helvetica", "Helvetica-Bold")]
    for n, page in enumerate(pages):
        content = zlib.compress(stream if stream is not None else _content(page))
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * n)
        )
        parts.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
            % (len(content), content)
        )
    return written(parts, trailer)


def written(parts, trailer=""):
    """Write objects with their cross-reference table."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(parts) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF" % at)


def _content(page):
    shown = []
    for x, y, text, *more in page:
        size, bold = (*more, 11, False)[:2] if len(more) < 2 else more
        raw = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        shown.append(
            b"BT /F%d %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET"
            % (2 if bold else 1, size, x, y, raw.replace(b")", b"\\)"))
        )
    return b"\n".join(shown)


def set_lines(lines, *, top=700, left=72, step=14):
    """Place lines one below the other; an empty one leaves a space."""
    return [(left, top - step * n, line) for n, line in enumerate(lines) if line]


LOCKED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00><00>]".format(
    "ab" * 32
)


NARROW = (
    dict.fromkeys("ijl'", 222)
    | {"I": 278}
    | dict.fromkeys(" ftI.,:;!/-", 278)
    | dict.fromkeys("r()", 333)
)
WIDE = {"m": 833, "M": 833, "w": 722, "W": 944} | dict.fromkeys("csxyzvkJ", 500)


def width_of(text, size=11):
    """Give about how wide Helvetica sets a text."""
    letters = [NARROW.get(c) or WIDE.get(c) or (700 if c.isupper() else 556) for c in text]
    return sum(letters) * size / 1000


def wrapped(text, width=460, size=11):
    """Break a text into lines as a word processor does."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines

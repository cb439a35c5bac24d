"""What control words of rich text (rtf) stand for."""

from lmm_qual.importers.word_lists import words

CHARACTERS = {
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
    "zwbo": "\u200b", "zwnbo": "\u2060", "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n",
    "column": "\n", "softline": "", "nestcell": "\t",
}  # fmt: skip
"""Control words for a character; a break within a paragraph is a line feed."""

SYMBOLS = {
    b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "\u2011", b"-": "",
    b"\t": "\t",
}  # fmt: skip

DROPPED = words("""
    colortbl info pict object header headerl headerr headerf footer footerl footerr footerf
    footnote annotation atnid atnauthor ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc tcn
    rxe txe template private filetbl listtable listoverridetable revtbl rsidtbl generator
    userprops xmlnstbl themedata colorschememapping datastore latentstyles docvar nonshppict
    nonesttables pntxta pntxtb pnseclvl mvf mvfmf bkmkstart bkmkend fldinst objdata objclass
    objname falt panose fontemb fontfile keywords operator doccomm hlinkbase fldtype ffname
    ffdeftext ffformat ffhelptext ffstattext ffentrymcr ffexitmcr ffl formfield sp sn sv
    wgrffmtfilter mmathPr shprslt
""")
"""Groups whose text is not the document's; some are counted in a note."""

NUMBERS = frozenset({"listtext", "pntext"})
"""Groups that hold a paragraph's list number."""

READ_THOUGH_STARRED = frozenset({"ud", "moMath", "moMathPara", "mr"})

SHAPES = frozenset({"shpinst", "do"})
"""Groups of a drawing, in which only a text box holds words."""

BOXES = frozenset({"shptxt", "dptxbxtext"})
"""Groups marked as to be skipped by older readers that hold words."""

COUNTED = {
    "footnote": "footnote",
    "annotation": "comment",
    "pict": "picture",
    "object": "object",
}

CODE_PAGES = {
    77: "mac_roman", 78: "shift_jis", 80: "gb2312", 81: "big5", 83: "mac_hebrew",
    84: "mac_arabic", 85: "mac_greek", 86: "mac_turkish", 87: "cp874", 88: "mac_latin2",
    89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Encodings by the number that a font's `fcharset` gives; 0 and 1 are the document's own."""

SYMBOL_CHARSET = 2
"""The `fcharset` of fonts whose characters are pictures."""

NAMED_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

HEADINGS = ("heading", "title", "subtitle", "toc")

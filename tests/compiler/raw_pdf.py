"""PDF files written by hand: what a word processor does not let one draw.

The fonts F1 and F2, and F3 and F4 of old encodings by their names, hold all Vietnamese letters; every
letter is half as wide as it is high.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
LETTERS = "".join(chr(n) for n in range(32, 127)) + "".join(
    letter for letter in _VOWELS + _VOWELS.upper() if not letter.isascii()
)
MARK = "\u0323"  # a dot below, as a glyph of its own
LETTERS += MARK + "¹ï"  # the last two mean Vietnamese letters in old encodings only
WIDTH = 0.5


def text(x: float, y: float, words: str, size: float = 12, font: str = "F1", turn: str = "1 0 0 1") -> str:
    """Words from `x`, `y` (from the bottom left) on."""
    codes = "".join(f"{LETTERS.index(letter) + 1:02x}" for letter in words)
    return f"BT /{font} {size} Tf {turn} {x} {y} Tm <{codes}> Tj ET"


def box(x: float, y: float, width: float, height: float, paint: str = "f") -> str:
    """A box, filled unless `paint` says otherwise."""
    return f"{x} {y} {width} {height} re {paint}"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Lines at these places, as thin filled boxes, which is how Word draws borders."""
    lying = [box(xs[0], y, xs[-1] - xs[0], 0.48) for y in ys]
    standing = [box(x, min(ys), 0.48, max(ys) - min(ys)) for x in xs]
    return "\n".join(lying + standing)


def pdf(
    *pages: str | bytes,
    size: tuple[float, float] = (595, 842),
    page: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    catalog: str = "",
    trailer: str = "",
) -> bytes:
    """A file with these page contents; bytes are contents already packed by Flate.

    `page` is added to each page's dictionary, `resources` to its resources; `objects` get the numbers
    from 10 on, so that the first page has the number 10 + their count; `catalog` is added to the catalog.
    """
    made: dict[int, bytes] = {3: _font("Serif"), 4: _font("Other"), 5: _unicode()}
    made |= {6: _font("VNI-Times"), 7: _font(".VnTime")}
    made |= {10 + n: one.encode("latin-1") for n, one in enumerate(objects)}
    first = 10 + len(objects)
    kids = []
    for n, content in enumerate(pages):
        number = first + 2 * n
        kids.append(f"{number} 0 R")
        made[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 6 0 R /F4 7 0 R >> {resources} >> {page} >>"
        ).encode()
        packed = content if isinstance(content, bytes) else zlib.compress(content.encode("latin-1"))
        made[number + 1] = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
            len(packed),
            packed,
        )
    made[1] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    made[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(made, trailer)


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, last = len(out), max(objects)
    out += b"xref\n0 %d\n" % (last + 1)
    for number in range(last + 1):
        out += b"%010d 00000 %s \n" % ((places[number], b"n") if number in places else (0, b"f"))
    return out + f"trailer << /Size {last + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def _font(name: str) -> bytes:
    widths = " ".join("0" if letter == MARK else str(int(WIDTH * 1000)) for letter in LETTERS)
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 1 /LastChar {len(LETTERS)} "
        f"/Widths [{widths}] /ToUnicode 5 0 R /FontDescriptor << /Type /FontDescriptor /FontName /{name} "
        "/Flags 32 /Ascent 900 /Descent -200 /FontBBox [0 -200 1000 900] >> >>"
    ).encode()


def _unicode() -> bytes:
    lines = "".join(f"<{n:02x}> <{ord(letter):04x}>\n" for n, letter in enumerate(LETTERS, 1))
    body = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(LETTERS)} beginbfchar\n{lines}endbfchar\n"
        "endcmap end end"
    ).encode()
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)

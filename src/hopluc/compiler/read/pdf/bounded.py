"""pdfminer within bounds: it believes the numbers that a file states, and a stranger's file may lie.

A range of a billion widths, a row of a picture two thousand million bytes wide, forty kilobytes that
unpack to gigabytes: each would take hours or all memory inside one call, where no deadline is looked at.
pdfminer has no settings for these, so that the names it uses are replaced in its modules, here alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from pdfminer import cmapdb, pdfdocument, pdffont, pdftypes

from hopluc.compiler.read.pdf.limits import MAX_STREAM, too_much

_CHUNK = 1 << 14
# A font has at most 65,536 glyphs; a file of 500 pages some ten thousand objects.
_LONGEST = {pdffont: 70_000, cmapdb: 70_000, pdfdocument: 2_000_000}
_WIDEST_ROW = 1_000_000
# Bytes that go through decoders written in Python, which take a second for each megabyte.
_SLOW = 4 << 20
_SLOW_DECODERS = ("lzwdecode", "rldecode", "ccittfaxdecode", "ascii85decode", "asciihexdecode")


class Zlib:
    """Stands for the module zlib: it stops at MAX_STREAM."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes, *_: Any) -> bytes:
        """What `data` unpacks to; of a broken stream what comes before the break."""
        unpacking = zlib.decompressobj()
        parts: list[bytes] = []
        size = 0
        for at in range(0, len(data), _CHUNK):
            try:
                part = unpacking.decompress(data[at : at + _CHUNK], MAX_STREAM - size + 1)
            except zlib.error:
                break
            size += len(part)
            if size > MAX_STREAM:
                raise too_much("dữ liệu nén")
            parts.append(part)
        return b"".join(parts)


def _range_up_to(longest: int) -> Callable[..., range]:
    def bounded(*ends: int) -> range:
        asked = range(*ends)
        if len(asked) > longest:
            raise ValueError(f"a range of {len(asked)} numbers")
        return asked

    return bounded


def _short(decode: Callable[..., bytes]) -> Callable[..., bytes]:
    def bounded(data: bytes, *rest: Any) -> bytes:
        if len(data) > _SLOW:
            raise too_much("dữ liệu nén")
        return decode(data, *rest)

    return bounded


def _narrow(undo: Callable[..., bytes]) -> Callable[..., bytes]:
    def bounded(predictor: int, colors: int, columns: int, bits: int, data: bytes) -> bytes:
        if not 0 < colors * columns <= _WIDEST_ROW:
            raise ValueError(f"a row of {columns} columns")
        return undo(predictor, colors, columns, bits, data)

    return bounded


def _install() -> None:
    names = vars(pdftypes)
    names["zlib"] = Zlib
    names["apply_png_predictor"] = _narrow(pdftypes.apply_png_predictor)
    for name in _SLOW_DECODERS:
        names[name] = _short(names[name])
    for module, longest in _LONGEST.items():
        vars(module)["range"] = _range_up_to(longest)


_install()

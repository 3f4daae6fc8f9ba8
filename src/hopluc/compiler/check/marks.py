"""Rules on punctuation: marks in pairs, none doubled, spaces after them and not before."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Span
from hopluc.viet.patterns import regex

# (Each begins with its sign, so that the search can leap from one to the next.)
_DOUBLED = regex(r"\.\.(?<![.…/]\.\.)(?![.…/])|,,|;;|::|,\s*(?=[,;])|;\s*(?=[,;])|:\s*(?=[,;])|,\.(?!\.)")
_COLON_WITHIN = regex(r"(?<=[^\W\d_]):\s+(?=(?:với|của|và|vào|bởi|từ|cho|đến|trên|ở|về|là)\s+[^\W\d_A-ZĐ])")
_BEFORE = regex(r"(?<=[^\W_]) +(?=[,;:](?:\s|$)|\.(?:\s|$))")
_NO_SPACE = regex(r"(?<=[a-zà-ỹđ])[,;](?=[^\W\d_])")
_PAIRS = {"“": "”", "(": ")"}
_SIGNS = regex("[“”()]")
# "a)", "1)" at the start of a clause number it and close nothing.
_ENUMERATES = regex(r"(?:^|[\s;:.,“(])(?:[a-zđA-ZĐ]{1}\d?|\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4})\)$")
_SMILEY = 12


def stray(case: Case) -> Iterator[Slip]:
    """Two full stops or commas running, or a colon that parts a word from its object."""
    for found in _DOUBLED.finditer(case.text):
        mark = found.group().strip() or found.group()
        yield Slip(
            found.span(),
            {"marks": mark},
            mark[0] if len(mark) > 1 else None,
            mark[0] if len(mark) > 1 else None,
        )
    for found in _COLON_WITHIN.finditer(case.text):
        yield Slip(found.span(), {"marks": ":"}, None, " ")


def unpaired(case: Case) -> Iterator[Slip]:
    """A quotation mark or a bracket without its partner in the paragraph or the cell."""
    for span in _texts(case):
        alone = _alone(case.text, span)
        if alone is not None:
            start = max(span[0], alone - _SMILEY)
            yield Slip(
                (alone, alone + 1), {"marks": case.text[alone], "said": quoted(case.text[start : alone + 25])}
            )


def _alone(text: str, span: Span) -> int | None:
    """The first sign of a range that has no partner in it."""
    if not _SIGNS.search(text, *span):
        return None
    open_at: list[int] = []
    for found in _SIGNS.finditer(text, *span):
        sign, at = found.group(), found.start()
        if sign in _PAIRS:
            open_at.append(at)
        elif open_at and _PAIRS[text[open_at[-1]]] == sign:
            open_at.pop()
        elif sign == ")" and _ENUMERATES.search(text[max(span[0], at - 8) : at + 1]):
            continue
        else:
            return at
    return open_at[-1] if open_at else None


def spacing(case: Case) -> Iterator[Slip]:
    """A space before a mark, or none after it."""
    for found in _BEFORE.finditer(case.text):
        if case.text[found.end() : found.end() + 2] != "..":
            yield Slip((found.start(), found.end() + 1), {}, mend=case.text[found.end()], same="before")
    for found in _NO_SPACE.finditer(case.text):
        yield Slip(found.span(), {}, mend=found.group() + " ", same="after")


def _texts(case: Case) -> Iterator[Span]:
    yield from (line.span for line in case.mended.lines)
    for sheet in case.mended.sheets:
        yield from dict.fromkeys(cell for row in sheet.rows for cell in row)


FINDERS: dict[str, Find] = {
    "stray-punctuation": stray,
    "unbalanced-quote": unpaired,
    "spacing": spacing,
}

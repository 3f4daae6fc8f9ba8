"""What recognition of a scan was not sure of: grouped by page, so that a reader compares page by page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.document import Flow
from hopluc.compiler.format import Page, Span

# A reader looks at a handful of pages; what is beyond stands in the last finding together.
_MOST = 5
_WORDS = 8


def doubtful(case: Case) -> Iterator[Slip]:
    """One place for each page with doubtful words; figures and dates, which matter most, are named first."""
    text = case.mended.document.text
    pages = [([page.number], spans) for page, spans in _by_page(case)]
    for numbers, found in [*pages[: _MOST - 1], *_together(pages[_MOST - 1 :])]:
        spans = sorted(found, key=lambda span: not _has_figure(text[slice(*span)]))
        named = ", ".join(f"“{quoted(text[slice(*span)], 40)}”" for span in spans[:_WORDS])
        yield Slip(
            _in_flow(case.mended.flow, spans[0]),
            {
                "pages": ", ".join(map(str, numbers)),
                "words": named + ("…" if len(spans) > _WORDS else ""),
                "count": str(len(spans)),
            },
            severity="warning" if _has_figure(text[slice(*spans[0])]) else None,
        )


def _by_page(case: Case) -> list[tuple[Page, list[Span]]]:
    """The pages with doubtful words that have a letter or figure, and the places of these."""
    document = case.mended.document
    starts = [page.span[0] for page in document.pages]
    found: dict[int, list[Span]] = {}
    for span, _ in document.doubtful:
        if starts and any(letter.isalnum() for letter in document.text[slice(*span)]):
            found.setdefault(max(bisect_right(starts, span[0]) - 1, 0), []).append(span)
    return [(document.pages[index], spans) for index, spans in sorted(found.items())]


def _together(pages: Sequence[tuple[list[int], list[Span]]]) -> list[tuple[list[int], list[Span]]]:
    """What is on several pages as if it were on one; nothing where there are none."""
    if not pages:
        return []
    numbers = [number for numbers, _ in pages for number in numbers]
    return [(numbers, [span for _, spans in pages for span in spans])]


def _has_figure(words: str) -> bool:
    return any(letter.isdigit() for letter in words)


def _in_flow(flow: Flow, span: Span) -> Span:
    """The range of the flow whose words stand at `span` of the text; empty where none do."""
    inside = [
        piece for piece in flow.pieces if piece.start < span[1] and span[0] < piece.start + piece.length
    ]
    if not inside:
        return 0, 0
    first, last = inside[0], inside[-1]
    start = first.at + max(span[0] - first.start, 0)
    return start, max(last.at + min(span[1] - last.start, last.length), start)


FINDERS: dict[str, Find] = {"ocr-doubtful": doubtful}

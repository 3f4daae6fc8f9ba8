"""Laid passages as paragraphs of the document, their figures marked with what they open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.official import Paragraph, Run
from hopluc.reporting.editing.figures import found_in
from hopluc.reporting.editing.passages import Laid
from hopluc.reporting.wording import ended


def paragraphs(laid: Laid) -> Iterator[Paragraph]:
    """What the report says of a passage; nothing where it is left out or has no words.

    Several lines of a voice in the text become points under its bodies' names; under a task they stand in one
    line.
    """
    passage = laid.passage
    if laid.left_out or not (laid.text or passage.lead):
        return
    lines = [ended(line).lstrip("-+ ") for line in laid.text.split("\n") if line.strip()]
    if len(lines) > 1 and passage.lead.startswith("- ") and passage.voices:
        yield Paragraph(passage.lead.rstrip())
        yield from (Paragraph(f"+ {line}.") for line in lines)
    elif passage.lead:
        yield _paragraph(laid, " ".join(laid.text.split("\n")))
    else:
        yield from (_paragraph(laid, line) for line in laid.text.split("\n") if line.strip())


def _paragraph(laid: Laid, text: str) -> Paragraph:
    passage = laid.passage
    tail = passage.tail if not laid.own else ""
    words = ended(text) if tail else text
    runs = [
        Run(passage.lead),
        *_runs(words, passage.figures, italic=passage.italic),
        *_runs(tail, passage.figures if passage.italic else ()),
    ]
    plain = not passage.figures and not passage.italic
    return Paragraph("".join(run.text for run in runs) if plain else tuple(run for run in runs if run.text))


def _runs(text: str, figures: Sequence[tuple[str, str]], *, italic: bool = False) -> Iterator[Run]:
    """The text in runs, each figure that stands in it as one of its own."""
    end = 0
    for start, stop, place in found_in(text, figures):
        yield Run(text[end:start], italic=italic)
        yield Run(text[start:stop], italic=italic, opens=figures[place][1])
        end = stop
    yield Run(text[end:], italic=italic)

"""A report's body as its page draws it: headings, tables, and places of passages that may be edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hopluc.office.official import Annex, Document, Run
from hopluc.reporting import annexes
from hopluc.reporting.content import Report
from hopluc.reporting.document import LaidItem, in_annex, official_document, pointer
from hopluc.reporting.editing.blocks import paragraphs
from hopluc.reporting.editing.differing import Stretch, differing
from hopluc.reporting.editing.passages import Edits, Laid
from hopluc.reporting.editing.queries import of_place
from hopluc.reporting.preview import Drawn, drawn, pieces
from hopluc.reporting.rules import digest


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage on the page. paragraphs: its runs, as the report says it; off: those of one that is left out;
    news: how the made words differ from those that the edit was laid on."""

    laid: Laid
    id: str
    paragraphs: tuple[Sequence[Run], ...]
    movable: bool = False
    first: bool = False
    last: bool = False

    @property
    def key(self) -> str:
        """The key of its passage."""
        return self.laid.passage.key

    @property
    def blank(self) -> bool:
        """Whether it is only where paragraphs may be added."""
        return not (self.laid.text or self.laid.passage.lead)

    @property
    def revision(self) -> int:
        """What a form that is filled from it has seen."""
        return self.laid.edit.revision if self.laid.edit else 0

    @property
    def typed(self) -> str:
        """What its field is filled with: the words of the edit, settled or not."""
        edit = self.laid.edit
        return edit.text if edit and edit.text is not None else self.laid.passage.text

    @property
    def against_made(self) -> list[Stretch]:
        """How what is written differs from what was made."""
        return differing(self.laid.passage.text, self.typed)

    @property
    def news(self) -> list[Stretch]:
        """How the words of the sources differ from those that the edit was laid on."""
        edit = self.laid.edit
        return differing(edit.made if edit else "", "" if self.laid.gone else self.laid.passage.text)


def mark(key: str) -> str:
    """The id of a passage or a place on the page."""
    return f"d-{digest(key)}"


def place_of(laid: Iterable[LaidItem], place: str) -> dict[str, Any]:
    """A place with its passages, as the page draws it."""
    run = of_place(laid, place)
    moving = [one.passage.key for one in run if not one.passage.pinned and not _blank(one)]
    shown = [_shown(one, moving) for one in run]
    return {"kind": "place", "id": mark(f"place {place}"), "place": place, "passages": shown}


def _shown(laid: Laid, moving: Sequence[str]) -> Shown:
    key = laid.passage.key
    return Shown(
        laid,
        mark(key),
        tuple(_runs(_as_told(laid))),
        movable=key in moving and len(moving) > 1,
        first=moving[:1] == [key],
        last=moving[-1:] == [key],
    )


def _blank(laid: Laid) -> bool:
    return not (laid.text or laid.passage.lead)


def _as_told(laid: Laid) -> Laid:
    """The passage as if it were told, so that what is left out can be read on the page too."""
    if not laid.left_out:
        return laid
    edit = replace(laid.edit, left_out=False) if laid.edit else None
    return replace(laid, edit=edit, gone=False)


def _runs(laid: Laid) -> Iterator[Sequence[Run]]:
    for one in paragraphs(laid):
        if isinstance(one.text, str):
            yield from ((Run(line),) for line in one.text.split("\n") if line)
        else:
            yield one.text


def page_of(report: Report, edits: Edits, laid: Sequence[LaidItem], found: Any) -> Drawn:
    """The whole report for the screen; texts that are too many for its body are edited in their annex.

    found: the report's row, for its number and day.
    """
    document = official_document(report, edits)
    many = in_annex(report, laid)
    whole = drawn(_without_voices(document), found.number, found.issued_on)
    body = tuple(_body(report, laid, many))
    return replace(whole, blocks=body, annexes=tuple(_annexes(whole, laid, many)))


def _without_voices(document: Document) -> Document:
    """The document with the annex of texts left empty: the page draws its texts itself."""
    return replace(
        document,
        annexes=tuple(
            Annex(one.title, ()) if one.title == annexes.VOICES else one for one in document.annexes
        ),
    )


def _annexes(whole: Drawn, laid: Sequence[LaidItem], many: dict[str, str]) -> Iterator[dict[str, Any]]:
    for annex in whole.annexes:
        if annex["title"] != annexes.VOICES:
            yield annex
            continue
        blocks: list[dict[str, Any]] = []
        for place, title in many.items():
            blocks += [{"kind": "heading", "level": 2, "text": title}, place_of(laid, place)]
        yield annex | {"blocks": blocks}


def _body(report: Report, laid: Sequence[LaidItem], many: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The items in their order; the passages of one place together, where the first of them stands."""
    done: set[str] = set()
    for one in laid:
        if not isinstance(one, Laid):
            yield from pieces(one)
        elif (place := one.passage.place) not in done:
            done.add(place)
            told = [each for each in of_place(laid, place) if not each.left_out]
            yield from pieces(pointer(report, len(told))) if place in many else [place_of(laid, place)]

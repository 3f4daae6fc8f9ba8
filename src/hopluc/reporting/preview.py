"""An official document as plain values that a template can draw in HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hopluc.office import official


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the template draws: head, title, blocks and annexes with all their words worked out."""

    superior: tuple[str, ...]
    issuer: str
    number: str
    place_date: str
    nation: str
    motto: str
    kind: str
    subject: tuple[str, ...]
    addressees: tuple[str, ...]
    blocks: tuple[dict[str, Any], ...]
    recipients: tuple[str, ...]
    titles: tuple[str, ...]
    signer: str
    annexes: tuple[dict[str, Any], ...]


def drawn(document: official.Document, number: str = "", day: dt.date | None = None) -> Drawn:
    """The document for the screen, with the number and day that it was given since."""
    head = replace(document.letterhead, number=number, day=day)
    whole = replace(document, letterhead=head)
    return Drawn(
        superior=tuple(head.superior.upper().split("\n")) if head.superior else (),
        issuer=head.issuer.upper(),
        number=official.number_line(head),
        place_date=official.date_line(head),
        nation=official.NATION,
        motto=official.MOTTO,
        kind=document.kind,
        subject=tuple(document.subject.split("\n")),
        addressees=document.addressees,
        blocks=_blocks(document.blocks),
        recipients=document.recipients,
        titles=document.signature.titles,
        signer=document.signature.name,
        annexes=tuple(
            {
                "number": official.annex_number(place, len(document.annexes)),
                "title": annex.title,
                "note": official.annex_note(whole),
                "blocks": _blocks(annex.blocks),
            }
            for place, annex in enumerate(document.annexes, 1)
        ),
    )


def _blocks(blocks: Iterable[official.Block]) -> tuple[dict[str, Any], ...]:
    return tuple(piece for block in blocks for piece in pieces(block))


def pieces(block: official.Block) -> list[dict[str, Any]]:
    """A block as one or several pieces: a paragraph with line breaks is several paragraphs."""
    if isinstance(block, official.Heading):
        return [{"kind": "heading", "level": block.level, "text": block.text}]
    if isinstance(block, official.Paragraph):
        if isinstance(block.text, str):
            return [
                {"kind": "paragraph", "runs": (official.Run(line),)}
                for line in block.text.split("\n")
                if line
            ]
        return [{"kind": "paragraph", "runs": block.text}]
    return [
        {"kind": "table", "caption": block.caption, "columns": block.columns, "rows": _rows(block)},
    ]


def _rows(table: official.Table) -> list[list[dict[str, Any]]]:
    rows = []
    for row in table.rows:
        cells, place = [], 0
        for item in row:
            cell = item if isinstance(item, official.Cell) else official.Cell(item)
            align = table.columns[place].align if cell.span == 1 else "left"
            cells.append(
                {
                    "text": cell.text,
                    "bold": cell.bold,
                    "span": cell.span,
                    "align": align,
                    "opens": cell.opens,
                }
            )
            place += cell.span
        rows.append(cells)
    return rows

"""The consolidated content with its edits as an official document.

Pure: the same content and edits give the same document. The page of the report draws the same items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hopluc.office.official import Annex, Block, Document, Heading, Letterhead, Paragraph, Signature, Table
from hopluc.reporting import told
from hopluc.reporting.annexes import BODIES_AT_MOST, VOICES_AT_MOST, annexes, numbered
from hopluc.reporting.content import Report, Voice
from hopluc.reporting.editing.blocks import paragraphs
from hopluc.reporting.editing.passages import UNEDITED, Edits, Laid, lay, notes, opens_of, spoken

LaidItem = Heading | Table | Laid


def official_document(report: Report, edits: Edits = UNEDITED) -> Document:
    """The report as a Báo cáo of its collector, with number and date left blank."""
    asked = report.asked
    laid = lay(told.items(report), edits)
    many = in_annex(report, laid)
    return Document(
        letterhead=Letterhead(
            issuer=asked.collector,
            superior=asked.superior,
            symbol=f"BC-{asked.symbol}",
            place=asked.place,
            year=asked.made_on.year,
        ),
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện {asked.plan}{_round_words(report)}",
        addressees=(asked.addressee,),
        blocks=tuple(_blocks(report, laid, many)),
        recipients=("Như trên", "Các cơ quan tham gia báo cáo", "Lưu: VT"),
        signature=Signature(tuple(asked.signatory.split("\n")), asked.signer),
        annexes=tuple(
            _noted(one, edits)
            for one in annexes(report, [(title, _rows(laid, place)) for place, title in many.items()])
        ),
    )


def _noted(annex: Annex, edits: Edits) -> Annex:
    """An annex with the notes to its figures."""
    added = (each for one in annex.blocks for laid in notes(one, edits) for each in paragraphs(laid))
    return replace(annex, blocks=(*annex.blocks, *added))


def has_place_for_note(report: Report, opens: str) -> bool:
    """Whether the figure stands in a table, below which a note to it has its place."""
    tables = [one for one in told.items(report) if isinstance(one, Table)]
    tables += [one for annex in annexes(report, ()) for one in annex.blocks if isinstance(one, Table)]
    return any(opens in opens_of(table) for table in tables)


def in_annex(report: Report, laid: Sequence[LaidItem]) -> dict[str, str]:
    """The places whose texts are too many for the report itself, with their titles in the annex."""
    counts = Counter(one.passage.place for one in laid if isinstance(one, Laid) and not one.left_out)
    places = told.voice_places(report)
    return {place: title for place, title in places.items() if counts[place] > VOICES_AT_MOST}


def pointer(report: Report, count: int) -> Paragraph:
    """What stands in the report where the texts themselves are in an annex."""
    annex = numbered(report, voices=True)["voices"]
    return Paragraph(f"{count} ý kiến của các cơ quan được tổng hợp tại {annex}.")


def _blocks(report: Report, laid: Sequence[LaidItem], many: dict[str, str]) -> Iterator[Block]:
    pointed: set[str] = set()
    for one in laid:
        if not isinstance(one, Laid):
            yield one
        elif one.passage.place not in many:
            yield from paragraphs(one)
        elif one.passage.place not in pointed:
            pointed.add(one.passage.place)
            yield pointer(report, len(_rows(laid, one.passage.place)))


def _rows(laid: Sequence[LaidItem], place: str) -> list[tuple[str, str]]:
    """The texts of a place as rows of the annex: names, words."""
    return [
        ("; ".join(_who(voice) for voice in one.passage.voices), one.text)
        for one in laid
        if isinstance(one, Laid) and one.passage.place == place and not one.left_out
    ]


def _who(voice: Voice) -> str:
    """All who said it, where a table has room for their names."""
    return "; ".join(voice.bodies) if len(voice.bodies) <= BODIES_AT_MOST else spoken(voice.bodies)


def _round_words(report: Report) -> str:
    """The round under the title of a report, "Báo cáo năm 2026" as "(năm 2026)"; nothing where the
    plan's own name ends with it."""
    words = report.asked.title.strip().removeprefix("Báo cáo ")
    return "" if report.asked.plan.endswith(words) else f"\n({words})"

"""Reading the edits of a report, and the report with them."""

from __future__ import annotations

from collections.abc import Iterable

from hopluc.office.official import Document
from hopluc.reporting import told
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.document import LaidItem, official_document
from hopluc.reporting.editing.models import PassageEdit, PassageOrder
from hopluc.reporting.editing.passages import Edit, Edits, Laid, lay
from hopluc.reporting.models import ConsolidatedReport


def edits_of(report: ConsolidatedReport) -> Edits:
    """What was last decided of each passage, and the orders; two queries."""
    rows = PassageEdit.objects.filter(report=report).order_by("revision", "pk")
    orders = PassageOrder.objects.filter(report=report).order_by("revision", "pk")
    return Edits({row.key: _edit(row) for row in rows}, {row.place: tuple(row.keys) for row in orders})


def history(report: ConsolidatedReport, key: str) -> list[Edit]:
    """All that was decided of a passage, the last first."""
    return [_edit(row) for row in PassageEdit.objects.filter(report=report, key=key).order_by("-revision")]


def _edit(row: PassageEdit) -> Edit:
    return Edit(
        row.key,
        row.place,
        row.revision,
        row.text,
        row.left_out,
        row.apart,
        row.made,
        row.source,
        tuple(row.ids),
        row.by_name,
        row.at,
    )


def content_of(report: ConsolidatedReport) -> Report:
    """What the report was made to say. Raises TypeError for one that was not made yet."""
    return from_json(Report, report.content or {})


def document_of(report: ConsolidatedReport) -> Document:
    """The report as it is now, edits laid over it, as an official document."""
    return official_document(content_of(report), edits_of(report))


def laid_of(report: ConsolidatedReport) -> list[LaidItem]:
    """The report's items with the edits laid over them."""
    return laid_with(content_of(report), edits_of(report))


def laid_with(content: Report, edits: Edits) -> list[LaidItem]:
    """What a report was made to say, with these edits laid over it."""
    return lay(told.items(content), edits)


def of_place(laid: Iterable[LaidItem], place: str) -> list[Laid]:
    """The passages of one place, in their order."""
    return [one for one in laid if isinstance(one, Laid) and one.passage.place == place]


def unsettled(laid: Iterable[LaidItem]) -> list[Laid]:
    """Edited passages whose sources changed since; somebody has to settle them before the report goes out."""
    return [one for one in laid if isinstance(one, Laid) and (one.changed or one.gone)]

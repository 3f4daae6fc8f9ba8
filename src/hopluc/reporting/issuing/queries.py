"""Reading issued documents: their files, their signatures."""

from __future__ import annotations

from dataclasses import dataclass

from hopluc.archive.models import File
from hopluc.reporting.editing.files import is_drawn
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.models import Issued, Pdf, Signed
from hopluc.reporting.models import ConsolidatedReport


@dataclass(frozen=True, slots=True)
class Files:
    """A report's files as they are offered: of an issued one those that went out."""

    report: ConsolidatedReport
    issued: Issued | None
    docx: File | None
    xlsx: File | None
    pdf: Pdf | None
    signed: tuple[Signed, ...]

    @property
    def last_signed(self) -> Signed | None:
        """The signed file with the most signatures on the issued PDF; else the one that came last."""
        best = [one for one in self.signed if one.same] or list(self.signed)
        return best[-1] if best else None


def files_of(report: ConsolidatedReport) -> Files:
    """The files of a report; three queries. A draft edited since its Word file was drawn has no PDF."""
    issued = Issued.objects.select_related("docx", "xlsx").filter(report=report).first()
    docx = issued.docx if issued else report.docx
    xlsx = issued.xlsx if issued else report.xlsx
    signed = Signed.objects.select_related("file").filter(issued=issued).order_by("pk") if issued else ()
    pdf = pdfs.of(docx) if issued or is_drawn(report) else None
    return Files(report, issued, docx, xlsx, pdf, tuple(signed))

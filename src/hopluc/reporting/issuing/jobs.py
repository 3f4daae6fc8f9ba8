"""Background work of this part: ids in, actions called, safe to run twice."""

from __future__ import annotations

from hopluc.reporting.issuing import notices, pdfs
from hopluc.reporting.issuing.models import Issued


def make_pdf(docx_id: int) -> bool:
    """Make the PDF of a Word file; whether it is there. Of an issued report it can be signed from then on."""
    made = pdfs.make(docx_id).file_id is not None
    issued = Issued.objects.select_related("report__round").filter(docx=docx_id).first()
    if made and issued:
        notices.tell_signers(issued.report)
    return made

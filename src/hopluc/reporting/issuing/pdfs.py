"""The PDF of a Word file: wanted, made in the background, kept."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import keep, path_of
from hopluc.archive.models import File
from hopluc.office.libreoffice import ConversionError, convert
from hopluc.reporting.issuing.known import signatory_of
from hopluc.reporting.issuing.models import Pdf

PDF = "application/pdf"
# Names of the fields in which an issued PDF is signed.
SIGNATURE_FIELD, SEAL_FIELD = "ChuKy", "ConDau"
JOB = "hopluc.reporting.issuing.jobs.make_pdf"
# A report of a province with all its annexes is a thousand pages of tables.
SECONDS = 200


@transaction.atomic
def want(docx: File) -> Pdf:
    """Have the PDF of this Word file made, unless it is there; a failed one is tried again."""
    Pdf.objects.get_or_create(docx=docx)
    found = Pdf.objects.select_for_update().get(docx=docx)
    if found.file_id is None:
        found.message = ""
        found.save(update_fields=["message"])
        transaction.on_commit(lambda: async_task(JOB, docx.pk))
    return found


def make(docx_id: int) -> Pdf:
    """Make the PDF, safe to run twice: what another run kept first stays. Why it cannot be made is told
    on the row, since the Word file is of use without it."""
    found = Pdf.objects.select_related("docx").get(docx=docx_id)
    if found.file_id is not None:
        return found
    try:
        made = _signable(
            found.docx, convert(path_of(found.docx.sha256).read_bytes(), "docx", "pdf", seconds=SECONDS)
        )
    except ConversionError as error:
        Pdf.objects.filter(pk=found.pk, file=None).update(
            message=_("Chưa tạo được bản PDF: %s Bản Word vẫn dùng được.") % error
        )
    else:
        Pdf.objects.filter(pk=found.pk, file=None).update(file=keep([made], PDF), message="")
    return Pdf.objects.select_related("file").get(pk=found.pk)


def _signable(docx: File, pdf: bytes) -> bytes:
    """The PDF of a document that went out with the fields in which it is signed; any other as it is."""
    signatory = signatory_of(docx)
    if not signatory:
        return pdf
    # Loaded by the worker alone: pyHanko takes half a second.
    from hopluc.office.signing.places import seal_place, signature_place
    from hopluc.office.signing.signing import prepare

    place = signature_place(pdf, signatory.split("\n"))
    return prepare(
        pdf,
        {
            SIGNATURE_FIELD: (_("Chữ ký số của người ký văn bản"), place),
            SEAL_FIELD: (_("Chữ ký số của cơ quan ban hành"), seal_place(place) if place else None),
        },
    )


def of(docx: File | None) -> Pdf | None:
    """The PDF of a Word file as far as it is; None where nobody wanted one."""
    return Pdf.objects.select_related("file").filter(docx=docx).first() if docx else None

"""A filled-in form that came back: read, laid over the draft, kept with what could not be written."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep, record
from hopluc.office.fillable import read_fillable
from hopluc.office.package import OLE_MAGIC, ZIP_MAGIC, open_package
from hopluc.office.refusal import Unreadable
from hopluc.office.wordform_reading import read_word_form
from hopluc.organizations.acting import Acting
from hopluc.plans.uploads import TYPES
from hopluc.reporting.actions.submissions import Saved, save_draft
from hopluc.reporting.content import to_json
from hopluc.reporting.models import ReturnedFile, Submission
from hopluc.reporting.returning import Laid, book_of, laid_of, told_of
from hopluc.reporting.standing_in import absent_for, signed

DOCX, XLSX = TYPES[".docx"][1], TYPES[".xlsx"][1]


def take_back(submission: Submission, *, by: Acting, data: bytes, name: str) -> tuple[Saved, ReturnedFile]:
    """Lay a returned workbook or Word form over the draft field by field; what cannot be read, or was changed
    in the web meanwhile, is not written and told with its place.

    Raises ValidationError for what is no form of this submission: then nothing is kept or changed.
    """
    try:
        laid, kind = _read(submission, data)
    except Unreadable as error:
        raise ValidationError(error.message_vi) from error
    file = keep([data], kind)
    with transaction.atomic():
        saved = save_draft(submission, by=by, typed=laid.typed, base=laid.base)
        told = [to_json(one) for one in told_of(laid, saved)]
        made = ReturnedFile.objects.create(
            submission=saved.submission,
            file=file,
            name=name[:255],
            by_name=signed(by, absent_for(by))[:150],
            told=told,
        )
        fields = {"file": file.pk, "refused": len(told)}
        record(by.actor, "take_back", made, fields=fields, body_id=submission.body_id)
    return saved, made


def _read(submission: Submission, data: bytes) -> tuple[Laid, str]:
    """What a form says and which kind of file it is, told by what the package holds."""
    if not data.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise ValidationError(_("Chỉ nhận biểu Excel (.xlsx) hoặc Word (.docx) tải từ hệ thống."))
    if any(name.startswith("word/") for name in open_package(data).names):
        return laid_of(submission, read_word_form(data, book_of(submission))), DOCX
    return laid_of(submission, read_fillable(data)), XLSX

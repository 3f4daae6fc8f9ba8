"""The report of a review: its files as it stands, and frozen with the number and day of the signed paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep, record
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.content import to_json
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.codes import new_code
from hopluc.reporting.issuing.paper import stamped
from hopluc.reporting.issuing.signers import Signer
from hopluc.reporting.reviews import access, papers
from hopluc.reporting.reviews.actions.common import lock_review
from hopluc.reporting.reviews.content import ReviewContent
from hopluc.reporting.reviews.gathering import gather_review
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.workbook import workbook
from hopluc.ui.downloads import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def files_of(content: ReviewContent, number: str = "", day: dt.date | None = None) -> dict[str, bytes]:
    """The report's Word and Excel files, by their ending; of one that goes out with number, day and code."""
    document = papers.report(content)
    if day:
        document = stamped(document, number, day, content.code)
    return {"docx": write_docx(document), "xlsx": write_xlsx(workbook(content))}


def issue(
    review: Review, *, by: Acting, number: str, issued_on: dt.date, signer: Signer | None = None
) -> Review:
    """Take number and day of the report, and who signs it, and freeze it: content and files never change
    again; its PDF is made in the background.

    Files are written before the transaction, which freezes only what the records still say: StaleFormError
    else. Issuing again under the same number gives what is there, and the PDF if it is not.
    """
    there = Review.objects.select_related("body__parent").get(pk=review.pk)
    if not access.may_write(by, there):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan chủ trì làm việc này."))
    if there.state == Review.State.ISSUED and there.number == number.strip() and there.docx:
        pdfs.want(there.docx)
        return there
    if not number.strip():
        raise ValidationError({"number": _("Nhập số, ký hiệu do hệ thống quản lý văn bản cấp.")})
    if not there.period_start <= issued_on <= timezone.localdate():
        raise ValidationError({"issued_on": _("Ngày ký phải trong giai đoạn trở đi và không sau hôm nay.")})
    gathered = gather_review(there)
    content = replace(gathered, code=new_code())
    if signer:
        content = replace(content, signatory=signer.titles, signer=signer.name)
    made = files_of(content, number.strip(), issued_on)
    docx, xlsx = keep([made["docx"]], DOCX), keep([made["xlsx"]], XLSX)
    return _issued(there, gathered, content, docx, xlsx, by=by, number=number.strip(), issued_on=issued_on)


@transaction.atomic
def _issued(
    review: Review,
    gathered: ReviewContent,
    content: ReviewContent,
    docx: File,
    xlsx: File,
    *,
    by: Acting,
    number: str,
    issued_on: dt.date,
) -> Review:
    now = lock_review(review, by)
    if replace(gather_review(now), made_on=gathered.made_on) != gathered:
        raise StaleFormError(_("Số liệu vừa thay đổi trong lúc lập báo cáo. Xem lại rồi phát hành."), "moved")
    now.state, now.number, now.issued_on = Review.State.ISSUED, number, issued_on
    now.issued_by_name, now.issued_at = by.actor.name, timezone.now()
    now.content, now.docx, now.xlsx = to_json(content), docx, xlsx
    now.save()
    fields = {"number": number, "on": issued_on.isoformat()}
    record(by.actor, "issue_review", now, fields=fields, body_id=now.body_id)
    pdfs.want(docx)
    return now

"""Signing the issued PDF here, and taking in one that was signed outside.

Each signature lies over the file before it; two people who sign at one moment cannot lose one another's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep, path_of, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.office.signing.apart import NotExamined, examine_apart
from hopluc.office.signing.found import Examined
from hopluc.organizations.acting import Acting
from hopluc.reporting.issuing import access
from hopluc.reporting.issuing.keyring import KeyFile, keyring
from hopluc.reporting.issuing.models import Issued, Signed
from hopluc.reporting.issuing.pdfs import PDF, SEAL_FIELD, SIGNATURE_FIELD
from hopluc.reporting.issuing.queries import Files, files_of
from hopluc.reporting.models import ConsolidatedReport

Way = Signed.Way
_FIELDS = {Way.HERE: SIGNATURE_FIELD, Way.SEAL: SEAL_FIELD}


def sign(report: ConsolidatedReport, *, by: Acting, password: str = "") -> Signed:
    """The leader signs the issued PDF with the key kept for them."""
    if not access.may_sign(by, report.round):
        raise PermissionDenied(_("Chỉ lãnh đạo có quyền duyệt của cơ quan phát hành ký báo cáo."))
    files = files_of(report)
    if any(one.way == Way.HERE for one in files.signed):
        raise ValidationError(_("Báo cáo đã có chữ ký số của lãnh đạo."))
    key = keyring().of_person(report.round.collector_id, by.user.username)
    if key is None:
        raise ValidationError(_("Chưa có khóa ký của bạn trên hệ thống. Ký bên ngoài rồi tải bản đã ký lên."))
    return _sign(files, Way.HERE, key, _("Ký ban hành"), password, by)


def seal(report: ConsolidatedReport, *, by: Acting, password: str = "") -> Signed:
    """The clerk puts the body's own signature on what the leader signed."""
    if not access.may_seal(by, report.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan phát hành đóng dấu số."))
    files = files_of(report)
    if not any(one.same for one in files.signed):
        raise ValidationError(_("Lãnh đạo ký trước, văn thư đóng dấu số sau."))
    if any(one.way == Way.SEAL for one in files.signed):
        raise ValidationError(_("Báo cáo đã có dấu số của cơ quan."))
    key = keyring().of_body(report.round.collector_id)
    if key is None:
        raise ValidationError(_("Chưa có khóa ký của cơ quan trên hệ thống. Ký bên ngoài rồi tải lên."))
    return _sign(files, Way.SEAL, key, _("Chữ ký số của cơ quan"), password, by)


def _sign(files: Files, way: Signed.Way, key: KeyFile, reason: str, password: str, by: Acting) -> Signed:
    # pyHanko takes half a second to load, which nobody who does not sign should wait for at start.
    from hopluc.office.signing import signing as pades

    issued, base = _base(files)
    now, data, field = timezone.now(), path_of(base.sha256).read_bytes(), _FIELDS[way]
    try:
        if field not in pades.empty_fields(data):
            raise ValidationError(_("Chỗ ký này đã được ký bên ngoài. Xem các bản đã ký."))
        opened = pades.load_key(key.file.read_bytes(), key.password(password))
        _check_days(pades.days_of(opened), now)
        signed = pades.sign(
            data,
            opened,
            field=field,
            reason=reason,
            body=issued.issuer,
            picture=key.picture_bytes(),
        )
    except pades.CannotSign as error:
        raise ValidationError(str(error)) from error
    except OSError as error:
        raise ValidationError(_("Không đọc được tệp khóa ký. Báo quản trị hệ thống.")) from error
    found = examined(signed, now)
    name = f"{issued.number.replace('/', '-')} ({len(found.signatures)}).pdf"
    return _add(issued, files, way, keep([signed], PDF), base, name, found, by)


def _base(files: Files) -> tuple[Issued, File]:
    """What is signed over: the last signed file that is the issued document, else its PDF."""
    if files.issued is None:
        raise ValidationError(_("Báo cáo chưa phát hành nên chưa ký được."))
    last = files.last_signed
    if last and last.same:
        return files.issued, last.file
    if files.pdf is None or files.pdf.file is None:
        raise ValidationError(_("Bản PDF đang được tạo. Chờ một lát rồi ký lại."))
    return files.issued, files.pdf.file


def _check_days(days: tuple[dt.datetime, dt.datetime], now: dt.datetime) -> None:
    begins, ends = days
    if not begins <= now <= ends:
        raise ValidationError(
            _("Chứng thư số không còn hiệu lực (từ %(begins)s đến %(ends)s). Gia hạn rồi ký lại."),
            params={"begins": f"{begins:%d/%m/%Y}", "ends": f"{ends:%d/%m/%Y}"},
        )


def take_signed(report: ConsolidatedReport, *, by: Acting, data: bytes, name: str) -> Signed:
    """A PDF signed outside, kept with what is found in it and whether it is the issued document.

    One that is not (a scan, or a file that the signing program wrote anew) is kept as well, and the page
    says so; one without any signature is refused where it is the unsigned PDF itself.
    """
    if not access.may_take_signed(by, report.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan phát hành nộp bản đã ký."))
    files = files_of(report)
    if files.issued is None:
        raise ValidationError(_("Báo cáo chưa phát hành nên chưa nhận bản đã ký."))
    found = examined(data, timezone.now())
    kept = keep([data], PDF)
    if files.pdf and kept == files.pdf.file:
        raise ValidationError(_("Đây là bản PDF chưa ký. Ký số tệp này rồi tải lên."))
    return _add(files.issued, files, Way.OUTSIDE, kept, None, name, found, by)


def file_signed(report: ConsolidatedReport, file: File, name: str, found: Examined, *, by: Acting) -> Signed:
    """A PDF that was signed before the report was issued, with what was found in it; in the transaction that
    issues it. It is never the issued document, which has number, day and check code."""
    files = files_of(report)
    assert files.issued
    return _add(files.issued, files, Way.OUTSIDE, file, None, name, found, by)


def examined(data: bytes, now: dt.datetime) -> Examined:
    """What is found in a PDF, examined in a process with limits. Raises ValidationError for what is none."""
    try:
        return examine_apart(data, keyring().trusted, now)
    except NotExamined as error:
        raise ValidationError(str(error)) from error


def is_issued(found: Examined, files: Files) -> bool:
    """Whether a file is the issued PDF with nothing but signatures added, and has one that holds."""
    pdf = files.pdf.file if files.pdf else None
    holds = any(one.intact and one.whole and not one.changed for one in found.signatures)
    return bool(
        pdf and holds and any(one.sha256 == pdf.sha256 and one.only_signed_since for one in found.revisions)
    )


@transaction.atomic
def _add(
    issued: Issued,
    files: Files,
    way: Signed.Way,
    file: File,
    base: File | None,
    name: str,
    found: Examined,
    by: Acting,
) -> Signed:
    held(Issued.objects.all(), issued.pk)
    same = is_issued(found, files)
    there = Signed.objects.filter(issued=issued)
    if again := there.filter(file=file).first():
        return again
    if base and there.filter(pk__gt=max((one.pk for one in files.signed), default=0)).exists():
        raise ValidationError(_("Vừa có người khác ký. Xem lại rồi làm tiếp."))
    made = Signed.objects.create(
        issued=issued,
        way=way,
        file=file,
        base=base,
        name=name,
        found=asdict(found),
        same=same,
        by_name=by.actor.name,
    )
    record(by.actor, f"sign_{way.value}", files.report, fields={"file": file.pk, "same": same})
    return made

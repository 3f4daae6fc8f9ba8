"""The document that goes out: the report's own, with number, day and check code."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.office.first_foot import FirstFoot
from hopluc.office.official import Document
from hopluc.reporting.issuing.codes import shown

_PIXELS = 6  # of one square of the code: sharp when printed


def stamped(document: Document, number: str, day: dt.date, code: str) -> Document:
    """The document with what the document system gave, and with the foot by which it is checked."""
    head = replace(document.letterhead, number=number, day=day)
    return replace(document, letterhead=head, foot=foot(code))


def foot(code: str) -> FirstFoot:
    """Code, address of the page that checks it, and both as a QR picture."""
    address = settings.SITE_ADDRESS + reverse("issuing:check")
    lines = (
        _("Mã kiểm tra văn bản: %s") % shown(code),
        _("Kiểm tra tại %s hoặc quét mã QR.") % address,
    )
    picture = io.BytesIO()
    found = settings.SITE_ADDRESS + reverse("issuing:check_code", args=[code])
    qrcode.make(found, box_size=_PIXELS, border=1).save(picture)
    return FirstFoot(lines, picture.getvalue(), _("Mã QR dẫn tới trang kiểm tra văn bản này"))

"""Which issued document a file is, told by its bytes alone; nothing of the file is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.db.models import Q

from hopluc.archive.models import File
from hopluc.office.signing.found import Examined
from hopluc.reporting.issuing.models import Issued, Pdf, Signed


@dataclass(frozen=True, slots=True)
class Recognised:
    """The document that a file is, and how it stands to it.

    how: "same" (the very bytes of a kept file), "signed" (the issued PDF, signatures added), "changed" (the
    issued PDF, something else added), "" where the file is none of ours.
    """

    how: str = ""
    issued: Issued | None = None
    found: Examined = field(default_factory=Examined)


def recognised(data: bytes, found: Examined) -> Recognised:
    """What a file is; `found`: what its examination gave, empty for what is no PDF."""
    exact = _issued_with([hashlib.sha256(data).hexdigest()])
    if exact:
        return Recognised("same", exact, found)
    for one in reversed(found.revisions):
        issued = _issued_with([one.sha256])
        if issued:
            return Recognised("signed" if one.only_signed_since else "changed", issued, found)
    return Recognised(found=found)


def _issued_with(hashes: list[str]) -> Issued | None:
    """The issued document that one of these files belongs to."""
    files = File.objects.filter(sha256__in=hashes).values_list("pk", flat=True)
    kept = list(files)
    if not kept:
        return None
    printed = Pdf.objects.filter(file__in=kept).values("docx")
    signed = Signed.objects.filter(file__in=kept, same=True).values("issued")
    rows = Issued.objects.filter(Q(docx__in=kept) | Q(docx__in=printed) | Q(pk__in=signed))
    return rows.order_by("pk").first()

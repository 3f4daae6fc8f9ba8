"""Documents that went out from here, whatever they are: told by their check code or by the hash of a file.

Consolidated reports have rows of their own (`models.Issued`); a review's report, an edition of a book and a
plan's final report are frozen on their own rows, the code among their content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.archive.models import File
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.editions.models import Edition
from hopluc.reporting.issuing.models import Issued, Pdf, Signed
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.yearly.models import FinalReport
from hopluc.viet.dates import format_date


@dataclass(frozen=True, slots=True)
class Known:
    """A document that went out, in the words of its first page. signed: a signed file of it is kept here."""

    issuer: str
    words: str
    signed: bool = False


def with_code(code: str) -> Known | None:
    """The document that carries a check code."""
    if not code:
        return None
    issued = Issued.objects.filter(code=code).first()
    if issued:
        return _issued(issued)
    review = Review.objects.filter(state=Review.State.ISSUED, content__code=code).first()
    if review:
        return _review(review)
    edition = Edition.objects.filter(state=Edition.State.FROZEN, content__code=code).first()
    return _edition(edition) if edition else None


def with_file(hashes: Sequence[str]) -> Known | None:
    """The document that one of these files belongs to."""
    kept = list(File.objects.filter(sha256__in=hashes).values_list("pk", flat=True))
    if not kept:
        return None
    own = Q(docx__in=kept) | Q(docx__in=Pdf.objects.filter(file__in=kept).values("docx"))
    signed = Signed.objects.filter(file__in=kept, same=True).values("issued")
    if issued := Issued.objects.filter(own | Q(pk__in=signed)).order_by("pk").first():
        return _issued(issued)
    if review := Review.objects.filter(own, state=Review.State.ISSUED).order_by("pk").first():
        return _review(review)
    if edition := Edition.objects.filter(own, state=Edition.State.FROZEN).order_by("pk").first():
        return _edition(edition)
    final = FinalReport.objects.filter(own).select_related("plan").order_by("pk").first()
    return _final(final) if final else None


def signatory_of(docx: File) -> str:
    """The lines above the signature of a document that went out as this Word file; blank for any other."""
    if issued := Issued.objects.filter(docx=docx).first():
        return from_json(Report, issued.content).asked.signatory
    review = Review.objects.filter(docx=docx, state=Review.State.ISSUED).first()
    edition = Edition.objects.filter(docx=docx, state=Edition.State.FROZEN).first()
    found = review or edition or FinalReport.objects.filter(docx=docx).first()
    return str(found.content["signatory"]) if found and found.content else ""


def _issued(one: Issued) -> Known:
    words = _("%(kind)s số %(number)s ngày %(day)s") % {
        "kind": one.kind,
        "number": one.number,
        "day": format_date(one.issued_on),
    }
    return Known(one.issuer, words, Signed.objects.filter(issued=one, same=True).exists())


def _review(one: Review) -> Known:
    assert one.content
    assert one.issued_on
    words = _("Báo cáo số %(number)s ngày %(day)s") % {
        "number": one.number,
        "day": format_date(one.issued_on),
    }
    return Known(one.content["issuer"], words)


def _edition(one: Edition) -> Known:
    assert one.content
    words = _("%(title)s năm %(year)s, xuất bản lần %(number)s") % {
        "title": one.content["title"],
        "year": one.year,
        "number": one.number,
    }
    return Known(one.content["issuer"], words)


def _final(one: FinalReport) -> Known:
    return Known(
        one.content["closer"], _("Báo cáo kết thúc kế hoạch %s") % (one.plan.number or one.plan.title)
    )

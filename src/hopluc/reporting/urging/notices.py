"""Who is told of a letter that came, and of an answer that came back."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.reporting.urging.models import Letter
from hopluc.viet.dates import format_date

MOST = 300  # characters of a notice


def tell_body(body: Organisation, key: str, text: str, address: str, besides: int | None = None) -> None:
    """A notice to each officer and approver of a body, once under its key; not to the person who acts."""
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()),
        organisation=body,
        role__in=[Role.OFFICER, Role.APPROVER],
        user__is_active=True,
    )
    for person in sorted(set(rows.values_list("user_id", flat=True)) - {besides}):
        notify(person, f"{key}-{person}", text[:MOST], address, body.pk)


def tell_urged(letter: Letter, besides: int | None) -> None:
    """The body learns of the letter that was sent to it."""
    batch, sent_on = letter.batch, letter.sent_on
    if sent_on is None:
        raise ValueError("a letter that was not sent is told to nobody")
    if batch.round_id:
        words = _("%(sender)s đôn đốc gửi báo cáo: công văn số %(number)s ngày %(day)s.")
    else:
        words = _("%(sender)s đôn đốc nhiệm vụ quá hạn: công văn số %(number)s ngày %(day)s.")
    text = words % {"sender": batch.sender, "number": letter.number, "day": format_date(sent_on)}
    if batch.answer_by:
        text += " " + _("Đề nghị trả lời trước ngày %s.") % format_date(batch.answer_by)
    tell_body(letter.body, f"urged-{letter.pk}", text, address_of(letter), besides)


def tell_answered(letter: Letter, besides: int | None) -> None:
    """The sender learns that a body has answered."""
    words = _("%(body)s đã trả lời công văn đôn đốc số %(number)s.")
    text = words % {"body": letter.body_name, "number": letter.number}
    tell_body(letter.batch.sender, f"urged-answered-{letter.pk}", text, address_of(letter), besides)


def address_of(letter: Letter) -> str:
    """Where a letter is read."""
    return reverse("urging:letter", args=[letter.pk])

"""A round put inside another's report, taken out again, and closed when that report goes out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.reporting.actions.common import lock_collected
from hopluc.reporting.models import Round
from hopluc.reporting.routes.models import Inside


@transaction.atomic
def put_inside(inner: Round, outer: Round, *, by: Acting, heading: str) -> Inside:
    """Let a round's report be told inside another's of the same collector: no letter of its own.

    Its bodies go on sending until the other report is issued. Raises ValidationError where one of them is
    issued, or where parts would stand in parts.
    """
    first, second = sorted((inner, outer), key=lambda one: one.pk)
    locked = {one.pk: lock_collected(one, by) for one in (first, second)}
    inner, outer = locked[inner.pk], locked[outer.pk]
    if inner.pk == outer.pk or inner.collector_id != outer.collector_id:
        raise ValidationError(_("Chọn một kỳ khác của cùng cơ quan tổng hợp."))
    known = Inside.objects.filter(inner=inner).first()
    if known:
        raise ValidationError(_("Kỳ này đã lồng ghép vào “%s”: bỏ lồng ghép trước.") % known.outer.title)
    if Inside.objects.filter(inner=outer).exists() or Inside.objects.filter(outer=inner).exists():
        raise ValidationError(_("Không lồng ghép nhiều lớp: chọn kỳ không lồng ghép với kỳ khác."))
    if inner.legs.filter(sent_on__isnull=False).exists():
        raise ValidationError(_("Kỳ này đã có tuyến gửi riêng nên không lồng ghép được."))
    if not heading.strip():
        raise ValidationError(_("Ghi tên phần trong báo cáo."))
    inner.legs.all().delete()  # planned ones: the other report goes its own way
    made = Inside.objects.create(inner=inner, outer=outer, heading=heading.strip(), by_name=by.actor.name)
    record(by.actor, "put_inside", made, fields={"inner": inner.pk, "outer": outer.pk})
    return made


@transaction.atomic
def take_out(inner: Round, *, by: Acting) -> None:
    """The round has a report of its own again, as long as the other was not issued."""
    locked = lock_collected(inner, by)
    found = Inside.objects.filter(inner=locked).first()
    if found:
        record(by.actor, "take_out", found, fields={"inner": found.inner_id, "outer": found.outer_id})
        found.delete()


def close_inner(outer: Round, *, by: Acting) -> None:
    """The rounds told in a report that goes out are answered by it; in the transaction that issues it."""
    for one in Inside.objects.filter(outer=outer).order_by("inner_id"):
        inner = held(Round.objects.all(), one.inner_id)
        inner.state = Round.State.ISSUED
        inner.save(update_fields=["state"])
        record(by.actor, "answered_inside", inner, fields={"outer": outer.pk})

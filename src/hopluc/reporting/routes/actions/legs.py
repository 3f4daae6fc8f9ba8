"""The legs of an issued report: planned, sent, received, spoken of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.matching import match
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.reporting.access import may_collect
from hopluc.reporting.models import ConsolidatedReport, Round
from hopluc.reporting.routes import access
from hopluc.reporting.routes.models import Inside, Leg, LegRemark


@dataclass(frozen=True, slots=True)
class LegWords:
    """A leg as planned: to whom, by which line, when and how.

    sender blank: the collector. recipient: the body where it is known already; else the words are looked up.
    """

    name: str
    line: str
    step: int = 1
    sender: str = ""
    how: str = Leg.How.EXCHANGE
    due_on: dt.date | None = None
    basis: str = ""
    recipient: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept, by the name that it came with."""

    file: File
    name: str


@transaction.atomic
def add_legs(round_: Round, rows: Sequence[LegWords], *, by: Acting) -> list[Leg]:
    """Put legs on a round's route; a recipient that is there stays as it is."""
    locked = _collected(round_, by)
    if Inside.objects.filter(inner=locked).exists():
        raise ValidationError(_("Kỳ này lồng ghép vào báo cáo khác nên không có tuyến gửi riêng."))
    made = []
    for words in rows:
        if locked.legs.filter(name=words.name.strip(), line=words.line).exists():
            continue
        leg = Leg(round=locked)
        _write(leg, words)
        made.append(leg)
    if made:
        record(by.actor, "add_legs", locked, fields={"legs": [leg.pk for leg in made]})
    return made


def _collected(round_: Round, by: Acting) -> Round:
    locked = held(Round.objects.select_related("collector", "plan"), round_.pk)
    if not may_collect(by, locked):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp sửa tuyến gửi báo cáo."))
    return locked


def _write(leg: Leg, words: LegWords) -> None:
    name = " ".join(words.name.split())
    if words.recipient:
        leg.recipient_id = words.recipient
    elif name != leg.name:
        leg.recipient = recipient_named(name, leg.round.collector)
    leg.name, leg.line, leg.step = name, words.line, words.step
    leg.sender, leg.how, leg.due_on = words.sender.strip(), words.how, words.due_on
    leg.basis = (words.basis or leg.basis)[:400]
    leg.validate_constraints()
    leg.save()


def recipient_named(name: str, collector: Organisation) -> Organisation | None:
    """The body that these words certainly mean to the collector; None where they mean nobody here."""
    exact = Organisation.objects.around(collector).filter(name__iexact=name)[:2]
    if len(exact) == 1:
        return Organisation.objects.get(pk=exact[0].pk)
    found = match(name, collector, timezone.localdate())
    return found.organisation if found.certain else None


def _leg(leg: Leg) -> Leg:
    rows = Leg.objects.select_related("round__collector", "round__plan", "recipient")
    return held(rows, leg.pk)


@transaction.atomic
def change_leg(leg: Leg, words: LegWords, *, by: Acting) -> Leg:
    """Change a leg that was not sent yet."""
    locked = _unsent(leg, by)
    _write(locked, words)
    record(by.actor, "change_leg", locked)
    return locked


@transaction.atomic
def drop_leg(leg: Leg, *, by: Acting) -> None:
    """Take a leg off the route, as long as nothing was sent."""
    locked = _unsent(leg, by)
    record(by.actor, "drop_leg", locked, fields={"round": locked.round_id})
    locked.delete()


def _unsent(leg: Leg, by: Acting) -> Leg:
    _collected(leg.round, by)
    locked = _leg(leg)
    if locked.sent_on:
        raise ValidationError(_("Đã gửi nơi này nên không sửa tuyến được nữa."))
    return locked


@transaction.atomic
def send_leg(
    leg: Leg, *, by: Acting, on: dt.date, number: str = "", how: str = "", kept: Kept | None = None
) -> Leg:
    """Say that the issued report was sent on this leg; said again before it is received, it is corrected.

    A recipient in the system is told and finds the report among those sent to it.
    """
    round_ = _collected(leg.round, by)
    locked = _leg(leg)
    if locked.received_on:
        raise ValidationError(_("Nơi nhận đã xác nhận nên không sửa việc gửi được nữa."))
    _check_day(round_, on)
    locked.sent_on, locked.sent_number = on, number.strip()
    locked.how = how or locked.how
    locked.sent_by_name = by.actor.name
    if kept:
        locked.sent_file, locked.sent_file_name = kept.file, kept.name[:255]
    locked.validate_constraints()
    locked.save()
    record(by.actor, "send_leg", locked, fields={"on": on.isoformat()})
    if locked.recipient:
        text = _("%(who)s gửi báo cáo “%(title)s”. Đề nghị xác nhận đã nhận.") % {
            "who": locked.sender or round_.collector.name,
            "title": round_.title,
        }
        _tell(locked.recipient, f"report-sent-{locked.pk}", text, locked)
    return locked


def _check_day(round_: Round, on: dt.date) -> None:
    report = round_.reports.filter(state=ConsolidatedReport.State.ISSUED).first()
    if report is None:
        raise ValidationError(_("Báo cáo chưa phát hành: ghi số, ngày ký rồi gửi."))
    if on > timezone.localdate() or (report.issued_on and on < report.issued_on):
        raise ValidationError(_("Ngày gửi phải từ ngày ký báo cáo đến hôm nay."))


@transaction.atomic
def receive_leg(leg: Leg, *, by: Acting, on: dt.date, number: str = "", kept: Kept | None = None) -> Leg:
    """Confirm that the report came: by the recipient itself, or recorded by the collector for one outside.
    Confirmed twice is confirmed once."""
    locked = _leg(leg)
    if not (access.may_confirm(by, locked) or may_collect(by, locked.round)):
        raise PermissionDenied(_("Chỉ nơi nhận xác nhận, hoặc cơ quan gửi ghi nhận thay."))
    if not locked.sent_on:
        raise ValidationError(_("Báo cáo chưa gửi nơi này: ghi ngày gửi trước."))
    if locked.received_on:
        return locked
    if not locked.sent_on <= on <= timezone.localdate():
        raise ValidationError(_("Ngày nhận phải từ ngày gửi đến hôm nay."))
    locked.received_on, locked.received_number = on, number.strip()
    locked.received_by_name = by.actor.name
    if kept:
        locked.received_file, locked.received_file_name = kept.file, kept.name[:255]
    locked.validate_constraints()
    locked.save()
    record(by.actor, "receive_leg", locked, fields={"on": on.isoformat()})
    return locked


@transaction.atomic
def remark(leg: Leg, *, by: Acting, text: str, kept: Kept | None = None) -> LegRemark:
    """Say something of a report that was sent: the recipient to the sender, or the sender in answer."""
    locked = _leg(leg)
    receives = access.may_confirm(by, locked)
    if not (receives or may_collect(by, locked.round)):
        raise PermissionDenied(_("Chỉ nơi nhận và cơ quan gửi cho ý kiến."))
    if not locked.sent_on:
        raise ValidationError(_("Báo cáo chưa gửi nơi này."))
    if not text.strip():
        raise ValidationError(_("Ghi nội dung ý kiến."))
    made = LegRemark.objects.create(
        leg=locked,
        text=text.strip(),
        file=kept.file if kept else None,
        file_name=kept.name[:255] if kept else "",
        by=by.user,
        by_name=by.actor.name,
        body_name=by.body.name,
    )
    record(by.actor, "remark_leg", made, fields={"leg": locked.pk})
    other = locked.round.collector if receives else locked.recipient
    if other:
        words = _("%(who)s cho ý kiến về báo cáo “%(title)s”.") % {
            "who": by.body.name,
            "title": locked.round.title,
        }
        _tell(other, f"report-remark-{made.pk}", words, locked, back=receives)
    return made


def _tell(body: Organisation, key: str, text: str, leg: Leg, *, back: bool = False) -> None:
    """A notice to the body's officers and approvers, with the way to the leg (`back`: the sender side)."""
    address = (
        reverse("routes:legs", args=[leg.round_id]) if back else reverse("routes:incoming", args=[leg.pk])
    )
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()), organisation=body, role__in=[Role.OFFICER, Role.APPROVER]
    )
    for person in set(rows.values_list("user_id", flat=True)):
        notify(person, f"{key}-{person}", text[:300], address, body.pk)

"""Products that a task expects, ticked by what delivers them; rows are added, an error is taken back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import kind_of, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.organizations.acting import Acting
from hopluc.plans import access
from hopluc.plans.deeds import StaleFormError, check_in_force
from hopluc.plans.models import Delivery, Progress, Task
from hopluc.plans.rules import pieces
from hopluc.viet.dates import format_date

PROGRESS = "plans.progress"  # the kind of a delivery that came with a report


@transaction.atomic
def deliver(
    task: Task,
    *,
    by: Acting,
    what: str,
    on: dt.date,
    product: str = "",
    number: str = "",
    count: int = 1,
    kind: str = "",
    record_id: str = "",
    file: File | None = None,
    file_name: str = "",
) -> Delivery:
    """Say what delivers a product of the task, or serves it otherwise (`product` blank).

    `kind`, `record_id`: the record of another room that delivers it (`support.trainingclass`, its id);
    named again for the same product it is not written twice. `count`: how many, where they are counted.
    """
    task = held(Task.objects.select_related("plan"), task.pk)
    body = access.delivering_body(by, task)
    if body is None:
        raise PermissionDenied(
            _("Chỉ cơ quan có phần việc trong nhiệm vụ, hoặc theo dõi kế hoạch, mới ghi sản phẩm.")
        )
    check_in_force(task.plan)
    _check(task, what, on, product, kind, record_id)
    if kind:
        same = living().filter(task=task, kind=kind, record_id=record_id, product=product).first()
        if same:
            return same
    row = Delivery(
        task=task,
        body=body,
        product=product,
        what=what.strip(),
        number=number.strip(),
        on=on,
        count=count,
        kind=kind,
        record_id=record_id,
        file=file,
        file_name=file_name,
        by=by.user,
        by_name=by.actor.name,
    )
    row.full_clean(exclude=["task", "body", "file", "by"])
    row.save()
    record(by.actor, "deliver", task, fields={"delivery": row.pk}, body_id=body.pk, first_day=on)
    return row


def _check(task: Task, what: str, on: dt.date, product: str, kind: str, record_id: str) -> None:
    if not what.strip():
        raise ValidationError({"what": _("Ghi tên sản phẩm: văn bản, báo cáo, số tin bài …")})
    if product and product not in task.products:
        raise ValidationError({"product": _("Nhiệm vụ không yêu cầu sản phẩm “%(p)s”.") % {"p": product}})
    if on > timezone.localdate():
        raise ValidationError(
            {
                "on": _("Sản phẩm đã có thì ngày không sau hôm nay (%(day)s).")
                % {"day": format_date(timezone.localdate())}
            }
        )
    if bool(kind) != bool(record_id):
        raise ValueError("a record that delivers is named by its kind and its id")


def living() -> models.QuerySet[Delivery]:
    """Deliveries that were not taken back."""
    rows: models.QuerySet[Delivery] = Delivery.objects.filter(takes_back=None, taken_back=None)
    return rows


@transaction.atomic
def take_back(delivery: Delivery, *, by: Acting, reason: str) -> Delivery:
    """Take back what was written by error: a later row undoes it, and both stay to be read."""
    task = held(Task.objects.select_related("plan"), delivery.task_id)
    if not access.may_take_back(by, delivery):
        raise PermissionDenied(_("Chỉ cơ quan đã ghi sản phẩm, hoặc theo dõi kế hoạch, mới gỡ được."))
    check_in_force(task.plan)
    if delivery.kind == PROGRESS:
        raise ValidationError(_("Sản phẩm này ghi cùng một cập nhật kết quả: đính chính cập nhật đó."))
    if delivery.takes_back_id or Delivery.objects.filter(takes_back=delivery).exists():
        raise StaleFormError(_("Sản phẩm này đã được gỡ trước đó."), "moved")
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do gỡ.")})
    row = _undo(delivery, by)
    record(
        by.actor,
        "take_back_delivery",
        task,
        fields={"delivery": delivery.pk},
        reason=reason.strip(),
        body_id=delivery.body_id,
        first_day=delivery.on,
    )
    return row


def _undo(delivery: Delivery, by: Acting) -> Delivery:
    row: Delivery = Delivery.objects.create(
        task_id=delivery.task_id,
        body_id=delivery.body_id,
        product=delivery.product,
        what=delivery.what,
        number=delivery.number,
        on=delivery.on,
        count=delivery.count,
        takes_back=delivery,
        by=by.user,
        by_name=by.actor.name,
    )
    return row


def from_progress(row: Progress, by: Acting) -> None:
    """Products of a report become deliveries once it counts, in the caller's transaction; those of the
    reports in whose place it stands, and that it does not name any more, are taken back.

    `row` with its assignment and task. They are its author's, whoever signed it off.
    """
    replaced, earlier = [], row.replaces
    while earlier:
        replaced.append(str(earlier.pk))
        earlier = earlier.replaces
    expected = row.assignment.task.products
    wanted = {_key(row, product): product for product in row.products}
    for old in living().filter(task=row.assignment.task_id, kind=PROGRESS, record_id__in=replaced):
        if wanted.pop((old.what, old.number, old.on, old.count), None) is None:
            _undo(old, by)
    for (what, number, on, count), product in wanted.items():
        Delivery.objects.create(
            task_id=row.assignment.task_id,
            body_id=row.assignment.body_id,
            product=product["name"] if product["name"] in expected else "",
            what=what,
            number=number,
            on=on,
            count=count,
            kind=kind_of(row),
            record_id=str(row.pk),
            by_id=row.by_id,
            by_name=row.by_name,
        )


def _key(row: Progress, product: dict[str, str]) -> tuple[str, str, dt.date, int]:
    """What a product of a report is told apart by: its name, number, day and how many pieces of it came,
    all that the plan asks for where the report does not say."""
    day = product.get("on")
    on = dt.date.fromisoformat(day) if day else row.finished_on or row.on
    count = int(product.get("count") or pieces(product["name"]))
    return product["name"][:300], product.get("number", "")[:80], on, count

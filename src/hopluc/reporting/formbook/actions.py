"""A form: made → its draft changed → put to use; a second version drafted from the one in use."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.actions import StaleFormError
from hopluc.reporting.content import from_json, to_json
from hopluc.reporting.formbook import access
from hopluc.reporting.formbook.content import FormContent
from hopluc.reporting.formbook.faults import faults
from hopluc.reporting.formbook.models import Form, FormVersion

State = FormVersion.State


def content_of(version: FormVersion) -> FormContent:
    """What a version asks."""
    return from_json(FormContent, version.content)


@transaction.atomic
def make_form(name: str, content: FormContent, *, by: Acting) -> FormVersion:
    """Begin a form with a draft of its first version."""
    if not access.may_make(by):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được biểu mẫu."))
    form = Form(owner=by.body, name=name.strip(), made_by=by.user)
    form.full_clean(exclude=["made_by"])
    form.save()
    made = _draft(form, 1, content, by)
    record(by.actor, "make_form", form, body_id=form.owner_id)
    return made


def _draft(form: Form, number: int, content: FormContent, by: Acting) -> FormVersion:
    return FormVersion.objects.create(
        form=form, number=number, content=to_json(content), changed_by_name=by.actor.name
    )


def _held_draft(version: FormVersion, by: Acting, seen: int | None) -> FormVersion:
    now = held(FormVersion.objects.select_related("form__owner"), version.pk)
    if not access.may_change(by, now.form):
        raise PermissionDenied(_("Chỉ cơ quan lập biểu mẫu mới sửa được."))
    if now.state != State.DRAFT:
        raise ValidationError(_("Phiên bản này đang dùng nên không sửa được: lập phiên bản mới rồi sửa."))
    if seen is not None and seen != now.revision:
        raise StaleFormError(
            _("Biểu mẫu vừa được người khác sửa. Xem lại rồi sửa tiếp; nội dung đồng chí nhập vẫn còn."),
            "moved",
        )
    return now


@transaction.atomic
def change_draft(
    version: FormVersion, content: FormContent, *, by: Acting, seen: int | None = None
) -> FormVersion:
    """Write the whole content of a draft; it may still have faults. `seen`: the revision that was read."""
    now = _held_draft(version, by, seen)
    wanted = to_json(content)
    if now.content == wanted:
        return now
    now.content, now.changed_by_name = wanted, by.actor.name
    now.revision += 1
    now.save()
    record(by.actor, "change_form", now, body_id=now.form.owner_id)
    return now


@transaction.atomic
def publish(version: FormVersion, *, by: Acting, seen: int | None = None) -> FormVersion:
    """Put a draft to use: from now on it never changes. Raises ValidationError with every fault."""
    now = held(FormVersion.objects.select_related("form__owner"), version.pk)
    if now.state == State.IN_USE and access.may_change(by, now.form):
        return now
    now = _held_draft(version, by, seen)
    if found := faults(content_of(now)):
        raise ValidationError(found)
    now.state, now.published_on = State.IN_USE, timezone.localdate()
    now.revision += 1
    now.save()
    record(by.actor, "publish_form", now, body_id=now.form.owner_id)
    return now


@transaction.atomic
def draft_next(form: Form, *, by: Acting) -> FormVersion:
    """A draft of the next version, as the last one reads; or the draft that there is already."""
    now = held(Form.objects.select_related("owner"), form.pk)
    if not access.may_change(by, now):
        raise PermissionDenied(_("Chỉ cơ quan lập biểu mẫu mới lập phiên bản mới."))
    last = now.versions.order_by("-number")[0]
    if last.state == State.DRAFT:
        return last
    made = _draft(now, last.number + 1, content_of(last), by)
    record(by.actor, "draft_form", made, body_id=now.owner_id)
    return made


@transaction.atomic
def drop_draft(version: FormVersion, *, by: Acting, seen: int | None = None) -> None:
    """Throw a draft away; a form without any version goes with it."""
    now = _held_draft(version, by, seen)
    record(by.actor, "drop_form_draft", now, fields={"number": now.number}, body_id=now.form.owner_id)
    form = now.form
    now.delete()
    if not form.versions.exists():
        form.delete()

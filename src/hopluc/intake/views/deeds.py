"""Deeds of a reviewer that need no editor: `deed` is a verb, an item's key and a value, set apart by "|"."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hopluc.intake import actions, queries, rules
from hopluc.intake.forms import BodyForm, GroupOfBodiesForm
from hopluc.intake.models import Paper
from hopluc.intake.views.answers import answer, refuse, seen_by
from hopluc.intake.views.loading import load_in_review
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.models import BodyGroup, Organisation


@member_required
@require_POST
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """One deed of a reviewer that needs no form: `deed` is its verb, the item's key and a value."""
    paper = load_in_review(request, pk)
    verb, key, value = [*request.POST.get("deed", "").split("|"), "", "", ""][:3]
    act = _DEEDS.get(verb)
    if act is None:
        raise Http404
    try:
        focus, message = act(request, paper, key, value)
    except ValidationError as error:
        return refuse(request, paper, error)
    return answer(request, paper, focus, message)


Done = tuple[str, str]  # the key of the row to look at, what to say


def _drop(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.drop_item(paper, by=acting_of(request), seen=seen_by(request), target=key)
    return "", _("Đã bỏ. Nhấn u để lấy lại.")


def _restore(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.restore_item(paper, by=acting_of(request), seen=seen_by(request), target=key)
    return key, ""


def _merge(request: HttpRequest, paper: Paper, key: str, other: str) -> Done:
    if not other:
        keys = [task["key"] for task in queries.review(paper).plan["tasks"]]
        at = keys.index(key) + 1 if key in keys else len(keys)
        other = keys[at] if at < len(keys) else ""
    actions.merge_items(paper, by=acting_of(request), seen=seen_by(request), target=key, other=other)
    return key, _("Đã gộp với nhiệm vụ kế tiếp.")


def _split(request: HttpRequest, paper: Paper, key: str, at: str) -> Done:
    place = int(at) if at.isdecimal() else 0
    actions.split_item(paper, by=acting_of(request), seen=seen_by(request), target=key, at=place)
    return key, _("Đã tách thành hai nhiệm vụ.")


def _decide(request: HttpRequest, paper: Paper, key: str, decision: str) -> Done:
    actions.decide_finding(paper, by=acting_of(request), seen=seen_by(request), target=key, decision=decision)
    return key, ""


def _mend(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.mend_finding(paper, by=acting_of(request), seen=seen_by(request), target=key)
    return key, _("Đã sửa ở mọi mục có những chữ này.")


def _add_work(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    row = actions.add_work(paper, by=acting_of(request), seen=seen_by(request), target=key)
    step = rules.Step(row.pk, row.verb, row.target, row.value)
    return rules.made_by(step) or "", _("Đã thêm thành nhiệm vụ; xem lại cơ quan và thời hạn.")


def _undo(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    row = actions.undo(paper, by=acting_of(request))
    return "", _("Đã hoàn tác.") if row else _("Đồng chí không còn thao tác nào để hoàn tác.")


def _redo(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    row = actions.redo(paper, by=acting_of(request))
    return "", _("Đã làm lại.") if row else _("Không có gì để làm lại.")


def _match(request: HttpRequest, paper: Paper, key: str, value: str) -> Done:
    actions.match_party(
        paper,
        by=acting_of(request),
        seen=seen_by(request),
        key=key.removeprefix("parties/"),
        target=_target(request, paper, value),
    )
    return key, _("Đã ghi nhớ cho các văn bản sau.") if value != "nobody" else ""


def _target(request: HttpRequest, paper: Paper, value: str) -> Organisation | BodyGroup | None:
    """The body or group of `organisation:12`, `group:3`; None for `nobody`."""
    if value == "nobody":
        return None
    kind, _colon, number = value.partition(":")
    rows: Any = {
        "organisation": Organisation.objects.visible_to(acting_of(request)),
        "group": queries.groups_around(paper),
    }.get(kind)
    if rows is None or not number.isdecimal():
        raise ValidationError(_("Chọn một cơ quan hoặc nhóm cơ quan trong danh sách."))
    found: Organisation | BodyGroup = get_object_or_404(rows, pk=int(number))
    return found


def _found(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    form = BodyForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_form_problems(form))
    actions.found_body(
        paper,
        by=acting_of(request),
        seen=seen_by(request),
        key=key.removeprefix("parties/"),
        **form.cleaned_data,
    )
    return key, _("Đã tạo cơ quan mới.")


def _gather(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    form = GroupOfBodiesForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_form_problems(form))
    actions.make_group(
        paper,
        by=acting_of(request),
        seen=seen_by(request),
        key=key.removeprefix("parties/"),
        **form.cleaned_data,
    )
    return key, _("Đã tạo nhóm cơ quan.")


def _form_problems(form: Any) -> list[Any]:
    return [f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]


def _found_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.found_open_bodies(paper, by=acting_of(request), seen=seen_by(request))
    return "", _("Đã tạo %(count)s cơ quan.") % {"count": count}


def _leave_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.leave_open_parties(paper, by=acting_of(request), seen=seen_by(request))
    return "", _("Đã để nguyên văn %(count)s tên.") % {"count": count}


def _accept_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.accept_findings(paper, by=acting_of(request), seen=seen_by(request))
    return "", _("Đã xem %(count)s phát hiện.") % {"count": count}


_DEEDS = {
    "drop": _drop, "restore": _restore, "merge": _merge, "split": _split, "decide": _decide, "mend": _mend,
    "work": _add_work, "undo": _undo, "redo": _redo, "match": _match, "found": _found, "gather": _gather,
    "found-all": _found_all, "leave-all": _leave_all, "accept-all": _accept_all,
}  # fmt: skip

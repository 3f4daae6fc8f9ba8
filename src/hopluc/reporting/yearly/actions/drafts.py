"""A draft is made of what the plans have, and takes over from them again without losing what people did."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.mandates.queries import statuses
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.rules import DONE
from hopluc.plans.standings import now
from hopluc.reporting.yearly import access, rules
from hopluc.reporting.yearly.actions.common import lock_draft
from hopluc.reporting.yearly.gathering import Found, found_lines
from hopluc.reporting.yearly.models import Choice, Draft, DraftLine, DraftTarget
from hopluc.reporting.yearly.targets import found_targets

FARTHEST = 5  # years beyond the plan's end for which a draft may be made


@transaction.atomic
def make_draft(plan: Plan, *, by: Acting, year: int | None = None) -> Draft:
    """The draft of the plan of a year (by default the next) out of a plan in force or closed; asking again
    gives the one that is there."""
    plan = held(Plan.objects.select_related("owner", "standing_agency"), plan.pk)
    if not access.may_draft(by, plan):
        raise PermissionDenied(
            _("Chỉ cán bộ của cơ quan ban hành hoặc cơ quan thường trực soạn kế hoạch năm tới.")
        )
    chosen = year or rules.next_year(plan.period_start, plan.period_end, timezone.localdate())
    _check_year(plan, chosen)
    draft, made = Draft.objects.get_or_create(
        plan=plan,
        year=chosen,
        defaults={
            "title": rules.next_title(plan.title, chosen)[:300],
            "refreshed_at": timezone.now(),
            "made_by": by.user,
            "made_by_name": by.actor.name,
        },
    )
    if made:
        _take_over(draft)
        record(by.actor, "make_draft", draft, fields={"plan": plan.pk}, body_id=plan.owner_id)
    return draft


def _check_year(plan: Plan, year: int) -> None:
    start = plan.period_start or plan.issued_on
    last = plan.period_end or timezone.localdate()
    if (start and year <= start.year) or year > last.year + FARTHEST:
        raise ValidationError(
            {"year": _("Năm %(year)s không phải là năm tiếp theo của kế hoạch này.") % {"year": year}}
        )


@transaction.atomic
def refresh_draft(draft: Draft, *, by: Acting) -> Draft:
    """Take over what changed in the plans since; what people chose and wrote stays."""
    now_ = lock_draft(draft, by)
    _take_over(now_)
    now_.refreshed_at = timezone.now()
    now_.save(update_fields=["refreshed_at"])
    record(by.actor, "refresh_draft", now_, body_id=now_.plan.owner_id)
    return now_


@transaction.atomic
def retitle_draft(draft: Draft, *, by: Acting, title: str) -> Draft:
    """Give the draft another title."""
    now_ = lock_draft(draft, by)
    if not title.strip():
        raise ValidationError({"title": _("Ghi trích yếu của kế hoạch.")})
    now_.title = " ".join(title.split())[:300]
    now_.save(update_fields=["title"])
    record(by.actor, "retitle_draft", now_, body_id=now_.plan.owner_id)
    return now_


# --- taking over --------------------------------------------------------------------------------


def _take_over(draft: Draft) -> None:
    at = now()
    _lines(draft, found_lines(draft.plan, draft.year, at))
    _targets(draft, found_targets(draft.plan, draft.year, at))


def _lines(draft: Draft, found: list[Found]) -> None:
    known = {(line.task_id, line.advice_id): line for line in draft.lines.all()}
    last = max((line.order for line in known.values()), default=0)
    fresh = []
    for one in found:
        line = known.pop((one.task, one.advice), None)
        if line:
            _follow(line, one)
        else:
            last += 1
            fresh.append(_line(draft, one, last))
    DraftLine.objects.bulk_create(fresh, batch_size=500)
    _let_go(draft, (line for line in known.values() if line.task_id or line.advice_id))


def _line(draft: Draft, one: Found, order: int) -> DraftLine:
    return DraftLine(
        draft=draft,
        why=one.why,
        task_id=one.task,
        advice_id=one.advice,
        group=one.group[:500],
        order=order,
        gathered=one.gathered,
        **{**one.values, "deadline": one.values["deadline"][:500]},
    )


def _follow(line: DraftLine, one: Found) -> None:
    """Fields that nobody edited read as the plans do now; a line that changed grows a revision."""
    values = rules.merged(line.gathered, _fields(line), one.values)
    if (line.gathered, line.why, line.gone, _fields(line)) == (one.gathered, one.why, "", values):
        return
    line.gathered, line.why, line.gone = one.gathered, one.why, ""
    for name, value in values.items():
        setattr(line, name, value)
    line.revision += 1
    line.save()


def _fields(line: DraftLine) -> dict[str, str]:
    return {name: getattr(line, name) for name in rules.FIELDS}


def _let_go(draft: Draft, lines: Iterable[DraftLine]) -> None:
    """Lines that the plans no longer ask for: untouched ones go, the others say why and stay."""
    listed = list(lines)
    judged = statuses([draft.plan], now()) if listed else {}
    for line in listed:
        if line.choice == Choice.OPEN and not rules.edited(line.gathered, _fields(line)):
            line.delete()
            continue
        done = line.task_id in judged and judged[line.task_id].status in DONE
        gone = _("Nhiệm vụ đã hoàn thành.") if done else _("Kế hoạch không còn yêu cầu việc này.")
        if line.gone != gone:
            line.gone = gone
            line.revision += 1
            line.save(update_fields=["gone", "revision", "changed_at"])


def _targets(draft: Draft, found: list[tuple[Indicator, bool]]) -> None:
    known = {one.indicator_id: one for one in draft.targets.all()}
    last = max((one.order for one in known.values()), default=0)
    for one, superior in found:
        if one.pk in known:
            known.pop(one.pk)
            continue
        last += 1
        DraftTarget.objects.create(
            draft=draft, indicator=one, superior=superior, order=last, name=one.name, unit=one.unit
        )
    for target in known.values():
        if target.indicator_id and target.choice == Choice.OPEN and not target.revision:
            target.delete()

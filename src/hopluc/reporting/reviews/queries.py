"""Questions that pages ask of reviews."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.queries import members_on
from hopluc.plans.access import covers
from hopluc.plans.models import Citation, Plan, PlanLink
from hopluc.plans.standings import period_of
from hopluc.reporting.content import from_json
from hopluc.reporting.gathering import addressed
from hopluc.reporting.reviews.content import IndicatorLine, ReviewContent
from hopluc.reporting.reviews.gathering import gather_head, gather_review, plan_part, year_counts
from hopluc.reporting.reviews.indicators import indicator_lines, ordered_plans
from hopluc.reporting.reviews.models import Finding, Review
from hopluc.viet.text import fold

SOON = dt.timedelta(days=30)


def reviews(acting: Acting, text: str = "", kind: str = "", state: str = "") -> QuerySet[Review]:
    """The reviews that the person may read, what is due next first, issued ones last."""
    rows = Review.objects.visible_to(acting).select_related("body", "round")
    if text.strip():
        rows = rows.filter(folded__contains=fold(text.strip()))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("-state", "report_due", "pk")


def due_soon(acting: Acting, on: dt.date) -> QuerySet[Review]:
    """Reviews that the acting body leads and whose report is due within `SOON`, or overdue."""
    rows = Review.objects.filter(body=acting.body, state=Review.State.OPEN, report_due__lte=on + SOON)
    return rows.order_by("report_due", "pk")


def content_of(review: Review) -> ReviewContent:
    """What the review says: frozen once issued, gathered anew before."""
    if review.state == Review.State.ISSUED and review.content:
        return from_json(ReviewContent, review.content)
    return gather_review(review)


def head_of(review: Review) -> ReviewContent:
    """What the papers that come before the report need: outline and letter."""
    return content_of(review) if review.state == Review.State.ISSUED else gather_head(review)


def indicators_of(review: Review) -> Sequence[IndicatorLine]:
    """The indicators over the years: frozen once issued."""
    return content_of(review).indicators if review.state == Review.State.ISSUED else indicator_lines(review)


def tasks_of(review: Review) -> ReviewContent:
    """The review with its tasks, and without its indicators where it is not issued."""
    if review.state == Review.State.ISSUED:
        return content_of(review)
    plans = ordered_plans(review)
    return replace(
        gather_head(review),
        plans=tuple(plan_part(plan, review) for plan in plans),
        years=tuple(year_counts(plans, review)),
    )


def choosable_plans(acting: Acting) -> QuerySet[Plan]:
    """The plans that the person reads, the newest first."""
    return Plan.objects.visible_to(acting).order_by("-issued_on", "-pk")


def related_plans(plan: Plan, acting: Acting, start: dt.date, end: dt.date) -> list[Plan]:
    """A plan, those that came before and after it, and those of its owner that carry it out as people
    confirmed, as far as they run between two days; plans of others can be chosen beside."""
    links = PlanLink.objects.filter(
        above=plan, below__owner=plan.owner_id, state=PlanLink.State.CONFIRMED, kind=PlanLink.Kind.CARRIES_OUT
    )
    ids = {plan.pk, *links.values_list("below", flat=True)}
    drafts = Plan.objects.filter(Q(drafted_as__plan=plan) | Q(next_drafts__issued_as=plan))
    ids |= set(drafts.values_list("pk", flat=True))
    found = {one: period_of(one) for one in choosable_plans(acting).filter(pk__in=ids)}
    return [one for one, period in found.items() if period.start <= end and period.end >= start]


def proposal(acting: Acting, plan: Plan | None, citation: Citation | None, on: dt.date) -> dict[str, Any]:
    """What the form of a new review shows at first, from the plan or the cited document it is to be of."""
    days = {"answers_due": on + dt.timedelta(days=30), "report_due": on + dt.timedelta(days=60)}
    if citation:
        start = citation.issued_on or dt.date(on.year - 5, 1, 1)
        return days | {
            "kind": Review.Kind.FIVE,
            "title": _("Tổng kết thực hiện %s") % (citation.number or citation.title)[:250],
            "subject_kind": citation.kind or "van_ban",
            "subject_number": citation.number,
            "subject_on": citation.issued_on,
            "subject_issuer": citation.issuer,
            "subject_title": citation.title or citation.number,
            "plans": related_plans(citation.plan, acting, start, on),
            "period_start": start,
            "period_end": on,
            "as_of": on,
        }
    if plan:
        period = period_of(plan)
        near_the_end = min(dt.timedelta(days=180), (period.end - period.start) / 3)
        over = period.end - on <= near_the_end
        return days | {
            "kind": Review.Kind.FINAL if over else Review.Kind.MID_TERM,
            "title": (_("Tổng kết %s") if over else _("Sơ kết %s")) % (plan.number or plan.title)[:250],
            "subject_kind": plan.kind,
            "subject_number": plan.number,
            "subject_on": plan.issued_on,
            "subject_issuer": plan.issuer_name or plan.owner.name,
            "subject_title": plan.title,
            "plans": related_plans(plan, acting, period.start, period.end),
            "period_start": period.start,
            "period_end": period.end if over else min(period.end, on),
            "as_of": min(on, period.end),
        }
    return days | {"as_of": on, "period_end": on}


def asked_plans(review: Review, acting: Acting) -> QuerySet[Plan]:
    """The review's plans on which the acting body may open a round, those that are over too."""
    own = Q(owner=acting.body) | Q(standing_agency=acting.body)
    return review.plans.filter(own).order_by("-period_end", "pk")


def askable(review: Review, acting: Acting) -> list[Organisation]:
    """The bodies that lead a task of the review's plans, and those whose superior the leading body is, by
    name."""
    found: dict[int, Organisation] = {}
    for plan in review.plans.all():
        found |= {body.pk: body for body in addressed(plan, None, timezone.localdate())}
    found.pop(review.body_id, None)
    return sorted(found.values(), key=lambda body: (body.sort_key, body.pk))


def groups_for(acting: Acting) -> list[BodyGroup]:
    """Groups of bodies kept by the province of the acting body or by itself."""
    rows = BodyGroup.objects.select_related("area", "owner").order_by("name", "pk")
    return [one for one in rows if covers(acting, one.owner) or acting.body.path.startswith(one.owner.path)]


def asked_bodies(groups: Any, bodies: Any) -> list[Organisation]:
    """The members of groups today, and bodies named one by one, by name."""
    found = {body.pk: body for body in bodies}
    for group in groups:
        found |= {body.pk: body for body in members_on(group, timezone.localdate())}
    return sorted(found.values(), key=lambda body: (body.sort_key, body.pk))


def findings(review: Review, text: str = "", sort: str = "") -> QuerySet[Finding]:
    """What was said, in the order in which it was read; `sort`: "chua" for what nobody sorted."""
    rows = review.findings.order_by("pk")
    if text.strip():
        rows = rows.filter(folded__contains=fold(text.strip()))
    if sort:
        rows = rows.filter(sort="" if sort == "chua" else sort)
    return rows


def answered_unsorted(review: Review) -> int:
    """How many findings nobody sorted although the heading under which they were answered says what they
    are."""
    labels = [str(label) for key, label in Finding.Sort.choices if key]
    return review.findings.filter(sort=Finding.Sort.UNSORTED, source__in=labels).count()


def counted(review: Review) -> dict[str, int]:
    """How many findings were sorted into what; "" for those that nobody sorted."""
    return dict(Counter(review.findings.values_list("sort", flat=True)))

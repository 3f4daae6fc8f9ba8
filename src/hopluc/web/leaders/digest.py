"""The monthly digest: approvers of the bodies that issued or follow a plan are told once how it goes.

A notice of its own kind: as a mail of its own (`mailing`) for whoever chose nothing, else in the day's mail,
on the web only, or not at all (docs/lives-and-notices.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.archive.models import Notice
from hopluc.organizations.acting import Acting, acting_for
from hopluc.organizations.models import Organisation, User
from hopluc.plans.access import approvers_of
from hopluc.plans.models import Plan
from hopluc.web.leaders.queries import Sheet, sheet
from hopluc.web.leaders.rules import digest_day, month_before

LATEST = 5  # days after its day on which a digest still goes out, where the worker stood still


def send(on: dt.date) -> int:
    """Tell everybody whom the month's digest has not reached; how many. Nothing before its day, nor when it
    is old news."""
    if not digest_day(on) <= on <= digest_day(on) + dt.timedelta(LATEST):
        return 0
    running = Plan.objects.filter(state=Plan.State.IN_FORCE)
    bodies = Organisation.objects.filter(
        Q(pk__in=running.order_by().values("owner")) | Q(pk__in=running.order_by().values("standing_agency"))
    )
    return sum(_tell(body, on) for body in bodies.order_by("pk"))


def _tell(body: Organisation, on: dt.date) -> int:
    """The body's approvers who were not told yet; the page is worked out once for all of them."""
    people = _untold(approvers_of(body), body, on)
    first = next((acting for one in people if (acting := acting_for(one, body, on))), None)
    if first is None:
        return 0
    text = words(sheet_of(first, on))
    for person in people:
        notify(person.pk, f"monthly-{_place(body, on, person)}", text, reverse("web:leaders"), body.pk)
    return len(people)


def sheet_of(acting: Acting, on: dt.date) -> Sheet:
    """The page of the plans in force that the body itself issued or follows, against a month before."""
    own = Q(owner=acting.body) | Q(standing_agency=acting.body)
    plans = list(Plan.objects.filter(own, state=Plan.State.IN_FORCE).order_by("-issued_on", "pk"))
    return sheet(acting, plans, on, month_before(on))


def _place(body: Organisation, on: dt.date, person: User) -> str:
    return f"{on:%Y%m}-{body.pk}-{person.pk}"


def _untold(people: Iterable[User], body: Organisation, on: dt.date) -> list[User]:
    keys = {f"monthly-{_place(body, on, person)}": person for person in people}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [person for key, person in keys.items() if key not in told]


def words(found: Sheet) -> str:
    """The page in one sentence: each count with what it was a month before."""
    told = {
        one.key: f"{one.now} ({one.moved:+d})" if one.before is not None and one.moved else str(one.now)
        for one in found.changes
    }
    told |= {"plans": str(len(found.sights)), "bodies": str(len(found.late))}
    sentence = _(
        "Tình hình %(plans)s kế hoạch so với tháng trước: %(done)s nhiệm vụ hoàn thành, %(late)s quá hạn; "
        "%(reached)s chỉ tiêu đạt, %(danger)s không đạt hoặc có nguy cơ; %(bodies)s cơ quan chậm; "
        "%(problems)s vướng mắc chờ quyết định."
    )
    return sentence % told

"""Whatever is said, corrected, accepted and returned: SQL, Python and the kept columns agree."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hopluc.organizations.acting import Role
from hopluc.plans import actions, boards
from hopluc.plans.models import Assignment, Progress
from hopluc.plans.signing.sign_off import sign_off
from hopluc.plans.standings import (
    KEPT,
    Moment,
    counts,
    deadlines,
    end_of,
    holding,
    period_of,
    refresh,
    standings,
    superseded,
)
from tests import factories

pytestmark = pytest.mark.django_db

DEEDS = st.tuples(
    st.sampled_from(["say", "say_as_leader", "correct", "accept", "return"]),
    st.integers(0, 9),
    st.sampled_from(["not_begun", "under_way", "finished"]),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=9))
def test_whatever_was_decided_all_ways_of_asking_agree(db: None, deeds: list[tuple[str, int, str]]) -> None:
    province = factories.province()
    body = factories.body(parent=province)
    plan = factories.plan(province)
    today = timezone.localdate()
    part = factories.task(plan, body, due=today - dt.timedelta(days=5)).assignments.get()
    leader, officer = factories.acting(body, Role.APPROVER), factories.acting(body)
    moments = []
    for verb, n, state in deeds:
        rows = list(Progress.objects.filter(assignment=part).order_by("pk"))
        day = today - dt.timedelta(days=n)
        said = {"on": day, "state": state, "finished_on": day if state == "finished" else None}
        try:
            if verb in {"say", "say_as_leader"} or not rows:
                actions.report_progress(part, by=leader if verb == "say_as_leader" else officer, **said)
            elif verb == "correct":
                actions.correct_progress(rows[n % len(rows)], by=officer, **said)
            else:
                sign_off(rows[n % len(rows)], by=leader, accepted=verb == "accept", reason="Xem lại")
        except ValidationError:
            pass  # already decided, already corrected: nothing was written
        moments.append(timezone.now())
    rows = list(Progress.objects.filter(assignment=part).select_related("sign_off"))
    for at in [Moment(today), *(Moment(today, moment) for moment in moments)]:
        gone = superseded(rows, at)
        known = [row for row in rows if at.known is None or row.recorded_at <= at.known]
        in_python = {row.pk for row in known if counts(row, at) and row.pk not in gone}
        in_sql = set(Progress.objects.filter(holding(at), assignment=part).values_list("pk", flat=True))
        assert in_sql == in_python
    kept = Assignment.objects.values(*KEPT).get(pk=part.pk)
    asked = deadlines([part.task_id], {part.task_id: period_of(plan)}, Moment(today))
    found = standings([part], asked, Moment(today, end_of(today)))[part.pk]
    assert kept == {name: getattr(found, name) for name in KEPT}
    refresh([part])
    assert kept == Assignment.objects.values(*KEPT).get(pk=part.pk)
    assert boards.tallies(plan, Moment(today)) == boards.tallies(plan, Moment(today, end_of(today)))

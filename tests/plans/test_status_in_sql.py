"""The status in SQL is the status of rules.py."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hopluc.plans import rules
from hopluc.plans.models import Assignment
from hopluc.plans.standings import KEPT
from tests import factories
from tests.plans.test_rules import DAYS, stood

pytestmark = pytest.mark.django_db


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_status_and_lateness_in_sql_equal_those_of_the_rules(data: st.DataObject, db: None) -> None:
    standings = data.draw(st.lists(stood(), min_size=1, max_size=12))
    days = {data.draw(DAYS) for _ in range(2)} | {s.due_on for s in standings if s.due_on}
    Assignment.objects.all().delete()
    body = factories.body()
    plan = factories.plan(body)
    task = factories.task(plan)
    rows = {
        Assignment.objects.create(
            task=task,
            body=body,
            role="lead",
            since=dt.date(2000, 1, 1) + dt.timedelta(days=n),
            **{name: getattr(s, name) for name in KEPT},
        ).pk: s
        for n, s in enumerate(standings)
    }
    for on in days:
        in_sql = dict(Assignment.objects.with_status(on).values_list("pk", "status"))
        assert in_sql == {pk: rules.status(s, on).value for pk, s in rows.items()}
        late = set(Assignment.objects.late(on).values_list("pk", flat=True))
        assert late == {pk for pk, s in rows.items() if rules.is_late(s, on)}

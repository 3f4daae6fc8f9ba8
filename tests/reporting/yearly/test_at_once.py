"""A draft and a plan's end at the same moment: two people, each on a connection."""

from __future__ import annotations

import pytest

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Role
from hopluc.plans.models import Plan
from hopluc.reporting.yearly import actions
from hopluc.reporting.yearly.models import Draft, FinalReport
from tests import factories
from tests.reporting.yearly.scene import FAIR, scene
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_made_by_two_is_one() -> None:
    world = scene()
    other = factories.acting(world.province)
    one, two = at_once(world.draft, lambda: actions.make_draft(world.plan, by=other))
    assert one == two
    assert (Draft.objects.count(), Deed.objects.filter(verb="make_draft").count()) == (1, 1)
    assert one.lines.count() == 6


def test_of_two_who_word_a_line_the_later_one_is_told() -> None:
    world = scene()
    line = world.line(world.draft(), FAIR)
    other = factories.acting(world.province)
    results = at_once(
        lambda: actions.edit_line(line, by=world.officer, values={"text": "Của An"}, seen=0),
        lambda: actions.edit_line(line, by=other, values={"text": "Của Bình"}, seen=0),
    )
    assert sorted(type(one).__name__ for one in results) == ["DraftLine", "StaleFormError"]
    line.refresh_from_db()
    assert (line.revision, line.text) == (1, next(one.text for one in results if hasattr(one, "text")))


def test_a_plan_closed_by_two_has_one_report() -> None:
    world = scene()
    world.draft()
    heads = [factories.acting(body, Role.APPROVER) for body in (world.finance, world.finance)]
    results = at_once(
        *[lambda by=by: actions.close_with_report(world.plan, by=by, reason="Hết kỳ.") for by in heads]
    )
    assert {type(one).__name__ for one in results} == {"FinalReport"}
    assert results[0] == results[1]
    assert FinalReport.objects.count() == Deed.objects.filter(verb="close_plan").count() == 1
    assert Plan.objects.get(pk=world.plan.pk).state == Plan.State.CLOSED

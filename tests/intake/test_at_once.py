"""Two workers at one paper, two clicks on one upload, two reviewers at one moment."""

from __future__ import annotations

import pytest

from hopluc.archive.models import Deed
from hopluc.intake import actions, queries
from hopluc.intake.models import Compilation, Correction, Paper
from hopluc.plans.models import Plan, Task
from tests import factories
from tests.intake.samples import in_review, upload
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_one_paper_keep_one_result() -> None:
    paper, _made = actions.receive([upload()], by=factories.acting(factories.province()))
    results = at_once(*[lambda: actions.compile_paper(paper.pk)] * 3)
    assert results == [None] * 3
    assert Compilation.objects.filter(paper=paper).count() == 1
    assert Deed.objects.filter(verb="compile_paper").count() == 1
    paper.refresh_from_db()
    assert paper.state == Paper.State.REVIEW


def test_two_clicks_on_one_upload_make_one_paper() -> None:
    by = factories.acting(factories.province())
    results = at_once(*[lambda: actions.receive([upload()], by=by)] * 3)
    assert len({result.paper.pk for result in results}) == 1
    assert [result.made for result in results].count(True) == 1
    assert Paper.objects.count() == 1


def test_two_reviewers_of_one_item_at_one_moment_are_not_both_written() -> None:
    head = factories.province()
    an, binh = factories.acting(head), factories.acting(head)
    paper = in_review(an)
    key = queries.review(paper).plan["tasks"][0]["key"]
    results = at_once(
        lambda: actions.edit_item(paper, by=an, seen=0, target=key, fields={"note": "An"}),
        lambda: actions.edit_item(paper, by=binh, seen=0, target=key, fields={"note": "Bình"}),
    )
    assert sorted(type(r).__name__ for r in results) == ["ConflictError", "Correction"]
    assert Correction.objects.count() == 1


def test_two_clicks_on_adopting_open_one_plan() -> None:
    head = factories.province()
    an, binh = factories.acting(head), factories.acting(head)
    paper = in_review(an)
    actions.leave_open_parties(paper, by=an, seen=0)
    for key in queries.review(paper).left.errors:
        actions.decide_finding(paper, by=an, seen=queries.last_step(paper), target=key, decision="accepted")
    results = at_once(
        lambda: actions.adopt(paper, by=an, owner=head, standing=head),
        lambda: actions.adopt(paper, by=binh, owner=head, standing=head),
    )
    plan = Plan.objects.get()
    assert results == [plan, plan]
    assert Task.objects.filter(plan=plan).count() == len(queries.review(paper).plan["tasks"])

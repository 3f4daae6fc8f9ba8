"""A new edition of a plan in force becomes proposals to amend it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.intake import actions as intake
from hopluc.intake import amending, queries
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting, Role
from hopluc.plans import boards
from hopluc.plans.amendments import actions
from hopluc.plans.models import Amendment, Plan, Proposal
from hopluc.plans.standings import now
from tests import factories
from tests.intake import samples

pytestmark = pytest.mark.django_db

NEW = (
    samples.TEXT.replace("21/KH-UBND", "85/KH-UBND")
    .replace("Quý III/2026", "Quý IV/2026")
    .replace("Thành lập mới 12 hợp tác xã", "Thành lập mới 15 hợp tác xã")
    .replace("dẫn giải thể\tSở Tài chính", "dẫn giải thể\tSở Nông nghiệp")
    .replace(
        "2\tKiểm tra việc chia cổ tức của quỹ chung\tThanh tra tỉnh\t-\tTrước ngày 31/10/2026\tKết luận\n", ""
    )
    + "3\tXây dựng sàn giao dịch nông sản của hợp tác xã\tSở Nông nghiệp\t\tTrước ngày 30/11/2026\tSàn\n"
)


class Desk:
    """A standing agency that follows the sample plan and has received its new edition."""

    def __init__(self) -> None:
        self.province = factories.province()
        names = ("Sở Tài chính", "Sở Nông nghiệp", "Thanh tra tỉnh", "Báo Sơn Hải")
        self.standing, self.farming, *_others = (factories.body(n, parent=self.province) for n in names)
        factories.body("Liên minh Hợp tác xã tỉnh", kind="alliance", parent=self.province)
        self.by: Acting = factories.acting(self.standing)
        self.older = samples.in_review(self.by)
        self.plan: Plan = self._adopt(self.older)
        self.older.refresh_from_db()
        self.newer = samples.in_review(self.by, NEW)
        self.client = Client()
        self.client.force_login(self.by.user)

    def _adopt(self, paper: Paper) -> Plan:
        intake.leave_open_parties(paper, by=self.by, seen=0)
        for key in queries.review(paper).left.errors:
            seen = queries.last_step(paper)
            intake.decide_finding(paper, by=self.by, seen=seen, target=key, decision="accepted")
        return intake.adopt(paper, by=self.by, owner=self.province, standing=self.standing)

    @property
    def address(self) -> str:
        return reverse("intake:amend", args=[self.newer.pk, self.older.pk])

    def found(self) -> dict[str, Any]:
        """The differences: kind to what is about and its values."""
        rows = amending.differences(self.older, self.newer).found
        return {one.proposal.kind: one.proposal for one in rows}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_each_difference_is_a_proposal_of_its_kind(desk: Desk) -> None:
    found = desk.found()
    assert set(found) == {"deadline", "leads", "dropped", "new_task", "target"}
    assert found["deadline"].values["deadline_text"] == "Quý IV/2026"
    assert found["deadline"].values["parts"][0]["end"] == "2026-12-31"
    assert [one["organisation"] for one in found["leads"].values["leads"]] == [desk.farming.pk]
    assert found["dropped"].task.text.startswith("Kiểm tra việc chia cổ tức")
    assert found["new_task"].values["group"] == desk.plan.groups.get(code="II").pk
    assert (found["target"].values["value"], found["target"].indicator.plan) == ("15", desk.plan)


def test_chosen_differences_become_proposals_and_then_the_plan(desk: Desk) -> None:
    compare = reverse("intake:compare", args=[desk.newer.pk])
    assert desk.address in desk.client.get(compare, {"voi": desk.older.pk}).content.decode()
    page = desk.client.get(desk.address).content.decode()
    assert "<ins>Quý IV/2026</ins>" in page
    keys = [one.key for one in amending.differences(desk.older, desk.newer).found]
    assert desk.client.post(desk.address, {"rows": keys}).status_code == 302
    rows = list(Proposal.objects.all())
    assert len(rows) == len(keys)
    assert all("85/KH-UBND" in row.reason for row in rows)
    draft = actions.gather(desk.plan, rows, by=desk.by)
    today = timezone.localdate()
    actions.record_decision(draft, by=desk.by, number="85/KH-UBND", issued_on=today, on=today)
    texts = [line.text for line in boards.lines(desk.plan, now())]
    assert any(text.startswith("Xây dựng sàn giao dịch") for text in texts)
    assert not any(text.startswith("Kiểm tra việc chia cổ tức") for text in texts)
    assert amending.differences(desk.older, desk.newer).found == []
    assert Amendment.objects.get().proposals.count() == len(keys)


def test_what_waits_already_is_not_proposed_twice(desk: Desk) -> None:
    keys = [one.key for one in amending.differences(desk.older, desk.newer).found]
    amending.propose(desk.older, desk.newer, keys[:2], by=desk.by)
    amending.propose(desk.older, desk.newer, keys[:3], by=desk.by)
    assert Proposal.objects.count() == 3
    again = desk.client.post(desk.address, {"rows": keys[:3]})
    assert again.status_code == 422
    assert "đã được đề xuất" in again.content.decode()


def test_only_who_may_propose_makes_proposals_of_an_edition_for_the_same_time(desk: Desk) -> None:
    viewer = Client()
    viewer.force_login(factories.person(desk.standing, Role.VIEWER))
    assert viewer.get(desk.address).status_code == 403
    assert viewer.post(desk.address, {"rows": []}).status_code == 403
    next_year = samples.in_review(desk.by, samples.TEXT.replace("2026", "2027"))
    assert not amending.may_amend(desk.by, desk.older, next_year)
    back = reverse("intake:amend", args=[desk.older.pk, desk.newer.pk])
    assert desk.client.get(back).status_code == 403


def test_an_amended_plan_is_compared_as_it_reads_today(desk: Desk) -> None:
    task = desk.found()["deadline"].task
    values = desk.found()["deadline"].values
    row = actions.propose(desk.plan, by=desk.by, kind="deadline", values=values, reason="Cần", task=task)
    draft = actions.gather(desk.plan, [row], by=desk.by)
    today = timezone.localdate()
    actions.record_decision(draft, by=desk.by, number="80/QĐ-UBND", issued_on=today, on=today)
    assert "deadline" not in desk.found()

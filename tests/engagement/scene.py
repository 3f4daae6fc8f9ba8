"""A province whose plan a standing agency follows, with a steering committee; one body leads a task."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from hopluc.engagement.actions import problems as actions
from hopluc.engagement.actions import visits
from hopluc.engagement.actions.visits import Member, Programme
from hopluc.engagement.models import Problem, Visit
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from tests import factories

TODAY = timezone.localdate()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


class Scene:
    """`ministry` above `province`; `standing`, `steering`, `trade` and `stranger` under it."""

    def __init__(self) -> None:
        self.ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")
        self.province = factories.body("Ủy ban nhân dân tỉnh Sơn Hải", kind="committee", parent=self.ministry)
        self.standing = factories.body("Sở Tài chính", parent=self.province)
        self.steering = factories.body(
            "Ban Chỉ đạo phát triển kinh tế tập thể", kind="steering", parent=self.province
        )
        self.trade = factories.body("Sở Công Thương", parent=self.province)
        self.stranger = factories.body("Sở Nội vụ", parent=self.province)
        self.plan = factories.plan(self.province, standing=self.standing)
        self.task = factories.task(self.plan, self.trade, due=ago(5), text="Mở hội chợ", folded="mo hoi cho")
        self.part = self.task.assignments.get()
        self._acting: dict[tuple[int, str], Acting] = {}

    def by(self, body: Organisation, role: str = Role.OFFICER) -> Acting:
        """Somebody acting for a body, always the same one for a role."""
        key = (body.pk, role)
        if key not in self._acting:
            self._acting[key] = factories.acting(body, role)
        return self._acting[key]

    def client(self, body: Organisation, role: str = Role.OFFICER) -> Client:
        """A browser in which that person has signed in."""
        client = Client()
        client.force_login(self.by(body, role).user)
        return client

    def problem(self, **rest: Any) -> Problem:
        """A problem of `trade` in its task, raised twenty days ago, now at the standing agency."""
        given: dict[str, Any] = {
            "by": self.by(self.trade),
            "on": ago(20),
            "text": "Chưa có mặt bằng mở hội chợ.",
            "asked": "Cho thuê nhà thi đấu tỉnh.",
            "answer_by": ago(6),
        }
        return actions.raise_problem(self.plan, self.task, **(given | rest))

    def held_visit(self) -> Visit:
        """A visit of the standing agency to `trade` ten days ago, with minutes."""
        by = self.by(self.standing)
        visit = visits.plan_visit(self.plan, self.trade, programme(self), by=by)
        visits.record_minutes(visit, by=by, held_on=ago(10), summary="Hội chợ chưa mở.")
        return visit


def programme(scene: Scene, **rest: Any) -> Programme:
    """What a visit to `trade` is to be."""
    given: dict[str, Any] = {
        "on": ago(10),
        "purpose": "Tiến độ tổ chức hội chợ.",
        "team": [Member("Trần Thị Thu Hà", "Giám đốc Sở Tài chính")],
        "tasks": [scene.task],
    }
    return Programme(**(given | rest))


def text(response: Any, status: int = 200) -> str:
    """The page's words; the status is what it should be."""
    assert response.status_code == status, response.content.decode()[:800]
    found: str = response.content.decode()
    return found

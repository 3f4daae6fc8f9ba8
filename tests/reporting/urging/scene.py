"""A province whose finance department follows two plans; two bodies are late in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Organisation
from hopluc.reporting.urging import jobs
from hopluc.reporting.urging.actions import letters
from hopluc.reporting.urging.models import Letter, LetterBatch
from tests import factories

TODAY = timezone.localdate()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


class Scene:
    """`finance` follows; `trade` has two late parts, `commune` one, `farming` is in time."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.finance = factories.body("Sở Tài chính", parent=self.province, short_name="STC")
        self.trade = factories.body("Sở Công Thương", parent=self.province)
        self.farming = factories.body("Sở Nông nghiệp và Môi trường", parent=self.province)
        self.commune = factories.body(
            "Ủy ban nhân dân xã Bình Sơn", kind="committee", level="commune", parent=self.province
        )
        self.stranger = factories.body("Sở Nội vụ", parent=self.province)
        self.plan = factories.plan(self.province, standing=self.finance, period_end=None)
        self.other = factories.plan(self.province, standing=self.finance, period_end=None)
        self.fair = factories.task(self.plan, self.trade, due=ago(40), text="Mở hội chợ", folded="mo hoi cho")
        self.shop = factories.task(self.plan, self.trade, self.commune, due=ago(5), text="Lập điểm bán hàng")
        self.seed = factories.task(self.plan, self.farming, due=ago(-20), text="Cấp giống")
        self.course = factories.task(self.other, self.trade, due=ago(3), text="Mở lớp")
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

    def asked(self, **rest: Any) -> LetterBatch:
        """A batch of the first plan, not written yet."""
        given: dict[str, Any] = {"by": self.by(self.finance), "on": TODAY, "answer_by": ago(-10)} | rest
        plan = given.pop("plan", self.plan)
        return letters.ask_letters(plan, **given)

    def written(self, **rest: Any) -> LetterBatch:
        """A batch whose letters are written."""
        batch = self.asked(**rest)
        while letters.write_some(batch.pk):
            pass
        return batch

    def letter(self, batch: LetterBatch, body: Organisation | None = None) -> Letter:
        return batch.letters.get(body=body or self.trade)

    def sent(self, body: Organisation | None = None) -> Letter:
        """A letter that went out today."""
        found = self.letter(self.written(), body)
        return letters.mark_sent(found, by=self.by(self.finance), number="12/STC-TH", sent_on=TODAY)


def text(response: Any, status: int = 200) -> str:
    """The page's words; the status is what it should be."""
    assert response.status_code == status, response.content.decode()[:800]
    found: str = response.content.decode()
    return found


__all__ = ["TODAY", "Scene", "ago", "jobs", "text"]

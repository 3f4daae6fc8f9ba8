"""Products that a task expects are ticked by what delivers them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import Acting, Role
from hopluc.plans import actions, boards
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Delivery, Plan, Progress, Task
from hopluc.plans.signing.deliveries import deliver, living, take_back
from hopluc.plans.signing.queries import ProductView, products_of
from hopluc.plans.signing.sign_off import sign_off
from hopluc.plans.standings import Moment
from tests import factories

pytestmark = pytest.mark.django_db

RULES, NEWS = "Quyết định ban hành quy chế", "Tin, bài tuyên truyền"


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


class Work:
    """A task led by two departments, helped by a third, that is to deliver a decision and news items."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.bodies = [factories.body(parent=self.province) for _ in range(3)]
        self.plan = factories.plan(self.province)
        lead, other, helper = self.bodies
        self.task = factories.task(
            self.plan, lead, other, coordinators=(helper,), due=ago(-9), products=[RULES, NEWS]
        )
        self.part = self.task.assignments.get(body=lead)
        self.officer = factories.acting(lead)

    def deliver(self, by: Acting | None = None, **rest: Any) -> Delivery:
        values = {"what": "Quyết định", "on": ago(3), "product": RULES, "number": "12/QĐ-UBND"} | rest
        return deliver(self.task, by=by or self.officer, **values)

    def lacking(self) -> set[int]:
        """Tasks on the board of which a product has not come."""
        filters = boards.Filters(lacking=True)
        return {row.task.pk for row in boards.board(self.plan, self.officer, filters, Moment(ago(0))).rows}

    def shown(self, at: Moment | None = None) -> dict[str, ProductView]:
        leads = list(self.task.assignments.filter(role="lead").select_related("body"))
        found = products_of(Task.objects.get(pk=self.task.pk), leads, at or Moment(ago(0)))
        return {one.product: one for one in found}


@pytest.fixture
def work() -> Work:
    return Work()


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


def test_a_product_is_lacking_until_something_delivers_it(work: Work) -> None:
    assert work.lacking() == {work.task.pk}
    work.deliver()
    shown = work.shown()
    assert [row.number for row in shown[RULES].rows] == ["12/QĐ-UBND"]
    assert shown[NEWS].rows == ()
    work.deliver(product=NEWS, what="Tin trên Báo Sơn Hải", count=12)
    assert work.shown()[NEWS].total == 12
    assert work.lacking() == set()
    assert Deed.objects.filter(verb="deliver", kind="plans.task").count() == 2


def test_what_was_delivered_bears_its_bodys_name_of_the_day(work: Work) -> None:
    before = work.bodies[0].name
    work.deliver(on=ago(3))
    organizations.rename(work.bodies[0], by=SYSTEM, name="Sở mang tên mới", on=ago(2), today=ago(0))
    work.deliver(on=ago(1), product=NEWS)
    assert [str(one.rows[0].body) for one in work.shown().values()] == [before, "Sở mang tên mới"]


def test_a_product_that_is_counted_is_lacking_until_all_pieces_came(work: Work) -> None:
    three = "03 tin, bài"
    Task.objects.filter(pk=work.task.pk).update(products=[three])
    said: dict[str, Any] = {"by": work.officer, "on": ago(1), "state": "under_way"}
    row = actions.report_progress(work.part, **said, products=[{"name": three, "count": "2"}])
    assert (work.shown()[three].total, work.shown()[three].asked) == (2, 3)
    assert work.lacking() == {work.task.pk}
    page = text(client(work.officer).get(reverse("plans:task", args=[work.task.pk])))
    assert "đã có 2/3" in page
    actions.correct_progress(row, **said, products=[{"name": three}])  # without a number: all of them
    assert work.shown()[three].total == 3
    assert work.lacking() == set()


def test_an_update_brings_figures_of_what_was_done(work: Work) -> None:
    theirs = client(work.officer)
    address = reverse("plans:report", args=[work.part.pk])
    given = {"state": "under_way", "percent": 30, "on": f"{ago(0):%d/%m/%Y}", "seen": 0}
    refused = theirs.post(address, given | {"made0_count": 12})
    assert "Ghi số lượng này là của việc gì." in refused.content.decode()
    page = text(
        theirs.post(address, given | {"made0": "Hợp tác xã được tư vấn", "made0_count": 12}, follow=True)
    )
    assert "Hợp tác xã được tư vấn (12)" in page
    row = Progress.objects.get()
    assert 'value="Hợp tác xã được tư vấn"' in text(theirs.get(reverse("plans:correct", args=[row.pk])))
    assert work.shown()[""].total == 12


def test_leads_from_which_nothing_came_are_told_where_several_lead(work: Work) -> None:
    work.deliver()
    assert work.shown()[RULES].lacking == (work.bodies[1].name,)
    work.deliver(by=factories.acting(work.bodies[1]))
    assert work.shown()[RULES].lacking == ()


def test_what_is_no_expected_product_serves_the_task_beside_them(work: Work) -> None:
    work.deliver(product="", what="Một lớp tập huấn")
    assert [row.what for row in work.shown()[""].rows] == ["Một lớp tập huấn"]
    assert work.lacking() == {work.task.pk}


def test_a_record_of_another_room_is_named_once(work: Work) -> None:
    rows = {work.deliver(kind="support.trainingclass", record_id="7").pk for _ in range(2)}
    assert len(rows) == 1
    take_back(Delivery.objects.get(), by=work.officer, reason="Lớp bị hủy")
    assert work.deliver(kind="support.trainingclass", record_id="7").pk not in rows
    with pytest.raises(ValueError, match="kind"):
        work.deliver(kind="support.trainingclass")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"what": " "}, "Ghi tên sản phẩm"),
        ({"on": ago(-1)}, "không sau hôm nay"),
        ({"product": "Thứ khác"}, "không yêu cầu sản phẩm"),
    ],
)
def test_what_cannot_be_is_refused(work: Work, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        work.deliver(**given)
    assert not Delivery.objects.exists()


def test_who_may_say_what_was_delivered(work: Work) -> None:
    assert work.deliver(by=factories.acting(work.bodies[2])).body == work.bodies[2]
    assert work.deliver(by=factories.acting(work.province)).body == work.province
    for other in (factories.acting(work.bodies[0], Role.VIEWER), factories.acting(factories.body())):
        with pytest.raises(PermissionDenied):
            work.deliver(by=other)
    Plan.objects.update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        work.deliver()


def test_an_error_is_taken_back_and_stays_to_be_read(work: Work) -> None:
    row = work.deliver()
    before = timezone.now()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        take_back(row, by=work.officer, reason="")
    for other in (factories.acting(work.bodies[1]), factories.acting(factories.body())):
        with pytest.raises(PermissionDenied):
            take_back(row, by=other, reason="Nhầm")
    undone = take_back(row, by=work.officer, reason="Nhầm nhiệm vụ")
    assert work.shown()[RULES].rows == ()
    assert [one.pk for one in work.shown(Moment(ago(0), before))[RULES].rows] == [row.pk]
    for again in (row, undone):
        with pytest.raises(StaleFormError, match="đã được gỡ"):
            take_back(again, by=work.officer, reason="Nhầm")


def test_products_of_a_report_are_deliveries_once_it_counts(work: Work) -> None:
    leader = factories.acting(work.bodies[0], Role.APPROVER)
    given = [{"name": RULES, "number": "15/QĐ", "on": ago(4).isoformat()}]
    row = actions.report_progress(work.part, by=work.officer, on=ago(1), state="under_way", products=given)
    assert work.shown()[RULES].rows == ()
    sign_off(row, by=leader, accepted=True)
    [found] = work.shown()[RULES].rows
    assert (found.number, found.on, found.body, found.by) == (
        "15/QĐ",
        ago(4),
        work.bodies[0],
        work.officer.user,
    )
    with pytest.raises(ValidationError, match="đính chính cập nhật"):
        take_back(found, by=work.officer, reason="Nhầm")


def test_a_correction_takes_back_what_it_does_not_name_and_keeps_the_rest(work: Work) -> None:
    both = [{"name": RULES, "number": "15/QĐ"}, {"name": NEWS, "number": "3 tin"}]
    row = actions.report_progress(work.part, by=work.officer, on=ago(1), state="under_way", products=both)
    kept = living().get(product=RULES)
    again = actions.correct_progress(row, by=work.officer, on=ago(1), state="under_way", products=both[:1])
    assert [one.pk for one in living()] == [kept.pk]
    actions.correct_progress(
        again, by=work.officer, on=ago(1), state="under_way", products=[{"name": RULES, "number": "51/QĐ"}]
    )
    assert [one.number for one in living()] == ["51/QĐ"]


def test_a_product_cannot_come_after_its_report(work: Work) -> None:
    late = [{"name": RULES, "number": "", "on": ago(0).isoformat()}]
    with pytest.raises(ValidationError, match="không được sau ngày báo cáo"):
        actions.report_progress(work.part, by=work.officer, on=ago(1), state="under_way", products=late)


# --- pages ------------------------------------------------------------------------------------


def test_a_product_with_its_file_is_written_and_taken_back_on_the_web(work: Work) -> None:
    theirs = client(work.officer)
    task, address = (reverse(f"plans:{name}", args=[work.task.pk]) for name in ("task", "deliver"))
    page = text(theirs.get(task))
    assert address in page
    assert page.count("còn thiếu") == 2
    values = {"product": RULES, "what": "Quyết định", "number": "8/QĐ", "on": ago(2).isoformat(), "count": ""}
    values["evidence"] = SimpleUploadedFile("qd.pdf", b"%PDF-1.7 qd")
    page = text(theirs.post(address, values, follow=True))
    assert "8/QĐ" in page
    link = re.search(r'href="(/ke-hoach/san-pham/\d+/tep/)"', page)
    assert link
    assert b"".join(theirs.get(link[1]).streaming_content) == b"%PDF-1.7 qd"  # type: ignore[attr-defined]
    assert client(factories.acting(factories.body())).get(link[1]).status_code == 404
    undo = reverse("plans:take_back", args=[Delivery.objects.get().pk])
    assert undo in page
    assert undo not in text(client(factories.acting(work.bodies[1])).get(task))
    assert "8/QĐ" not in text(theirs.post(undo, {"reason": "Nhầm"}, follow=True))


def test_the_board_shows_where_products_are_lacking(work: Work) -> None:
    other = factories.task(work.plan, work.bodies[0], text="Việc không cần sản phẩm")
    theirs = client(work.officer)
    address = reverse("plans:board", args=[work.plan.pk]) + "?thieu=on"
    page = text(theirs.get(address))
    assert work.task.text in page
    assert other.text not in page
    for product in (RULES, NEWS):
        work.deliver(product=product)
    assert work.task.text not in text(theirs.get(address))

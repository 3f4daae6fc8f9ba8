"""An issued report goes its way: suggested, put on the route, sent, confirmed, spoken of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Notice
from hopluc.plans.models import DutyParty, ReportingDuty
from hopluc.reporting import actions
from hopluc.reporting.models import Round
from hopluc.reporting.routes.actions import legs as deeds
from hopluc.reporting.routes.leg_queries import to_confirm, to_send
from hopluc.reporting.routes.models import Leg
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def place() -> Scene:
    """The finance department owes the province a report, and the province the ministry."""
    made = scene()
    made.ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")  # type: ignore[attr-defined]
    up = ReportingDuty.objects.create(
        plan=made.plan, order=2, kind="report", text="Sở Tài chính báo cáo Ủy ban nhân dân tỉnh."
    )
    DutyParty.objects.create(duty=up, side="sender", name="Sở Tài chính", organisation=made.finance)
    DutyParty.objects.create(duty=up, side="receiver", name="UBND tỉnh", organisation=made.province)
    further = ReportingDuty.objects.create(
        plan=made.plan,
        order=3,
        kind="report",
        due=[{"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"}],
        text="Ủy ban nhân dân tỉnh báo cáo Bộ Tài chính trước ngày 20/12.",
    )
    DutyParty.objects.create(duty=further, side="sender", name="UBND tỉnh", organisation=made.province)
    DutyParty.objects.create(duty=further, side="receiver", name="Bộ Tài chính", organisation=made.ministry)  # type: ignore[attr-defined]
    return made


def issued(place: Scene) -> Round:
    round_ = place.open()
    place.handed_in(round_)
    report = actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)
    actions.issue(report, by=place.collector, number="12/BC-STC", issued_on=TODAY)
    return Round.objects.get(pk=round_.pk)


def text_of(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_way_of_a_report_through_the_pages(place: Scene, client: Client) -> None:
    round_ = issued(place)
    client.force_login(place.collector.user)
    page = reverse("routes:legs", args=[round_.pk])
    shown = client.get(page)
    keys = [key for key, _one, _line in shown.context["suggested"]]
    assert keys == ["government|UBND tỉnh", "ministry|Bộ Tài chính"]
    client.post(reverse("routes:take_suggested", args=[round_.pk]), {"tuyen": keys})
    first, second = round_.legs.order_by("step")
    assert (first.recipient, second.recipient) == (place.province, place.ministry)  # type: ignore[attr-defined]
    assert (second.step, second.sender, second.due_on) == (2, "UBND tỉnh", dt.date(2026, 12, 20))
    client.post(page, {"name": "Báo Sơn Hải", "line": "other", "step": 1, "how": "mail", "due_on": ""})
    assert Leg.objects.get(name="Báo Sơn Hải").recipient is None
    again = {"name": "Báo Sơn Hải", "line": "other", "step": 1, "how": "mail"}
    assert len(deeds.add_legs(round_, [deeds.LegWords(**again)], by=place.collector)) == 0
    # Sent with a file; the recipient finds it, confirms it and remarks on it.
    tomorrow = TODAY + dt.timedelta(days=1)
    send = reverse("routes:leg_deed", args=[first.pk, "gui"])
    refused = client.post(send, {"on": f"{tomorrow:%d/%m/%Y}", "how": "exchange"})
    assert "Ngày gửi phải từ ngày ký báo cáo đến hôm nay" in text_of(refused, status=422)
    sent = client.post(
        send,
        {
            "on": f"{TODAY:%d/%m/%Y}",
            "number": "15/TTr-STC",
            "how": "exchange",
            "attached": SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7 to trinh"),
        },
        follow=True,
    )
    assert "Đã gửi" in text_of(sent)
    province = factories.acting(place.province)
    assert list(to_confirm(province)) == [first]
    client.force_login(province.user)
    assert "Báo cáo năm 2026" in text_of(client.get(reverse("routes:incoming_list"), {"trang_thai": "cho"}))
    assert "Báo cáo gửi đến chờ xác nhận" in text_of(client.get(reverse("web:home")))
    incoming = reverse("routes:incoming", args=[first.pk])
    shown = text_of(client.get(incoming))
    assert "12/BC-STC" in shown
    assert "KẾT QUẢ THỰC HIỆN NHIỆM VỤ" in shown  # the report itself,
    assert "/so-lieu/" not in shown  # without ways into what it was made of
    word = client.get(reverse("routes:incoming_file", args=[first.pk, "docx"]))
    assert b"".join(word.streaming_content).startswith(b"PK")
    client.post(incoming, {"viec": "nhan", "on": f"{TODAY:%d/%m/%Y}", "number": "301"})
    client.post(incoming, {"viec": "y-kien", "text": "Bổ sung số liệu hai xã."})
    first.refresh_from_db()
    assert (first.received_on, first.received_number) == (TODAY, "301")
    assert Notice.objects.filter(key__startswith="report-remark-", person_id=place.collector.user.pk).exists()
    client.force_login(place.collector.user)
    assert "Bổ sung số liệu hai xã." in text_of(client.get(reverse("routes:leg", args=[first.pk])))
    assert client.get(reverse("routes:legs_excel", args=[round_.pk])).status_code == 200
    life = reverse("web:life", args=["bao-cao", round_.submissions.get(body=place.farming).pk])
    client.force_login(factories.acting(place.finance).user)
    told = text_of(client.get(life))
    assert "Gửi báo cáo đến UBND tỉnh" in told
    assert "UBND tỉnh nhận báo cáo" in told
    # Other bodies have nothing to do with it.
    client.force_login(place.officer.user)
    assert client.get(incoming).status_code == 403


def test_late_legs_are_seen_and_the_next_round_takes_the_route_over(place: Scene, client: Client) -> None:
    round_ = place.open()
    late = deeds.LegWords("Bộ Tài chính", "ministry", due_on=TODAY - dt.timedelta(days=2))
    (leg,) = deeds.add_legs(round_, [late], by=place.collector)
    with pytest.raises(ValidationError, match="chưa phát hành"):
        deeds.send_leg(leg, by=place.collector, on=TODAY)
    with pytest.raises(PermissionDenied):
        deeds.drop_leg(leg, by=place.officer)
    assert list(to_send(place.collector, TODAY)) == [leg]
    client.force_login(place.collector.user)
    for address in (reverse("reporting:rounds"), reverse("reporting:round", args=[round_.pk])):
        assert "uá hạn chưa gửi" in text_of(client.get(address))
    assert "báo cáo phải gửi lên" in text_of(client.get(reverse("web:home")))
    later = place.open(
        title="Báo cáo sau", period_start=dt.date(2026, 2, 1), due_on=round_.due_on + dt.timedelta(days=10)
    )
    shown = client.get(reverse("routes:legs", args=[later.pk])).context["suggested"]
    by_name = {one.to.name: one for _key, one, _line in shown}
    assert by_name["Bộ Tài chính"].due_on == dt.date(2026, 12, 20)  # the plan's own day
    assert "Như kỳ" in by_name["Bộ Tài chính"].basis
    assert "UBND tỉnh" in by_name


def test_who_stands_above_the_recipient_sees_that_it_is_not_theirs_to_confirm(
    place: Scene, client: Client
) -> None:
    round_ = issued(place)
    words = deeds.LegWords(name=place.farming.name, line="other", step=1, how="here")
    (leg,) = deeds.add_legs(round_, [words], by=place.collector)
    deeds.send_leg(leg, by=place.collector, on=TODAY, number="", how="here")
    for acting, badge in ((place.province, "Nơi nhận chưa xác nhận"), (place.farming, "Chờ xác nhận</span>")):
        client.force_login(factories.acting(acting).user)
        page = text_of(client.get(reverse("routes:incoming_list")))
        assert f"{place.farming.name}</" in page
        assert badge in page

"""What an issued report says stays; what was corrected since is listed with who did it and when."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM
from hopluc.handover.actions import merge
from hopluc.plans import actions as plans
from hopluc.plans.models import Indicator
from hopluc.reporting.content import Report, ReportPart, from_json
from hopluc.reporting.issuing.comparing import compared
from hopluc.reporting.issuing.models import Issued
from hopluc.reporting.issuing.since import changes
from tests.reporting.issuing.test_freezing import bytes_of, issued
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Scene:
    return scene()


def test_an_issued_report_stays_and_tells_what_was_corrected_since(place: Scene) -> None:
    said = place.progress(place.farming, "Đã mở hội chợ.")
    report = issued(place)
    found = Issued.objects.select_related("report__round__plan__owner", "report__round__collector").get()
    before = (report.content, found.content, bytes_of(found.docx), bytes_of(found.xlsx))
    assert changes(found) == []

    plans.correct_progress(
        said,
        by=place.leader,
        on=dt.date(2026, 9, 20),
        state="finished",
        finished_on=dt.date(2026, 9, 20),
        percent=100,
        narrative="Đã xong.",
    )
    place.progress(place.farming, "Tháng 12 vẫn làm.", dt.date(2026, 12, 5))  # after the figures closed
    indicator = Indicator.objects.get()
    day = dt.date(2026, 11, 1)
    plans.type_actual(indicator, by=place.collector, on=day, value=Decimal(11))
    Indicator.objects.update(value=Decimal(15))  # as an amendment that was put into force would
    merge([place.farming], place.commune, on=dt.date(2026, 11, 15), by=SYSTEM, document="Nghị quyết 1")
    told = {(one.what, one.field, one.body): one for one in changes(found)}
    status = told["Tổ chức hội chợ nông sản vùng ven biển", "Trạng thái", "Sở Nông nghiệp và Môi trường"]
    assert (status.then, status.now) == (
        "đang thực hiện quá hạn, 40%",
        "hoàn thành đúng hạn, ngày 20/09/2026, 100%",
    )
    (why,) = status.why
    assert f"{place.leader.user.full_name} sửa lại (tính đến 20/09/2026)" in why
    target = told["Hợp tác xã thành lập mới", "Mục tiêu", ""]
    assert (target.then, target.now) == ("12", "15")
    actual = told["Hợp tác xã thành lập mới", "Thực hiện", ""]
    assert actual.now == "11"
    assert any(place.collector.user.full_name in words for words in actual.why)
    client = Client()
    client.force_login(place.collector.user)
    address = reverse("issuing:since", args=[report.pk])
    page = client.get(address).content.decode()
    assert "hoàn thành đúng hạn, ngày 20/09/2026" in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f"{len(told)} nội dung đã thay đổi" in part
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address, {"tai": "xlsx"}).content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3 + len(told)

    report.refresh_from_db()
    found.refresh_from_db()
    assert (report.content, found.content, bytes_of(found.docx), bytes_of(found.xlsx)) == before
    told_now = from_json(Report, found.content)
    (figure,) = told_now.figures
    other = replace(told_now, figures=(replace(figure, value=Decimal(7)),))
    for where in ("plans", "inside"):
        then, now = (replace(told_now, **{where: (ReportPart("x", "", one),)}) for one in (told_now, other))
        assert "7" in [one.now for one in compared(then, now)], where
    with pytest.raises(TypeError):
        found.save()
    with pytest.raises(TypeError):
        Issued.objects.filter(pk=found.pk).update(number="1")

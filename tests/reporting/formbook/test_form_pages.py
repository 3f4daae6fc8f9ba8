"""Forms as people meet them: made, described, put to use and filled in through the browser's door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopluc.organizations.acting import Acting
from hopluc.reporting import actions as reporting
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.expressions import written
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.models import Round
from tests.reporting.formbook.test_forms_in_use import ANSWERS, cell, in_use
from tests.reporting.scene import Scene, scene


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


def browser(acting: Acting) -> Client:
    client = Client()
    client.force_login(acting.user)
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:600]
    found: str = response.content.decode()
    return found


def columns(*rows: dict[str, str]) -> dict[str, str]:
    """The fields of a table's columns as a browser sends them."""
    given = {"cot-TOTAL_FORMS": str(len(rows)), "cot-INITIAL_FORMS": "0"}
    plain = {"kind": "text", "gathers": "none"}
    for place, row in enumerate(rows):
        given |= {f"cot-{place}-{name}": value for name, value in (plain | row).items()}
    return given


TYPED = {"title": "Tình hình", "rows": "Nông nghiệp\nLĩnh vực khác"} | columns(
    {"title": "Tổng số", "kind": "integer", "gathers": "sum"},
    {"title": "Khá, tốt", "kind": "integer", "gathers": "sum"},
    {"title": "Tỷ lệ", "kind": "percent", "formula": "B / A * 100"},
    {},
)


def test_a_form_is_made_described_and_put_to_use(place: Scene) -> None:
    client = browser(place.collector)
    assert reverse("reporting:make_form") in text(client.get(reverse("reporting:forms")))
    text(client.get(reverse("reporting:make_form")))
    made = client.post(reverse("reporting:make_form"), {"name": "Biểu xã", "start": "standard"})
    version = FormVersion.objects.get()
    assert made["Location"] == reverse("reporting:form", args=[version.pk])
    added = client.post(reverse("reporting:add_form_section", args=[version.pk]), {"kind": "table"})
    assert "Công thức viết theo chữ cái" in text(client.get(added["Location"]))
    assert "chưa có cột" in text(client.get(reverse("reporting:form", args=[version.pk])))
    saved = client.post(added["Location"], TYPED | {"checks": "B <= A: Số khá quá tổng số."})
    assert saved.status_code == 302, text(saved, 422)
    table = content_of(FormVersion.objects.get()).sections[-1]
    keys = [one.key for one in table.columns]
    assert keys == ["tong_so", "kha_tot", "ty_le"]
    assert table.columns[2].formula
    assert written(table.columns[2].formula, keys) == "B / A * 100"
    assert [row.title for row in table.rows] == ["Nông nghiệp", "Lĩnh vực khác"]
    assert [one.message for one in table.checks] == ["Số khá quá tổng số."]
    page = text(client.post(reverse("reporting:publish_form", args=[version.pk]), follow=True))
    assert "Soạn phiên bản mới" in page
    assert "Biểu xã (1)" in text(client.get(reverse("reporting:open_round", args=[place.plan.pk])))


def test_a_formula_that_cannot_be_read_is_told_beside_its_column_and_nothing_is_lost(place: Scene) -> None:
    client = browser(place.collector)
    client.post(reverse("reporting:make_form"), {"name": "Biểu", "start": "standard"})
    version = FormVersion.objects.get()
    added = client.post(reverse("reporting:add_form_section", args=[version.pk]), {"kind": "table"})
    page = text(client.post(added["Location"], TYPED | {"cot-2-formula": "B / Z"}), 422)
    assert "Không có cột “Z”" in page
    assert "Lĩnh vực khác" in page


def test_sections_are_moved_and_taken_away(place: Scene) -> None:
    client = browser(place.collector)
    client.post(reverse("reporting:make_form"), {"name": "Biểu", "start": "standard"})
    version = FormVersion.objects.get()
    address = reverse("reporting:move_form_section", args=[version.pk, "danh_gia"])
    client.post(address, {"deed": "up"})
    assert [one.key for one in content_of(FormVersion.objects.get()).sections][:3] == [
        "nhiem_vu",
        "danh_gia",
        "chi_tieu",
    ]
    client.post(address, {"deed": "remove"})
    assert content_of(FormVersion.objects.get()).section("danh_gia") is None


def filled(place: Scene) -> Round:
    return place.open(form=in_use(place))


def test_a_body_fills_the_form_in_and_reads_what_it_handed_in(place: Scene) -> None:
    report = place.submission(filled(place))
    client = browser(place.leader)
    address = reverse("reporting:submission", args=[report.pk])
    page = text(client.get(address))
    assert cell("hoat_dong", "nong", "tong") in page
    assert cell("hoat_dong", "nong", "ty_le") not in page
    assert cell("danh_sach", "r3", "ten") in page
    assert cell("danh_sach", "r4", "ten") not in page
    wrong = text(client.post(address, ANSWERS | {cell("hoat_dong", "nong", "tong"): "bốn mươi"}), 422)
    assert "không phải là số" in wrong
    assert "bốn mươi" in wrong
    again = text(client.post(address, ANSWERS | {"deed": "submit"}, follow=True))
    assert "Đã gửi báo cáo." in again
    assert "HTX Sen Hồng" in again
    assert "25" in again
    read = text(browser(place.collector).get(address))
    assert "HTX Sen Hồng" in read


def test_autosave_writes_cells(place: Scene) -> None:
    report = place.submission(filled(place))
    name = cell("hoat_dong", "nong", "tong")
    text(browser(place.leader).post(reverse("reporting:autosave", args=[report.pk]), {name: "7"}))
    assert reporting.fields_of(report)[name] == "7"

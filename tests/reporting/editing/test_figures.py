"""Each figure of the report opens the bodies and values behind it."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from hopluc.reporting import actions
from hopluc.reporting.formbook.content import Column, FormContent, Formula, Row, Section
from hopluc.reporting.models import ConsolidatedReport, Round
from tests import factories
from tests.reporting.editing.test_page import word
from tests.reporting.formbook.test_forms_in_use import cell, handed_in, in_use
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
PREVIOUS = Formula("previous", column="so")
FORM = FormContent(
    (
        Section(
            "htx",
            "table",
            "Hợp tác xã",
            columns=(
                Column("so", "Số HTX", "integer", gathers="sum"),
                Column(
                    "tang",
                    "Tăng so với kỳ trước",
                    "integer",
                    formula=Formula("difference", (Formula("column", column="so"), PREVIOUS)),
                ),
            ),
            rows=(Row("nong", "Nông nghiệp"), Row("khac", "Khác")),
        ),
        Section("nv", "tasks", "Nhiệm vụ"),
        Section("ct", "figures", "Chỉ tiêu"),
    )
)


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def client(place: Scene, client: Client) -> Client:
    client.force_login(place.collector.user)
    return client


def answers(nong: int, khac: int) -> dict[str, str]:
    return {cell("htx", "nong", "so"): str(nong), cell("htx", "khac", "so"): str(khac)}


def made(place: Scene, round_: Round) -> ConsolidatedReport:
    return actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)


@pytest.fixture
def report(place: Scene) -> ConsolidatedReport:
    round_ = place.open(form=in_use(place, FORM))
    handed_in(place, round_, answers(10, 2))
    handed_in(place, round_, answers(30, 5), place.commune)
    return made(place, round_)


def opened(client: Client, report: ConsolidatedReport, key: str) -> str:
    answer = client.get(f"/bao-cao/tong-hop/{report.pk}/so-lieu/{key}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_every_figure_of_the_page_leads_to_its_sources(client: Client, report: ConsolidatedReport) -> None:
    page = client.get(f"/bao-cao/tong-hop/{report.pk}/").content.decode()
    ways = set(re.findall(r'class="rp-opens[^"]*" href="([^"]+)"', page))
    assert len(ways) > 8
    for way in ways:
        assert client.get(way).status_code == 200, way


def test_a_sum_opens_the_bodies_rows_and_names_who_is_missing(
    place: Scene, client: Client, report: ConsolidatedReport
) -> None:
    shown = opened(client, report, "cell:htx:1:so")
    assert "Trong báo cáo: 40. Cộng số liệu của các cơ quan." in shown
    assert "Sở Nông nghiệp và Môi trường Nông nghiệp 10" in shown
    assert "xã Bình Sơn Nông nghiệp 30" in shown
    assert "Chưa gửi báo cáo (1) Sở Tài chính" in shown
    assert "Tổng cộng, Số HTX" in opened(client, report, "cell:htx:3:so")
    book = client.get(f"/bao-cao/tong-hop/{report.pk}/so-lieu-excel/cell:htx:1:so").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[3:5]] == [10.0, 30.0]
    assert rows[5][:2] == ["Sở Tài chính", "Chưa gửi báo cáo"]


def test_statuses_and_counts_open_tasks_and_bodies(client: Client, report: ConsolidatedReport) -> None:
    shown = opened(client, report, "tasks:all")
    assert "2/2 nhiệm vụ" in shown
    task = report.content["groups"][0]["tasks"][0]["id"]
    assert "Chủ trì" in opened(client, report, f"task:{task}")
    assert "Tình hình" in opened(client, report, "sent:on_time")
    assert "Đã gửi, không có số liệu (2)" in opened(
        client, report, f"figure:{report.content['figures'][0]['id']}"
    )


@pytest.mark.parametrize(
    "key", ["x:1", "cell:htx:9:so", "cell:htx:1:zz", "figure:0", "group7:all", "sent:x", "task:0"]
)
def test_what_the_report_has_not_is_not_found(client: Client, report: ConsolidatedReport, key: str) -> None:
    for way in ("so-lieu", "so-lieu-excel"):
        assert client.get(f"/bao-cao/tong-hop/{report.pk}/{way}/{key}").status_code == 404


def test_a_figure_is_annotated_and_never_overwritten(client: Client, report: ConsolidatedReport) -> None:
    way = f"/bao-cao/tong-hop/{report.pk}/so-lieu/cell:htx:1:so"
    client.post(way, {"text": "Chưa tính HTX ngừng hoạt động", "seen": 0})
    assert "Ghi chú – Hợp tác xã: Nông nghiệp, Số HTX: Chưa tính HTX ngừng hoạt động." in word(report)
    answer = client.post(way, {"text": "Khác", "seen": 0})
    assert answer.status_code == 422
    assert "vừa sửa" in answer.content.decode()
    client.post(way, {"text": "", "seen": 1})
    assert "Ghi chú" not in word(report)
    task = f"task:{report.content['groups'][0]['tasks'][0]['id']}"  # stands in an annex
    client.post(f"/bao-cao/tong-hop/{report.pk}/so-lieu/{task}", {"text": "Chờ nghiệm thu", "seen": 0})
    assert word(report).endswith("Chờ nghiệm thu.\n")
    sent = client.post(f"/bao-cao/tong-hop/{report.pk}/so-lieu/sent:all", {"text": "x", "seen": 0})
    assert "không nằm trong bảng" in sent.content.decode()


def test_only_who_may_read_the_report_reads_its_sources(
    place: Scene, client: Client, report: ConsolidatedReport
) -> None:
    client.force_login(factories.acting(place.commune).user)
    assert client.get(f"/bao-cao/tong-hop/{report.pk}/so-lieu/tasks:all").status_code == 404


def test_a_column_that_rests_on_the_last_period_is_computed_from_its_issued_report(
    place: Scene, client: Client
) -> None:
    version = in_use(place, FORM)
    end = dt.date(2025, 12, 31)
    days = {"period_start": dt.date(2025, 1, 1), "period_end": end, "cutoff": end}
    first = place.open(form=version, title="Báo cáo năm 2025", **days)
    handed_in(place, first, answers(8, 1))
    handed_in(place, first, answers(20, 5), place.commune)
    report = made(place, first)
    assert values(report) == {"Nông nghiệp": ("28", ""), "Khác": ("6", ""), "Tổng cộng": ("34", "")}
    second = place.open(form=version)
    handed_in(place, second, answers(10, 2))
    handed_in(place, second, answers(30, 5), place.commune)
    assert values(made(place, second))["Nông nghiệp"] == ("40", "")  # a draft is no last period
    actions.issue(report, by=place.collector, number="1/BC-STC", issued_on=dt.date(2026, 1, 2))
    now = made(place, second)
    assert values(now) == {"Nông nghiệp": ("40", "12"), "Khác": ("7", "1"), "Tổng cộng": ("47", "13")}
    assert "Kỳ trước (báo cáo đã phát hành): Số HTX 28." in opened(client, now, "cell:htx:1:tang")


def values(report: ConsolidatedReport) -> dict[str, tuple[str, ...]]:
    assert report.content
    (table,) = [one for one in report.content["sections"] if one["key"] == "htx"]
    return {row["title"]: tuple(row["values"]) for row in table["rows"]}

"""The standing agency cuts, the council approves; three amounts of a line stay side by side."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.plans.budget import actions, queries, resolving
from hopluc.plans.budget.rules import Amounts
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import BudgetCut, BudgetLine, BudgetResolution
from tests.plans.budget.scene import MILLION, Scene, client, day, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_cut_keeps_what_was_asked_and_says_why(scene: Scene) -> None:
    line = scene.sent()
    with pytest.raises(PermissionDenied):
        actions.cut(line, by=scene.officer, amount=1, reason="Giảm", seen=0)
    with pytest.raises(ValidationError, match="lý do"):
        actions.cut(line, by=scene.gatherer, amount=1, reason="", seen=0)
    actions.cut(line, by=scene.gatherer, amount=48 * MILLION, reason="Giảm một lớp", seen=0)
    with pytest.raises(StaleFormError):
        actions.cut(line, by=scene.gatherer, amount=1, reason="Giảm nữa", seen=0)
    line.refresh_from_db()
    assert (line.amount, line.proposed, line.approved) == (60 * MILLION, 48 * MILLION, None)
    assert [(c.before, c.after, c.reason) for c in BudgetCut.objects.order_by("pk")] == [
        (60 * MILLION, 48 * MILLION, "Giảm một lớp")
    ]


def test_only_what_was_handed_in_is_cut_or_approved(scene: Scene) -> None:
    line = scene.add()
    with pytest.raises(ValidationError, match="chưa gửi"):
        actions.cut(line, by=scene.gatherer, amount=1, reason="Giảm", seen=0)
    with pytest.raises(ValidationError, match="chưa gửi"):
        resolving.approve(
            scene.year, by=scene.gatherer, number="1/NQ", on=day(0), amounts={line.pk: (1, line.revision)}
        )
    assert not BudgetResolution.objects.exists()


def test_a_resolution_approves_some_lines_and_the_next_one_others(scene: Scene) -> None:
    first, second = scene.add(), scene.add(fund="investment")
    actions.submit(first.estimate, by=scene.approver)
    page = reverse("plans:approve_budget", args=[scene.year.pk])
    gatherer = client(scene.gatherer)
    assert text(gatherer.get(page)).count('name="rows"') == 2
    sent = {"number": "05/NQ-HĐND", "on": f"{day(0):%d/%m/%Y}", "rows": [first.pk]}
    sent |= {f"amount-{first.pk}": "55 triệu", f"seen-{first.pk}": "0"}
    assert "tương lai" in text(gatherer.post(page, sent | {"on": f"{day(1):%d/%m/%Y}"}), 422)
    assert "ít nhất một dòng" in text(gatherer.post(page, sent | {"rows": []}), 422)
    assert "không phải số tiền" in text(gatherer.post(page, sent | {f"amount-{first.pk}": "x"}), 422)
    assert gatherer.post(page, sent).status_code == 302
    found = dict(BudgetLine.objects.values_list("pk", "approved"))
    assert found == {first.pk: 55 * MILLION, second.pk: None}
    assert text(gatherer.get(page)).count('name="rows"') == 1
    with pytest.raises(ValidationError, match="được phê duyệt"):
        actions.send_back(first.estimate, by=scene.gatherer, reason="Sửa")


def test_a_line_that_was_dropped_meanwhile_is_not_approved(scene: Scene) -> None:
    line = scene.sent()
    actions.cut(line, by=scene.gatherer, amount=1, reason="Giảm", seen=0)
    actions.send_back(line.estimate, by=scene.gatherer, reason="Bỏ dòng này")
    seen = {line.pk: (1, 1)}
    actions.drop_line(line, by=scene.officer)
    with pytest.raises(StaleFormError, match="không còn"):
        resolving.approve(scene.year, by=scene.gatherer, number="1/NQ", on=day(0), amounts=seen)
    assert not BudgetResolution.objects.exists()


def test_sums_by_kind_source_and_body_are_the_sum_of_the_lines(scene: Scene) -> None:
    scene.approved()
    scene.add(by=scene.farmer, task=scene.other, fund="investment", source="central", norm=7)
    shown = queries.view(scene.year)
    assert shown.total == Amounts(60 * MILLION + 35, 60 * MILLION + 35, 60 * MILLION, 0)
    assert [(kind, [name for name, _sums in own]) for kind, _sums, own in shown.kinds] == [
        ("Đầu tư phát triển", ["Ngân sách trung ương"]),
        ("Sự nghiệp", ["Ngân sách tỉnh"]),
    ]
    for sums in (
        [sums for _fund, sums, _lines in shown.funds],
        [sums for _name, sums in shown.sources],
        [row.sums for row in queries.bodies(shown, day(0))],
        [row.sums for row in queries.tasks(shown)],
    ):
        assert len(sums) == 2
        assert sum(sums, Amounts()) == shown.total


def test_filters_of_the_page_keep_to_their_lines(scene: Scene) -> None:
    scene.add()
    scene.add(fund="investment", content="Xây nhà sơ chế")
    page = reverse("plans:budget", args=[scene.plan.pk])
    html = text(client(scene.gatherer).get(page + "?loai=investment"))
    assert "Xây nhà sơ chế" in html
    assert "Mở 5 lớp" not in html


def test_the_workbook_has_typed_cells_formulas_and_frozen_heads(scene: Scene) -> None:
    scene.approved(content="=1+1")
    scene.add(by=scene.farmer, task=scene.other, fund="investment", norm=None, quantity=None, amount=999)
    answer = client(scene.gatherer).get(reverse("plans:budget_excel", args=[scene.plan.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    # Investment comes first; the line of norm and quantity multiplies them; a text is never a formula.
    lines = book.get_sheet_by_name("Chi tiết").to_python(skip_empty_area=False)
    assert [row[10] for row in lines[4:7]] == [999, 60 * MILLION, 60 * MILLION + 999]
    assert lines[5][6] == "=1+1"
    told = book.get_sheet_by_name("Tổng hợp").to_python()
    assert [row[2] for row in told if row[0] == "Cộng"] == [60 * MILLION + 999] * 4
    rows = [row[:6] for row in told]
    assert ["Sự nghiệp", "", *[60 * MILLION] * 3, 0] in rows
    assert ["Ngân sách tỉnh", "Sự nghiệp", *[60 * MILLION] * 3, 0] in rows
    assert ["Ngân sách tỉnh", "Đầu tư phát triển", 999, 999, 0, 0] in rows
    assert book.get_sheet_by_name("Theo nhiệm vụ").to_python()[-1][4] == 60 * MILLION + 999
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert {"I6*J6", "SUM(K5:K6)"} <= set(re.findall(r"<f>([^<]+)</f>", sheet))
    assert 'topLeftCell="E5"' in sheet
    assert 'state="frozen"' in sheet


def test_the_gathered_document_holds_what_was_handed_in_alone(scene: Scene) -> None:
    scene.sent()
    scene.add(by=scene.farmer, task=scene.other)
    answer = client(scene.gatherer).get(reverse("plans:budget_document", args=[scene.year.pk]))
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Tổng dự toán là 60.000.000 đồng" in words
    assert "Còn 1 cơ quan chưa gửi dự toán: Sở Nông nghiệp." in words


def test_the_estimate_in_official_form_says_its_sums(scene: Scene) -> None:
    line = scene.sent()
    for name, pk in (("budget_document", scene.year.pk), ("estimate_document", line.estimate_id)):
        answer = client(scene.gatherer).get(reverse(f"plans:{name}", args=[pk]))
        document = docx.Document(io.BytesIO(answer.content))
        words = "\n".join(p.text for p in document.paragraphs)
        assert "60.000.000 đồng (60 triệu đồng)" in words
        head = {cell.text for row in document.tables[0].rows for cell in row.cells}
        assert any("Sơn Hải, ngày" in text for text in head)
        cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
        assert {"Tổng cộng", "Sự nghiệp", "12.000.000 × 5 lớp"} <= cells

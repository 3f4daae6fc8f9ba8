"""The five-year table of indicators: filled from plans, typed with its source, downloaded."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Role
from hopluc.reporting.reviews.tables.layouts import layouts
from hopluc.reporting.reviews.tables.models import IndicatorTable
from hopluc.reporting.reviews.tables.values import TARGET, filled
from tests.reporting.reviews.scene import scene
from tests.reporting.reviews.test_pages import client, text, words

pytestmark = pytest.mark.django_db


def test_every_layout_has_rows_with_keys_of_their_own_and_says_what_is_doubted() -> None:
    for layout in layouts().values():
        keys = [row.key for _title, rows in layout.blocks for row in rows]
        assert len(keys) == len(set(keys)) > 0
        assert layout.basis
        assert layout.doubt


def test_a_table_is_filled_from_a_plan_typed_where_it_is_silent_and_downloaded() -> None:
    world = scene()
    world.shared(world.commune, world.farming)
    for unit, on, value in ((world.commune, 10, 50), (world.farming, 11, 40)):
        world.typed(world.target, dt.date(2026, on, 1), value, unit)
    world.typed(world.target, dt.date(2024, 12, 1), 70, world.commune)  # a part of the units says nothing
    officer = client(world.finance)
    form = {"title": "Biểu 2022 - 2026", "first_year": 2022, "reads": "done", "plan": world.plan.pk}
    page = text(officer.post(reverse("indicator_tables:make"), form, follow=True))
    assert "Chưa đối chiếu được" in page
    table = IndicatorTable.objects.get()
    line = next(one for one in filled(table).lines if one.row.key == "htx_hoat_dong")
    known = {2021: 120, 2022: 140, 2023: 150, 2024: None, 2025: 190, 2026: 90, TARGET: 200}
    assert {cell.column: cell.value for cell in line.cells} == known
    assert not any(cell.typed for cell in line.cells)

    address = reverse("indicator_tables:row", args=[table.pk, "htx_hoat_dong"])
    row = {"indicator": world.target.pk, "v2024": "165", "s2024": "", "seen": 0}
    assert "Ghi nguồn" in text(officer.post(address, row), 422)
    row |= {"s2024": "Báo cáo số 4/BC-STC", "v2025": "9", "s2025": "không dùng đến"}
    text(officer.post(address, row, follow=True))
    line = next(one for one in filled(table).lines if one.row.key == "htx_hoat_dong")
    cells = {cell.column: cell for cell in line.cells}
    assert (cells[2024].value, cells[2024].typed) == (Decimal(165), True)
    assert (cells[2025].value, cells[2025].typed) == (Decimal(190), False)  # the records go before
    assert "vừa được người khác sửa" in text(officer.post(address, row), 422)

    paper = words(officer.get(reverse("indicator_tables:download", args=[table.pk, "docx"])))
    assert "165*" in paper
    assert "Báo cáo số 4/BC-STC" in paper
    assert 'w:orient="landscape"' in paper
    book = officer.get(reverse("indicator_tables:download", args=[table.pk, "xlsx"]))
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    sheet = read.get_sheet_by_name("Biểu chỉ tiêu").to_python()
    shown = [row for row in sheet if "đang hoạt động" in str(row)]
    assert shown[0][3:10] == [120.0, 140.0, 150.0, 165.0, 190.0, 90.0, 200.0]
    assert text(client(world.province, Role.VIEWER).get(reverse("indicator_tables:table", args=[table.pk])))
    assert client(world.farming).get(reverse("indicator_tables:table", args=[table.pk])).status_code == 404


def test_planned_years_take_the_targets_of_the_year() -> None:
    world = scene()
    table = IndicatorTable.objects.create(
        body=world.finance, title="KH", layout="usual", first_year=2026, reads="planned",
        made_by=world.officer.user, made_by_name="",
    )  # fmt: skip
    table.rows.create(key="htx_hoat_dong", indicator=world.yearly.indicators.get())
    line = next(one for one in filled(table).lines if one.row.key == "htx_hoat_dong")
    assert [cell.value for cell in line.cells if cell.value is not None] == [Decimal(195)]
    assert line.cells[1].column == 2026
    world.typed(world.yearly.indicators.get(), dt.date(2025, 12, 1), 188)
    line = next(one for one in filled(table).lines if one.row.key == "htx_hoat_dong")
    assert line.cells[0].value == Decimal(188)

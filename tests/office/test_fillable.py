"""Workbooks to be filled in and sent back: every field is found again with what stands in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.office.fillable import day_of, read_fillable, write_fillable
from hopluc.office.fillform import FillBook, FillColumn, FillRow, FillSheet, field_of
from hopluc.office.libreoffice import convert
from hopluc.office.refusal import Unreadable
from hopluc.office.sheets import clean
from tests.office.edited import edited

COLUMNS = (
    FillColumn("Nội dung", 30, "wrapped"),
    FillColumn("Số", 12, "number", "so-{}"),
    FillColumn("Ngày", 12, "date", "ngay-{}"),
    FillColumn("Ghi chú", 30, "wrapped", "ghi-{}", ("Có", "Không")),
)


def book(*rows: FillRow) -> FillBook:
    sheet = FillSheet("Biểu: 1/2", "Biểu thử", "Điền ô vàng.", COLUMNS, rows)
    return FillBook("Biểu", "Sở Thử", {"of": "7", "trống": ""}, [sheet])


ROWS = (
    FillRow("1", ("Một", Decimal("12.5"), dt.date(2026, 6, 30), "Có")),
    FillRow("hai", ("Hai", None, None, "")),
)


def test_what_was_written_is_read_with_its_place() -> None:
    found = read_fillable(write_fillable(book(*ROWS)))
    assert found.about == {"of": "7", "trống": ""}
    assert found.values["so-1"] == Decimal("12.5")
    assert found.values["ghi-1"] == "Có"
    assert found.values["so-hai"] is None
    serial = found.values["ngay-1"]
    assert isinstance(serial, Decimal)
    assert day_of(serial) == dt.date(2026, 6, 30)
    assert found.places["ghi-hai"].endswith(", ô E7")


def test_only_cells_of_fields_are_read() -> None:
    found = read_fillable(write_fillable(book(*ROWS)))
    assert set(found.values) == {
        f"{column}-{row}" for column in ("so", "ngay", "ghi") for row in ("1", "hai")
    }


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(-(10**9), 10**9)), min_size=1, max_size=5))
def test_any_text_and_number_comes_back(rows: list[tuple[str, int]]) -> None:
    made = write_fillable(book(*(FillRow(str(n), ("", v, None, t)) for n, (t, v) in enumerate(rows))))
    found = read_fillable(made)
    for n, (text, value) in enumerate(rows):
        assert found.values[f"so-{n}"] == value
        assert (found.values[f"ghi-{n}"] or "") == clean(text)


def test_a_value_typed_by_hand_is_found_whatever_its_kind() -> None:
    made = edited(write_fillable(book(*ROWS)), {"Biểu  1 2!C6": "mười hai", "Biểu  1 2!E7": Decimal(5)})
    found = read_fillable(made)
    assert (found.values["so-1"], found.values["ghi-hai"]) == ("mười hai", Decimal(5))


def test_a_strangers_pattern_is_no_format() -> None:
    assert field_of("{0.__class__}-{}", "x") == "{0.__class__}-x"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_fillable(data)


@pytest.mark.office
def test_a_workbook_saved_by_another_program_keeps_its_fields() -> None:
    saved = convert(write_fillable(book(*ROWS)), "xlsx", "xlsx")
    found = read_fillable(saved)
    assert found.about["of"] == "7"
    assert found.values["so-1"] == Decimal("12.5")
    assert found.values["ghi-1"] == "Có"

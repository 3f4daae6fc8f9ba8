"""Forms as data: formulas, cells, consolidation, faults; pure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.content import from_json, to_json
from hopluc.reporting.formbook.cells import CellError, kept, of_kept, read, written
from hopluc.reporting.formbook.consolidating import gather
from hopluc.reporting.formbook.content import Check, Column, FormContent, Formula, Row, Section
from hopluc.reporting.formbook.faults import faults
from hopluc.reporting.formbook.formulas import broken, compute, filled

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
maybe = st.one_of(st.none(), figures)


def col(key: str) -> Formula:
    return Formula("column", column=key)


MEMBERS = Section(
    "thanh-vien",
    "table",
    "Thành viên",
    columns=(
        Column("tong", "Tổng số", "integer", gathers="sum"),
        Column("nu", "Trong đó nữ", "integer", gathers="sum"),
        Column("moi", "Mới trong kỳ", "integer", gathers="sum"),
        Column("ty-le", "Tỷ lệ nữ", "percent", formula=Formula("share", (col("nu"), col("tong"))), unit="%"),
        Column("thu-nhap", "Thu nhập bình quân", "decimal", gathers="weighted", weight="tong"),
        Column(
            "tang",
            "Tăng",
            "integer",
            formula=Formula("difference", (col("tong"), Formula("previous", column="tong"))),
        ),
    ),
    checks=(Check(col("nu"), "<=", col("tong"), "Số nữ lớn hơn tổng số."),),
)


def test_a_computed_column_rests_on_other_columns_and_on_the_last_period() -> None:
    row = filled(MEMBERS, {"tong": Decimal(80), "nu": Decimal(20)}, {"tong": Decimal(70)})
    assert (row["ty-le"], row["tang"]) == (25, 10)


def test_what_lacks_a_figure_or_divides_by_nought_is_blank() -> None:
    assert filled(MEMBERS, {"tong": None, "nu": Decimal(3)})["ty-le"] is None
    assert filled(MEMBERS, {"tong": Decimal(0), "nu": Decimal(0)})["ty-le"] is None
    assert filled(MEMBERS, {"tong": Decimal(5)})["tang"] is None


@given(st.lists(maybe, min_size=1, max_size=6))
def test_a_sum_leaves_out_what_is_missing_and_is_blank_where_all_is(values: list[Decimal | None]) -> None:
    row = {str(n): value for n, value in enumerate(values)}
    found = compute(Formula("sum", tuple(col(key) for key in row)), row)
    there = [one for one in values if one is not None]
    assert found == (sum(there) if there else None)


@given(figures, figures)
def test_a_difference_added_back_is_the_first(one: Decimal, other: Decimal) -> None:
    found = compute(Formula("difference", (col("a"), col("b"))), {"a": one, "b": other})
    assert found is not None
    assert found + other == one


def test_computed_columns_follow_those_they_rest_on_in_whatever_order_they_stand() -> None:
    table = Section(
        "s",
        "table",
        "Bảng",
        columns=(
            Column("c", "C", "decimal", formula=Formula("sum", (col("b"), col("a")))),
            Column(
                "b",
                "B",
                "decimal",
                formula=Formula("product", (col("a"), Formula("number", number=Decimal(2)))),
            ),
            Column("a", "A", "decimal"),
        ),
    )
    assert filled(table, {"a": Decimal(5)})["c"] == 15


def test_a_check_is_broken_only_where_both_sides_are_known() -> None:
    assert [one.message for one in broken(MEMBERS, {"tong": Decimal(3), "nu": Decimal(4)})] == [
        "Số nữ lớn hơn tổng số."
    ]
    assert not broken(MEMBERS, {"tong": Decimal(4), "nu": Decimal(4)})
    assert not broken(MEMBERS, {"nu": Decimal(4)})


# --- cells ----------------------------------------------------------------------------------------

KINDS = {
    "text": st.text(min_size=1, max_size=40).map(lambda s: s.replace("\0", "").strip()).filter(bool),
    "integer": st.integers(-(10**12), 10**12).map(Decimal),
    "money": st.integers(-(10**12), 10**12).map(Decimal),
    "decimal": figures,
    "percent": figures,
    "date": st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
    "choice": st.sampled_from(["Tốt", "Khá"]),
}


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), KINDS[kind])))
def test_what_is_written_is_read_back_and_what_is_kept_too(case: tuple[str, object]) -> None:
    kind, value = case
    column = Column("a", "A", kind, choices=("Tốt", "Khá"))  # type: ignore[arg-type]
    assert read(column, written(value)) == value  # type: ignore[arg-type]
    assert of_kept(column, kept(value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("integer", " 1.234 ", Decimal(1234)),
        ("percent", "12,5 %", Decimal("12.5")),
        ("percent", "12,5%", Decimal("12.5")),
        ("date", "30/6/2026", dt.date(2026, 6, 30)),
        ("choice", "tot", "Tốt"),
        ("decimal", "-3,25", Decimal("-3.25")),
        ("text", "", None),
    ],
)
def test_cells_are_read_as_people_write_them(kind: str, typed: str, found: object) -> None:
    assert read(Column("a", "A", kind, choices=("Tốt", "Khá")), typed) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("integer", "12,5", "số nguyên"),
        ("integer", "mười", "không phải là số"),
        ("date", "31/2/2026", "không phải là ngày"),
        ("choice", "Giỏi", "Tốt; Khá"),
        ("decimal", "1" + "0" * 15, "quá lớn"),
        ("decimal", "-1", "Nhỏ nhất là 0"),
        ("decimal", "101", "Lớn nhất là 100"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(kind: str, typed: str, told: str) -> None:
    column = Column("a", "A", kind, choices=("Tốt", "Khá"), least=Decimal(0), most=Decimal(100))  # type: ignore[arg-type]
    with pytest.raises(CellError, match=told):
        read(column, typed)


# --- consolidation --------------------------------------------------------------------------------


def test_a_rate_of_all_is_computed_from_sums_and_means_are_weighted() -> None:
    rows = [
        {"tong": Decimal(10), "nu": Decimal(5), "thu-nhap": Decimal(4)},
        {"tong": Decimal(30), "nu": Decimal(3), "thu-nhap": Decimal(8)},
        {"tong": None, "nu": None, "thu-nhap": Decimal(100)},
    ]
    found = gather(MEMBERS, rows)
    assert (found["tong"].value, found["tong"].of) == (40, 2)
    assert found["ty-le"].value == 20
    assert found["thu-nhap"].value == 7


@given(st.lists(st.fixed_dictionaries({"tong": maybe, "nu": maybe}), max_size=8), st.randoms())
def test_the_order_of_bodies_changes_no_sum_and_two_levels_give_what_one_gives(rows, random) -> None:  # type: ignore[no-untyped-def]
    whole = gather(MEMBERS, rows)["tong"].value
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert gather(MEMBERS, shuffled)["tong"].value == whole
    half = len(rows) // 2
    levels = [{"tong": gather(MEMBERS, part)["tong"].value} for part in (rows[:half], rows[half:])]
    assert gather(MEMBERS, levels)["tong"].value == whole


def test_texts_are_listed_once_and_counted() -> None:
    table = Section(
        "s",
        "table",
        "Bảng",
        columns=(Column("ten", "Tên", gathers="list"), Column("so", "Số HTX", gathers="count")),
    )
    rows = [{"ten": "Lúa", "so": "HTX A"}, {"ten": "Cá", "so": ""}, {"ten": "Lúa", "so": "HTX B"}]
    found = gather(table, rows)
    assert (found["ten"].value, found["so"].value) == ("Lúa; Cá", 2)


def test_a_rate_takes_only_bodies_that_gave_both_figures() -> None:
    table = Section(
        "s",
        "table",
        "Bảng",
        columns=(
            Column("a", "Đạt", "integer", gathers="sum"),
            Column("b", "Tổng", "integer", gathers="sum"),
            Column("c", "Tỷ lệ", "percent", gathers="rate", of="a", weight="b"),
        ),
    )
    rows = [{"a": Decimal(1), "b": Decimal(4)}, {"a": Decimal(9), "b": None}]
    assert gather(table, rows)["c"].value == 25


# --- faults and JSON ------------------------------------------------------------------------------


def test_a_sound_form_has_no_fault_and_survives_json() -> None:
    form = FormContent((Section("chung", "narrative", "Đánh giá chung", longest=2000), MEMBERS))
    assert faults(form) == []
    assert from_json(FormContent, to_json(form)) == form


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (Section("s", "table", "Bảng"), "chưa có cột"),
        (Section("s", "narrative", " "), "chưa có tên"),
        (Section("s", "table", "B", columns=(Column("a", "A"), Column("a", "B"))), "hai cột cùng mã"),
        (
            Section("s", "table", "B", columns=(Column("a", "A"),), rows=(Row("1", "x"), Row("1", "y"))),
            "hai dòng",
        ),
        (Section("s", "table", "B", columns=(Column("a", "A", "choice"),)), "chưa có giá trị để chọn"),
        (Section("s", "table", "B", columns=(Column("a", "A", gathers="sum"),)), "không cộng"),
        (
            Section("s", "table", "B", columns=(Column("a", "A", "percent", gathers="rate"),)),
            "mẫu số",
        ),
        (
            Section("s", "table", "B", columns=(Column("a", "A", "decimal", formula=col("z")),)),
            "“z” không có",
        ),
        (
            Section(
                "s",
                "table",
                "B",
                columns=(
                    Column("a", "A", "decimal", formula=col("b")),
                    Column("b", "B", "decimal", formula=col("a")),
                ),
            ),
            "vòng quanh",
        ),
        (
            Section(
                "s",
                "table",
                "B",
                columns=(Column("a", "A", "decimal", formula=Formula("ratio", (col("a"),))),),
            ),
            "thiếu thành phần",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(section: Section, told: str) -> None:
    assert any(told in words and section.title in words for words in faults(FormContent((section,)))), faults(
        FormContent((section,))
    )


def test_a_form_without_sections_and_two_of_one_key_are_faults() -> None:
    assert faults(FormContent())
    twice = FormContent((Section("a", "narrative", "A"), Section("a", "narrative", "B")))
    assert faults(twice) == ["Hai phần cùng mã “a”."]

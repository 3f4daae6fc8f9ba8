"""What units said, laid out for the fields of the report that their body owes: values in, values out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting import rules
from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import Answered, Asked, Handed, Part, PlannedIndicator, Reported
from hopluc.reporting.formbook.content import Column, FormContent, Row, Section
from hopluc.reporting.routes.laying import Laid, Upper, UpperFigure, UpperLine, bases, laid
from hopluc.viet.numbers import format_number

DAY = dt.date(2026, 6, 30)
ASKED = Asked("Kỳ", "Tỉnh", "Bộ", DAY, DAY, DAY, DAY, "Kế hoạch", DAY)


def by_field(upper: Upper, handed: list[Handed], asked: Asked = ASKED) -> dict[str, Laid]:
    return {one.field: one for one in laid(upper, handed, consolidate(asked, handed))}


def target(pk: int, unit: str = "HTX", name: str = "Hợp tác xã mới") -> PlannedIndicator:
    return PlannedIndicator(pk, name, unit, "12", pk, value=Decimal(12))


def unit(
    pk: int, *figures: Reported, answers: tuple[Answered, ...] = (), parts: tuple[Part, ...] = ()
) -> Handed:
    return Handed(pk, f"Xã {pk}", f"xa {pk}", DAY, figures=figures, answers=answers, parts=parts)


def test_figures_by_the_method_of_consolidation_and_nothing_made_up() -> None:
    asked = replace(
        ASKED, indicators=(target(1), target(2, "%", "Tỷ lệ khá, tốt"), target(3, "lớp"), target(4))
    )
    handed = [
        unit(
            1,
            Reported(1, Decimal(3)),
            Reported(2, Decimal(70)),
            Reported(3, Decimal(1)),
            Reported(4, Decimal(1)),
        ),
        unit(2, Reported(1, Decimal("4.5")), Reported(2, Decimal(50)), Reported(3)),
    ]
    upper = Upper(
        (),
        (
            UpperFigure("sum", " htx ", (1,)),
            UpperFigure("share", "%", (2,)),
            UpperFigure("other-unit", "lượt", (3,)),
            UpperFigure("two", "HTX", (1, 4)),
            UpperFigure("nobody", "HTX", ()),
        ),
    )
    found = by_field(upper, handed, asked)
    assert {field: one.text for field, one in found.items()} == {
        "sum": "7,5",
        "share": "",
        "other-unit": "",
        "two": "",
    }
    assert "nhập số chung" in found["share"].how
    assert "Đơn vị tính khác nhau" in found["other-unit"].how
    assert [one.text for one in found["share"].given] == ["70", "50"]


def test_tasks_follow_their_own_words_and_the_same_words_stand_once() -> None:
    said = [
        unit(pk, parts=(Part(7, "lead", "on_track", narrative=words),))
        for pk, words in ((2, "Đã họp."), (1, "Đã họp."), (3, "Đã mở lớp."))
    ]
    found = by_field(Upper((UpperLine("line-1", "Tỉnh đã chỉ đạo.", frozenset({7})),), ()), said)
    assert found["line-1"].text == "Tỉnh đã chỉ đạo.\nXã 1, Xã 2: Đã họp.\nXã 3: Đã mở lớp."


FORM = FormContent(
    (
        Section(
            "bieu",
            "table",
            "Biểu",
            columns=(
                Column("a", "Tổng số", "integer", gathers="sum"),
                Column("b", "Trong đó nữ", "integer", gathers="none"),
                Column("c", "Số đơn vị", "integer", gathers="count"),
                Column("d", "Ghi chú", gathers="list"),
            ),
            rows=(Row("d1", "Nông nghiệp"), Row("d2", "Công nghiệp")),
        ),
        Section("ds", "table", "Danh sách", columns=(Column("ten", "Tên"),), most_rows=3),
        Section("dg", "narrative", "Đánh giá"),
    )
)
cells = st.lists(st.integers(0, 999) | st.none(), min_size=1, max_size=5)


@given(cells)
def test_tables_by_the_rules_of_their_columns(figures: list[int | None]) -> None:
    handed = [
        unit(
            pk,
            answers=tuple(
                Answered("bieu", "d1", column, str(figure)) for column in "abc" if figure is not None
            ),
        )
        for pk, figure in enumerate(figures, 1)
    ]
    found = by_field(Upper((), (), form=FORM, standard=False), handed, replace(ASKED, form=FORM))
    given_ = [one for one in figures if one is not None]
    texts = {field: one.text for field, one in found.items()}
    assert texts == (
        {
            "tra-loi:bieu:d1:a": format_number(Decimal(sum(given_))),
            "tra-loi:bieu:d1:b": "",
            "tra-loi:bieu:d1:c": "",
        }
        if given_
        else {}
    )


def test_rows_that_units_wrote_stand_one_after_another_as_far_as_there_is_room() -> None:
    handed = [
        unit(
            pk,
            answers=(
                Answered("ds", "r1", "ten", f"HTX {pk}a"),
                Answered("ds", "r2", "ten", f"HTX {pk}b"),
                Answered("dg", "", "", "Tốt."),
            ),
        )
        for pk in (1, 2)
    ]
    found = by_field(Upper((), (), form=FORM, standard=False), handed, replace(ASKED, form=FORM))
    assert [found[f"tra-loi:ds:r{n}:ten"].text for n in (1, 2, 3)] == ["HTX 1a", "HTX 1b", "HTX 2a"]
    assert found["tra-loi:dg::"].text == "Xã 1, Xã 2: Tốt."


words = st.sampled_from(["", "cũ", "của hệ thống", "tự viết"])


@given(words, words, words, st.booleans())
def test_what_somebody_typed_is_never_overwritten(now: str, taken: str, wanted: str, untouched: bool) -> None:
    base = bases({"f": now}, {"f"} if untouched else (), {"f": taken} if taken else {}, ["f"])
    merged = rules.merge({"f": now}, base, {"f": wanted})
    typed = not untouched and now != taken  # emptied by hand is typed too
    assert not (typed and merged.writes)
    assert typed or merged.writes.get("f", now) == wanted

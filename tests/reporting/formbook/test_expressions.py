"""Formulas as people write them: read into trees, written out of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.reporting.formbook.content import Formula
from hopluc.reporting.formbook.expressions import ExpressionError, letter, parse, parse_check, written
from hopluc.reporting.formbook.formulas import compute

KEYS = ["tong", "nu", "moi"]
ROW = {"tong": Decimal(80), "nu": Decimal(20), "moi": Decimal(5)}
BEFORE = {"tong": Decimal(70)}

leaves = st.one_of(
    st.sampled_from(KEYS).map(lambda key: Formula("column", column=key)),
    st.sampled_from(KEYS).map(lambda key: Formula("previous", column=key)),
    st.integers(0, 10**6).map(lambda n: Formula("number", number=Decimal(n) / 4)),
)
trees = st.recursive(
    leaves,
    lambda inside: st.one_of(
        st.builds(
            lambda op, args: Formula(op, tuple(args)),
            st.sampled_from(["sum", "difference", "product", "ratio"]),
            st.lists(inside, min_size=2, max_size=3),
        ),
        st.builds(lambda a, b: Formula("share", (a, b)), inside, inside),
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A + B + C", 105),
        ("= a - b - c", 55),
        ("A - (B - C)", 65),
        ("B / A * 100", 25),
        ("TYLE(B; A)", 25),
        ("A - TRUOC(A)", 10),
        ("(A + B) * 1,5", 150),
        ("1.000 + C", 1005),
    ],
)
def test_formulas_mean_what_a_spreadsheet_means(text: str, value: int) -> None:
    assert compute(parse(text, KEYS), ROW, BEFORE) == value


@given(trees)
def test_what_is_written_is_worth_the_same_when_read_again(tree: Formula) -> None:
    again = parse(written(tree, KEYS), KEYS)
    assert written(again, KEYS) == written(tree, KEYS)
    one, other = compute(again, ROW, BEFORE), compute(tree, ROW, BEFORE)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert abs(one - other) <= abs(other) * Decimal("1e-20")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "trống"),
        ("A +", "chưa viết hết"),
        ("D + A", "Không có cột “D”"),
        ("(A + B", "Thiếu dấu “)”"),
        ("A B", "Thừa “B”"),
        ("A % B", "Không hiểu"),
        ("(" * 60 + "A" + ")" * 60, "Quá nhiều dấu ngoặc"),
        ("__import__('os')", "Không hiểu"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, told: str) -> None:
    with pytest.raises(ExpressionError, match=told.replace("(", r"\(").replace(")", r"\)")):
        parse(text, KEYS)


@given(st.text(alphabet="ABCTRUOCYLE()+-*/;=<>,.0123456789 ", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text, KEYS)
    except ExpressionError:
        return
    assert parse(written(found, KEYS), KEYS) is not None


def test_a_check_has_two_sides() -> None:
    left, compare, right = parse_check("B + C <= A", KEYS)
    assert (written(left, KEYS), compare, written(right, KEYS)) == ("B + C", "<=", "A")
    with pytest.raises(ExpressionError, match="<="):
        parse_check("B", KEYS)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 51, 52)] == ["A", "Z", "AA", "AB", "AZ", "BA"]

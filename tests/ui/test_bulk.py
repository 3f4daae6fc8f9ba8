"""Several rows done at once: each by itself, refusals under their names, ticks without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from hopluc.archive.models import Notice
from hopluc.ui import bulk


def request(query: str = "", **posted: Any) -> HttpRequest:
    made = RequestFactory().post(f"/?{query}", posted)
    made.session = {}  # type: ignore[assignment]
    made._messages = FallbackStorage(made)  # type: ignore[attr-defined]
    return made


def drawn(query: str = "") -> str:
    source = '{% load bulk %}{% bulk_all %}{% bulk_tick 7 "nhiệm vụ <1>" %}{% bulk_tick 8 "khác" False %}'
    return Template(source).render(Context({"request": request(query)}))


def test_ids_are_taken_once_and_nothing_else() -> None:
    assert bulk.chosen(request(rows=["3", "1", "3", "x", "-2", ""])) == [3, 1]


@pytest.mark.django_db
def test_a_refused_row_is_named_leaves_nothing_and_holds_up_nobody() -> None:
    def deed(row: int) -> None:
        Notice.objects.create(person_id=1, key=f"k{row}", text="x")
        if row == 2:
            raise ValidationError("Đã có kết quả.")
        if row == 3:
            raise PermissionDenied

    outcome = bulk.each([1, 2, 3, 4], deed, lambda row: f"dòng {row}")
    assert outcome == (2, ["dòng 2: Đã có kết quả.", "dòng 3: Không có quyền."])
    assert sorted(Notice.objects.values_list("key", flat=True)) == ["k1", "k4"]


def test_what_happened_is_told() -> None:
    asked = request()
    many = [f"dòng {n}: sai" for n in range(25)]
    bulk.tell(asked, bulk.Outcome(1200, many), "Đã ghi %(n)s dòng.")
    told = [str(one) for one in get_messages(asked)]
    assert told[0] == "Đã ghi 1.200 dòng."
    assert told[1:21] == many[:20]
    assert told[21] == "và 5 dòng khác không thực hiện được."
    asked = request()
    bulk.tell(asked, bulk.Outcome(0, []), "Đã ghi %(n)s dòng.")
    assert "Chưa chọn dòng nào" in str(next(iter(get_messages(asked))))


def test_ticks_can_be_set_for_the_whole_page_without_a_script() -> None:
    html = drawn("q=lop")
    assert '<a href="?q=lop&amp;chon=trang"' in html
    assert "nhiệm vụ &lt;1&gt;" in html
    assert html.count("data-bulk-tick") == 1
    assert " checked" not in html
    assert drawn("q=lop&chon=trang").count(" checked") == 2
    assert '<a href="?q=lop"' in drawn("q=lop&chon=trang")

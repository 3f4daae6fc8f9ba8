"""June: a form is made for the half-yearly report of the communes."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, fill, follow, press
from tests.browser.reporting_year.window import sure

NAME = "Biểu báo cáo 6 tháng của các xã"
TABLE = "Lớp tập huấn"
COLUMNS = (  # title, kind, unit, formula, when gathered
    ("Số người dự", "Số nguyên", "người", "", "Cộng"),
    ("Trong đó nữ", "Số nguyên", "người", "", "Cộng"),
    ("Tỷ lệ nữ", "Tỷ lệ %", "", "TYLE(B; A)", "Không tổng hợp"),
)


def a_form_is_made(stage: Stage) -> None:
    """The standard report with a table of its own, whose rows are checked; in use it changes no more."""
    stage.day(dt.date(stage.today.year, 6, 11))
    page = stage.be(people.FINANCE, "/bao-cao/")
    follow(page, page.get_by_role("link", name="Biểu mẫu").first)
    follow(page, page.get_by_role("main").get_by_role("link", name="Lập biểu mẫu").first)
    fill(page, name=NAME)
    press(page, "Lập biểu mẫu")
    press(page, "Bảng số liệu")
    fill(page, title=TABLE, guidance="Các lớp do xã mở trong kỳ.")
    for place, column in enumerate(COLUMNS):
        fill_column(page, place, *column)
    fill(page, rows="Lớp cho giám đốc\nLớp cho thành viên", checks="B <= A: Số nữ lớn hơn tổng số.")
    press(page, "Lưu phần này")
    sure(page, "Đưa vào dùng")
    expect(page.get_by_text(f"Dùng từ 11/06/{stage.today.year}")).to_be_visible()
    expect(page.get_by_role("link", name="Sửa", exact=True)).to_have_count(0)


def fill_column(page: Page, place: int, title: str, kind: str, unit: str, formula: str, gathers: str) -> None:
    """A column of the table that is open, on its place."""
    given = {"title": title, "kind": kind, "unit": unit, "formula": formula, "gathers": gathers}
    fill(page, **{f"cot-{place}-{name}": value for name, value in given.items()})

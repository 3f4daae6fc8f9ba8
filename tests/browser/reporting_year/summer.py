"""July: money is gathered by kind of fund, a review is drafted, the leader's page is printed."""

from __future__ import annotations

import datetime as dt

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, press
from tests.browser.half_year.words import cells_of, words_of
from tests.browser.reporting_year.window import sure

CLASSES, STORE = "Mở 6 lớp bồi dưỡng giám đốc", "Kho lạnh của hợp tác xã"
DONE = "Hai quý đầu năm đã mở 5 lớp tập huấn ở các xã."


def a_budget_is_gathered_by_kind_of_fund(stage: Stage) -> None:
    """Two bodies estimate, one line each; the table has a sum for each kind, on the page and in the files."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 13))
    budget = f"/ke-hoach/{stage.plan}/du-toan/"
    page = stage.be(people.FINANCE, budget)
    follow(page, page.get_by_role("link", name="Mở dự toán năm"))
    fill(page, year=str(year + 1), due_on=f"15/07/{year}")
    press(page, "Mở dự toán")
    page = stage.be(people.ALLIANCE, budget)
    follow(page, page.get_by_role("link", name="Lập dự toán"))
    _line(page, content=CLASSES, fund="Sự nghiệp", source="Ngân sách tỉnh", norm="45 triệu", quantity="6",
          unit="lớp")  # fmt: skip
    page = stage.be(people.ALLIANCE_HEAD, budget)
    follow(page, page.get_by_role("link", name="Mở dự toán của tôi"))
    sure(page, "Gửi dự toán")
    page = stage.be(people.COMMUNE, budget)
    follow(page, page.get_by_role("link", name="Lập dự toán"))
    _line(page, content=STORE, fund="Đầu tư phát triển", source="Ngân sách trung ương", amount="1,2 tỷ")
    page.goto(budget)
    follow(page, page.get_by_role("link", name="Mở dự toán của tôi"))
    sure(page, "Gửi dự toán")
    page = stage.be(people.FINANCE, budget)
    table = page.locator("table", has_text="Loại kinh phí, nguồn")
    for name, sum_ in (("Sự nghiệp", "270.000.000"), ("Đầu tư phát triển", "1.200.000.000"),
                       ("Tổng cộng", "1.470.000.000")):  # fmt: skip
        expect(table.locator("tr", has_text=name)).to_contain_text(sum_)
    assert CLASSES in cells_of(download(page, page.get_by_role("link", name="Tải Excel")))
    assert "1.470.000.000" in words_of(download(page, page.get_by_role("link", name="Báo cáo (Word)")))


def a_review_at_half_time_is_drafted(stage: Stage) -> None:
    """Of the plan, with its outline; a section is written, and the draft comes as a Word document."""
    stage.day(dt.date(stage.today.year, 7, 16))
    page = stage.be(people.FINANCE, f"/tong-ket/mo/?ke-hoach={stage.plan}")
    press(page, "Mở đợt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sơ kết 15/KH-UBND")
    follow(page, page.get_by_role("link", name="Đề cương, nội dung"))
    follow(page, page.locator("main a[href*='/muc/']").first)
    fill(page, text=DONE)
    press(page, "Ghi")
    follow(page, page.get_by_role("link", name="Báo cáo", exact=True).last)
    draft = words_of(download(page, page.get_by_role("link", name="Tải bản Word")))
    assert DONE in draft
    assert "15/KH-UBND" in draft


def the_leaders_page_is_one_sheet(stage: Stage) -> None:
    """Both plans and the late bodies, on one A4 page."""
    page = stage.be(people.COMMITTEE, "/lanh-dao/")
    for number in ("15/KH-UBND", "47/KH-UBND"):
        expect(page.locator("main")).to_contain_text(number)
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(sheet) == 1
    assert [round(side / 72 * 25.4) for side in sheet[0].get_size()] == [210, 297]


def _line(page: Page, **given: str) -> None:
    """A line of an estimate, for the body's first task."""
    page.locator("select[name=task]").select_option(index=1)
    fill(page, **given)
    press(page, "Lưu dòng")

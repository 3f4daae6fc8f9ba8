"""The plan of value chains: half a year in July, the year in December, for which a unit is asked first."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Locator, Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, fill, follow, press
from tests.browser.reporting_year.drafting import issue
from tests.browser.reporting_year.sending import PROVINCE, at_leg
from tests.browser.reporting_year.window import at_own_report, at_round, sure, tick_only

HALF = "Báo cáo 6 tháng đầu năm 2026 về chuỗi giá trị"
AT_TRADE = "Đã kết nối 12 hợp tác xã với siêu thị."
TITLE = "Báo cáo năm 2026 về chuỗi giá trị"
BELOW = "Báo cáo của Quỹ về chuỗi giá trị"
TOLD = "Quỹ đã cho 12 hợp tác xã trong chuỗi vay 6,4 tỷ đồng."
OWN = "Liên minh tư vấn 20 hợp tác xã ký hợp đồng liên kết."


def half_a_year_is_reported_and_sent_up(stage: Stage) -> None:
    """One department is asked; what it says is issued and goes the way that the plan names."""
    year = stage.today.year
    page = stage.be(people.AGRICULTURE, "/bao-cao/mo-ky/")
    plan = page.locator(".card", has_text="47/KH-UBND").first
    follow(page, plan.get_by_role("link", name="Chọn").last)
    tick_only(page, "bodies", "so cong thuong")
    fill(page, title=HALF, period_end=f"30/06/{year}", cutoff=f"30/06/{year}", due_on=f"15/07/{year}")
    press(page, "Mở kỳ báo cáo")
    page = at_own_report(stage, people.TRADE, HALF)
    fill(page, overview=AT_TRADE)
    sure(page, "Gửi báo cáo")
    page = at_round(stage, people.AGRICULTURE, HALF)
    press(page, "Lập báo cáo tổng hợp")
    expect(page.locator(".rp-paper")).to_contain_text(AT_TRADE)
    issue(stage, people.AGRICULTURE_HEAD, HALF, "203/BC-SNNMT")
    page = at_round(stage, people.AGRICULTURE, HALF)
    follow(page, page.get_by_role("link", name="Lập tuyến gửi"))
    press(page, "Đưa vào tuyến gửi")
    at_leg(page, PROVINCE)
    press(page, "Ghi việc gửi")
    expect(page.locator("main")).to_contain_text(f"Đã gửi {stage.today:%d/%m/%Y}")


def the_years_round_is_opened(stage: Stage) -> None:
    """By what the plan itself asks for: period, day of the figures and day due are proposed."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 20))
    page = stage.be(people.AGRICULTURE, "/bao-cao/mo-ky/")
    plan = page.locator(".card", has_text="47/KH-UBND").first
    follow(page, plan.get_by_role("link", name="Chọn").first)
    expect(page.locator("[name=due_on]").first).to_have_value(f"10/12/{year}")
    tick_only(page, "bodies", "lien minh hop tac xa", "so cong thuong")
    fill(page, title=TITLE, cutoff=f"30/11/{year}")
    press(page, "Mở kỳ báo cáo")
    expect(page.locator(".rp-share")).to_contain_text("0/2")


def the_alliance_asks_its_unit(stage: Stage) -> None:
    """Its round is due a week earlier; what the unit sends is laid over the Alliance's own report."""
    year = stage.today.year
    page = at_own_report(stage, people.ALLIANCE, TITLE)
    follow(page, page.get_by_role("link", name="Mở kỳ cho đơn vị trực thuộc"))
    expect(page.locator("[name=due_on]").first).to_have_value(f"03/12/{year}")
    ticked = page.locator("label", has=page.locator("[name=bodies]:checked"))
    expect(ticked).to_have_text("Quỹ hỗ trợ phát triển hợp tác xã tỉnh Sơn Hải")  # its rooms are not
    fill(page, title=BELOW)
    press(page, "Mở kỳ cho đơn vị")
    expect(page.get_by_text("Kỳ này mở để trả lời")).to_contain_text(TITLE)
    stage.day(dt.date(year, 11, 25))
    page = at_own_report(stage, people.FUND, BELOW)
    fill(page, overview=TOLD)
    _exporting(page).fill("3")
    sure(page, "Gửi báo cáo")
    stage.day(dt.date(year, 12, 4))
    page = at_own_report(stage, people.ALLIANCE, TITLE)
    fill(page, proposals=OWN)
    press(page, "Lưu bản nháp")
    press(page, "Lấy số liệu của đơn vị")
    expect(page.locator("[name=overview]")).to_have_value(
        f"Quỹ hỗ trợ phát triển hợp tác xã tỉnh Sơn Hải: {TOLD}"
    )
    expect(_exporting(page)).to_have_value("3")
    expect(page.locator("[name=proposals]")).to_have_value(OWN)
    follow(page, page.get_by_role("link", name="Xem nguồn từng số"))
    expect(page.locator("main tbody tr", has_text="Quỹ hỗ trợ")).to_contain_text(["3", TOLD])


def the_report_goes_up(stage: Stage) -> None:
    """The head of the Alliance sends it; the department accepts, consolidates and issues."""
    year = stage.today.year
    page = at_own_report(stage, people.ALLIANCE_HEAD, TITLE)
    sure(page, "Gửi báo cáo")
    stage.day(dt.date(year, 12, 11))
    page = at_round(stage, people.AGRICULTURE, TITLE)
    expect(page.locator("main tbody tr", has_text="Liên minh")).to_contain_text("cấp dưới: 1/1 đã gửi")
    page.locator("input[name=rows]").first.check()
    press(page, "Tiếp nhận các báo cáo đã chọn")
    press(page, "Lập báo cáo tổng hợp", patience=120)
    expect(page.locator(".rp-paper")).to_contain_text(TOLD)
    issue(stage, people.AGRICULTURE_HEAD, TITLE, "412/BC-SNNMT")


def _exporting(page: Page) -> Locator:
    """Where the figure of cooperatives that export is typed."""
    return page.locator("tr", has_text="Số hợp tác xã xuất khẩu").locator("input[name^=figure]")

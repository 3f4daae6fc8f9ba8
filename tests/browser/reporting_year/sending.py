"""July: the issued report goes its ways; one body confirms it here, the other answers on paper."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, fill, follow, press
from tests.browser.reporting_year.communes import TITLE
from tests.browser.reporting_year.window import at_round

PROVINCE = "Ủy ban nhân dân tỉnh"
ALLIANCE = "Liên minh Hợp tác xã tỉnh Sơn Hải"
REMARK = "Đề nghị bổ sung số hợp tác xã thành lập mới."


def the_report_goes_its_ways(stage: Stage) -> None:
    """The way that the plan asks for is proposed, another is added; both are sent."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 9))
    page = at_round(stage, people.FINANCE, TITLE)
    follow(page, page.get_by_role("link", name="Lập tuyến gửi"))
    expect(page.locator("main")).to_contain_text(f"báo cáo UBND tỉnh trước ngày 15/12/{year}")
    press(page, "Đưa vào tuyến gửi")
    page.locator("summary", has_text="Thêm nơi nhận").click()
    fill(page, name=ALLIANCE, due_on=f"15/07/{year}")
    press(page, "Thêm nơi nhận")
    for recipient, number in ((PROVINCE, "901/STC-KTTT"), (ALLIANCE, "902/STC-KTTT")):
        at_leg(page, recipient)
        fill(page, number=number)
        press(page, "Ghi việc gửi")
        expect(page.get_by_text("Đã ghi việc gửi báo cáo.")).to_be_visible()


def one_confirms_it_here_and_the_other_on_paper(stage: Stage) -> None:
    """The Alliance confirms and remarks; what the province answered on paper is recorded by the sender."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 10))
    page = stage.be(people.ALLIANCE, "/")
    come = page.get_by_role("region", name="Báo cáo gửi đến chờ xác nhận")
    follow(page, come.get_by_role("link", name=TITLE))
    press(page, "Xác nhận đã nhận")
    page.locator("summary", has_text="Cho ý kiến về báo cáo").click()
    fill(page, text=REMARK)
    press(page, "Gửi ý kiến")
    page = at_round(stage, people.FINANCE, TITLE)
    follow(page, page.get_by_role("link", name="Xem, sửa tuyến"))
    legs = page.url
    at_leg(page, ALLIANCE)
    expect(page.locator("main")).to_contain_text(REMARK)
    page.goto(legs)
    at_leg(page, PROVINCE)
    page.locator("summary", has_text="Ghi việc nhận").click()
    receipt = page.locator("form", has=page.get_by_role("button", name="Ghi việc nhận", exact=True))
    fill(receipt, number="1204/UBND-KT")
    press(page, "Ghi việc nhận")
    page.goto(legs)
    for recipient in (PROVINCE, ALLIANCE):
        row = page.locator("main tbody tr", has=page.get_by_role("link", name=recipient, exact=True))
        expect(row).to_contain_text(f"Đã nhận 10/07/{year}")


def at_leg(page: Page, recipient: str) -> None:
    """Its page, from the list of the ways or from another's page."""
    if not page.get_by_role("link", name=recipient, exact=True).count():
        follow(page, page.get_by_role("link", name="Tuyến gửi báo cáo"))
    follow(page, page.get_by_role("link", name=recipient, exact=True))

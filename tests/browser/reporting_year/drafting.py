"""July: what the communes sent is consolidated, edited, issued, signed and checked."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, press
from tests.browser.half_year.words import words_of
from tests.browser.reporting_year.communes import TITLE, TOLD
from tests.browser.reporting_year.window import at_round, sure

EDITED = "Xã Đồng Lau đã mở 02 hội nghị với 60 người dự, vượt yêu cầu."
NUMBER = "88/BC-STC"


def the_reports_are_consolidated_and_edited(stage: Stage) -> None:
    """A sentence is written anew on the page; a figure opens what it was counted from; the file has both."""
    stage.day(dt.date(stage.today.year, 7, 6))
    page = at_round(stage, people.FINANCE, TITLE)
    press(page, "Lập báo cáo tổng hợp")
    paper = page.locator(".rp-paper")
    passage = paper.locator(".rp-passage", has_text=TOLD)
    passage.hover()
    passage.locator("[data-pen]").click()
    text = page.locator("[data-open] textarea[name=text]").first
    text.fill(EDITED)
    text.press("Control+Enter")
    expect(paper.locator(".rp-edited", has_text=EDITED)).to_be_visible()
    assert EDITED in words_of(download(page, page.get_by_role("link", name="Tải bản Word")))
    follow(page, paper.get_by_role("link", name="3/5", exact=True).first)
    sources = page.locator("main tbody tr")
    expect(sources).to_have_count(3)
    expect(sources.filter(has_text="Suối Mây")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("Chưa gửi báo cáo (2)")


def it_is_issued_and_signed(stage: Stage) -> None:
    """With number and day; the leader signs the PDF, the clerk seals it, the public page knows it again."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 8))
    issue(stage, people.FINANCE_HEAD, TITLE, NUMBER)
    page = stage.page
    sure(page, "Ký số")
    page = at_report(stage, people.FINANCE, TITLE)
    sure(page, "Đóng dấu số của cơ quan")
    signatures = page.locator("#signatures")
    expect(signatures).to_contain_text("thử nghiệm")
    signed = download(page, signatures.get_by_role("link", name="Tải bản này").last)
    page.context.clear_cookies()
    page.goto("/kiem-tra-van-ban/")
    page.locator("input[name=file]").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": signed}
    )
    press(page, "Kiểm tra tệp")
    expect(page.locator("main")).to_contain_text(NUMBER)
    expect(page.locator("main")).to_contain_text(people.FINANCE_HEAD)


def at_report(stage: Stage, who: str, title: str) -> Page:
    """Somebody at the last consolidated report of a round."""
    page = at_round(stage, who, title)
    follow(page, page.locator("#editions").get_by_role("link", name="Bản lập lần").first)
    return page


def issue(stage: Stage, who: str, title: str, number: str) -> None:
    """The last report of a round goes out today."""
    page = at_report(stage, who, title)
    page.locator("summary", has_text="Phát hành").click()
    form = page.locator("form:has([name=number])")
    fill(form, number=number, issued_on=f"{stage.today:%d/%m/%Y}")
    sure(page, "Phát hành")
    expect(page.locator("main")).to_contain_text(f"Số {number}, ngày {stage.today:%d/%m/%Y}")

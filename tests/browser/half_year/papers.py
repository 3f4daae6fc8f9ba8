"""Both plans come in as documents, are reviewed and adopted."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from hopluc.demo import documents
from tests.browser.half_year.people import AGRICULTURE, FINANCE
from tests.browser.half_year.stage import Stage, follow, upload_of
from tests.browser.test_the_whole_way import resolve_parties


def both_plans_are_received_reviewed_and_adopted(stage: Stage) -> None:
    """The yearly plan by the finance department, the plan of value chains by the one for agriculture."""
    year = stage.today.year
    page = stage.be(FINANCE, "/van-ban/nhan/")
    paper = documents.table_plan(year)
    receive(page, paper.name, paper.content)
    _the_alliance_leads_what_names_nobody(page)
    _slips_of_the_paper_stay_as_they_are(page)
    resolve_parties(page)
    stage.plan = adopt(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phát triển kinh tế tập thể")
    stage.know_tasks(stage.plan)
    page = stage.be(AGRICULTURE, "/van-ban/nhan/")
    paper = documents.prose_plan(year)
    receive(page, paper.name, paper.content)
    _slips_of_the_paper_stay_as_they_are(page)
    resolve_parties(page)
    stage.chains = adopt(page)
    stage.know_tasks(stage.chains)
    page.goto("/ke-hoach/")
    expect(page.locator("main")).to_contain_text("15/KH-UBND")
    expect(page.locator("main")).to_contain_text("47/KH-UBND")


def receive(page: Page, name: str, content: bytes) -> None:
    """Upload a document on the page for it, and be where it is looked at."""
    page.locator("input[type=file]").set_input_files(upload_of(name, content))
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile("/(ra-soat|cac-khoan)/$"), timeout=60_000)


def _the_alliance_leads_what_names_nobody(page: Page) -> None:
    row = page.locator("#nhiem-vu .rv-todo-row")
    expect(row).to_contain_text("Chưa có cơ quan chủ trì")
    page.locator("a[data-tab=nhiem-vu]").click()
    row.get_by_role("link", name="Sửa").click()
    page.get_by_label("Chủ trì").fill("Liên minh Hợp tác xã tỉnh")
    page.get_by_role("button", name="Lưu").click()
    expect(row).to_have_count(0)


def _slips_of_the_paper_stay_as_they_are(page: Page) -> None:
    """What the plan says wrongly was signed so: each error is seen, and kept."""
    page.locator("a[data-tab=loi]").click()
    open_errors = page.locator("#loi .rv-finding:has(.bg-red-lt):not(.rv-done)")
    for left in range(open_errors.count(), 0, -1):
        expect(open_errors).to_have_count(left)
        open_errors.first.get_by_role("button", name="Đã xem, giữ nguyên").click()
    expect(open_errors).to_have_count(0)


def adopt(page: Page) -> int:
    """The number of the plan that is followed from now on."""
    follow(page, page.get_by_role("link", name="Đưa vào theo dõi"))
    page.get_by_role("button", name="Đưa vào theo dõi").click()
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"), timeout=60_000)
    return int(page.url.rstrip("/").rsplit("/", 1)[1])

"""What the chapters do again and again: a deed that is asked about, a round, a list of ticks."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.half_year.stage import Stage, follow

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sure(page: Page, name: str) -> None:
    """Press a button whose page asks whether one is sure, and say yes."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    follow(page, page.get_by_role("dialog").locator("button[value=yes]"))


def at_round(stage: Stage, who: str, title: str) -> Page:
    """Somebody at the page of a round, found in the list by its title."""
    page = stage.be(who, "/bao-cao/")
    follow(page, page.get_by_role("main").get_by_role("link", name=title, exact=True).first)
    return page


def at_own_report(stage: Stage, who: str, title: str) -> Page:
    """Somebody at the report that their body owes, found in their work."""
    page = stage.be(who, "/")
    owed = page.locator("main .list-group-item", has_text=title)
    follow(page, owed.get_by_role("link", name=re.compile("báo cáo|Sửa", re.IGNORECASE)).last)
    return page


def tick_only(page: Page, name: str, *like: str) -> None:
    """Of a list of ticks those alone that the search in it shows for these words, with or without marks."""
    ticks = page.locator(f"details:has([name={name}])")
    if ticks.get_attribute("open") is None:
        ticks.locator("summary").click()
    ticks.get_by_role("button", name="Bỏ chọn").click()
    search = ticks.get_by_label("Tìm trong danh sách")
    for words in like:
        search.fill(words)
        ticks.get_by_role("button", name="Chọn tất cả").click()
    search.fill("")

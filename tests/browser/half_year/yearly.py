"""The end of December: next year's draft comes out of what the year has left."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, press
from tests.browser.half_year.units import NEW
from tests.browser.half_year.words import cells_of, words_of

UNFINISHED = "Kiện toàn Ban Chỉ đạo phát triển KTTT tỉnh"
DONE = "Ban hành quy chế phối hợp liên thông"


def next_years_draft_comes_out(stage: Stage) -> None:
    """What is unfinished is in it under whoever holds it now; what was done is not."""
    year = stage.today.year
    stage.day(dt.date(year, 12, 28))
    page = stage.be(people.SUCCESSOR, f"/nam-toi/lap/{stage.plan}/")
    fill(page, year=str(year + 1))
    press(page, "Lập dự thảo")
    rows = page.locator("main tbody")
    expect(rows.filter(has_text=UNFINISHED)).to_be_visible()
    expect(page.locator("tr", has_text=DONE)).to_have_count(0)
    expect(page.locator("tr", has_text="Hỗ trợ đăng ký nhãn hiệu")).to_contain_text(NEW)
    word = words_of(download(page, page.get_by_role("link", name="Tải bản Word")))
    assert f"năm {year + 1}" in word
    assert UNFINISHED in word
    assert DONE not in word
    assert NEW in word
    assert UNFINISHED in cells_of(download(page, page.get_by_role("link", name="Tải Excel")))
    follow(page, page.get_by_role("link", name="Chỉ tiêu", exact=True))
    target = page.locator("tr", has_text="Số hợp tác xã thành lập mới").filter(has_text="18")
    expect(target).to_be_visible()

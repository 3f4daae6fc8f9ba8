"""September: reminders by the schedule that was set, and a batch of urging letters."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, press
from tests.browser.half_year.words import words_of

LONG = "215"  # days late, on the day of the letters: what was due in January


def reminders_go_out_by_the_schedule(stage: Stage) -> None:
    """28 days before the last of September is a holiday: they go out on the day after it, and once."""
    year = stage.today.year
    stage.day(dt.date(year, 8, 20))
    page = stage.be(people.FINANCE, f"/don-doc/lich-nhac/{stage.plan}/")
    fill(page, before="28", after="", on_day=False, repeat="", head_after="", escalate_after="")
    press(page, "Ghi lịch nhắc")
    expect(page.locator("tr", has_text="15/KH-UBND")).to_contain_text("28 ngày")
    stage.day(dt.date(year, 9, 2))
    log = f"/don-doc/da-nhac/?tu=01/09/{year}&den=05/09/{year}&ke_hoach={stage.plan}"
    page = stage.be(people.FINANCE, log)
    expect(page.get_by_text("Chưa nhắc ai")).to_be_visible()
    stage.day(dt.date(year, 9, 3))
    page = stage.be(people.FINANCE, log)
    first = _lines(page)
    assert len(first) == len(set(first))
    assert any("14.1. Lớp bồi dưỡng giám đốc" in line and people.ALLIANCE in line for line in first)
    assert all(f"03/09/{year}" in line and f"30/09/{year}" in line for line in first)
    assert not any("Quy chế phối hợp" in line for line in first)  # done: nobody is reminded of it
    stage.day(dt.date(year, 9, 3), hour=15)
    stage.day(dt.date(year, 9, 4))
    page = stage.be(people.FINANCE, log)
    assert _lines(page) == first
    page = stage.be(people.ALLIANCE, "/thong-bao/")
    expect(page.locator("main")).to_contain_text("đến hạn")


def _lines(page: Page) -> list[str]:
    return page.locator("#nhat-ky tbody tr").all_inner_texts()


def letters_are_written_and_sent(stage: Stage) -> None:
    """One to each agency that is far behind; read as Word and PDF, sent with number and day."""
    year = stage.today.year
    stage.day(dt.date(year, 9, 7))
    page = stage.be(people.FINANCE, "/don-doc/lap/")
    fill(page, plan=page.locator("select[name=plan] option", has_text="15/KH-UBND").inner_text(),
         least_days=LONG, answer_by=f"21/09/{year}")  # fmt: skip
    press(page, "Soạn các công văn", patience=120)  # the PDFs are printed meanwhile
    rows = page.locator("#dot tbody tr")
    expect(rows).to_have_count(2)
    with zipfile.ZipFile(io.BytesIO(download(page, page.get_by_role("link", name="Word (zip)")))) as files:
        letters = {name: words_of(files.read(name)) for name in files.namelist()}
    told = next(text for text in letters.values() if "Kính gửi: Sở Nội vụ" in text)
    assert "Kiện toàn Ban Chỉ đạo phát triển KTTT tỉnh" in told
    assert f"31/01/{year}" in told
    assert "Hỗ trợ tiền lương cho lao động trẻ" not in told  # that one is done
    with zipfile.ZipFile(io.BytesIO(download(page, page.get_by_role("link", name="PDF (zip)")))) as files:
        assert all(files.read(name).startswith(b"%PDF") for name in files.namelist())
        assert len(files.namelist()) == 2
    batch = page.url
    follow(page, page.get_by_role("link", name="Ghi số, ngày đã gửi"))
    page.get_by_label("Số công văn gửi Sở Nội vụ").fill("2450/STC-KTTT")
    fill(page, sent_on=f"07/09/{year}")
    press(page, "Ghi số, báo các cơ quan")
    page.goto(batch)
    expect(rows.filter(has_text="Sở Nội vụ")).to_contain_text("2450/STC-KTTT")
    expect(rows.filter(has_text="Sở Văn hóa")).to_contain_text("Dự thảo")
    expect(page.get_by_text("1/2 công văn")).to_be_visible()


def one_of_them_is_answered(stage: Stage) -> None:
    """The agency reads the letter in its own list and answers."""
    year = stage.today.year
    stage.day(dt.date(year, 9, 14))
    page = stage.be(people.HOME, "/don-doc/")
    expect(page.get_by_text("công văn đôn đốc chờ cơ quan đồng chí trả lời")).to_be_visible()
    follow(page, page.locator("#cong-van").get_by_role("link", name="Sở Nội vụ"))
    expect(page.locator("main")).to_contain_text("2450/STC-KTTT")
    follow(page, page.get_by_role("link", name="Trả lời"))
    fill(page, text="Tờ trình kiện toàn đã gửi, xong trong tháng 9.", number="1203/SNV", on=f"14/09/{year}")
    press(page, "Gửi trả lời")
    page = stage.be(people.FINANCE, "/don-doc/")
    row = page.locator("#cong-van tbody tr", has_text="Sở Nội vụ")
    expect(row).to_contain_text("Đã trả lời")

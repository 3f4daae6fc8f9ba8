"""November and December: the communes' yearly round with a new form, told inside the report of all."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, fill, follow, press
from tests.browser.reporting_year import forms
from tests.browser.reporting_year.communes import ATTENDED, WOMEN
from tests.browser.reporting_year.drafting import issue
from tests.browser.reporting_year.window import at_own_report, at_round, sure, tick_only

COMMUNES = "Báo cáo năm 2026 của các xã"
WHOLE = "Báo cáo năm 2026 của các cơ quan"
HEADING = "Kết quả ở các xã"
YOUNG = "tra-loi:bang_so_lieu:lop_cho_giam_doc:duoi_35_tuoi"
AT_COMMUNE = "Cả năm xã mở 05 lớp, thành lập 02 hợp tác xã."
AT_TRADE = "Sở đã đưa 40 sản phẩm của hợp tác xã lên sàn."


def a_second_version_of_the_form_is_made(stage: Stage) -> None:
    """The first goes on as it was: a new column is in the second alone, used from its day on."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 12))
    page = stage.be(people.FINANCE, "/bao-cao/bieu-mau/")
    entry = page.locator("main .list-group-item, main tr", has_text=forms.NAME)
    follow(page, entry.get_by_role("link", name="Phiên bản 1").first)
    press(page, "Soạn phiên bản mới")
    table = page.locator("section.card", has=page.get_by_role("heading", name=forms.TABLE))
    follow(page, table.get_by_role("link", name="Sửa", exact=True))
    forms.fill_column(page, 3, "Dưới 35 tuổi", "Số nguyên", "người", "", "Cộng")
    press(page, "Lưu phần này")
    sure(page, "Đưa vào dùng")
    expect(page.get_by_text(f"Dùng từ 12/11/{year}")).to_be_visible()
    follow(page, page.get_by_role("link", name="phiên bản 1"))
    expect(page.locator("main")).not_to_contain_text("Dưới 35 tuổi")


def two_rounds_are_opened_one_inside_the_other(stage: Stage) -> None:
    """The communes' with the new form; it is told in the report of all, and has no paper of its own."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 16))
    page = stage.be(people.FINANCE, "/bao-cao/mo-ky/")
    _open(page, 0, "so cong thuong", title=WHOLE)
    press(page, "Mở kỳ báo cáo")
    expect(page.locator(".rp-share")).to_contain_text("0/1")
    page.goto("/bao-cao/mo-ky/")
    _open(page, -1, "xa dong lau", title=COMMUNES, period_end=f"31/12/{year}", cutoff=f"30/11/{year}",
          due_on=f"30/11/{year}")  # fmt: skip
    choice = page.locator("select[name=form]")
    choice.select_option(label=choice.locator("option", has_text=f"{forms.NAME} (2)").inner_text())
    press(page, "Mở kỳ báo cáo")
    follow(page, page.get_by_role("link", name="Lồng ghép vào báo cáo khác"))
    outer = page.locator("select[name=outer]")
    outer.select_option(label=outer.locator("option", has_text=WHOLE).inner_text())
    fill(page, heading=HEADING)
    press(page, "Lồng ghép")
    expect(page.locator("main")).to_contain_text(f"Lồng ghép vào “{WHOLE}”")


def both_are_answered(stage: Stage) -> None:
    """The new column is asked for, beside what the commune said half a year ago."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 24))
    page = at_own_report(stage, people.COMMUNE, COMMUNES)
    expect(page.locator("tr", has_text="Lớp cho giám đốc")).to_contain_text("kỳ trước: 30")
    fill(page, **{"tra-loi:danh_gia::": AT_COMMUNE, ATTENDED: "30", WOMEN: "12", YOUNG: "9"})
    sure(page, "Gửi báo cáo")
    page = at_own_report(stage, people.TRADE, WHOLE)
    fill(page, overview=AT_TRADE)
    sure(page, "Gửi báo cáo")


def one_report_goes_out_for_both(stage: Stage) -> None:
    """What the communes said stands in the report of all, and their round is done with it."""
    stage.day(dt.date(stage.today.year, 12, 14))
    page = at_round(stage, people.FINANCE, WHOLE)
    expect(page.locator("main")).to_contain_text(f"{COMMUNES} ({HEADING})")
    press(page, "Lập báo cáo tổng hợp", patience=120)
    paper = page.locator(".rp-paper")
    for words in (AT_TRADE, HEADING.upper(), AT_COMMUNE):
        expect(paper).to_contain_text(words, ignore_case=True)
    expect(paper.locator("tr", has_text="Lớp cho giám đốc")).to_contain_text("9")
    issue(stage, people.FINANCE_HEAD, WHOLE, "197/BC-STC")
    page = at_round(stage, people.FINANCE, COMMUNES)
    expect(page.get_by_role("button", name="Lập báo cáo tổng hợp")).to_have_count(0)


def _open(page: Page, which: int, *bodies: str, **given: str) -> None:
    """A round of the yearly plan by one of the duties on the page, the last of which is none."""
    plan = page.locator(".card", has_text="15/KH-UBND").first
    follow(page, plan.get_by_role("link", name="Chọn").nth(which))
    tick_only(page, "bodies", *bodies)
    fill(page, **given)

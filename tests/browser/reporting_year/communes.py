"""June and July: the communes report for half a year, by the web, by Excel and by Word."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, press, upload_of
from tests.browser.reporting_year import forms
from tests.browser.reporting_year.window import WORKBOOK, at_own_report, at_round, sure, tick_only
from tests.office.edited import edited
from tests.office.edited_word import filled

TITLE = "Báo cáo 6 tháng đầu năm 2026 của các xã"
SENT = "Đã gửi báo cáo."
ATTENDED = "tra-loi:bang_so_lieu:lop_cho_giam_doc:so_nguoi_du"
WOMEN = "tra-loi:bang_so_lieu:lop_cho_giam_doc:trong_do_nu"
ASKED = ("xa dong lau", "xã Suối Mây", "xa da bac", "xã bến trăng", "xa con lac")
TOLD = "Đã mở 02 hội nghị, 60 người dự."


def the_round_is_opened_for_the_communes(stage: Stage) -> None:
    """With the new form, for five bodies found in the list by their words."""
    year = stage.today.year
    page = stage.be(people.FINANCE, "/bao-cao/")
    follow(page, page.get_by_role("link", name="Mở kỳ báo cáo").first)
    plan = page.locator(".card", has_text="15/KH-UBND").first
    follow(page, plan.get_by_role("link", name="Chọn").last)
    tick_only(page, "bodies", *ASKED)
    fill(page, title=TITLE, period_end=f"30/06/{year}", cutoff=f"25/06/{year}", due_on=f"30/06/{year}",
         addressee="Sở Tài chính tỉnh Sơn Hải")  # fmt: skip
    choice = page.locator("select[name=form]")
    choice.select_option(label=choice.locator("option", has_text=forms.NAME).inner_text())
    press(page, "Mở kỳ báo cáo")
    expect(page.locator(".rp-share")).to_contain_text("0/5")


def one_reports_on_the_web(stage: Stage) -> None:
    """A row that breaks the form's condition is told, and mended."""
    stage.day(dt.date(stage.today.year, 6, 22))
    page = at_own_report(stage, people.COMMUNE, TITLE)
    fill(page, **{"tra-loi:danh_gia::": "Xã mở 02 lớp, vận động thành lập 01 hợp tác xã.",
                  "tra-loi:de_xuat::": "Đề nghị tỉnh bố trí kinh phí mở lớp cho giám đốc hợp tác xã.",
                  ATTENDED: "30", WOMEN: "40"})  # fmt: skip
    _first_line(page).fill("Đã mở 02 hội nghị.")
    sure(page, "Gửi báo cáo")
    expect(page.locator(".alert")).to_contain_text("dòng “Lớp cho giám đốc”: Số nữ lớn hơn tổng số.")
    fill(page, **{WOMEN: "12"})
    sure(page, "Gửi báo cáo")
    expect(page.get_by_text(SENT)).to_be_visible()


def one_reports_by_workbook(stage: Stage) -> None:
    """What came in well stands in the report; the one cell that no number can be read from is told there."""
    page = at_own_report(stage, people.BY_WORKBOOK, TITLE)
    page.locator("summary", has_text="Làm báo cáo bằng Excel").click()
    book = download(page, page.get_by_role("link", name="Tải biểu Excel"))
    typed = edited(book, {"Nhiệm vụ!E6": "Đã mở 01 hội nghị cho 80 thành viên.",
                          "Đánh giá chung!C6": "Xã mở 01 lớp.",
                          f"{forms.TABLE}!C6": "ba mươi", f"{forms.TABLE}!D6": 10})  # fmt: skip
    page.locator("input[name=bieu]").set_input_files(
        {"name": "bieu.xlsx", "mimeType": WORKBOOK, "buffer": typed}
    )
    press(page, "Gửi biểu")
    expect(_first_line(page)).to_have_value("Đã mở 01 hội nghị cho 80 thành viên.")
    expect(page.locator("main")).to_contain_text("ba mươi")
    fill(page, **{ATTENDED: "30"})
    sure(page, "Gửi báo cáo")
    expect(page.get_by_text(SENT)).to_be_visible()


def one_reports_by_word(stage: Stage) -> None:
    """The form is filled in in Word and brought back."""
    page = at_own_report(stage, people.BY_WORD, TITLE)
    page.locator("summary", has_text="Làm báo cáo bằng Excel").click()
    form = download(page, page.get_by_role("link", name="Tải biểu Word"))
    line = _first_line(page).get_attribute("name") or ""
    typed = filled(form, {line: "Đã mở 03 hội nghị.", "tra-loi:danh_gia::": "Xã hoàn thành đúng tiến độ.",
                          ATTENDED: "45", WOMEN: "20"})  # fmt: skip
    page.locator("input[name=bieu]").set_input_files(upload_of("bieu.docx", typed))
    press(page, "Gửi biểu")
    expect(page.locator(f"[name='{ATTENDED}']")).to_have_value("45")
    sure(page, "Gửi báo cáo")
    expect(page.get_by_text(SENT)).to_be_visible()


def one_is_sent_back_with_a_mark(stage: Stage) -> None:
    """The place is marked, the reason given; the commune answers the mark and sends again."""
    page = at_round(stage, people.FINANCE, TITLE)
    follow(page, page.locator("tr", has_text="Đồng Lau").get_by_role("link").first)
    follow(page, page.get_by_role("link", name="Đánh dấu").first)
    fill(page, remark="Ghi rõ số người dự từng hội nghị.")
    press(page, "Đánh dấu")
    reason = page.locator("[name=reason]")
    if not reason.is_visible():
        page.locator("summary", has_text="Trả lại").click()
    reason.fill("Bổ sung số người dự.")
    press(page, "Trả lại")
    page = at_own_report(stage, people.COMMUNE, TITLE)
    expect(page.get_by_text("Chỗ được đề nghị sửa (1)")).to_be_visible()
    _first_line(page).fill(TOLD)
    page.locator("[name^=mark-answer-]").select_option(index=1)
    sure(page, "Gửi báo cáo")
    expect(page.get_by_text(SENT)).to_be_visible()


def what_came_is_accepted_and_the_late_are_urged(stage: Stage) -> None:
    """Three at once; a letter is written to each of the two that have not reported."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 2))
    page = at_round(stage, people.FINANCE, TITLE)
    for tick in page.locator("input[name=rows]").all():
        tick.check()
    press(page, "Tiếp nhận các báo cáo đã chọn")
    expect(page.get_by_text("Đã tiếp nhận 3 báo cáo.")).to_be_visible()
    follow(page, page.get_by_role("link", name=re.compile("^Đôn đốc 2 cơ quan")))
    fill(page, answer_by=f"06/07/{year}")
    press(page, "Soạn các công văn", patience=120)
    expect(page.locator("#dot tbody tr")).to_have_count(2)


def _first_line(page: Page) -> Locator:
    return page.locator("textarea[name^=line]").first

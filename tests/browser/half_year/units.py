"""November and December: targets for the communes, a commune's own plan, two departments become one."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import expect

from tests.browser.half_year import people
from tests.browser.half_year.papers import adopt, receive
from tests.browser.half_year.stage import Stage, download, fill, follow, path_of, press
from tests.browser.half_year.words import cells_of, signed, words_of
from tests.browser.test_the_whole_way import resolve_parties

COMMUNE = "Ủy ban nhân dân xã Đồng Lau"
NEW = "Sở Công Thương và Công nghệ"


def a_target_is_allocated_to_communes(stage: Stage) -> None:
    """18 new cooperatives over the communes: the sum is checked, each commune's own figure stands beside."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 20))
    page = stage.be(people.SUCCESSOR, f"/ke-hoach/{stage.plan}/chi-tieu/")
    follow(page, page.locator("main tr", has_text="≥ 18").get_by_role("link").first)
    follow(page, page.get_by_role("link", name="Giao cho đơn vị"))
    fill(page, nhom="Ủy ban nhân dân các xã, phường, đặc khu")
    press(page, "Xem")
    shares = path_of(page)
    units = page.locator("main tbody input[name^=v]")
    expect(units).to_have_count(12)
    for number, unit in enumerate(units.all()):
        unit.fill("2" if number < 6 else "1")
    fill(page, document="Công văn số 2988/STC-KTTT")
    press(page, "Ghi chỉ tiêu giao")
    page.goto(shares)
    expect(page.locator("main")).to_contain_text("18 hợp tác xã · 12 đơn vị")
    expect(page.get_by_text("khớp với chỉ tiêu")).to_be_visible()
    page = stage.be(people.COMMUNE, shares)
    follow(page, page.get_by_role("link", name="Nhập số"))
    fill(page, value="2")
    press(page, "Ghi số thực hiện")
    page = stage.be(people.SUCCESSOR, shares)
    row = page.locator("main tbody tr", has_text="Đồng Lau")
    expect(row).to_contain_text("đơn vị tự nhập")
    expect(row.get_by_text("đạt", exact=True)).to_be_visible()
    cells = cells_of(download(page, page.get_by_role("link", name="Tải Excel")))
    assert COMMUNE in cells


def a_commune_makes_its_own_plan(stage: Stage) -> None:
    """Two clicks to the draft; signed, it comes back, is followed, and is linked to the province's."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 23))
    page = stage.be(people.COMMUNE)
    owed = page.locator(".list-group-item", has_text="15/KH-UBND").get_by_role("link", name="Tải dự thảo")
    draft = download(page, owed)
    assert "Lập danh sách, phân nhóm và giải thể bắt buộc" in words_of(draft)
    page.goto("/van-ban/nhan/")
    receive(page, "ke-hoach-dong-lau.docx", signed(draft, "64/KH-UBND", dt.date(year, 11, 23)))
    resolve_parties(page)
    plan = adopt(page)
    expect(page.locator("main")).to_contain_text("64/KH-UBND")
    page.goto(f"/ke-hoach/{plan}/lien-ket/")
    above = page.locator("main .list-group-item", has_text="15/KH-UBND")
    follow(page, above.get_by_role("link", name="đề xuất chờ xác nhận"))
    press(page, "Xác nhận hai kế hoạch liên kết")
    for tick in page.locator("input[name=row]").all():
        tick.check()
    press(page, "Xác nhận")
    page = stage.be(people.SUCCESSOR, f"/ke-hoach/{stage.plan}/ke-hoach-rieng/")
    row = page.locator("tr", has_text="Đồng Lau").first
    expect(row).to_contain_text("đã ban hành")
    expect(row).to_contain_text(f"64/KH-UBND, 23/11/{year}")
    expect(row).to_contain_text("6/6 nhiệm vụ (100 %)")


def two_departments_become_one(stage: Stage) -> None:
    """The wizard shows what passes on; the new department has it from the day on, as they had it before."""
    year = stage.today.year
    stage.day(dt.date(year, 12, 1))
    page = stage.be(people.ADMINISTRATOR, "/sap-xep/moi/")
    page.get_by_label("Hình thức").select_option(value="merger")
    merged = page.get_by_role("group", name="Cơ quan được sắp xếp")
    for name in ("Sở Công Thương", "Sở Khoa học và Công nghệ"):
        merged.get_by_label("Tìm trong danh sách").fill(name)
        merged.get_by_label(name, exact=True).check()
    fill(page, new_names=NEW, on=f"01/12/{year}", document="Nghị quyết số 41/NQ-HĐND ngày 25/11/2026")
    press(page, "Xem trước")
    preview = page.get_by_role("form", name="Xem trước")
    expect(preview).to_contain_text("Hỗ trợ đăng ký nhãn hiệu")
    expect(preview).to_contain_text(people.SCIENCE)
    page.get_by_role("button", name="Thực hiện sắp xếp").click()
    page.wait_for_url(re.compile(r"/sap-xep/\d+/$"))
    page = stage.be(people.SCIENCE, stage.task("23"))
    expect(page.locator("header")).to_contain_text(NEW)
    expect(page.locator("section.pl-part", has_text=NEW).first).to_contain_text("Cập nhật kết quả")
    board = f"/ke-hoach/{stage.plan}/"
    page.goto(board)
    brands = page.locator("tr", has_text="Hỗ trợ đăng ký nhãn hiệu").locator(".pl-leads")
    expect(brands).to_contain_text(NEW)
    page.goto(f"{board}?ngay=30/11/{year}")
    expect(brands).to_have_text("Sở Khoa học và Công nghệ")

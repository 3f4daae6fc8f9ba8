"""November: an officer is replaced, the plan is amended, and is read as it was known before."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import expect

from hopluc.demo import documents
from tests.browser.half_year import people
from tests.browser.half_year.papers import receive
from tests.browser.half_year.stage import Stage, download, fill, follow, press
from tests.browser.half_year.words import rewritten, signed, words_of
from tests.browser.test_the_whole_way import resolve_parties

STORES = "Hỗ trợ HTX đưa sản phẩm lên sàn thương mại điện tử"
COLD = "06 HTX xây dựng kho lạnh"


def an_officer_is_replaced(stage: Stage) -> None:
    """Her parts pass to the one who comes; her account is locked on the fifth working day."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 2))
    page = stage.be(people.ADMINISTRATOR, "/co-quan/?q=Sở Tài chính")
    follow(page, page.get_by_role("main").get_by_role("link", name="Sở Tài chính", exact=True).first)
    follow(page, page.get_by_role("link", name="Quản lý người, vai trò"))
    everybody = page.url
    fill(page, full_name=people.SUCCESSOR, username="taichinh.moi", position="Chuyên viên")
    press(page, "Thêm người")
    expect(page.get_by_text("Gửi riêng đường dẫn này")).to_be_visible()
    page.goto(everybody)
    follow(page, page.get_by_role("link", name=f"Vai trò, bàn giao của {people.FINANCE}"))
    for role in page.locator("input[name=roles]").all():
        role.check()
    fill(page, to=people.SUCCESSOR)
    press(page, "Ghi nhận")
    expect(page.locator("tr", has_text=people.FINANCE)).to_contain_text(f"tự khóa ngày 09/11/{year}")
    page = stage.be(people.SUCCESSOR, stage.task("30"))
    expect(page.locator("main")).to_contain_text(f"Phụ trách: {people.SUCCESSOR}")
    stage.day(dt.date(year, 11, 9))
    page = stage.be(people.ADMINISTRATOR, everybody)
    expect(page.locator("tr", has_text=people.FINANCE)).to_contain_text("Đã khóa")
    page.context.clear_cookies()
    page.goto("/vao-nhanh/")
    expect(page.get_by_role("button", name=re.compile(f"^{people.FINANCE}"))).to_have_count(0)


def the_plan_is_amended(stage: Stage) -> None:
    """An agency proposes, the standing agency gathers, the province decides; it reads so from the day on."""
    year = stage.today.year
    page = stage.be(people.TRADE, f"{stage.task('22')}de-xuat/?loai=deadline")
    fill(page, deadline_text=f"Trước ngày 15/12/{year}", kind0="Chậm nhất một ngày", end0=f"15/12/{year}",
         reason="Sàn đóng sổ đầu tháng 12.")  # fmt: skip
    press(page, "Gửi đề xuất")
    page = stage.be(people.SUCCESSOR, f"/ke-hoach/{stage.plan}/sua-doi/")
    page.locator("tr", has_text=STORES).locator("input[name=rows]").check()
    press(page, "Tổng hợp")
    follow(page, page.get_by_role("link", name="Xem dự thảo"))
    draft = page.url
    decision = words_of(download(page, page.get_by_role("link", name="Quyết định (Word)")))
    assert "sửa đổi" in decision.casefold()
    assert f"15/12/{year}" in decision
    press(page, "Trình Ủy ban nhân dân tỉnh Sơn Hải")
    page = stage.be(people.COMMITTEE, draft)
    fill(page, on=f"16/11/{year}")
    press(page, "Duyệt")
    stage.day(dt.date(year, 11, 15))
    assert _due(stage, people.TRADE, STORES) == f"31/12/{year}"
    stage.day(dt.date(year, 11, 16))
    assert _due(stage, people.TRADE, STORES) == f"15/12/{year}"


def a_new_edition_comes_as_a_document(stage: Stage) -> None:
    """What it changes of the plan in force becomes a proposal, and then the plan."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 17))
    paper = documents.prose_plan(year)
    page = stage.be(people.AGRICULTURE, "/van-ban/nhan/")
    receive(page, "ke-hoach-sua.docx", rewritten(paper.content, {f"31/10/{year}": f"10/12/{year}"}))
    resolve_parties(page)
    follow(page, page.get_by_role("link", name="So sánh với kế hoạch khác"))
    follow(page, page.locator("main a[href*='voi=']", has_text="tham gia chuỗi giá trị"))
    expect(page.locator("ins", has_text=f"10/12/{year}").first).to_be_visible()
    follow(page, page.get_by_role("link", name="Đưa khác biệt thành đề xuất sửa đổi"))
    expect(page.locator("main tbody tr", has_text="kho lạnh").first).to_be_visible()
    press(page, "Tạo đề xuất từ các khác biệt đã chọn")
    for tick in page.locator("input[name=rows]").all():
        tick.check()
    press(page, "Tổng hợp")
    follow(page, page.get_by_role("link", name="Xem dự thảo").first)
    page.get_by_text("Ghi văn bản sửa đổi đã ký").click()
    form = page.locator("form", has=page.get_by_role("button", name="Ghi văn bản"))
    fill(form, number="812/KH-UBND", issued_on=f"16/11/{year}", on=f"17/11/{year}")
    press(page, "Ghi văn bản")
    assert _due(stage, people.AGRICULTURE, COLD, stage.chains) == f"10/12/{year}"


def a_signed_decision_comes_as_a_document(stage: Stage) -> None:
    """Its clauses stand beside what the plan becomes; recorded as signed, they are the plan."""
    year = stage.today.year
    stage.day(dt.date(year, 11, 18))
    page = stage.be(people.SUCCESSOR, f"/ke-hoach/{stage.plan}/sua-doi/")
    decided = page.locator(".card", has=page.get_by_role("heading", name="Đã quyết định"))
    follow(page, decided.get_by_role("link"))
    first = download(page, page.get_by_role("link", name="Quyết định (Word)"))
    later = rewritten(first, {f"15/12/{year}": f"20/12/{year}", f"16/11/{year}": f"18/11/{year}"})
    page.goto("/van-ban/nhan/")
    receive(page, "quyet-dinh.docx", signed(later, "2915/QĐ-UBND", dt.date(year, 11, 17)))
    expect(page.locator("ins", has_text=f"20/12/{year}").first).to_be_visible()
    assert page.locator("input[name=number]").input_value() == "2915/QĐ-UBND"
    fill(page, issued_on=f"17/11/{year}", on=f"18/11/{year}")
    press(page, "Đề xuất và ghi văn bản sửa đổi")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Quá hạn")
    expect(page.get_by_text("Văn bản chờ rà soát")).to_have_count(0)
    assert _due(stage, people.TRADE, STORES) == f"20/12/{year}"


def the_plan_reads_as_it_was_known_before(stage: Stage) -> None:
    """At the end of September nobody knew of the amendment, nor on the fifth of July of what was done."""
    year = stage.today.year
    page = stage.be(people.COMMITTEE, f"/ke-hoach/{stage.plan}/?biet=30/09/{year}")
    expect(page.get_by_text(f"như đã biết hết ngày 30/09/{year}")).to_be_visible()
    expect(page.locator("tr", has_text=STORES).locator(".pl-due")).to_contain_text(f"31/12/{year}")
    expect(page.locator("tr", has_text="quy chế phối hợp liên thông")).to_contain_text("Hoàn thành quá hạn")
    page.goto(f"/ke-hoach/{stage.plan}/?ngay=06/07/{year}&biet=05/07/{year}")
    expect(page.locator("tr", has_text="quy chế phối hợp liên thông")).to_contain_text(
        "Chưa thực hiện, quá hạn"
    )
    page.goto(f"/ke-hoach/{stage.plan}/?ngay=06/07/{year}")
    expect(page.locator("tr", has_text="quy chế phối hợp liên thông")).to_contain_text("Hoàn thành quá hạn")
    page.goto(f"/ke-hoach/{stage.plan}/lich-su/")
    expect(page.get_by_text("Đặt lịch nhắc việc")).to_be_visible()
    expect(page.locator("main tbody")).not_to_contain_text(
        "_"
    )  # every deed is told in words, not by its code


def _due(stage: Stage, who: str, words: str, plan: int | None = None) -> str:
    """The day due that the board shows for a task."""
    page = stage.be(who, f"/ke-hoach/{plan or stage.plan}/")
    return page.locator("tr", has_text=words).locator(".pl-due div").first.inner_text()

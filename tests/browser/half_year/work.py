"""July and August: officers in charge, results reported and signed off, a later day asked and given."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Locator, Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, fill, follow, press

PDF = b"%PDF-1.4\n%%EOF\n"


def officers_are_put_in_charge(stage: Stage) -> None:
    """The head of the finance department gives its parts of both plans to one person, all at once."""
    stage.day(dt.date(stage.today.year, 7, 2))
    page = stage.be(people.FINANCE_HEAD, "/ke-hoach/chua-phu-trach/")
    for tick in page.locator("input[name=rows]").all():
        tick.check()
    page.get_by_label("Người phụ trách").select_option(label=people.FINANCE)
    press(page, "Phân công các phần việc đã chọn")
    expect(page.get_by_text("Đã phân công 22 phần việc.")).to_be_visible()
    page.goto(stage.task("8"))
    expect(_part(page, "Sở Tài chính")).to_contain_text(f"Phụ trách: {people.FINANCE}")


def a_late_task_is_done_with_its_product(stage: Stage) -> None:
    """It counts only when the head has signed it, and comes back once because the paper is not with it."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 6))
    page = stage.be(people.FINANCE, stage.task("8"))
    _report(page, "Sở Tài chính", finished=f"03/07/{year}", words="Đã ký quy chế phối hợp.",
            product=("113/QC-STC", f"03/07/{year}"))  # fmt: skip
    part = _part(page, "Sở Tài chính")
    expect(part).to_contain_text("chờ duyệt, chưa được tính")
    expect(part).to_contain_text("Chưa thực hiện, quá hạn")
    page = stage.be(people.FINANCE_HEAD, "/ke-hoach/cho-duyet/")
    follow(page, page.get_by_role("link", name="Xem, trả lại"))
    fill(page, reason="Chưa kèm bản quy chế đã ký.")
    press(page, "Trả lại")
    page = stage.be(people.FINANCE, stage.task("8"))
    expect(_part(page, "Sở Tài chính")).to_contain_text("trả lại báo cáo")
    follow(page, page.get_by_role("link", name="Sửa và gửi lại"))
    expect(page.get_by_text("Chưa kèm bản quy chế đã ký.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "quy-che.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(page, "Gửi lại")
    page = stage.be(people.FINANCE_HEAD, "/ke-hoach/cho-duyet/")
    expect(page.get_by_role("link", name="quy-che.pdf")).to_be_visible()
    page.locator("input[name=rows]").check()
    press(page, "Duyệt các báo cáo đã chọn")
    page.goto(stage.task("8"))
    expect(_part(page, "Sở Tài chính")).to_contain_text("Hoàn thành quá hạn")
    expect(_part(page, "Sở Tài chính")).to_contain_text(f"Hoàn thành ngày 03/07/{year}")
    expect(_products(page)).to_contain_text("113/QC-STC")


def coordinators_give_theirs(stage: Stage) -> None:
    """The tax office says what it did; the lead sees that the social insurance has not."""
    page = stage.be(people.TAX, stage.task("8"))
    _report(page, "Thuế tỉnh", under_way="60", words="Đã thống nhất mẫu trao đổi mã số thuế.")
    page = stage.be(people.FINANCE, stage.task("8"))
    expect(page.get_by_text("Chưa báo cáo phần phối hợp:")).to_contain_text("Bảo hiểm xã hội")
    expect(page.get_by_text("Chưa báo cáo phần phối hợp:")).not_to_contain_text("Thuế tỉnh")
    expect(_part(page, "Thuế tỉnh")).to_contain_text("Đã thống nhất mẫu trao đổi mã số thuế.")


def a_task_is_done_in_time_by_a_decision(stage: Stage) -> None:
    """The home affairs department, which has nobody to sign off: the result counts at once."""
    year = stage.today.year
    stage.day(dt.date(year, 7, 21))
    page = stage.be(people.HOME, stage.task("15"))
    _report(page, "Sở Nội vụ", finished=f"20/07/{year}", words="Hỗ trợ 14 người.",
            product=("845/QĐ-UBND", f"20/07/{year}"))  # fmt: skip
    expect(_part(page, "Sở Nội vụ")).to_contain_text("Hoàn thành đúng hạn")
    expect(_products(page)).to_contain_text(f"845/QĐ-UBND, 20/07/{year}")


def of_three_leads_one_is_missing(stage: Stage) -> None:
    """Two unions have done their part; the youth union has not, so the task is not done."""
    year = stage.today.year
    address = stage.task("10.2", stage.chains)
    for who, body in ((people.FARMERS, "Hội Nông dân"), (people.WOMEN, "Hội Liên hiệp Phụ nữ")):
        page = stage.be(who, address)
        _report(page, body, finished=f"20/07/{year}", words=f"{body} giới thiệu 05 gương thành viên.")
    page.goto(f"/ke-hoach/{stage.chains}/?q=gương thành viên")
    row = page.locator("tr", has_text="Giới thiệu gương thành viên")
    expect(row).to_contain_text("2/3 cơ quan đã xong")
    expect(row).to_contain_text("Đang thực hiện")


def a_later_day_is_asked_and_granted(stage: Stage) -> None:
    """The science department asks before its day has come; the head of the standing agency gives less."""
    year = stage.today.year
    stage.day(dt.date(year, 8, 10))
    page = stage.be(people.SCIENCE, stage.task("14.3"))
    follow(page, page.get_by_role("link", name="Xin gia hạn"))
    fill(page, until=f"15/10/{year}", reason="Giảng viên bận khai giảng.")
    press(page, "Gửi đề nghị")
    page = stage.be(people.FINANCE_HEAD, "/ke-hoach/gia-han/")
    follow(page, page.locator("td.pl-text a", has_text="Lớp kỹ năng số"))
    fill(page, until=f"30/09/{year}", document="Công văn số 2211/STC-KTTT")
    press(page, "Đồng ý gia hạn")
    page.goto(f"/ke-hoach/{stage.plan}/?q=kỹ năng số")
    expect(page.locator("tr", has_text="Lớp kỹ năng số").locator(".pl-due")).to_contain_text(f"30/09/{year}")


# ---------------------------------------------------------------- what they do on a task's page


def _part(page: Page, body: str) -> Locator:
    return page.locator("section.pl-part", has=page.locator("strong", has_text=body)).first


def _products(page: Page) -> Locator:
    return page.locator(".card", has=page.get_by_role("heading", name="Sản phẩm", exact=True)).first


def _report(
    page: Page, body: str, *, words: str, finished: str = "", under_way: str = "",
    product: tuple[str, str] | None = None,
) -> None:  # fmt: skip
    """Say of the part of a body, on the task's page, what it has come to."""
    follow(page, _part(page, body).get_by_role("link", name="Cập nhật kết quả"))
    page.get_by_label("Đã hoàn thành" if finished else "Đang thực hiện", exact=True).check()
    fill(page, **({"finished_on": finished} if finished else {"percent": under_way}), narrative=words)
    if product:
        number, on = product
        fill(page, product0=True, product0_number=number, product0_on=on)
    press(page, "Ghi kết quả")

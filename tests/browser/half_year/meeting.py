"""October: a problem goes up and is decided, a visit is followed to its end, the committee meets."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.browser.half_year import people
from tests.browser.half_year.stage import Stage, download, fill, follow, path_of, press
from tests.browser.half_year.words import words_of

FOUNDED = "Quyết định số 215/QĐ-UBND"
CONCLUDED = "Trình Quyết định kiện toàn Ban Chỉ đạo và tổ giúp việc."


def a_problem_is_passed_up_and_decided(stage: Stage) -> None:
    """The science department has no money; the standing agency cannot help; the province decides."""
    year = stage.today.year
    stage.day(dt.date(year, 9, 18))
    page = stage.be(people.SCIENCE, stage.task("23"))
    follow(page, page.get_by_role("link", name="Nêu vướng mắc"))
    fill(page, text="Chưa có kinh phí hỗ trợ 15 nhãn hiệu.", asked="Bổ sung 300 triệu đồng.")
    press(page, "Gửi vướng mắc")
    stage.day(dt.date(year, 9, 21))
    page = stage.be(people.FINANCE, "/vuong-mac/")
    expect(page.get_by_text("1 vướng mắc đang chờ cơ quan đồng chí")).to_be_visible()
    follow(page, page.get_by_role("link", name="Chưa có kinh phí hỗ trợ 15 nhãn hiệu."))
    problem = path_of(page)
    follow(page, page.get_by_role("link", name="Chuyển lên cấp trên"))
    fill(page, to="Ủy ban nhân dân tỉnh Sơn Hải", text="Vượt dự toán được giao.")
    press(page, "Chuyển lên cấp trên")
    stage.day(dt.date(year, 9, 28))
    page = stage.be(people.COMMITTEE, problem)
    follow(page, page.get_by_role("link", name="Trả lời"))
    fill(page, text="Đồng ý bổ sung 300 triệu đồng từ dự phòng.", document="3120/UBND-KT",
         document_on=f"28/09/{year}")  # fmt: skip
    press(page, "Trả lời")
    page = stage.be(people.SCIENCE, problem)
    answer = page.locator(".card", has=page.get_by_role("heading", name="Trả lời"))
    expect(answer).to_contain_text("Đồng ý bổ sung 300 triệu đồng")
    expect(answer).to_contain_text(f"văn bản số 3120/UBND-KT ngày 28/09/{year}")
    expect(page.locator("main")).to_contain_text("10 ngày")  # from the 18th to the 28th


def a_visit_is_followed_to_its_end(stage: Stage) -> None:
    """Notice, minutes, a recommendation that is carried out and confirmed."""
    year = stage.today.year
    stage.day(dt.date(year, 10, 1))
    page = stage.be(people.FINANCE, f"/kiem-tra/lap/{stage.plan}/")
    follow(page, page.get_by_role("link", name="Sở Khoa học và Công nghệ"))
    fill(page, on=f"08/10/{year}", purpose="Hỗ trợ nhãn hiệu, truy xuất nguồn gốc.")
    page.get_by_role("checkbox", name=people.FINANCE).check()
    page.get_by_label("Hỗ trợ đăng ký nhãn hiệu").check()
    press(page, "Lập đợt kiểm tra")
    visit = path_of(page)
    told = words_of(download(page, page.get_by_role("link", name="Tải thông báo")))
    assert "Hỗ trợ nhãn hiệu, truy xuất nguồn gốc." in told
    follow(page, page.get_by_role("link", name="Ghi số thông báo"))
    fill(page, number="88/TB-STC", on=f"01/10/{year}")
    press(page, "Ghi số thông báo")
    stage.day(dt.date(year, 10, 9))
    page = stage.be(people.FINANCE, visit + "bien-ban/")
    fill(page, held_on=f"08/10/{year}", summary="Đã hỗ trợ 9/15 nhãn hiệu.")
    press(page, "Ghi biên bản")
    follow(page, page.get_by_role("link", name="Thêm kiến nghị"))
    fill(page, text="Công bố danh sách được hỗ trợ.", body="Sở Khoa học và Công nghệ", working_days="5")
    press(page, "Ghi kiến nghị")
    expect(page.locator("main")).to_contain_text(f"hạn 15/10/{year}")
    stage.day(dt.date(year, 10, 14))
    page = stage.be(people.SCIENCE, visit)
    follow(page, page.get_by_role("link", name="Công bố danh sách được hỗ trợ."))
    advice = path_of(page)
    follow(page, page.get_by_role("link", name="Báo cáo đã thực hiện"))
    fill(page, text="Đã đăng trên trang của Sở.")
    press(page, "Báo cáo đã thực hiện")
    page = stage.be(people.FINANCE, advice)
    follow(page, page.get_by_role("link", name="Xác nhận đã xong"))
    press(page, "Xác nhận đã xong")
    expect(page.locator("main")).to_contain_text("Đã xác nhận. Kiến nghị kết thúc.")


def the_committee_meets(stage: Stage) -> None:
    """It is set up with its members; the agenda names what is late; its conclusion becomes a task."""
    year = stage.today.year
    stage.day(dt.date(year, 10, 19))
    page = stage.be(people.FINANCE, "/ban-chi-dao/")
    follow(page, page.get_by_role("link", name="Lập hồ sơ"))
    fill(page, document=FOUNDED, founded_on=f"19/10/{year}", standing="Sở Tài chính")
    press(page, "Lập hồ sơ")
    committee = path_of(page)
    _seat(page, committee, f"{people.COMMITTEE}, Phó Chủ tịch UBND tỉnh", "Trưởng ban")
    _seat(page, committee, f"{people.AGRICULTURE_HEAD}, Phó Giám đốc Sở", "Ủy viên")
    page.goto(f"{committee}phien-hop/lap/")
    fill(page, title=f"Phiên họp quý IV năm {year}", on=f"23/10/{year}")
    page.get_by_label("Kiện toàn Ban Chỉ đạo phát triển KTTT tỉnh").check()
    press(page, "Lập phiên họp")
    meeting = path_of(page)
    expect(page.locator("main")).to_contain_text("Kiện toàn Ban Chỉ đạo phát triển KTTT tỉnh")
    invitation = words_of(download(page, page.get_by_role("link", name="Tải giấy mời")))
    assert people.AGRICULTURE_HEAD in invitation
    assert "Kiện toàn Ban Chỉ đạo phát triển KTTT tỉnh" in invitation
    follow(page, page.get_by_role("link", name="Ghi số giấy mời"))
    fill(page, number="61/GM-BCĐ", on=f"19/10/{year}")
    press(page, "Ghi số giấy mời")
    stage.day(dt.date(year, 10, 23), hour=15)
    page = stage.be(people.FINANCE, meeting + "bien-ban/")
    fill(
        page,
        held_on=f"23/10/{year}",
        chaired_by=people.COMMITTEE,
        summary="Thống nhất phải xong trong tháng 11.",
    )
    press(page, "Ghi biên bản")
    follow(page, page.get_by_role("link", name="Thêm kết luận"))
    fill(page, text=CONCLUDED, who="Sở Nội vụ", due_on=f"30/11/{year}")
    press(page, "Ghi kết luận")
    follow(page, page.get_by_role("link", name="Đưa vào theo dõi"))
    fill(page, number="402/TB-BCĐ", issued_on=f"23/10/{year}")
    press(page, "Đưa vào theo dõi")
    expect(page.locator(".list-group-item", has_text=CONCLUDED)).to_contain_text("Chưa thực hiện")
    page = stage.be(people.HOME)
    expect(page.locator("main")).to_contain_text(CONCLUDED[:30])


def _seat(page: Page, committee: str, user: str, role: str) -> None:
    page.goto(f"{committee}thanh-vien/them/")
    fill(page, user=user, role=role, document=FOUNDED)
    press(page, "Thêm thành viên")

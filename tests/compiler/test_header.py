"""What a document is, whose, when, and who signed it."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.compiler.format import Document, Period, Signer
from tests.compiler.documents import compiled

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẢI
Số: 31 /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn Hải, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển nghề nuôi biển
trên địa bàn tỉnh Sơn Hải năm 2026

Căn cứ Luật Hợp tác xã năm 2023;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. NHIỆM VỤ
Sở Tài chính: bố trí kinh phí.
"""
END = """
Nơi nhận:
- Như trên;
- Các sở, ban, ngành (t/h);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

(Đã ký)

Đặng Thị Bích Hằng
"""


def head(text: str) -> Document:
    return compiled(text).document


def test_every_field_of_a_full_head_and_end() -> None:
    document = head(HEAD + END)
    assert document.kind == "ke_hoach"
    assert document.number == "31/KH-UBND"
    assert document.issued_on == dt.date(2026, 2, 5)
    assert document.place == "Sơn Hải"
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"
    assert document.title == "Phát triển nghề nuôi biển trên địa bàn tỉnh Sơn Hải năm 2026"
    assert document.period == Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert document.recipients == ("Như trên", "Các sở, ban, ngành (t/h)", "Lưu: VT")
    assert document.signer is not None
    assert document.signer.name == "Đặng Thị Bích Hằng"
    assert document.signer.position == "Phó Chủ tịch"
    assert document.signer.authority == "KT. Chủ tịch"


def test_the_fields_lie_where_their_spans_say() -> None:
    text = HEAD + END
    spans = head(text).spans
    assert text[slice(*spans["number"])] == "31 /KH-UBND"
    assert text[slice(*spans["issued_on"])] == "ngày 05 tháng 02 năm 2026"
    assert text[slice(*spans["period"])] == "năm 2026"
    assert text[slice(*spans["recipients"])].startswith("Như trên")


def test_blanks_are_null() -> None:
    document = head(HEAD.replace("31 /", "    /").replace("ngày 05 tháng 02", "ngày     tháng    "))
    assert document.number is None
    assert document.issued_on is None
    assert document.place == "Sơn Hải"


def test_the_body_itself_stands_below_its_superior() -> None:
    text = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI", "UBND TỈNH SƠN HẢI\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    assert head(text).issuer == "Sở Nông nghiệp và Môi trường tỉnh Sơn Hải"


HEADS = [
    "**ỦY BAN NHÂN DÂN TỈNH SƠN HẢI** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\n"
    "**Độc lập - Tự do - Hạnh phúc**",
    "ỦY BAN NHÂN DÂN TỈNH SƠN HẢI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Ủy ban nhân dân tỉnh Sơn Hải\nCộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc",
    "UBND tỉnh Sơn Hải\nCộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc",
]


@pytest.mark.parametrize("lines", HEADS, ids=[h[:30] for h in HEADS])
def test_the_body_is_named_beside_the_national_header_in_any_letters(lines: str) -> None:
    text = lines + HEAD[HEAD.index("\nSố") :].replace("Ủy ban nhân dân tỉnh ban hành", "Nay ban hành")
    document = head(text + "\nUBND tỉnh định kỳ kiểm tra.\n" + END)
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"
    assert text[slice(*document.spans["issuer"])] == lines.partition("CỘNG")[0].partition("\n")[0].strip(
        " *|"
    )


def test_number_and_date_come_from_the_annex_where_the_head_is_lost() -> None:
    lost = HEAD[HEAD.index("KẾ HOẠCH") :] + END
    annex = "\nPhụ lục\nPHÂN CÔNG\n"
    annex += "(Kèm theo Kế hoạch số 31/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Sơn Hải)\n"
    document = head(lost + annex)
    assert document.number == "31/KH-UBND"
    assert document.issued_on == dt.date(2026, 2, 5)
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"
    assert document.place is None


def test_a_plan_inside_a_decision_bears_the_decisions_number() -> None:
    decision = HEAD.replace("KẾ HOẠCH\nPhát triển", "QUYẾT ĐỊNH\nBan hành Kế hoạch phát triển").replace(
        "KH-UBND", "QĐ-UBND"
    )
    decision = decision.replace(
        "Ủy ban nhân dân tỉnh ban hành", "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này"
    )
    plan = "\nKẾ HOẠCH\nPhát triển nghề nuôi biển\n"
    plan += (
        "(Ban hành kèm theo Quyết định số 31/QĐ-UBND ngày 05/02/2026)\n\nI. NHIỆM VỤ\nSở Y tế: khám bệnh.\n"
    )
    document = head(decision + END + plan)
    assert (document.kind, document.number) == ("quyet_dinh", "31/QĐ-UBND")
    assert document.signer is not None


def test_kind_and_subject_may_stand_in_one_line() -> None:
    document = head("KẾ HOẠCH Phát triển nghề muối năm 2026\n\nI. NHIỆM VỤ\nSở Y tế: khám bệnh.\n")
    assert (document.kind, document.title) == ("ke_hoach", "Phát triển nghề muối năm 2026")
    assert head("KẾ HOẠCH PHÁT TRIỂN NGHỀ MUỐI\n\nI. NHIỆM VỤ\n").title == "PHÁT TRIỂN NGHỀ MUỐI"


def test_a_text_without_a_title_still_has_a_body() -> None:
    plan = compiled("Căn cứ Luật Hợp tác xã năm 2023;\nI. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\n")
    assert plan.document.title is None
    assert [task.text for task in plan.tasks] == ["Khám bệnh."]


TITLES = [
    ("Triển khai Nghị quyết số 20-NQ/TW ngày 16/6/2022 về kinh tế tập thể trong giai đoạn mới", None),
    ("Phát triển kinh tế tập thể giai đoạn 2026 - 2030", Period(dt.date(2026, 1, 1), dt.date(2030, 12, 31))),
    ("Đổi mới công nghệ đến năm 2035", Period(None, dt.date(2035, 12, 31))),
    ("Thực hiện Luật Hợp tác xã năm 2023", None),
    (
        "Dạy bơi cho học sinh\ntrong hai năm 2026 và 2027",
        Period(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    ),
    ("Nuôi biển các năm 2026, 2027, 2028", Period(dt.date(2026, 1, 1), dt.date(2028, 12, 31))),
]


@pytest.mark.parametrize(("title", "period"), TITLES, ids=[t[:30] for t, _ in TITLES])
def test_the_period_is_what_the_title_covers_not_what_it_cites(title: str, period: Period | None) -> None:
    assert head(f"KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\nSở Y tế: khám bệnh.\n").period == period


def test_two_columns_with_spaces_between_are_read_one_after_the_other() -> None:
    text = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    XÃ HẢI TÂN                  Độc lập - Tự do - Hạnh phúc
Số:      /KH-UBND         Hải Tân, ngày     tháng 9 năm 2026

KẾ HOẠCH
Dọn rác bãi biển 6 tháng cuối năm 2026 và năm 2027

UBND xã Hải Tân ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Trạm Y tế: khám bệnh cho người dân.

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- Sở Y tế (b/c);                            CHỦ TỊCH
- Lưu: VT.
                                       Nguyễn Văn An
"""
    document = head(text)
    assert (document.number, document.issued_on, document.place) == (None, None, "Hải Tân")
    assert document.issuer == "Ủy ban nhân dân xã Hải Tân"
    assert document.period == Period(dt.date(2026, 7, 1), dt.date(2027, 12, 31))
    assert document.recipients == ("Sở Y tế (b/c)", "Lưu: VT")
    assert document.signer == Signer("Nguyễn Văn An", "Chủ tịch", "TM. Ủy ban nhân dân")


def test_columns_may_stand_between_tabs() -> None:
    text = HEAD[HEAD.index("KẾ HOẠCH") :]
    text = "UBND TỈNH SƠN HẢI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập\n" + text
    text += "Nơi nhận:\tKT. GIÁM ĐỐC\n- Các bệnh viện;\tPHÓ GIÁM ĐỐC\n- Lưu: VT.\tBS.CKII Lê Minh\n"
    document = head(text)
    assert document.issuer == "Sở Y tế tỉnh Sơn Hải"
    assert document.signer == Signer("Lê Minh", "Phó Giám đốc", "KT. Giám đốc")
    assert document.recipients == ("Các bệnh viện", "Lưu: VT")


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nTrần Thị Bình",
            ("Trần Thị Bình", "Phó Bí thư", "T/M Ban Thường vụ"),
        ),
        (
            "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nVõ Thanh Tùng",
            ("Võ Thanh Tùng", "Chánh Văn phòng", "TL. Chủ tịch"),
        ),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC\nThS. Lê Minh", ("Lê Minh", "Giám đốc", "TUQ. Chủ tịch")),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Minh",
            ("Lê Minh", "Phó Chủ tịch", "KT. Chủ tịch"),
        ),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nLê Minh", ("Lê Minh", "Thứ trưởng", "KT. Bộ trưởng")),
        ("BỘ TRƯỞNG\nLê Minh", ("Lê Minh", "Bộ trưởng", None)),
    ],
)
def test_in_whose_stead_and_who_signs(lines: str, signer: tuple[str, str, str | None]) -> None:
    end = f"\nNơi nhận:\n- Như trên,\n- VPTW, VPCP,\n- Lưu: VT.\n{lines}\n"
    document = head(HEAD + end)
    assert document.signer == Signer(*signer)
    assert document.recipients == ("Như trên", "VPTW, VPCP", "Lưu: VT")


def test_a_dispatch_has_its_subject_below_its_number() -> None:
    text = HEAD[: HEAD.index("KẾ HOẠCH")].replace("31 /KH-UBND", "31/UBND-KT\nV/v dọn bãi biển năm 2026")
    text += "Kính gửi:\n- Sở Y tế;\n\nUBND tỉnh yêu cầu:\n1. Sở Y tế khám bệnh.\n" + END
    document = head(text)
    assert (document.kind, document.number) == ("cong_van", "31/UBND-KT")
    assert document.title == "dọn bãi biển năm 2026"
    assert document.signer is not None


def test_a_telegram_s_title_ends_where_its_issuer_speaks() -> None:
    text = HEAD[: HEAD.index("KẾ HOẠCH")].replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI", "THỦ TƯỚNG CHÍNH PHỦ")
    text = text.replace("31 /KH-UBND", "31/CĐ-TTg") + "CÔNG ĐIỆN\nVề việc phòng, chống bão\n"
    document = head(text + "\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ;\n1. Sở Y tế khám bệnh.\n")
    assert (document.kind, document.issuer) == ("cong_dien", "Thủ tướng Chính phủ")
    assert document.title == "Về việc phòng, chống bão"


def test_a_committee_bears_the_province_above_it() -> None:
    text = HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI", "UBND THÀNH PHỐ SƠN HẢI\nBAN CHỈ ĐẠO NGHỀ CÁ")
    assert head(text).issuer == "Ban Chỉ đạo nghề cá thành phố Sơn Hải"


def test_a_period_right_behind_a_citation_is_the_plan_s() -> None:
    title = "Thực hiện Nghị quyết số 9/NQ-CP của Chính phủ giai đoạn 2026 - 2030"
    period = head(HEAD.replace("Phát triển nghề nuôi biển\ntrên địa bàn tỉnh Sơn Hải năm 2026", title)).period
    assert period == Period(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    cited = "Thực hiện Nghị quyết số 9/NQ-CP của Chính phủ về biển giai đoạn 2026 - 2030"
    assert (
        head(HEAD.replace("Phát triển nghề nuôi biển\ntrên địa bàn tỉnh Sơn Hải năm 2026", cited)).period
        is None
    )


# A page's narrow columns break the head, and its lines run on: own words in the forms that portals give.
NARROW = """ỦY
BAN NHÂN DÂN
TỈNH SƠN HẢI
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
-------
|
Số:
31/{sign}
|
Sơn Hải, ngày
05 tháng 02 năm 2026
|
{body}"""
RUN_ON = [
    "KẾ HOẠCH\nPHÁT TRIỂN NGHỀ NUÔI BIỂN TRÊN ĐỊA BÀN TỈNH SƠN HẢI NĂM\n2026\nCăn cứ Luật Thủy sản ngày\n"
    "21 tháng 11 năm 2017;\nỦy ban nhân dân tỉnh ban\nhành Kế hoạch nuôi biển như sau:\n"
    "I. MỤC TIÊU\n1. Nuôi biển\n",
    "KẾ HOẠCH PHÁT TRIỂN NGHỀ NUÔI BIỂN TRÊN ĐỊA BÀN TỈNH SƠN HẢI NĂM 2026 Thực hiện Nghị quyết số 9/NQ-CP "
    "ngày 02/01/2026 của Chính phủ, tỉnh làm như sau:\nI. MỤC TIÊU\n1. Nuôi biển\n",
    "KẾ HOẠCH\nPHÁT TRIỂN NGHỀ NUÔI BIỂN TRÊN ĐỊA BÀN TỈNH SƠN HẢI NĂM 2026\n"
    "Kính gửi: Bộ Nông nghiệp và Môi trường\nI. MỤC TIÊU\n1. Nuôi biển\n",
]


@pytest.mark.parametrize("body", RUN_ON, ids=["lines", "one line", "addressed"])
def test_a_title_in_capitals_ends_where_a_sentence_begins(body: str) -> None:
    document = head(NARROW.format(sign="KH-UBND", body=body))
    assert document.title == "PHÁT TRIỂN NGHỀ NUÔI BIỂN TRÊN ĐỊA BÀN TỈNH SƠN HẢI NĂM 2026"
    assert (document.number, document.place) == ("31/KH-UBND", "Sơn Hải")
    assert document.issued_on == dt.date(2026, 2, 5)
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"


@pytest.mark.parametrize("who", ["ỦY BAN NHÂN DÂN TỈNH SƠN HẢI", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẢI"])
def test_who_decides_is_no_title_though_it_runs_on(who: str) -> None:
    body = (
        f"QUYẾT ĐỊNH BAN HÀNH QUY CHẾ QUẢN LÝ BẾN CÁ CỦA TỈNH SƠN HẢI {who} Căn cứ Luật Thủy sản ngày "
        "21 tháng 11 năm 2017;\nĐiều 1. Ban hành Quy chế.\n"
    )
    title = head(NARROW.format(sign="QĐ-UBND", body=body)).title
    assert title == "BAN HÀNH QUY CHẾ QUẢN LÝ BẾN CÁ CỦA TỈNH SƠN HẢI"


def test_whose_document_another_is_stays_in_the_title() -> None:
    body = (
        "QUYẾT ĐỊNH SỬA ĐỔI QUY CHẾ BẾN CÁ CỦA ỦY BAN NHÂN DÂN TỈNH SƠN HẢI Căn cứ Luật Thủy sản ngày "
        "21 tháng 11 năm 2017;\nĐiều 1. Sửa đổi Quy chế.\n"
    )
    title = head(NARROW.format(sign="QĐ-UBND", body=body)).title
    assert title == "SỬA ĐỔI QUY CHẾ BẾN CÁ CỦA ỦY BAN NHÂN DÂN TỈNH SƠN HẢI"


def test_names_and_brackets_in_small_letters_are_of_the_title() -> None:
    text = HEAD.replace(
        "Phát triển nghề nuôi biển", "PHÒNG, CHỐNG DỊCH CÚM MÙA (gọi tắt là Cúm) của Trạm Y tế"
    )
    assert head(text).title == (
        "PHÒNG, CHỐNG DỊCH CÚM MÙA (gọi tắt là Cúm) của Trạm Y tế trên địa bàn tỉnh Sơn Hải năm 2026"
    )


PLACES = [
    ("Sơn Hải, ngày", "Cửa Lạch-Bãi Cạn, ngày", "Cửa Lạch-Bãi Cạn"),
    ("Sơn Hải, ngày", "Cửa Lạch - Bãi\nCạn, ngày", "Cửa Lạch - Bãi Cạn"),
    ("Sơn Hải, ngày 05", "Sơn Hải,\nngày 05", "Sơn Hải"),
    ("Sơn Hải, ngày 05", "Sơn Hải, ngày 05\n", "Sơn Hải"),
]


@pytest.mark.parametrize(("written", "broken", "place"), PLACES, ids=[b for _, b, _ in PLACES])
def test_place_and_date_over_two_lines(written: str, broken: str, place: str) -> None:
    document = head(HEAD.replace(written, broken))
    assert (document.place, document.issued_on) == (place, dt.date(2026, 2, 5))


def test_both_columns_of_the_head_in_rows_of_a_table() -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 31/KH-UBND | Sơn Hải, ngày 05 tháng 02 năm 2026 |\n"
        "Căn cứ Luật Thủy sản ngày 21 tháng 11 năm 2017;\n"
        "UBND tỉnh ban hành kế hoạch nuôi biển trên địa bàn tỉnh Sơn Hải:\n"
        "1. Mục đích\n- Nuôi biển.\n"
    )
    document = head(text)
    assert (document.kind, document.number, document.place) == ("ke_hoach", "31/KH-UBND", "Sơn Hải")
    assert document.issued_on == dt.date(2026, 2, 5)
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"


def test_a_decision_without_its_word_is_known_by_its_number() -> None:
    text = (
        "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 31/QĐ-BNNMT | Hà Nội, ngày 05 tháng 02 năm 2026 |\nV/v: ban hành Quy chế bến cá\n"
        "BỘ TRƯỞNG BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nCăn cứ Luật Thủy sản năm 2017;\n"
    )
    document = head(text)
    assert (document.kind, document.title) == ("quyet_dinh", "ban hành Quy chế bến cá")


def test_the_lost_first_letter_of_a_committee() -> None:
    text = HEAD.replace("ỦY BAN NHÂN DÂN\n", "Y BAN NHÂN DÂN\n")
    assert head(text).issuer == "Ủy ban nhân dân tỉnh Sơn Hải"


def test_the_hour_of_a_telegram_is_no_title() -> None:
    telegram = "CÔNG ĐIỆN\nHồi 10 giờ 30 ngày 05/02/2026\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n- Các xã"
    text = HEAD[: HEAD.index("KẾ HOẠCH")] + telegram + HEAD[HEAD.index("\n\nCăn cứ") :]
    assert (head(text).kind, head(text).title) == ("cong_dien", None)


@pytest.mark.parametrize(
    "title", ["NUÔI BIỂN TỈNH SƠN HẢI NĂM 2026", "Nuôi biển trên địa bàn tỉnh Sơn Hải năm 2026"]
)
def test_the_title_names_the_province_that_the_head_leaves_out(title: str) -> None:
    opening = "Căn cứ Luật Thủy sản năm 2017;\nUBND tỉnh ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n"
    text = f"KẾ HOẠCH\n{title}\n\n{opening}"
    assert head(text).issuer == "Ủy ban nhân dân tỉnh Sơn Hải"


def test_of_two_provinces_in_a_title_none_is_taken() -> None:
    text = (
        "KẾ HOẠCH\nPhối hợp nuôi biển giữa tỉnh Sơn Hải và tỉnh Lam Thủy\n\nCăn cứ Luật Thủy sản năm 2017;\n"
        "UBND tỉnh ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n"
    )
    assert head(text).issuer == "Ủy ban nhân dân tỉnh"


def test_a_head_that_has_run_into_one_line() -> None:
    text = (
        "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG ------- Số: 31/CT-BNNMT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc ------- Hà Nội, ngày 05 tháng 02 năm 2026 |\n"
        "CHỈ THỊ\nVỀ VIỆC GIỮ RỪNG\nThời gian qua rừng bị phá.\n"
    )
    document = head(text)
    assert (document.kind, document.number, document.place) == ("chi_thi", "31/CT-BNNMT", "Hà Nội")
    assert document.issued_on == dt.date(2026, 2, 5)
    assert document.issuer == "Bộ Nông nghiệp và Môi trường"


@pytest.mark.parametrize("more", ["Giai đoạn 2026 - 2030", "Về việc giữ bờ biển năm 2026"])
def test_a_line_in_small_letters_below_a_title_in_capitals_belongs_to_it(more: str) -> None:
    text = HEAD.replace(
        "Phát triển nghề nuôi biển\ntrên địa bàn tỉnh Sơn Hải năm 2026", f"NUÔI BIỂN XA BỜ\n{more}"
    )
    assert head(text).title == f"NUÔI BIỂN XA BỜ {more}"


def test_a_head_in_the_portal_s_table_of_data() -> None:
    text = (
        "Kế hoạch nuôi biển năm 2026\n| Số hiệu | 31/KH-UBND |\n| Loại văn bản | Kế hoạch |\n"
        "| Người ký | Trần Văn Bãi |\n|\n"
        "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|\n"
        "Số: 31/KH-UBND |\nSơn Hải, ngày 05 tháng 02 năm 2026 |\n"
        "KẾ HOẠCH\nNUÔI BIỂN TỈNH SƠN HẢI NĂM 2026\nCăn cứ Luật Thủy sản năm 2017;\n"
        "I. MỤC TIÊU\n1. Nuôi biển\n"
    )
    document = head(text)
    assert (document.number, document.place) == ("31/KH-UBND", "Sơn Hải")
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"
    assert document.title == "NUÔI BIỂN TỈNH SƠN HẢI NĂM 2026"


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("Nghị quyết số: 31/2026/UBTVQH15", "31/2026/UBTVQH15"),
        ("Thông tư số: 31/2026/TT-BTC", "31/2026/TT-BTC"),
    ],
)
def test_the_kind_may_stand_before_the_number(number: str, found: str) -> None:
    assert head(HEAD.replace("Số: 31 /KH-UBND", number)).number == found


def test_a_sentence_before_a_number_makes_it_none() -> None:
    assert head(HEAD.replace("Số: 31 /KH-UBND", "Bãi bỏ Kế hoạch số: 31/KH-UBND")).number is None


@pytest.mark.parametrize(("written", "found"), [("31/KHUBND", "31/KH-UBND"), ("31/CTCP", "31/CTCP")])
def test_a_hyphen_that_the_page_lost(written: str, found: str) -> None:
    assert head(HEAD.replace("31 /KH-UBND", written)).number == found


@pytest.mark.parametrize("kind", ["DỰ THẢO KẾ HOẠCH", "(Dự thảo) KẾ HOẠCH"])
def test_a_draft_says_so_before_its_kind(kind: str) -> None:
    document = head(HEAD.replace("KẾ HOẠCH\nPhát", f"{kind}\nPhát"))
    assert document.kind == "ke_hoach"
    assert document.title == "Phát triển nghề nuôi biển trên địa bàn tỉnh Sơn Hải năm 2026"


@pytest.mark.parametrize(
    ("level", "name"),
    [("tỉnh", "Sơn Hải"), ("huyện", "Bãi Cạn"), ("xã", "Cửa Lạch"), ("thành phố", "Lam Thủy")],
)
def test_the_level_a_body_gives_itself_is_that_of_the_place_at_its_head(level: str, name: str) -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        f"Số: 31/KH-UBND | {name}, ngày 05 tháng 02 năm 2026 |\n"
        f"Căn cứ Luật Thủy sản năm 2017;\nUBND {level} ban hành Kế hoạch nuôi biển như sau:\nI. MỤC TIÊU\n"
    )
    assert head(text).issuer == f"Ủy ban nhân dân {level} {name}"


@pytest.mark.parametrize(("year", "work"), [("2009", "nuôi biển"), ("2026", "nuôi biển tại xã Cửa Lạch")])
def test_the_place_is_not_the_body_s_in_older_documents_nor_where_it_is_called_otherwise(
    year: str, work: str
) -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        f"Số: 31/KH-UBND | Cửa Lạch, ngày 05 tháng 02 năm {year} |\n"
        f"UBND tỉnh ban hành Kế hoạch {work} như sau:\nI. MỤC TIÊU\n"
    )
    assert head(text).issuer == "Ủy ban nhân dân"


def test_the_session_of_a_council_is_no_part_of_the_title() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH SƠN HẢI\nSố: 31/NQ-HĐND\nSơn Hải, ngày 05 tháng 02 năm 2026\nNGHỊ QUYẾT\n"
        "VỀ CHÍNH SÁCH NUÔI BIỂN CỦA CÁC HỢP TÁC XÃ NĂM 2026 HỘI ĐỒNG NHÂN DÂN TỈNH SƠN HẢI\n"
        "KHÓA XV, NHIỆM KỲ 2021 - 2026, KỲ HỌP THỨ 9\nCăn cứ Luật Thủy sản ngày 21/11/2017;\n"
    )
    assert head(text).title == "VỀ CHÍNH SÁCH NUÔI BIỂN CỦA CÁC HỢP TÁC XÃ NĂM 2026"


PORTAL = (
    "Quyết định 31/QĐ-UBND năm 2026 về nuôi biển\n| Số hiệu: | 31/QĐ-UBND | Loại văn bản: | Quyết định |\n"
    "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    "Số: 31/QĐ-UBND |\nSơn Hải, ngày 05 tháng 02 năm 2026 |\n"
)
DECIDES = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẢI\n"
GROUNDS = "Căn cứ Luật Thủy sản ngày 21/11/2017;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt kế hoạch nuôi biển.\n"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("BAN HÀNH QUY CHẾ CHO THUÊ MẶT BIỂN\n", "BAN HÀNH QUY CHẾ CHO THUÊ MẶT BIỂN"),
        (
            "PHÊ DUYỆT ĐỀ ÁN NUÔI BIỂN\nGIAI ĐOẠN 2026 - 2030\n",
            "PHÊ DUYỆT ĐỀ ÁN NUÔI BIỂN GIAI ĐOẠN 2026 - 2030",
        ),
        ("", None),
        ("MỤC TIÊU CỦA NUÔI BIỂN NĂM NAY\n", None),
    ],
)
def test_the_subject_stands_below_the_number_where_a_portal_lost_the_kind(
    below: str, title: str | None
) -> None:
    document = head(PORTAL + below + DECIDES + GROUNDS)
    assert (document.kind, document.title) == ("quyet_dinh", title)
    assert document.issuer == "Ủy ban nhân dân tỉnh Sơn Hải"


@pytest.mark.parametrize(("place", "unit"), [("Quận 3", "quận 3"), ("Phường 12", "phường 12")])
def test_a_district_of_a_city_may_be_named_by_a_number(place: str, unit: str) -> None:
    text = (
        PORTAL.replace("Sơn Hải", place)
        + f"NUÔI BIỂN Ở CÁC HỢP TÁC XÃ\nỦY BAN NHÂN DÂN {place.upper()}\n{GROUNDS}"
    )
    document = head(text)
    assert document.place == place
    assert (document.issuer or "").lower() == f"ủy ban nhân dân {unit}"


def test_a_dispatch_whose_head_lies_in_a_portal_s_table() -> None:
    text = (
        "VĂN\nPHÒNG TỈNH ỦY |\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 31/VPTU-TH |\n"
        "Sơn Hải, ngày 05 tháng 02 năm 2026 |\nKính gửi: |\n- Các sở, ban,\nngành; |\n"
        "Các sở rà soát diện tích nuôi biển và lập sổ theo dõi từng tổ hợp tác.\n"
    )
    assert (head(text).kind, head(text).number) == ("cong_van", "31/VPTU-TH")


def test_recipients_whose_lines_have_run_into_one_end_at_the_signature() -> None:
    lines = END.strip().splitlines()
    joined = f"\n{' '.join(lines[:4])} | {' '.join(lines[4:7])} {lines[-1]} |\n"
    document = head(HEAD + joined)
    assert document.recipients == ("Như trên", "Các sở, ban, ngành (t/h)", "Lưu: VT")
    assert document.signer is not None
    assert document.signer.name == "Đặng Thị Bích Hằng"


def test_a_title_ends_where_the_body_begins_without_grounds() -> None:
    opening = (
        "Thời gian qua, các cấp, các ngành đã triển khai nhiều giải pháp chống khai thác bất hợp pháp. "
        "Tuy nhiên, năm 2025 vẫn còn 214 tàu cá hết hạn giấy phép."
    )
    document = head(HEAD.replace("Căn cứ Luật Hợp tác xã năm 2023;", opening))
    assert document.title == "Phát triển nghề nuôi biển trên địa bàn tỉnh Sơn Hải năm 2026"


def test_the_committee_of_a_mass_organisation_is_that_organisation_in_its_unit() -> None:
    document = head(
        HEAD.replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI", "HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TỈNH SƠN HẢI")
    )
    assert document.issuer == "Hội Nông dân tỉnh Sơn Hải"

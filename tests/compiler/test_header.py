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

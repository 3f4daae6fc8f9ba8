"""What a document is, whose, when, and who signed it."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.compiler.format import Document, Period
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
]


@pytest.mark.parametrize(("title", "period"), TITLES, ids=[t[:30] for t, _ in TITLES])
def test_the_period_is_what_the_title_covers_not_what_it_cites(title: str, period: Period | None) -> None:
    assert head(f"KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\nSở Y tế: khám bệnh.\n").period == period

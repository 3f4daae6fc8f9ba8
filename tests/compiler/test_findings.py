"""The checker: each rule on a text that breaks it and on one that does not."""

from __future__ import annotations

import pytest

from hopluc.compiler.check import RULES
from hopluc.compiler.pipeline import compile_text
from tests.compiler.documents import compiled, rules, table

PROSE = "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Sở Y tế: {}\n"

BROKEN = {
    "no-plan": "QUYẾT ĐỊNH\nVề việc nghỉ lễ\n\nĐiều 1. Nghỉ lễ ba ngày.\n",
    "missing-header": PROSE.format("Khám bệnh."),
    "missing-number": "Số:      /KH-UBND\nSơn Hải, ngày 5 tháng 2 năm 2026\n\n" + PROSE.format("Khám bệnh."),
    "missing-date": "Số: 5/KH-UBND\nSơn Hải, ngày    tháng    năm 2026\n\n" + PROSE.format("Khám bệnh."),
    "missing-signature": PROSE.format("Khám bệnh.") + "\nNơi nhận:\n- Lưu: VT.\n",
    "own-date-mismatch": "Số: 5/KH-UBND\nSơn Hải, ngày 5 tháng 2 năm 2026\n\n"
    + PROSE.format("Khám bệnh.")
    + "\nPhụ lục\n(Kèm theo Kế hoạch số 5/KH-UBND ngày 15/02/2026)\n",
    "date-impossible": PROSE.format("Khám bệnh trước ngày 31/9/2026."),
    "citation-year": PROSE.format("Thực hiện Thông tư số 09/2017/TT-BTC ngày 26/5/2027 của Bộ Tài chính."),
    "citation-two-dates": PROSE.format(
        "Thực hiện Quyết định số 15/QĐ-UBND ngày 02/3/2025; Quyết định số 15/QĐ-UBND ngày 02/3/2025 "
        "và Quyết định số 15/QĐ-UBND ngày 20/3/2025 của Ủy ban nhân dân tỉnh."
    ),
    "duplicate-number": table("1|Rà soát.|Sở A||2026", "1|Báo cáo.|Sở B||2026"),
    "missing-lead": table("1|Rà soát.|||2026", "2|Báo cáo.|Sở B||2026"),
    "missing-deadline": table("1|Rà soát.|Sở A||", "2|Báo cáo.|Sở B||2026"),
    "unparsed-deadline": table("1|Rà soát.|Sở A||Theo lịch của xã", "2|Báo cáo.|Sở B||2026"),
    "row-deadline-mismatch": table("1|Rà soát trước ngày 15/7/2026.|Sở A||Trước ngày 30/8/2026"),
    "deadline-before-document": "Số: 5/KH-UBND\nSơn Hải, ngày 5 tháng 2 năm 2026\n\n"
    + table("1|Rà soát.|Sở A||Trước ngày 30/8/2025"),
    "numbering": PROSE.format("Khám bệnh.") + "3. Sở Công Thương: Mở chợ.\n",
    "missing-annex": PROSE.format("Khám bệnh (chi tiết tại Phụ lục 2 kèm theo)."),
    "misspelling": PROSE.format(
        "Khám tại địa bản xã A; thi trên địa bàn, hội trên địa bàn, họp tại địa bàn, về địa bàn."
    ),
    "stray-punctuation": PROSE.format("Khám bệnh cho “ngư dân” và diêm dân”."),
    "doubled-word": PROSE.format("Khám bệnh cho cho ngư dân."),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), BROKEN.items(), ids=BROKEN.keys())
def test_the_rule_is_broken_here(rule: str, text: str) -> None:
    assert rule in rules(text)


SOUND = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẢI
Số: 31/KH-UBND
Sơn Hải, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển nghề nuôi biển năm 2026

Căn cứ Luật Hợp tác xã ngày 20 tháng 6 năm 2023;
Căn cứ Nghị định số 113/2024/NĐ-CP ngày 12/9/2024 của Chính phủ;
Ủy ban nhân dân tỉnh Sơn Hải ban hành Kế hoạch như sau:
I. NHIỆM VỤ
1. Sở Y tế: Khám bệnh cho ngư dân, xử lý hành vi vi phạm tại hợp tác xã xã Cồn trước ngày 30/6/2026.
II. TỔ CHỨC THỰC HIỆN
Sở Y tế báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Đảo
"""


def test_a_sound_plan_gives_no_finding() -> None:
    assert compiled(SOUND).findings == ()


def test_body_and_row_that_disagree_on_the_day_are_told() -> None:
    work = "rà soát toàn bộ lồng bè trên vịnh và lập bản đồ các vùng nuôi an toàn cho từng xã ven biển"
    text = PROSE.format(f"{work} trước ngày 30/8/2026.") + table(f"1|{work}|Sở Y tế||Trước ngày 15/7/2026")
    (finding,) = [f for f in compiled(text).findings if f.rule == "body-appendix-mismatch"]
    assert finding.expected == "15/07/2026"


def test_a_wrong_year_can_be_mended_with_one_click() -> None:
    text = BROKEN["citation-year"]
    (finding,) = [f for f in compiled(text).findings if f.rule == "citation-year"]
    assert finding.mend is not None
    start, end = finding.mend.span
    assert text[start:end] == "ngày 26/5/2027"
    assert finding.mend.text == "ngày 26/5/2017"


def test_a_doubled_word_can_be_mended_with_one_click() -> None:
    text = BROKEN["doubled-word"]
    (finding,) = [f for f in compiled(text).findings if f.rule == "doubled-word"]
    assert finding.mend is not None
    start, end = finding.mend.span
    assert text[:start] + finding.mend.text + text[end:] == text.replace("cho cho", "cho")


@pytest.mark.parametrize(("rule", "text"), BROKEN.items(), ids=BROKEN.keys())
def test_messages_come_in_two_languages(rule: str, text: str) -> None:
    said = {
        lang: [f.message for f in compile_text(text, lang=lang).findings if f.rule == rule]  # type: ignore[arg-type]
        for lang in ("vi", "en")
    }
    assert said["vi"]
    assert len(said["vi"]) == len(said["en"])
    assert said["vi"] != said["en"]


def test_a_misspelt_compound_can_be_mended_with_one_click() -> None:
    text = BROKEN["misspelling"]
    (finding,) = [f for f in compiled(text).findings if f.rule == "misspelling"]
    assert finding.mend is not None
    assert finding.mend.text == "địa bàn"
    assert text[slice(*finding.mend.span)] == "địa bản"


MEETING = "Khám ở cơ quan trong tỉnh; việc quan trọng, rất quan trọng, quan trọng nhất, hết sức quan trọng."


def test_words_that_meet_by_chance_are_no_misspelling() -> None:
    assert "misspelling" not in rules(PROSE.format(MEETING))


def test_every_rule_has_a_code_of_its_own_and_a_reason() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.why for rule in RULES)


def test_findings_come_in_the_order_of_the_text() -> None:
    found = compiled(BROKEN["date-impossible"] + "\n" + BROKEN["doubled-word"]).findings
    starts = [finding.span[0] for finding in found if finding.span]
    assert starts == sorted(starts)

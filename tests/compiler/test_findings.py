"""The checker: each rule on a text that breaks it and on one that does not."""

from __future__ import annotations

import io

import pytest
from docx import Document

from hopluc.compiler.check import RULES
from hopluc.compiler.pipeline import compile_bytes, compile_text
from tests.compiler.documents import compiled, rules
from tests.compiler.faults import FAULTS, PROSE, Fault

# Rules that need more than a text: a torn Word table (below), what OCR was not sure of (test_reading_scans).
ELSEWHERE = {"split-row", "ocr-doubtful"}
each_fault = pytest.mark.parametrize(("rule", "fault"), FAULTS.items(), ids=FAULTS.keys())


@each_fault
def test_the_rule_is_broken_here(rule: str, fault: Fault) -> None:
    assert rule in rules(fault.broken)


@each_fault
def test_the_rule_is_kept_there(rule: str, fault: Fault) -> None:
    assert rule not in rules(fault.sound)


@each_fault
def test_messages_come_in_two_languages(rule: str, fault: Fault) -> None:
    said = {
        lang: [f.message for f in compile_text(fault.broken, lang=lang).findings if f.rule == rule]  # type: ignore[arg-type]
        for lang in ("vi", "en")
    }
    assert said["vi"]
    assert len(said["vi"]) == len(said["en"])
    assert said["vi"] != said["en"]


def test_every_rule_has_a_text_that_breaks_it() -> None:
    assert {rule.code for rule in RULES} == set(FAULTS) | ELSEWHERE


def word(*rows: str) -> bytes:
    """A Word file with a table of an assignment; "|" parts cells."""
    file = Document()
    file.add_paragraph("KẾ HOẠCH")
    file.add_paragraph("Phụ lục")
    sheet = file.add_table(rows=0, cols=4)
    for row in ("TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian", *rows):
        for cell, words in zip(sheet.add_row().cells, row.split("|"), strict=True):
            cell.text = words
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_row_that_goes_on_from_the_one_above_is_told() -> None:
    torn = word("1|Rà soát lồng bè trên vịnh|Sở A|2026", "2|và lập bản đồ vùng nuôi||", "3|Mở chợ|Sở B|2026")
    whole = word("1|Rà soát lồng bè trên vịnh|Sở A|2026", "2|Lập bản đồ vùng nuôi||", "3|Mở chợ|Sở B|2026")
    found = [[f.rule for f in compile_bytes(data, "a.docx").findings] for data in (torn, whole)]
    assert "split-row" in found[0]
    assert "split-row" not in found[1]


def test_every_rule_has_a_reason_in_both_languages() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.why_vi and rule.why_en and rule.why_vi != rule.why_en for rule in RULES)


def test_findings_come_in_the_order_of_the_text() -> None:
    found = compiled(FAULTS["date-impossible"].broken + "\n" + FAULTS["doubled-word"].broken).findings
    starts = [finding.span[0] for finding in found if finding.span]
    assert starts == sorted(starts)


def test_what_stands_at_many_places_is_one_finding_with_their_number() -> None:
    text = PROSE.format("Khám cho ngư dân , diêm dân , nông dân , thợ đóng thuyền.")
    (finding,) = [f for f in compiled(text).findings if f.rule == "spacing"]
    assert "2 chỗ khác" in finding.message


# The rule, the words that a click mends, and what stands there afterwards.
MENDS = [
    ("citation-year", "ngày 26/5/2027", "ngày 26/5/2017"),
    ("citation-number", "17/BTC-TCĐN", "17/BTC-TCDN"),
    ("citation-form", "09/TT-BTC", "09/2017/TT-BTC"),
    ("citation-kind", "Kế hoạch", "Quyết định"),
    ("citation-spacing", "57- NQ/TU", "57-NQ/TU"),
    ("own-date-mismatch", "ngày 15/02/2026", "ngày 05/02/2026"),
    ("own-number-mismatch", "55/KH-UBND", "5/KH-UBND"),
    ("doubled-word", "cho cho", "cho"),
    ("misspelling", "địa bản xã", "địa bàn xã"),
    ("misspelt-abbreviation", "HITX", "HTX"),
    ("abbreviation-misfit", "NBBD", "NBBV"),
    ("stray-punctuation", "..", "."),
    ("stray-text", "```", ""),
    ("spacing", " ,", ","),
    ("unicode-fault", "\u200b", ""),
    ("capital-within", "ngƯ", "ngư"),
    ("digit-for-letter", "O5", "05"),
    ("wrong-reference", "phụ lục này", "phụ lục kèm theo"),
]


@pytest.mark.parametrize(("rule", "wrong", "right"), MENDS, ids=[mend[0] for mend in MENDS])
def test_one_click_mends_the_slip(rule: str, wrong: str, right: str) -> None:
    text = FAULTS[rule].broken
    (finding,) = [f for f in compiled(text).findings if f.rule == rule]
    assert finding.mend is not None
    start, end = finding.mend.span
    assert (text[start:end], finding.mend.text) == (wrong, right)
    assert rule not in rules(text[:start] + right + text[end:])


def test_two_days_for_one_task_say_what_the_row_has() -> None:
    text = FAULTS["body-appendix-mismatch"].broken
    (finding,) = [f for f in compiled(text).findings if f.rule == "body-appendix-mismatch"]
    assert finding.expected == "15/07/2026"

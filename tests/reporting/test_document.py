"""The report in words: as a Word document and as a workbook."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from python_calamine import CalamineWorkbook

from hopluc.office.issuing import issuer_symbol, place_of, plan_named
from hopluc.office.official import Annex, Paragraph, Table, write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import Handed, Report
from hopluc.reporting.document import official_document
from hopluc.reporting.preview import drawn
from hopluc.reporting.wording import target_words
from hopluc.reporting.workbook import workbook
from tests.reporting.worlds import asked, handed, part, submissions


@pytest.fixture
def report() -> Report:
    return consolidate(asked(), submissions())


def words(report: Report) -> str:
    blocks = official_document(report).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return "\n".join(t if isinstance(t, str) else "".join(run.text for run in t) for t in texts)


def test_the_sections_stand_in_the_order_of_the_report(report: Report) -> None:
    found = docx.Document(io.BytesIO(write_docx(official_document(report))))
    assert [p.text for p in found.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "I. TÌNH HÌNH CHUNG",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "III. KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
        "IV. KHÓ KHĂN, VƯỚNG MẮC",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
        "VI. NHIỆM VỤ KỲ TỚI",
    ]
    head = found.tables[0].cell(0, 0).text
    assert "SỞ TÀI CHÍNH" in head
    assert head.endswith("/BC-STC")


def test_it_says_who_sent_who_was_late_and_who_is_missing(report: Report) -> None:
    told = words(report)
    assert "3/4 cơ quan đã gửi báo cáo về Sở Tài chính, trong đó 02 cơ quan gửi đúng thời hạn" in told
    assert "Gửi sau thời hạn: Liên minh Hợp tác xã tỉnh Sơn Hải." in told
    assert "Chưa gửi báo cáo: Ủy ban nhân dân xã Bình Sơn." in told


def test_tasks_are_counted_with_their_shares(report: Report) -> None:
    assert (
        "Kế hoạch giao 04 nhiệm vụ. Tính đến ngày 30/11/2026: 01 nhiệm vụ hoàn thành quá hạn (25%); "
        "01 nhiệm vụ đang thực hiện trong hạn (25%)" in words(report)
    )


def test_each_task_tells_status_and_words_of_its_bodies(report: Report) -> None:
    told = words(report)
    assert "- 2. Tập huấn Luật Hợp tác xã cho cán bộ cấp xã: hoàn thành quá hạn (2 cơ quan báo cáo:" in told
    assert "+ Sở Tài chính: Đã mở 02 lớp cho 96 cán bộ của 12 xã." in told
    assert "đang thực hiện quá hạn; 01 cơ quan chưa báo cáo." in told


def test_the_table_of_figures_says_where_each_comes_from(report: Report) -> None:
    tables = [block for block in official_document(report).blocks if isinstance(block, Table)]
    rows = [tuple(one if isinstance(one, str) else one.text for one in row[1:]) for row in tables[-1].rows]
    assert rows[0] == (
        "Hợp tác xã thành lập mới",
        "hợp tác xã",
        "12",
        "11",
        "Chưa đạt",
        "Cộng số liệu của 02 cơ quan (Sở Tài chính: 3; Sở Nông nghiệp và Môi trường: 8). "
        "Sở Nông nghiệp và Môi trường: có 02 hợp tác xã chuyển từ tổ hợp tác",
    )
    assert rows[1][3:5] == ("", "Chưa đủ căn cứ")
    assert rows[2][3:5] == ("1/2 cơ quan đạt", "Chưa đạt")
    assert rows[3][5] == "Số liệu của Sở Tài chính"


def test_the_round_stands_under_the_title_unless_the_plans_name_ends_with_it(report: Report) -> None:
    assert official_document(report).subject.endswith("năm 2026")
    half = replace(report, asked=asked(title="Báo cáo 6 tháng đầu năm 2026"))
    assert official_document(half).subject.endswith("năm 2026\n(6 tháng đầu năm 2026)")


def test_several_lines_of_one_body_become_points() -> None:
    one = replace(submissions()[0], difficulties="- Thiếu kinh phí;\n- Thiếu cán bộ.", overview="")
    told = words(consolidate(asked(), [one]))
    assert "- Sở Tài chính:\n+ Thiếu kinh phí.\n+ Thiếu cán bộ." in told


def test_a_round_in_which_nothing_was_said_still_has_every_section() -> None:
    told = words(consolidate(asked(tasks=(), groups=(), indicators=()), [handed(1)]))
    assert "Các cơ quan không nêu khó khăn, vướng mắc." in told
    assert "Kế hoạch không giao chỉ tiêu định lượng." in told


def many(count: int) -> list[Handed]:
    return [
        Handed(
            n, f"Ủy ban nhân dân xã Số {n}", f"{n:04d}", dt.date(2026, 12, 5), difficulties=f"Việc riêng {n}"
        )
        for n in range(100, 100 + count)
    ]


def test_long_lists_and_many_voices_go_to_annexes() -> None:
    bodies = tuple((n, f"Xã {n}", f"{n:04d}") for n in range(1, 13))
    report = consolidate(asked(bodies=bodies), many(31))
    annexes = official_document(report).annexes
    assert [annex.title for annex in annexes] == [
        "Kết quả thực hiện từng nhiệm vụ",
        "Cơ quan chưa gửi báo cáo, gửi sau thời hạn",
        "Tổng hợp ý kiến của các cơ quan",
    ]
    assert len(rows_of(annexes[1])) == 1 + 12 + 1 + 31
    assert len(rows_of(annexes[2])) == 1 + 31
    told = words(report)
    assert "Chưa gửi báo cáo: 12 cơ quan (danh sách tại Phụ lục II)." in told
    assert "31 ý kiến của các cơ quan được tổng hợp tại Phụ lục III." in told


def rows_of(annex: Annex) -> list:
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return list(table.rows)


def test_the_annex_has_a_row_for_every_body_of_every_task(report: Report) -> None:
    rows = rows_of(official_document(report).annexes[0])
    assert len(rows) == 2 + 4 + 6 + 1  # groups, tasks, parts told, one body still silent


def test_thousands_of_bodies_in_one_task_are_counted_in_word_and_listed_in_excel() -> None:
    reports = [replace(one, parts=(part(11, "on_track", f"Việc {one.body_id}"),)) for one in many(201)]
    report = consolidate(asked(), reports)
    rows = rows_of(official_document(report).annexes[0])
    assert ("", "201 cơ quan báo cáo", "", "", "Chi tiết trong bảng tính kèm theo.") in rows
    told = {row[3] for row in sheet(report, reports, "Kết quả nhiệm vụ")}
    assert {one.body for one in reports} <= told


def test_the_preview_shows_number_and_day_once_they_are_given(report: Report) -> None:
    shown = drawn(official_document(report), "215/BC-STC", dt.date(2026, 12, 3))
    assert (shown.number, shown.place_date) == ("Số: 215/BC-STC", "Sơn Hải, ngày 03 tháng 12 năm 2026")
    assert "số 215/BC-STC ngày 03/12/2026" in shown.annexes[0]["note"]


# --- the workbook -----------------------------------------------------------------------------------


def sheet(report: Report, handed_in: list[Handed], name: str) -> list[list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(workbook(report, handed_in))))
    return book.get_sheet_by_name(name).to_python()[4:]


def test_the_workbook_has_results_figures_matrix_and_what_each_body_gave(report: Report) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(workbook(report, submissions()))))
    assert book.sheet_names == [
        "Kết quả nhiệm vụ",
        "Chỉ tiêu",
        "Tình hình gửi",
        "Nội dung từng cơ quan",
        "Số liệu từng cơ quan",
        "Văn bản",
    ]


def test_results_have_a_row_for_each_part(report: Report) -> None:
    rows = sheet(report, submissions(), "Kết quả nhiệm vụ")
    assert rows[0][0] == "I. Tuyên truyền, phổ biến chính sách"
    assert rows[2] == [
        "I",
        "2",
        "Tập huấn Luật Hợp tác xã cho cán bộ cấp xã",
        "Sở Tài chính",
        "Chủ trì",
        "Quý III/2026",
        "",
        "Hoàn thành đúng hạn (12/09/2026)",
        dt.date(2026, 9, 12),
        100.0,
        "Đã mở 02 lớp cho 96 cán bộ của 12 xã.",
    ]
    assert len(rows) == 2 + 6 + 1


def test_figures_are_numbers_beside_their_source(report: Report) -> None:
    first, second = sheet(report, submissions(), "Chỉ tiêu")[:2]
    assert first[:7] == [1.0, "Hợp tác xã thành lập mới", "hợp tác xã", "12", 11.0, "Chưa đạt", 2.0]
    assert second[4] == ""


def test_the_matrix_tells_who_sent_when_and_how_their_work_stands(report: Report) -> None:
    rows = {row[1]: row[2:] for row in sheet(report, submissions(), "Tình hình gửi")}
    assert rows["Sở Tài chính"] == ["Đúng hạn", dt.date(2026, 11, 20), 1.0, 0.0, 0.0, 0.0, 0.0]
    assert rows["Liên minh Hợp tác xã tỉnh Sơn Hải"][:2] == ["Gửi sau hạn", dt.date(2026, 12, 1)]
    assert rows["Ủy ban nhân dân xã Bình Sơn"] == ["Chưa gửi", "", "", "", "", "", ""]


def test_each_body_has_a_row_with_all_its_figures(report: Report) -> None:
    rows = sheet(report, submissions(), "Số liệu từng cơ quan")
    assert rows[1] == [2.0, "Sở Nông nghiệp và Môi trường", 8.0, 71.5, 2.0, ""]
    assert len(rows) == 3


# --- wording ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short", "symbol"),
    [
        ("Sở Tài chính", "STC", "STC"),
        ("Sở Tài chính", "Sở TC", "STC"),
        ("Sở Nông nghiệp và Môi trường", "", "SNNMT"),
        ("Ủy ban nhân dân tỉnh Sơn Hải", "UBND tỉnh", "UBND"),
        ("Liên minh Hợp tác xã tỉnh Sơn Hải", "LMHTX", "LMHTX"),
    ],
)
def test_the_symbol_of_a_body_in_a_number(name: str, short: str, symbol: str) -> None:
    assert issuer_symbol(name, short) == symbol


@pytest.mark.parametrize(
    ("committee", "place"),
    [
        ("Ủy ban nhân dân tỉnh Sơn Hải", "Sơn Hải"),
        ("Ủy ban nhân dân thành phố Sơn Hải", "Sơn Hải"),
        ("Ủy ban nhân dân xã Phú Hải", "Phú Hải"),
        ("Sở Tài chính", ""),
    ],
)
def test_the_place_is_what_the_committee_governs(committee: str, place: str) -> None:
    assert place_of(committee) == place


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (("=", Decimal(1200), None, None, None), "1.200"),
        ((">=", Decimal("60.5"), None, None, None), "≥ 60,5"),
        (("range", None, Decimal(65), Decimal(70), None), "65 – 70"),
        (
            ("=", Decimal("1.5"), None, None, {"op": "times", "of": "cuối năm 2020"}),
            "gấp 1,5 lần so với cuối năm 2020",
        ),
        ((">=", Decimal(5), None, None, {"op": "percent", "of": "năm 2025"}), "≥ 5 so với năm 2025"),
        (
            ("range", None, Decimal(5), Decimal(7), {"op": "percent", "of": "năm 2025"}),
            "5 – 7 so với năm 2025",
        ),
        (("=", None, None, None, None), ""),
    ],
)
def test_targets_in_words(target: tuple, expected: str) -> None:
    assert target_words(*target) == expected


def test_a_plan_is_cited_with_what_is_known_of_it() -> None:
    assert plan_named(
        "Kế hoạch", "12/KH-UBND", dt.date(2026, 2, 5), "UBND tỉnh Sơn Hải", "Phát triển hợp tác xã"
    ) == ("Kế hoạch số 12/KH-UBND ngày 05/02/2026 của UBND tỉnh Sơn Hải về phát triển hợp tác xã")
    assert plan_named("Kế hoạch", "", None, "", "HTX kiểu mới") == "Kế hoạch về HTX kiểu mới"

"""Plain text in the shapes in which offices send it."""

from __future__ import annotations

import unicodedata

from hopluc.compiler import read
from hopluc.compiler.document import Paragraph, Table
from tests.compiler.documents import mended, rows, table


def paragraphs(text: str) -> list[str]:
    document = read.read_text(text, "a.txt")
    return [document.text[slice(*b.span)] for b in document.blocks if isinstance(b, Paragraph)]


def test_the_text_is_composed_and_has_one_kind_of_line_end() -> None:
    text = unicodedata.normalize("NFD", "Kế hoạch\r\nđợt một\rđợt hai")
    assert read.read_text(text, "a.txt").text == "Kế hoạch\nđợt một\nđợt hai"


def test_markup_is_no_word_but_keeps_its_place() -> None:
    whole = mended("## **I. MỤC TIÊU**\n\n<p>Trồng <b>rừng</b> ngập mặn</p>\n")
    assert whole.flow.text == "I. MỤC TIÊU\nTrồng rừng ngập mặn"
    start = whole.flow.text.index("rừng")
    a, b = whole.flow.span(start, start + 4)
    assert whole.document.text[a:b] == "rừng"


def test_stars_that_multiply_or_mark_a_remark_stay() -> None:
    assert "2*3" in mended("Diện tích 2*3 ha").flow.text


def test_a_row_a_line_is_cut_at_tabs() -> None:
    assert rows(table("1|Trồng rừng|Sở A|-|2024"))[0] == ["1", "Trồng rừng", "Sở A", "-", "2024"]


def test_a_cell_with_markup_may_go_on_over_lines() -> None:
    text = table("1|<p>Trồng rừng;</p>", "<p>Chăm sóc rừng.</p>|Sở A|-|2024", "2|Tỉa thưa|Sở B|-|2025")
    assert [row[1] for row in rows(text)] == ["Trồng rừng;\nChăm sóc rừng.", "Tỉa thưa"]


def test_lines_drawn_by_extraction_are_no_rows() -> None:
    assert len(rows(table("1|Trồng rừng|Sở A|-|2024", "----|--|---|--|-"))) == 1


def test_a_cell_a_line_makes_rows_between_blank_lines() -> None:
    text = "KẾ HOẠCH\n\n\tTT\n\tCông việc\n\tChủ trì\n\tThời hạn\n\n"
    text += "\t1\n\tĐào ao\n\tXã A\n\t2024\n\n\t2\n\tNạo vét\n\t\n\t2025\n"
    assert rows(text) == [
        ["1", "Đào ao", "Xã A", "2024"],
        ["2", "Nạo vét", "", "2025"],
    ]


def test_one_indented_line_is_no_table() -> None:
    assert not mended("KẾ HOẠCH\n\n\tNơi nhận:\n\n- Lưu: VT.\n\n\tCHỦ TỊCH\n").sheets


def test_bars_on_lines_of_their_own_part_cells_and_rows() -> None:
    bars = "|\nSTT\n|\nNhiệm vụ\n|\nChủ trì\n|\nPhối hợp\n|\nThời gian\n|\n"
    bars += "|\n**I**\n|\n**Nuôi trồng**\n|\n|\n1\n|\nThả rạn\nnhân tạo\n|\nSở A\n|\n|\n2026\n|\n"
    bars += "|\n2\n|\nThả giống\n|\nSở B\n|\nSở C\n|\n2027\n|\n"
    found = rows(bars)
    assert [row[0] for row in found] == ["I", "1", "2"]
    assert found[1][2:] == ["Sở A", "", "2026"]
    assert found[2][2:] == ["Sở B", "Sở C", "2027"]


def test_rows_without_a_bar_of_their_own_are_told_by_their_numbers() -> None:
    bars = "|\nTT\n|\nNhiệm vụ\n|\nChủ trì\n|\nThời gian\n|\nSản phẩm\n|\nI\n|\nChăn nuôi\n|\n"
    bars += (
        "1\n|\nTiêm phòng\n|\nSở A\n|\n2026\n|\n\n|\n2\n|\nThống kê đàn\n|\nSở B\n|\n2027\n|\nBáo cáo\n|\n"
    )
    assert rows(bars) == [
        ["I", "Chăn nuôi", "", "", ""],
        ["1", "Tiêm phòng", "Sở A", "2026", ""],
        ["2", "Thống kê đàn", "Sở B", "2027", "Báo cáo"],
    ]


def test_a_row_a_line_is_cut_at_bars() -> None:
    text = "STT | Nội dung | Đơn vị thực hiện | Hạn | Kết quả\nA | PHÁP CHẾ |\n"
    text += "1 | Soạn quy chế | Phòng C | Tháng 5 | |\n"
    text += "| 2 | Mở hội nghị\ntập huấn | Phòng D | Tháng 6 | Hội nghị\nhai ngày |\n"
    text += "3 | In sổ tay | Phòng C | Tháng 7 | Sổ tay\n"
    found = rows(text)
    assert [row[:2] for row in found] == [
        ["A", "PHÁP CHẾ"],
        ["1", "Soạn quy chế"],
        ["2", "Mở hội nghị\ntập huấn"],
        ["3", "In sổ tay"],
    ]
    assert found[2][-1] == "Hội nghị\nhai ngày"


def test_a_letterhead_between_bars_has_two_sides() -> None:
    text = "UBND XÃ A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    text += "Số: 5/KH-UBND | Xã A, ngày 02 tháng 3 năm 2026 |\n\nKẾ HOẠCH\n"
    whole = mended(text)
    assert whole.document.text == text
    assert paragraphs(text) == ["KẾ HOẠCH"]


def test_words_below_a_row_between_bars_are_a_paragraph() -> None:
    text = "TT | Việc | Chủ trì | Hạn\n1 | Rà soát | Sở A | 2026\n2 | Tổng hợp | Sở B | 2027\n"
    text += "Giao Sở A theo dõi.\n"
    assert paragraphs(text) == ["Giao Sở A theo dõi."]


def test_a_markdown_table_is_read() -> None:
    text = "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n|---|:---:|---|---|\n| 1 | Gieo ươm | Sở A | 2024 |\n"
    assert rows(text) == [["1", "Gieo ươm", "Sở A", "2024"]]


def test_a_wrapped_file_has_whole_paragraphs() -> None:
    line = "Các xã ven biển rà soát lại diện tích mặt nước đang nuôi trồng, lập sổ theo dõi"
    text = "\n\n".join(
        f"{line}\ntừng hộ và từng tổ hợp tác số {n}, gửi về\nphòng kinh tế của huyện." for n in range(6)
    )
    found = paragraphs(text)
    assert len(found) == 6
    assert all(words.endswith("huyện.") for words in found)


def test_a_line_end_in_an_unwrapped_file_ends_the_paragraph() -> None:
    assert paragraphs("Rà soát mặt nước.\nLập sổ theo dõi.") == ["Rà soát mặt nước.", "Lập sổ theo dõi."]


def test_a_sentence_torn_by_a_page_is_whole_again() -> None:
    text = "KẾ HOẠCH\n\n- Rà soát diện tích đồng muối của\n\ncác xã ven biển.\n\n2\n\n- Lập sổ.\n"
    lines = [mended(text).words(line.span) for line in mended(text).lines]
    assert "- Rà soát diện tích đồng muối của các xã ven biển." in lines
    assert "2" not in lines


def test_a_line_with_a_thousand_tabs_is_no_table() -> None:
    document = read.read_text("a" + "\t" * 1000 + "\nb" + "\t" * 1000, "a.txt")
    assert not any(isinstance(block, Table) for block in document.blocks)


def test_a_table_that_kept_its_tags_is_read() -> None:
    text = (
        "KẾ HOẠCH\n\n<table>\n<tr><th>TT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời gian</th></tr>\n"
        "<tr><td>1</td><td><p>Gieo</p><p>ươm</p></td>\n<td rowspan='2'>Sở A</td><td>2024</td></tr>\n"
        "<tr><td>2</td><td>Tỉa thưa</td><td></td></tr>\n</table>\nHết.\n"
    )
    assert rows(text) == [["1", "Gieo\nươm", "Sở A", "2024"], ["2", "Tỉa thưa", "Sở A", ""]]
    assert "Hết." in mended(text).flow.text


FLAT = "KẾ HOẠCH\n\nSTT\nNội dung công việc\nChủ trì\nPhối hợp\nThời hạn\nSản phẩm\n"


def test_a_cell_a_line_without_any_mark_is_a_table() -> None:
    text = (
        FLAT + "I\nNUÔI TRỒNG\n1\nThả rạn\nSở A\nSở B\nQuý I/2026\nRạn\n"
        "2\nThả giống\nSở C\nSở D\nQuý II/2026\nGiống\n"
    )
    found = rows(text)
    assert [row[0] for row in found] == ["I", "1", "2"]
    assert found[2][1:] == ["Thả giống", "Sở C", "Sở D", "Quý II/2026", "Giống"]


def test_cells_that_were_empty_are_found_by_the_words_of_the_others() -> None:
    text = FLAT + "1\nThả rạn\nSở A\nQuý I/2026\nRạn\n2\nThả giống\nSở C\nSở D\nQuý II/2026\nGiống\n"
    assert rows(text)[0] == ["1", "Thả rạn", "Sở A", "", "Quý I/2026", "Rạn"]


def test_a_page_break_inside_such_a_table_tears_no_row() -> None:
    heading = FLAT.partition("\n\n")[2]
    text = (
        FLAT + f"1\nThả rạn\nSở A\nSở B\n7\nKế hoạch nuôi biển\n{heading}Quý I/2026\nRạn\n2\nThả giống cua\n"
    )
    text += f"Sở C\nSở D\nQuý II/2026\nGiống\n8\nKế hoạch nuôi biển\n{heading}và ghẹ\n"
    text += "3\nTổng kết\nSở A\nSở B\n2027\nBáo cáo\n"
    found = rows(text)
    assert [row[0] for row in found] == ["1", "2", "3"]
    assert found[0][4:] == ["Quý I/2026", "Rạn"]
    assert found[1][1] == "Thả giống cua và ghẹ"


def test_headings_with_no_rows_below_are_paragraphs() -> None:
    assert not mended(FLAT + "Cuối cùng là lời kết.\n").sheets


def test_a_running_title_beside_page_numbers_is_no_paragraph() -> None:
    text = (
        "KẾ HOẠCH\nNuôi biển\nCăn cứ Luật Thủy sản;\nI. MỤC TIÊU\n1. Nuôi thêm\n3\n"
        "Kế hoạch nuôi biển\nhai vịnh.\n2. Thả giống.\n4\nKế hoạch nuôi biển\n3. Tổng kết.\n"
    )
    whole = mended(text)
    lines = [whole.words(line.span) for line in whole.lines]
    assert "Kế hoạch nuôi biển" not in lines
    assert "1. Nuôi thêm hai vịnh." in lines


def test_in_a_wrapped_file_a_title_and_each_ground_end() -> None:
    prose = (
        "Các xã ven biển rà soát lại diện tích mặt nước đang nuôi trồng, lập sổ\ntheo dõi từng hộ và từng tổ"
    )
    text = (
        "QUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH KẾ HOẠCH NUÔI BIỂN CỦA CÁC HỢP TÁC\nXÃ TỈNH SƠN HẢI\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Thủy sản ngày 21/11/2017 và các văn\nbản liên quan;\n"
        "Căn cứ Luật Hợp tác xã ngày 20/6/2023;\nTheo đề nghị của Giám đốc Sở Thủy\nsản,\nQUYẾT ĐỊNH:\n"
        f"Điều 1. {prose}.\nĐiều 2. {prose} theo\nĐiều 1 của quyết định này.\n"
    )
    found = [" ".join(words.split()) for words in paragraphs(text)]
    assert found[1:4] == [
        "Căn cứ Luật Thủy sản ngày 21/11/2017 và các văn bản liên quan;",
        "Căn cứ Luật Hợp tác xã ngày 20/6/2023;",
        "Theo đề nghị của Giám đốc Sở Thủy sản,",
    ]
    assert found[4] == "QUYẾT ĐỊNH:"
    assert len(found) == 7
    assert found[6].endswith("theo Điều 1 của quyết định này.")


ON_ONE_LINE = (
    "3. ỦY BAN NHÂN DÂN TỈNH SƠN HẢI  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM  Độc lập - Tự do - Hạnh phúc  "
    "Số: 31/QĐ-UBND  Cửa Lạch - Bãi Cạn, ngày 05 tháng 02 năm 2026   QUYẾT ĐỊNH VỀ VIỆC NUÔI BIỂN NĂM 2026 "
    "Căn cứ Luật Thủy sản ngày 21/11/2017; Căn cứ Kế hoạch số 8/KH-UBND; Theo đề nghị của Sở Thủy sản, "
    "QUYẾT ĐỊNH: Điều 1. Nuôi cá theo Điều 5 của luật. Điều 2. Sở Thủy sản lập sổ."
)


def test_a_document_on_one_line_has_its_lines_again() -> None:
    assert paragraphs(ON_ONE_LINE) == [
        "3.",
        "ỦY BAN NHÂN DÂN TỈNH SƠN HẢI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 31/QĐ-UBND",
        "Cửa Lạch - Bãi Cạn, ngày 05 tháng 02 năm 2026",
        "QUYẾT ĐỊNH VỀ VIỆC NUÔI BIỂN NĂM 2026",
        "Căn cứ Luật Thủy sản ngày 21/11/2017;",
        "Căn cứ Kế hoạch số 8/KH-UBND;",
        "Theo đề nghị của Sở Thủy sản,",
        "QUYẾT ĐỊNH:",
        "Điều 1. Nuôi cá theo Điều 5 của luật.",
        "Điều 2. Sở Thủy sản lập sổ.",
    ]


def test_a_line_without_head_or_grounds_stays_one() -> None:
    for lost in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: ", "Căn cứ "):
        assert len(paragraphs(ON_ONE_LINE.replace(lost, ""))) == 1

"""From words with places to paragraphs and tables: pages made here, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopluc.compiler.document import Document, Paragraph, Table
from hopluc.compiler.read.layout import document_of
from hopluc.compiler.read.layout.model import LayoutPage, Rule, Word

WIDE, HIGH = 595.0, 842.0


def words(
    x: float, top: float, text: str, *, size: float = 12, bold: bool = False, sure: float | None = None
) -> list[Word]:
    """The words of `text` from `x` on, each letter half as wide as `size`."""
    out: list[Word] = []
    for word in text.split(" "):
        end = x + len(word) * size / 2
        if word:
            out.append(Word(word, x, top, end, top + size, bold, sure))
        x = end + size / 4
    return out


def centred(top: float, text: str) -> list[Word]:
    plain = words(0, top, text)
    shift = (85 + words(85, 0, FULL)[-1].x1) / 2 - plain[-1].x1 / 2
    return words(shift, top, text, bold=True)


def page(
    *parts: Iterable[Word], rules: Sequence[Rule] = (), number: int = 1, ocr: bool = False
) -> LayoutPage:
    return LayoutPage(number, WIDE, HIGH, tuple(w for part in parts for w in part), tuple(rules), ocr)


def paragraphs(*pages: LayoutPage) -> list[str]:
    document = document_of(pages)
    return [document.text[slice(*b.span)] for b in document.blocks if isinstance(b, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def rows(*pages: LayoutPage) -> list[list[str]]:
    """The cells of the only table; a place that a cell above covers is "^"."""
    document = document_of(pages)
    return [
        ["^" if c.merged else " ".join(document.text[slice(*s)] for s in c.spans) for c in row.cells]
        for row in only_table(document).rows
    ]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """All lines at these places."""
    lying = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return lying + [Rule(x, ys[0], x, ys[-1]) for x in xs]


# --- paragraphs -----------------------------------------------------------------------------

FULL = "một dòng chữ dài đến hết lề bên phải của trang giấy này nhé các bạn"  # ends where the others end


def test_lines_that_fill_the_width_go_on_and_a_short_one_ends_the_paragraph() -> None:
    found = paragraphs(
        page(words(85, 100, FULL), words(85, 116, FULL), words(85, 132, "hết đoạn."), words(85, 148, FULL))
    )
    assert found == [f"{FULL} {FULL} hết đoạn.", FULL]


def test_an_indent_begins_a_paragraph() -> None:
    found = paragraphs(
        page(words(85, 100, FULL), words(113, 116, "Đoạn mới thụt vào."), words(85, 132, FULL))
    )
    assert found == [FULL, "Đoạn mới thụt vào.", FULL]


def test_more_space_begins_a_paragraph() -> None:
    tops = [100, 116, 132, 148, 174]
    found = paragraphs(page(*(words(85, top, FULL) for top in tops)))
    assert found == [" ".join([FULL] * 4), FULL]


def test_a_paragraph_goes_on_over_the_page_and_page_numbers_go() -> None:
    first = page(words(85, 100, FULL), words(85, 760, FULL))
    second = page(centred(40, "2"), words(85, 80, "rồi hết."), words(85, 96, FULL), number=2)
    assert paragraphs(first, second)[1:] == [f"{FULL} rồi hết.", FULL]


def test_running_heads_are_no_words_of_the_document() -> None:
    pages = [
        page(words(85, 30, f"CÔNG BÁO SƠN HẢI/Số {n}"), words(85, 100, f"{n}. Câu thứ {n}."), number=n)
        for n in range(1, 5)
    ]
    assert paragraphs(*pages) == [f"{n}. Câu thứ {n}." for n in range(1, 5)]


def test_a_number_broken_behind_its_hyphen_is_whole() -> None:
    head = FULL[: -len("các bạn")]
    found = paragraphs(
        page(words(85, 100, f"{head}số 2021-"), words(85, 116, "2025 của tỉnh."), words(85, 150, FULL))
    )
    assert found[0].endswith("số 2021-2025 của tỉnh.")


def test_a_soft_hyphen_is_seen_at_the_end_of_a_line_only() -> None:
    head = FULL[: -len("các bạn")]
    found = paragraphs(
        page(words(85, 100, f"{head}thô\u00ad"), words(85, 116, "ng tin."), words(85, 150, FULL))
    )
    assert found[0].endswith("thông tin.")


def test_a_title_over_several_lines_is_one_paragraph() -> None:
    lines = ("KẾ HOẠCH", "phát triển kinh tế tập thể nghề biển trên địa bàn tỉnh ven biển", "Sơn Hải")
    title = [w for top, line in zip((100, 130, 146), lines, strict=True) for w in centred(top, line)]
    found = paragraphs(page(title, words(85, 180, FULL), words(85, 196, FULL)))
    assert found[:2] == [
        "KẾ HOẠCH",
        "phát triển kinh tế tập thể nghề biển trên địa bàn tỉnh ven biển Sơn Hải",
    ]


def test_footnotes_stand_behind_the_text_and_tear_no_paragraph() -> None:
    note = words(85, 790, "1 Theo số liệu của Sở Tài chính.", size=9)
    first = page(words(85, 100, FULL), words(85, 760, FULL), note, rules=[Rule(85, 780, 229, 780)])
    second = page(words(85, 80, "rồi hết."), words(85, 96, FULL), number=2)
    assert paragraphs(first, second)[1:] == [f"{FULL} rồi hết.", FULL, "1 Theo số liệu của Sở Tài chính."]


# --- columns --------------------------------------------------------------------------------


def test_two_columns_are_read_one_after_the_other() -> None:
    found = paragraphs(
        page(
            words(100, 80, "SỞ TÀI CHÍNH"), words(330, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
            words(352, 96, "Độc lập - Tự do"), words(112, 99, "Số: 7/KH-STC"),
            words(85, 150, FULL), words(85, 166, FULL),
        )
    )  # fmt: skip
    assert found[:4] == ["SỞ TÀI CHÍNH", "Số: 7/KH-STC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do"]


def test_a_list_with_tabs_is_no_pair_of_columns() -> None:
    people = ("Ông Khơi", "Bà Lụa", "Ông Bến")
    found = paragraphs(
        page(
            *(
                words(85, 100 + 16 * n, name) + words(300, 100 + 16 * n, "Thành viên")
                for n, name in enumerate(people)
            ),
            words(85, 200, FULL),
        )
    )
    assert found[:3] == [f"{name} Thành viên" for name in people]


# --- tables with lines ----------------------------------------------------------------------

XS = (50.0, 90.0, 290.0, 400.0, 500.0)
HEAD = ("TT", "Công việc", "Chủ trì", "Hạn")


def row_words(top: float, *cells: str) -> list[Word]:
    """One line of a table: a cell's words at the left of its column."""
    return [w for x, cell in zip(XS, cells, strict=False) if cell for w in words(x + 5, top + 4, cell)]


def test_cells_merged_both_ways_are_told_from_empty_ones() -> None:
    ys = (100, 120, 140, 160)
    rules = [Rule(XS[0], y, XS[-1], y) for y in (100, 120, 160)]
    rules += [Rule(XS[1], 140, XS[-1], 140)]  # not below the number of the second row
    rules += [Rule(x, 100, x, 160) for x in (XS[0], XS[-1])] + [Rule(x, 120, x, 160) for x in XS[1:-1]]
    found = document_of(
        [
            page(
                words(55, 104, "Nhóm một"),
                row_words(ys[1], "1", "Mở lớp", "", "Quý I"),
                row_words(140, "", "Mở chợ"),
                rules=rules,
            )
        ]
    )
    table = only_table(found)
    assert table.merges
    assert [(c.column, c.row_span, c.column_span, c.merged) for row in table.rows for c in row.cells] == [
        (0, 1, 4, False),
        (0, 2, 1, False), (1, 1, 1, False), (2, 1, 1, False), (3, 1, 1, False),
        (0, 1, 1, True), (1, 1, 1, False), (2, 1, 1, False), (3, 1, 1, False),
    ]  # fmt: skip


def test_a_table_without_outer_borders_keeps_its_first_and_last_column() -> None:
    rules = [Rule(XS[0], y, XS[-1], y) for y in (100, 120, 140)] + [Rule(x, 100, x, 140) for x in XS[1:-1]]
    cells = page(row_words(100, *HEAD), row_words(120, "1", "Mở lớp", "Sở A", "Quý I"), rules=rules)
    assert rows(cells) == [[*HEAD], ["1", "Mở lớp", "Sở A", "Quý I"]]


def test_an_underline_and_a_frame_are_no_tables() -> None:
    frame = grid((40, 560), (60, 800))
    found = document_of([page(words(85, 100, "Một câu."), rules=[*frame, Rule(85, 113, 140, 113)])])
    assert [type(block) for block in found.blocks] == [Paragraph]


def test_lines_of_a_cell_are_one_paragraph_unless_the_next_word_had_room() -> None:
    rules = grid(XS, (100, 160))
    lines = row_words(100, "1", "Mở nhiều lớp tập huấn ghi sổ cho", "Sở A") + row_words(
        116, "", "giám đốc", "Sở B"
    )
    assert rows(page(lines, rules=rules)) == [
        ["1", "Mở nhiều lớp tập huấn ghi sổ cho giám đốc", "Sở A\nSở B", ""]
    ]


@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("13.50", "0", "13.500"),
        ("30/9/202", "6", "30/9/2026"),
        ("Thườn", "g", "Thường"),
        ("03/2022/T", "T-BTC", "03/2022/TT-BTC"),
        ("chính", "sách", "chính sách"),
        ("2026", "2027", "2026 2027"),
    ],
)
def test_words_and_figures_broken_inside_by_a_narrow_column_are_whole(
    first: str, rest: str, whole: str
) -> None:
    column = grid((50, 90, 100 + len(first) * 6), (100, 180))
    assert rows(page(words(55, 104, "1"), words(95, 104, first), words(95, 120, rest), rules=column)) == [
        ["1", whole]
    ]


# --- tables over pages ----------------------------------------------------------------------


def first_page(*last: list[Word], bottom: float = 160) -> LayoutPage:
    head, one = row_words(100, *HEAD), row_words(120, "1", "Mở chợ.", "Sở A", "Quý I")
    return page(head, one, *last, rules=grid(XS, (100, 120, 140, bottom)))


def next_page(*lines: list[Word], ys: Sequence[float] = (60, 80, 100)) -> LayoutPage:
    return page(row_words(60, *HEAD), *lines, rules=grid(XS, ys), number=2)


TORN = row_words(140, "2", "Tập huấn ghi sổ cho giám đốc,", "Sở B", "Quý II")


def test_a_row_cut_by_the_page_is_one_row_and_repeated_headings_go() -> None:
    rest = next_page(row_words(80, "", "kế toán viên."))
    assert rows(first_page(TORN), rest) == [
        [*HEAD],
        ["1", "Mở chợ.", "Sở A", "Quý I"],
        ["2", "Tập huấn ghi sổ cho giám đốc, kế toán viên.", "Sở B", "Quý II"],
    ]
    assert only_table(document_of([first_page(TORN), rest])).rows[0].header


def test_a_row_with_a_number_of_its_own_is_no_rest() -> None:
    following = next_page(row_words(80, "3", "kiểm tra sổ", "Sở C", "Quý III"))
    assert rows(first_page(TORN), following)[3] == ["3", "kiểm tra sổ", "Sở C", "Quý III"]


def test_a_row_under_the_number_before_the_page_is_a_row_of_its_own() -> None:
    # The cells above had room for more, so that nothing of them can stand on the next page.
    whole = first_page(row_words(140, "2", "Tập huấn.", "Sở B", "Quý II"), bottom=200)
    merged = page(
        row_words(60, *HEAD), row_words(80, "", "Cấp giấy chứng nhận.", "Sở C", "Quý III"),
        row_words(100, "", "Tổng kết.", "Sở D", "Quý IV"),
        rules=[*grid(XS[1:], (60, 80, 100, 120)), *grid(XS[:2], (60, 80, 120))], number=2,
    )  # fmt: skip
    assert rows(whole, merged)[2:] == [
        ["2", "Tập huấn.", "Sở B", "Quý II"],
        ["^", "Cấp giấy chứng nhận.", "Sở C", "Quý III"],
        ["^", "Tổng kết.", "Sở D", "Quý IV"],
    ]


def test_a_row_that_geometry_cannot_place_follows_a_break() -> None:
    last = first_page(row_words(140, "2", "Tập huấn.", "Sở B", "Quý II."))
    unclear = next_page(row_words(80, "", "Cấp giấy.", "", "Quý IV."))
    found = only_table(document_of([last, unclear]))
    assert [row.apart for row in found.rows] == [False, False, False, True]


def test_a_table_with_other_columns_is_another_table() -> None:
    other = page(
        words(55, 64, "Mục"), words(255, 64, "Kinh phí"), rules=grid((50, 250, 380, 500), (60, 80)), number=2
    )
    assert sum(isinstance(block, Table) for block in document_of([first_page(TORN), other]).blocks) == 2


# --- tables without lines -------------------------------------------------------------------


def test_columns_apart_by_white_are_a_table() -> None:
    lines = [
        row_words(100, *HEAD),
        row_words(120, "1", "Mở chợ cá cho các xã ven", "Sở A", "Quý I"), row_words(134, "", "biển."),
        row_words(148, "2", "Mở lớp.", "Sở B và các xã", "Quý II"), row_words(162, "", "", "ven biển"),
        row_words(176, "3", "Tổng kết.", "Sở C", "Quý IV"),
    ]  # fmt: skip
    found = rows(page(*lines, words(50, 300, FULL)))
    assert found == [
        [*HEAD],
        ["1", "Mở chợ cá cho các xã ven biển.", "Sở A", "Quý I"],
        ["2", "Mở lớp.", "Sở B và các xã ven biển", "Quý II"],
        ["3", "Tổng kết.", "Sở C", "Quý IV"],
    ]
    assert not only_table(document_of([page(*lines)])).merges


# --- OCR ------------------------------------------------------------------------------------


def test_words_that_ocr_doubts_are_listed_and_each_page_has_its_confidence() -> None:
    sure, unsure = words(85, 100, "Kế hoạch", sure=0.96), words(150, 100, "nặm 2O26", sure=0.4)
    found = document_of([page(sure, unsure, ocr=True)])
    assert [(found.text[slice(*span)], level) for span, level in found.doubtful] == [("nặm 2O26", 0.4)]
    assert found.pages[0].ocr
    assert found.pages[0].confidence == 0.68


# --- anything -------------------------------------------------------------------------------

PLACES = st.floats(0, 600, allow_nan=False)
SOME_WORDS = st.lists(
    st.builds(
        lambda text, x, top, size: Word(text, x, top, x + len(text) * size / 2, top + size),
        st.text("aăộB1-.;/", min_size=1, max_size=8), PLACES, PLACES, st.floats(4, 30),
    ),
    max_size=40,
)  # fmt: skip
SOME_RULES = st.lists(
    st.one_of(
        st.builds(lambda x, y, length: Rule(x, y, x + length, y), PLACES, PLACES, st.floats(0, 500)),
        st.builds(lambda x, y, length: Rule(x, y, x, y + length), PLACES, PLACES, st.floats(0, 500)),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SOME_WORDS, SOME_RULES), min_size=1, max_size=3))
def test_whatever_stands_on_pages_gives_a_document_whose_ranges_hold(
    drawn: list[tuple[list[Word], list[Rule]]],
) -> None:
    pages = [page(own, rules=rules, number=n) for n, (own, rules) in enumerate(drawn, 1)]
    document = document_of(pages)
    spans = [
        cell
        for b in document.blocks
        if isinstance(b, Table)
        for r in b.rows
        for c in r.cells
        for cell in c.spans
    ]
    spans += [block.span for block in document.blocks if isinstance(block, Paragraph)]
    covered = sorted(spans)
    assert all(0 <= a < b <= len(document.text) for a, b in covered)
    assert all(before[1] <= after[0] for before, after in pairwise(covered))
    outside = list(document.text)
    for start, end in covered:
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()
    assert [p.number for p in document.pages] == [p.number for p in pages]
    assert document.pages[0].span[0] == 0
    assert document.pages[-1].span[1] == len(document.text)

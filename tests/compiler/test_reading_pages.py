"""Web pages, as portals publish documents and as Word saves them."""

from __future__ import annotations

import pytest

from hopluc.compiler import read
from hopluc.compiler.document import Document, Paragraph, Table
from hopluc.compiler.pipeline import compile_bytes
from tests.compiler.documents import leads

MENU = """<nav><a href="/">Trang chủ</a></nav>
<div id="menu"><ul><li><a href="/tin">Tin tức mới</a></li></ul></div>"""
TASKS = """
<p align="center"><b>KẾ HOẠCH</b><br>Phát triển kinh tế tập thể năm 2026</p>
<p>Ủy ban nhân dân tỉnh Sơn Hải ban hành kế hoạch như sau:</p>
<table><thead><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr></thead>
<tbody><tr><td>1</td><td>Rà soát các hợp tác xã ngừng hoạt động trên địa bàn tỉnh</td>
<td rowspan="2"><p>Sở Tài chính</p></td><td>Quý II/2026</td></tr>
<tr><td>2</td><td>Tổ chức hội nghị sơ kết<br>thi đua ở các xã, phường</td><td>Tháng 11/2026</td></tr>
</tbody></table>
"""


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>Cổng</title></head><body>{body}</body></html>".encode()


def lines(document: Document) -> list[str]:
    return [document.text[slice(*b.span)] for b in document.blocks if isinstance(b, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def test_a_page_compiles_like_the_document_it_shows() -> None:
    plan = compile_bytes(page(f"{MENU}<div class='main'>{TASKS}</div><footer>Bản quyền</footer>"), "kh.html")
    assert [task.text for task in plan.tasks] == [
        "Rà soát các hợp tác xã ngừng hoạt động trên địa bàn tỉnh",
        "Tổ chức hội nghị sơ kết thi đua ở các xã, phường",
    ]
    assert [leads(task) for task in plan.tasks] == [["Sở Tài chính"], ["Sở Tài chính"]]
    assert plan.sources[0].media_type == "text/html"


def test_what_stands_around_the_document_is_left_out() -> None:
    text = read.read_bytes(page(f"{MENU}<div>{TASKS}</div>"), "a.html").text
    assert "Trang chủ" not in text
    assert "Tin tức" not in text


def test_scripts_styles_and_hidden_words_are_no_words() -> None:
    hidden = "<script>var a='x'</script><style>p{}</style><p style='display:none'>mờ</p><!-- ghi chú -->"
    assert lines(read.read_bytes(page(f"<div>{hidden}<p>Nội dung</p></div>"), "a.html")) == ["Nội dung"]


def test_cells_that_cover_rows_and_columns_keep_their_places() -> None:
    table = only_table(read.read_bytes(page(TASKS), "a.html"))
    assert table.merges
    assert table.rows[0].header
    covered = table.rows[2].cells[2]
    assert (covered.merged, covered.column, covered.spans) == (True, 2, ())
    assert table.rows[2].cells[3].column == 3


def test_bold_centred_and_headings_are_told() -> None:
    document = read.read_bytes(page("<h2>I. MỤC TIÊU</h2><p align=center><b>Điều 1</b></p><p>Một</p>"), "a")
    first, second, third = (block for block in document.blocks if isinstance(block, Paragraph))
    assert (first.level, first.bold) == (2, True)
    assert (second.bold, second.centred) == (True, True)
    assert (third.bold, third.centred, third.level) == (False, False, None)


def test_a_table_that_only_places_things_is_no_table() -> None:
    document = read.read_bytes(page(f"<table><tr><td>{TASKS}</td></tr></table>"), "a.html")
    assert len(only_table(document).rows) == 3
    assert "KẾ HOẠCH" in lines(document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_the_page_says_its_encoding_or_shows_it(encoding: str) -> None:
    words = "<p>Kinh te tap the: xã viên, tỉnh</p>"
    if encoding == "cp1258":
        words = "<p>Kinh te tap the: xa\u0303 viên, ti\u0309nh</p>"
    text = f'<html><head><meta charset="{encoding}"></head><body>{words}</body></html>'
    assert lines(read.read_bytes(text.encode(encoding), "a.html")) == ["Kinh te tap the: xã viên, tỉnh"]


def test_a_saved_archive_is_opened() -> None:
    body = page(TASKS).decode()
    archive = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n--b--\n"
    )
    assert compile_bytes(archive.encode(), "kh.mht").tasks


def test_a_page_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(read.Unreadable) as refusal:
        read.read_bytes(page("<div>" * 400 + "x" + "</div>" * 400), "a.html")
    assert refusal.value.code == "unsafe"


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(read.Unreadable) as refusal:
        read.read_bytes(page("<img src='a.png'>"), "a.html")
    assert refusal.value.code == "empty"

"""Word files, made here: by python-docx, and from raw XML for what it cannot make."""

from __future__ import annotations

import io
import zipfile

from docx import Document as Word

from hopluc.compiler import read
from hopluc.compiler.document import Document, Paragraph, Table
from hopluc.compiler.pipeline import compile_bytes
from tests.compiler.documents import leads

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def package(body: str, **parts: str) -> bytes:
    """A .docx with this body; `parts` are further XML parts of the folder word/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def tr(*cells: str) -> str:
    """A row; what is not yet a cell becomes one."""
    return f"<w:tr>{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def lines(document: Document) -> list[str]:
    return [document.text[slice(*b.span)] for b in document.blocks if isinstance(b, Paragraph)]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Trước ngày </w:t></w:r><w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>30</w:t></w:r></w:ins><w:r><w:t>/6/2025</w:t></w:r></w:p>"
    )
    assert lines(read.read_bytes(package(body), "a.docx")) == ["Trước ngày 30/6/2025"]


def test_hidden_words_and_field_codes_are_no_words() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>mật khẩu</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
    )
    assert lines(read.read_bytes(package(body), "a.docx")) == ["Kế hoạch"]


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def test_numbers_that_word_makes_are_written_out() -> None:
    def item(words: str, level: int) -> str:
        return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')

    body = (
        item("MỤC TIÊU", 0)
        + item("NHIỆM VỤ", 0)
        + item("Giống", 1)
        + item("Vốn", 1)
        + item("Vay", 2)
        + item("KINH PHÍ", 0)
        + item("Nguồn", 1)
    )
    found = lines(read.read_bytes(package(body, numbering=NUMBERING), "a.docx"))
    assert found == [
        "I. MỤC TIÊU",
        "II. NHIỆM VỤ",
        "1. Giống",
        "2. Vốn",
        "- Vay",
        "III. KINH PHÍ",
        "1. Nguồn",
    ]


def test_heading_styles_give_levels_through_their_base() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Đề mục"/>'
        '<w:basedOn w:val="H1"/></w:style></w:styles>'
    )
    document = read.read_bytes(package(p("A", '<w:pStyle w:val="Own"/>') + p("B"), styles=styles), "a.docx")
    assert [b.level for b in document.blocks if isinstance(b, Paragraph)] == [1, None]


def test_merged_cells_stand_for_all_their_rows() -> None:
    head = "".join(tc(h) for h in ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"))
    first = (
        tc("1", '<w:vMerge w:val="restart"/>')
        + tc("Đào ao")
        + tc("Sở A", '<w:vMerge w:val="restart"/>')
        + tc("2024")
    )
    second = tc("", "<w:vMerge/>") + tc("Kè bờ") + tc("", "<w:vMerge/>") + tc("")
    body = f"<w:tbl><w:tr>{head}</w:tr><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    a, b = compile_bytes(package(body), "a.docx").tasks
    assert (a.id, b.id) == ("1#1", "1#2")
    assert leads(a) == leads(b) == ["Sở A"]
    # Where the form tells merged cells from empty ones, an empty one is empty.
    assert a.deadline is not None
    assert b.deadline is None


def test_a_title_over_merged_columns_is_a_group() -> None:
    head = "".join(tc(h) for h in ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"))
    title = tc("I. Nuôi trồng", '<w:gridSpan w:val="4"/>')
    body = f"<w:tbl>{tr(head)}{tr(title)}{tr('1', 'Đào ao', 'Sở A', '2024')}</w:tbl>"
    plan = compile_bytes(package(body), "a.docx")
    assert [(group.id, group.title) for group in plan.groups] == [("I", "Nuôi trồng")]
    assert [task.id for task in plan.tasks] == ["I/1"]


def test_a_table_cut_over_pages_is_one() -> None:
    word = Word()
    pages = ([("1", "Đào ao nuôi", "Sở A", "2024")], [("", "tôm", "", ""), ("2", "Kè bờ", "Sở B", "2025")])
    for page in pages:
        made = word.add_table(rows=0, cols=4)
        for values in (("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), *page):
            for cell, words in zip(made.add_row().cells, values, strict=True):
                cell.text = words
        word.add_page_break()
    out = io.BytesIO()
    word.save(out)
    plan = compile_bytes(out.getvalue(), "a.docx")
    assert [(task.id, task.text) for task in plan.tasks] == [("1", "Đào ao nuôi tôm"), ("2", "Kè bờ")]


def test_a_table_inside_a_frame_is_read_as_a_table() -> None:
    inner = (
        f"<w:tbl>{tr('TT', 'Nhiệm vụ', 'Chủ trì', 'Thời gian')}{tr('1', 'Đào ao', 'Sở A', '2024')}</w:tbl>"
    )
    body = f"<w:tbl><w:tr><w:tc>{p('Phụ lục')}{inner}</w:tc></w:tr></w:tbl>"
    assert [task.text for task in compile_bytes(package(body), "a.docx").tasks] == ["Đào ao"]


def test_words_in_a_cell_of_several_paragraphs_are_apart() -> None:
    body = f"<w:tbl><w:tr><w:tc>{p('Báo cáo')}{p('Đề án')}</w:tc>{tc('b')}</w:tr></w:tbl>"
    document = read.read_bytes(package(body), "a.docx")
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert document.text[slice(*block.rows[0].cells[0].spans[0])] == "Báo cáo\nĐề án"


def test_footnotes_come_last() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
        f'<w:footnote w:id="1">{p("Số liệu đến 30/6")}</w:footnote></w:footnotes>'
    )
    assert lines(read.read_bytes(package(p("Thân bài"), footnotes=notes), "a.docx")) == [
        "Thân bài",
        "Số liệu đến 30/6",
    ]

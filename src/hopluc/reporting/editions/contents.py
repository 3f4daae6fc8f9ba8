"""A table of contents in a Word file: a field that Word fills with page numbers when the file is opened.

`official.write_docx` knows no contents, because administrative documents have none; the field is put in the
place of a paragraph that holds the mark, with the headings as its text until Word has counted the pages.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MARK = "[[muc-luc]]"
_PARAGRAPH = re.compile(rf"<w:p>(?:(?!<w:p>).)*?{re.escape(MARK)}.*?</w:p>")


def with_contents(docx: bytes, entries: Sequence[str]) -> bytes:
    """The file with the field where the mark was; the same file where there is no mark."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                data = _PARAGRAPH.sub(lambda _: _field(entries), data.decode(), count=1).encode()
            made.writestr(item, data)
    return out.getvalue()


def _field(entries: Sequence[str]) -> str:
    """Paragraphs of one field: its beginning in the first, its end in the last."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [f'<w:r><w:t xml:space="preserve">{escape(entry)}</w:t></w:r>' for entry in entries] or [""]
    lines[0] = begin + lines[0]
    lines[-1] += end
    style = '<w:pPr><w:pStyle w:val="BodyText"/><w:ind w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
    return "".join(f"<w:p>{style}{line}</w:p>" for line in lines)

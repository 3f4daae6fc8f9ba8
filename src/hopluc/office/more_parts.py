"""More parts in the package of a Word document: properties of its own, comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from hopluc.office.xml import escaped, quoted

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = "application/vnd.openxmlformats-officedocument"
_OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that people name themselves

PROPERTIES = "docProps/custom.xml"
_COMMENTS = "word/comments.xml"


def with_properties(docx: bytes, properties: Mapping[str, str]) -> bytes:
    """The document with properties of these names; LibreOffice and Word keep them when they save."""
    rows = "".join(
        f'<property fmtid="{_OWN}" pid="{place}" name={quoted(name)}>'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for place, (name, value) in enumerate(properties.items(), 2)
    )
    part = (
        f'{_XML}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{rows}</Properties>'
    )
    return _with(docx, PROPERTIES, part, "custom-properties", f"{_OPEN}.custom-properties+xml", "_rels/.rels")


def with_comments(docx: bytes, author: str, comments: Sequence[str]) -> bytes:
    """The document with the comments that its text refers to by their place; unchanged without any."""
    if not comments:
        return docx
    rows = "".join(
        f'<w:comment w:id="{place}" w:author={quoted(author)} w:initials="HL">{_lines(words)}</w:comment>'
        for place, words in enumerate(comments)
    )
    part = f'{_XML}<w:comments xmlns:w="{_WORD}">{rows}</w:comments>'
    kind = f"{_OPEN}.wordprocessingml.comments+xml"
    return _with(docx, _COMMENTS, part, "comments", kind, "word/_rels/document.xml.rels")


def _lines(words: str) -> str:
    lines = (escaped(line) for line in words.split("\n"))
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)


def _with(docx: bytes, name: str, part: str, relation: str, kind: str, relations: str) -> bytes:
    """The package with one part more, named among its types and the relations of what refers to it."""
    target = name.removeprefix("word/") if relations.startswith("word/") else name
    link = f'<Relationship Id="rId-{relation}" Type="{_OFFICE}/relationships/{relation}" Target="{target}"/>'
    added = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/>'),
        relations: ("</Relationships>", link),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename in added:
                end, more = added[info.filename]
                data = data.replace(end.encode(), (more + end).encode())
            new.writestr(info, data)
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        new.writestr(entry, part)
    return out.getvalue()

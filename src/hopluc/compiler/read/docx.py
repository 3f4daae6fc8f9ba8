"""Word documents (.docx, ECMA-376): the words as a reader of the printed page would meet them.

- Tracked changes are read as accepted: what was inserted counts, what was deleted does not.
- Numbers that Word makes itself are written out, for the outline rests on them.
- Runs in the fonts from before Unicode (.VnTime, VNI-Times) are made Unicode.
- Of two versions of a drawing one is read; words in text boxes follow their paragraph.
- Cells of a row are set apart by tabs in the text, rows by line ends; footnotes come last.

Names are matched without their namespace, since the strict and the transitional form differ in
nothing else that matters here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hopluc.compiler.document import Block, Cell, Document, Paragraph, Row, Table
from hopluc.compiler.format import Span
from hopluc.compiler.read.lines import MAX_COLUMNS
from hopluc.compiler.read.numbering import Numbering
from hopluc.compiler.read.text import MAX_CHARACTERS
from hopluc.office.package import Package, damaged, open_package, too_large
from hopluc.office.refusal import Unreadable
from hopluc.office.xml import child_of, children_of, is_on, name_of, number_of, value_of
from hopluc.viet import encodings
from hopluc.viet.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements whose words are gone once tracked changes are accepted, or are no words.
_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sectPr", "Fallback", "fldData"}
    | {"tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr"}
)
_GLYPHS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_OUTER_COLUMNS = 2
_HEADER_PART = regex(r"word/header\d*\.xml")
# Some offices keep the national header in the header of the first page; other headers and all
# footers are page numbers and running titles, no words of the document.
_LETTERHEAD = regex(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")


def read(data: bytes, name: str) -> Document:
    """The document in a .docx. Raises Unreadable where it is none or may not be read."""
    package = open_package(data)
    main = _main_part(package)
    body = next((child for child in package.xml(main) if name_of(child) == "body"), None)
    if body is None:
        raise damaged("phần thân của tệp Word")
    folder = main.rpartition("/")[0]
    numbering = Numbering.of(
        _part(package, f"{folder}/numbering.xml"), _part(package, f"{folder}/styles.xml")
    )
    writer = _Writer(numbering)
    for part in sorted(name for name in package.names if _HEADER_PART.fullmatch(name)):
        header = package.xml(part)
        if _LETTERHEAD.search("".join(map(str, header.itertext()))):
            writer.blocks_of(header)
            break
    writer.blocks_of(body)
    footnotes = _part(package, f"{folder}/footnotes.xml")
    if footnotes is not None:
        writer.footnotes(footnotes)
    return Document("".join(writer.text), tuple(writer.blocks))


def _main_part(package: Package) -> str:
    if "[Content_Types].xml" not in package.names:
        raise Unreadable(
            "Tệp nén (.zip) không phải tệp Word. Hãy giải nén và gửi từng tệp .docx bên trong.", "wrong-type"
        )
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Unreadable(
            "Tệp Word có macro (.docm) nên không được nhận. Hãy lưu lại dạng .docx rồi gửi lại.", "macros"
        )
    if "_rels/.rels" in package.names:
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                if target in package.names and target.startswith("word"):
                    return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    kind = "Excel" if any(name.startswith("xl/") for name in package.names) else "khác"
    raise Unreadable(
        f"Đây không phải tệp Word (.docx) mà là tệp {kind}. Hãy gửi văn bản ở dạng .docx.", "wrong-type"
    )


def _part(package: Package, name: str) -> _Element | None:
    return package.xml(name) if name in package.names else None


@dataclass(slots=True)
class _Said:
    """The words of one paragraph, and of the boxes anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    bold: bool = True

    def words(self) -> str:
        """The words collected, in Unicode."""
        return encodings.repair(unicodedata.normalize("NFC", "".join(self.parts)))


class _Writer:
    """Collects the text and the blocks in it, in order."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.text: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self._carried = ""  # words of paragraphs whose mark was deleted: they join the next

    def blocks_of(self, parent: _Element) -> None:
        """Write the paragraphs and tables in `parent`, through whatever wraps them."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name not in _SKIPPED:
                self.blocks_of(element)

    def footnotes(self, root: _Element) -> None:
        """Write the footnotes, each as a paragraph; separators have a type and are none."""
        for note in root:
            if value_of(note, "type") is None:
                self.blocks_of(note)

    def _put(self, words: str) -> Span:
        start = self.at
        self.text.append(words)
        self.at += len(words)
        if self.at > MAX_CHARACTERS:
            raise too_large("phần chữ của văn bản")
        return start, self.at

    def _paragraph(self, element: _Element) -> None:
        said = _Said()
        _gather(element, said)
        properties = child_of(element, "pPr")
        words = said.words()
        label = self.numbering.label(properties) if words.strip() else ""
        words = self._carried + label + words
        self._carried = ""
        if child_of(properties, "rPr", "del") is not None:
            self._carried = words
            return
        for number, line in enumerate(words.split("\n")):
            if line.strip():
                self.blocks.append(
                    Paragraph(
                        self._put(line),
                        self.numbering.heading_level(properties) if number == 0 else None,
                        said.bold,
                        value_of(child_of(properties, "jc")) == "center",
                    )
                )
            self._put("\n")
        for box in said.boxes:
            self.blocks_of(box)

    # --- tables ---

    def _table(self, element: _Element) -> None:
        rows = list(_rows(element))
        if _is_frame(rows):
            for row in rows:
                for place in _cells(row):
                    self.blocks_of(place)
            return
        start = self.at
        made: list[Row] = []
        merges = False
        for row in rows:
            properties = child_of(row, "trPr")
            row_start = self.at
            column = min(max(number_of(child_of(properties, "gridBefore")) or 0, 0), MAX_COLUMNS)
            cells: list[Cell] = []
            for place in _cells(row):
                cell, width = self._cell(place, column)
                merges = merges or cell.merged
                if column + width > MAX_COLUMNS:
                    raise too_large("bảng (số cột)")
                cells.append(cell)
                column += width
                self._put("\t")
            self._put("\n")
            made.append(Row(tuple(cells), (row_start, self.at - 1), is_on(child_of(properties, "tblHeader"))))
        if made:
            self.blocks.append(Table(tuple(made), (start, self.at), merges))
        self._put("\n")

    def _cell(self, element: _Element, column: int) -> tuple[Cell, int]:
        properties = child_of(element, "tcPr")
        width = max(1, number_of(child_of(properties, "gridSpan")) or 1)
        merge = child_of(properties, "vMerge")
        merged = merge is not None and value_of(merge) != "restart"
        words = "\n".join(line for line in self._lines(element) if line.strip())
        start = self.at
        for number, line in enumerate(words.split("\n")):
            if number:
                self._put("\n")
            self._put(line)
        return Cell(((start, self.at),) if words else (), column, 1, width, merged), width

    def _lines(self, parent: _Element) -> Iterator[str]:
        """The paragraphs of a cell as lines; those of a table in it too, cell by cell."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                said = _Said()
                _gather(element, said)
                words = said.words()
                label = self.numbering.label(child_of(element, "pPr")) if words.strip() else ""
                yield label + words.replace("\t", " ")
                for box in said.boxes:
                    yield from self._lines(box)
            elif name not in _SKIPPED:
                yield from self._lines(element)


def _rows(table: _Element) -> Iterator[_Element]:
    for element in table:
        name = name_of(element)
        if name == "tr":
            if child_of(element, "trPr", "del") is None:
                yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(element)


def _cells(row: _Element) -> Iterator[_Element]:
    for element in row:
        name = name_of(element)
        if name == "tc":
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(element)


def _is_frame(rows: list[_Element]) -> bool:
    """Whether a table is only a frame for another: few columns, and a table inside a cell."""
    return any(
        len(cells) <= _OUTER_COLUMNS and any(name_of(child) == "tbl" for cell in cells for child in cell)
        for cells in (list(_cells(row)) for row in rows)
    )


def _without_font(fonts: _Element | None, said: _Said, before: int) -> None:
    """Turn the words from `before` on into Unicode where their run is in a font of before it."""
    turn = encodings.of_font(value_of(fonts, "ascii") or value_of(fonts, "hAnsi") or "")
    if turn:
        said.parts[before:] = [turn("".join(said.parts[before:]))]


def _gather(element: _Element, said: _Said) -> None:
    """Collect the words of a paragraph; `bold` stays true while every run with words is bold."""
    for child in element:
        name = name_of(child)
        if name in _SKIPPED:
            continue
        if name == "txbxContent":
            said.boxes.append(child)
        elif name == "t":
            said.parts.append(child.text or "")
        elif name in _GLYPHS:
            said.parts.append("" if name == "br" and value_of(child, "type") == "page" else _GLYPHS[name])
        elif name == "sym":
            said.parts.append(
                "-" if re.fullmatch(r"[Ff]0[0-9A-Fa-f]{2}", value_of(child, "char") or "") else ""
            )
        elif name == "r":
            properties = children_of(child_of(child, "rPr"))
            if is_on(properties.get("vanish")):
                continue
            before = len(said.parts)
            _gather(child, said)
            _without_font(properties.get("rFonts"), said, before)
            if "".join(said.parts[before:]).strip() and not is_on(properties.get("b")):
                said.bold = False
        else:
            _gather(child, said)

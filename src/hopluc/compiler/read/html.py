"""Web pages as government portals publish documents, and what Word saves as a page (.html, .mht).

The page around the document (menus, lists of news, feet) is left out: the document is the
smallest element that holds most of the words that are no links. Cells of a row are set apart by
tabs in the text, rows by line ends, as in the reader of .docx.
"""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hopluc.compiler.document import Block, Cell, Document, Paragraph, Row, Table
from hopluc.compiler.format import Span
from hopluc.compiler.read.lines import MAX_COLUMNS
from hopluc.compiler.read.sniff import is_saved_page
from hopluc.compiler.read.text import MAX_CHARACTERS
from hopluc.office.package import damaged, too_large
from hopluc.office.refusal import Unreadable
from hopluc.viet import encodings
from hopluc.viet.patterns import regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 2_000
_CHARSET = regex(rb"charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.IGNORECASE)

_SILENT = frozenset(
    {"script", "style", "head", "noscript", "template", "iframe", "object", "svg", "nav", "select", "button",
     "form", "input", "textarea"}
)  # fmt: skip
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
     "o:p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"}
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = regex(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = regex(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED_STYLE = regex(r"text-align\s*:\s*center", re.IGNORECASE)
# A smaller element is the document while it holds this share of the words of the larger one.
_MOST = 0.9
_LARGEST_SPAN = 1_000
_DEEPEST = 150


def read(data: bytes, name: str) -> Document:
    """The document in a page. Raises Unreadable where there is none."""
    from lxml import etree, html

    if is_saved_page(data):
        data = _page_of_archive(data, name)
    text = _decoded(data)
    try:
        # Comments and instructions go; the parser never fetches anything.
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(f"trang web {name}") from error
    writer = _Writer()
    body = root.find("body")
    writer.blocks_of(_main(root if body is None else body))
    return Document("".join(writer.text), tuple(writer.blocks))


def _page_of_archive(data: bytes, name: str) -> bytes:
    """The page in a saved web archive (RFC 2557)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise damaged(f"trang web {name}")


def _decoded(data: bytes) -> str:
    """UTF-8 where it is so whatever the page says of itself; else what it says; else the old ones."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_HEAD])
        text = _in_charset(data, named[1].decode("ascii") if named else "")
    # lxml takes no text that names its own encoding.
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


def _in_charset(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return encodings.decode(data) or data.decode("cp1258", "replace")


def _main(body: HtmlElement) -> HtmlElement:
    """The smallest element with most of the words that are no links: the document in its page."""
    weights = _weights(body)
    chosen = body
    while True:
        heaviest = max(
            (child for child in chosen if isinstance(child.tag, str)),
            key=lambda child: weights.get(child, 0),
            default=None,
        )
        if heaviest is None or heaviest.tag in ("table", "p") or heaviest.tag in _INLINE:
            return chosen
        if weights.get(heaviest, 0) < _MOST * weights[chosen] or not weights[chosen]:
            return chosen
        chosen = heaviest


def _weights(body: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of each element that are words of no link, those of the elements in it too.

    Raises Unreadable where elements lie in one another more deeply than any page of an office.
    """
    from lxml import etree

    weights: dict[HtmlElement, int] = {}
    depth = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise Unreadable(
                f"Trang web lồng quá {_DEEPEST} lớp nên không được nhận. Hãy lưu văn bản dạng .docx.",
                "unsafe",
            )
        if event == "end" and isinstance(element.tag, str) and element.tag not in _SILENT:
            linked = element.tag == "a"
            own = 0 if linked else len((element.text or "").strip())
            inner = 0 if linked else sum(weights.get(child, 0) for child in element)
            weights[element] = own + inner + sum(len((child.tail or "").strip()) for child in element)
    return weights


class _Writer:
    """Collects the text and the blocks in it, in order."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self._line: list[str] = []
        self._bold = True
        self._level: int | None = None
        self._centred = False

    def blocks_of(self, element: HtmlElement) -> None:
        """Write what is in `element`: runs of inline words as paragraphs, tables as tables."""
        self._inside(element, bold=False)
        self._close()

    def _inside(self, element: HtmlElement, bold: bool) -> None:
        self._say(element.text, bold)
        for child in element:
            self._child(child, bold)
            self._say(child.tail, bold)

    def _child(self, child: HtmlElement, bold: bool) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SILENT or _hidden(child):
            return
        if tag == "br":
            self._close()
        elif tag in _INLINE:
            self._inside(child, bold or _is_bold(child))
        elif tag == "table":
            self._close()
            self._table(child)
        else:
            self._close()
            self._level = _HEADINGS.get(tag)
            self._centred = _is_centred(child)
            self._inside(child, bold or _is_bold(child))
            self._close()

    def _say(self, words: str | None, bold: bool) -> None:
        if words:
            self._line.append(words)
            if words.strip() and not bold:
                self._bold = False

    def _close(self) -> None:
        """End the paragraph that is being written."""
        words = _words("".join(self._line))
        if words:
            self.blocks.append(Paragraph(self._put(words), self._level, self._bold, self._centred))
            self._put("\n")
        self._line, self._bold, self._level = [], True, None

    def _put(self, words: str) -> Span:
        start = self.at
        self.text.append(words)
        self.at += len(words)
        if self.at > MAX_CHARACTERS:
            raise too_large("phần chữ của trang")
        return start, self.at

    # --- tables ---

    def _table(self, table: HtmlElement) -> None:
        rows = list(_rows(table))
        if _is_layout(rows):
            for row in rows:
                for place in _cells(row):
                    self._inside(place, bold=False)
                    self._close()
            return
        start = self.at
        covered: dict[int, int] = {}  # column -> rows that a cell above still covers
        made = [self._row(row, covered) for row in rows]
        if made:
            self.blocks.append(Table(tuple(made), (start, self.at), merges=True))
        self._put("\n")

    def _row(self, row: HtmlElement, covered: dict[int, int]) -> Row:
        start, column = self.at, 0
        cells: list[Cell] = []
        for place in [*_cells(row), None]:
            while covered.get(column, 0):
                covered[column] -= 1
                cells.append(Cell((), column, 1, 1, True))
                column += 1
            if place is None:
                break
            down, across = _spanned(place, "rowspan"), _spanned(place, "colspan")
            if column + across > MAX_COLUMNS:
                raise too_large("bảng (số cột)")
            cells.append(Cell(self._cell(place), column, down, across))
            for covering in range(column, column + across):
                covered[covering] = down - 1
            column += across
            self._put("\t")
        self._put("\n")
        header = all(place.tag == "th" for place in _cells(row))
        return Row(tuple(cells), (start, self.at - 1), header)

    def _cell(self, place: HtmlElement) -> tuple[Span, ...]:
        inner = _Writer()
        inner.blocks_of(place)
        words = "\n".join(line for line in "".join(inner.text).replace("\t", " ").split("\n") if line.strip())
        return (self._put(words),) if words else ()


def _words(line: str) -> str:
    """A line of a page: spaces and line ends in its source mean one space."""
    return encodings.repair(unicodedata.normalize("NFC", " ".join(line.split())))


def _hidden(element: HtmlElement) -> bool:
    return bool(_HIDDEN.search(element.get("style", "")))


def _is_bold(element: HtmlElement) -> bool:
    return element.tag in ("b", "strong", *_HEADINGS) or bool(_BOLD_STYLE.search(element.get("style", "")))


def _is_centred(element: HtmlElement) -> bool:
    aligned = element.get("align", "").lower() == "center" or element.tag == "center"
    return aligned or bool(_CENTRED_STYLE.search(element.get("style", "")))


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_layout(rows: list[HtmlElement]) -> bool:
    """Whether a table only places things: it holds tables, or it is one cell."""
    cells = [cell for row in rows for cell in _cells(row)]
    return len(cells) <= 1 or any(cell.find(".//table") is not None for cell in cells)


def _spanned(place: HtmlElement, attribute: str) -> int:
    value = place.get(attribute, "1").strip()
    return min(max(int(value), 1), _LARGEST_SPAN) if value.isascii() and value.isdigit() else 1

"""Official documents as Word files, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.

A document is a small tree of frozen dataclasses (letterhead, title, blocks, annexes, recipients,
signature); `write_docx` makes it a .docx whose looks lie in named styles (official_styles.xml), so that
an office restyles it in one place. Number and date come after signing, from the document system: where
`Letterhead` has none, blanks are left for them.

Markup is written as text and zipped directly: a table of thousands of rows costs what its
characters cost. The same tree gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from itertools import zip_longest
from typing import Literal

from hopluc.office import first_foot
from hopluc.office.first_foot import FirstFoot
from hopluc.office.xml import escaped
from hopluc.viet.numbers import to_roman

Align = Literal["left", "center", "right"]

# --- the tree -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face. `opens`: what a screen opens on it; paper does not show it."""

    text: str
    bold: bool = False
    italic: bool = False
    opens: str = ""


Text = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is "I.", 2 is "1.", 3 is "a)"; the number is part of the text. Level 0 stands in
    the middle, as "QUYẾT ĐỊNH:" before the articles."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; line breaks in the text begin new paragraphs. `keep`: on the page of what
    comes next."""

    text: Text
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width as a share of the table's, how its cells are aligned."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than plain text: bold, over several columns, or opening something on a screen.
    markup, fill: of a cell to be filled in (office.wordform), its paragraphs as markup and its colour."""

    text: str
    bold: bool = False
    span: int = 1
    opens: str = ""
    markup: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its heading row is repeated on every page. A row's spans add up to the columns."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str | Cell]]
    caption: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on landscape pages of its own, numbered after its place among the annexes."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: `superior` stands above `issuer`; `symbol` follows the number ("BC-STC").

    number, day: None until the document system gives them; `year` is printed meanwhile. numbered: false for
    what bears no number, as a book.
    """

    issuer: str
    superior: str = ""
    symbol: str = ""
    place: str = ""
    number: str = ""
    day: dt.date | None = None
    year: int | None = None
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Capacity and title of who signs, a line each ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), and the name."""

    titles: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An official document. `kind` is its name on paper ("BÁO CÁO"); an official letter (công văn) has none,
    and its `subject` stands as "V/v …" under the number. `countersignature`: of the other side, as minutes
    have it, at the left; the recipients then stand below. `foot`: of the first page."""

    letterhead: Letterhead
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    kind: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    countersignature: Signature | None = None
    foot: FirstFoot | None = None


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def number_line(head: Letterhead) -> str:
    """ "Số: 05/BC-STC", or with room for the number: "Số:         /BC-STC"."""
    symbol = f"/{head.symbol}" if head.symbol else ""
    return f"Số: {head.number}" if head.number else f"Số:{BLANK * 2}{symbol}"


def date_line(head: Letterhead) -> str:
    """ "Sơn Hải, ngày 05 tháng 02 năm 2026": a nought before days under 10 and before months 1 and 2."""
    place = f"{head.place}, " if head.place else ""
    if head.day:
        month = f"{head.day.month:02d}" if head.day.month < 3 else f"{head.day.month}"
        return f"{place}ngày {head.day:%d} tháng {month} năm {head.day.year}"
    return f"{place}ngày{BLANK}tháng{BLANK}năm {head.year or BLANK}"


def annex_number(place: int, count: int) -> str:
    """ "Phụ lục" where there is one only, else with its Roman number."""
    return f"Phụ lục {to_roman(place)}" if count > 1 else "Phụ lục"


def annex_note(document: Document) -> str:
    """Which document the annex goes with, with room for number and date."""
    head = document.letterhead
    kind = document.kind.capitalize() or "Công văn"
    number = head.number or f"{BLANK * 2}/{head.symbol}"
    day = f"{head.day:%d/%m/%Y}" if head.day else f"{BLANK}/{BLANK}/{head.year or BLANK}"
    return f"(Kèm theo {kind} số {number} ngày {day} của {head.issuer})"


BLANK = "\u00a0" * 6  # room to fill in; ordinary blanks would be folded or stretched by justifying


# --- measures -------------------------------------------------------------------------------------

# A4; top, bottom, left and right margins 20, 20, 30, 15 mm (Phụ lục I allows 20-25, 20-25, 30-35, 15-20),
# in twentieths of a point.
_MM = 1440 / 25.4
_SHORT, _LONG = round(210 * _MM), round(297 * _MM)
_TOP = _BOTTOM = round(20 * _MM)
_LEFT, _RIGHT = round(30 * _MM), round(15 * _MM)
_PORTRAIT, _LANDSCAPE = _SHORT - _LEFT - _RIGHT, _LONG - _LEFT - _RIGHT
_HEAD = round(68 * _MM)  # width of the issuer's side of the head


# --- writing --------------------------------------------------------------------------------------


def write_docx(document: Document, *, annexes_only: bool = False) -> bytes:
    """The document as a .docx file; `annexes_only`: its annexes as a file of their own."""
    body = _annexes(document) if annexes_only else _body(document)
    foot = None if annexes_only else document.foot
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES.format(foot=first_foot.CONTENT_TYPES if foot else ""),
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _CORE.format(
            title=escaped(document.subject), creator=escaped(document.letterhead.issuer)
        ),
        "word/document.xml": _DOCUMENT.format(body="".join(body)),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS.format(foot=first_foot.RELATION if foot else ""),
        "word/header1.xml": _HEADER,
        "word/settings.xml": _SETTINGS,
        "word/styles.xml": resources.files("hopluc.office")
        .joinpath("official_styles.xml")
        .read_text("utf-8"),
        **(first_foot.parts(foot, _PORTRAIT) if foot else {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        for name, content in parts.items():
            archive.writestr(_entry(name), content)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """A zip entry without a clock in it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _body(document: Document) -> Iterator[str]:
    yield _head(document)
    yield from _title(document)
    yield from _blocks(_with_foot(document.blocks), _PORTRAIT)
    yield _foot(document)
    yield _section(landscape=False, inside=bool(document.annexes), footed=bool(document.foot))
    yield from _annexes(document)


def _with_foot(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, the last words on the page of the signature, which never stands on one of its own."""
    last = blocks[-1] if blocks else None
    return (*blocks[:-1], replace(last, keep=True)) if isinstance(last, Paragraph) else blocks


def _annexes(document: Document) -> Iterator[str]:
    annexes = document.annexes
    for place, annex in enumerate(annexes, 1):
        yield _p("AnnexNumber", annex_number(place, len(annexes)))
        yield _p("AnnexTitle", annex.title)
        yield _p("AnnexNote", annex_note(document))
        yield from _blocks(annex.blocks, _LANDSCAPE)
        yield _section(landscape=True, inside=place < len(annexes))


def _head(document: Document) -> str:
    """Issuer and number at the left, nation, motto, place and date at the right."""
    head = document.letterhead
    left = [_p("Superior", line) for line in head.superior.upper().split("\n") if line]
    left += [_p("Issuer", head.issuer.upper()), _p("RuleIssuer", "")]
    left += [_p("Number", number_line(head))] if head.numbered else []
    if not document.kind:
        left.append(_p("LetterSubject", f"V/v {document.subject}"))
    right = [_p("Nation", NATION), _p("Motto", MOTTO), _p("RuleMotto", ""), _p("PlaceDate", date_line(head))]
    return _side_by_side("".join(left), "".join(right), _HEAD)


def _title(document: Document) -> Iterator[str]:
    if document.kind:
        yield _p("Title", document.kind)
        yield from (_p("Subtitle", line) for line in document.subject.split("\n"))
        yield _p("RuleTitle", "")
    if len(document.addressees) == 1:
        yield _p("Addressee", f"Kính gửi: {document.addressees[0]}")
    elif document.addressees:
        yield _p("Addressee", "Kính gửi:")
        yield from (_p("AddresseeItem", _listed(*one)) for one in _with_last(document.addressees))


def _listed(text: str, last: bool) -> str:
    """An item of a list of bodies: ";" after each, "." after the last."""
    return f"- {text}{'.' if last else ';'}"


def _with_last(items: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each item, and whether it is the last."""
    return ((item, place == len(items)) for place, item in enumerate(items, 1))


def _foot(document: Document) -> str:
    """Recipients (of minutes the other side's signature) at the left, signature at the right, kept on
    one page."""
    told = [_p("RecipientsHead", "Nơi nhận:")] if document.recipients else [_p("Recipients", "")]
    told += [_p("Recipients", _listed(*one)) for one in _with_last(document.recipients)]
    other = document.countersignature
    left = _signed(other) if other else "".join(told)
    foot = _side_by_side(left, _signed(document.signature), round(_PORTRAIT * 0.46))
    return _p("FootSpace", "") + foot + ("".join(told) if other else "")


def _signed(signature: Signature) -> str:
    """Titles, room to sign, the name."""
    titles = "".join(_p("SignerTitle", title) for title in signature.titles)
    return titles + _p("SignerSpace", "") + _p("SignerName", signature.name)


def _side_by_side(left: str, right: str, width: int) -> str:
    """Two columns without rules, not to be torn by a page."""
    widths = (width, _PORTRAIT - width)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for w, content in zip(widths, (left, right), strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="SideBySide"/><w:tblW w:w="{_PORTRAIT}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _blocks(blocks: Iterable[Block], width: int) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield _p(f"Heading{block.level}" if block.level else "Title", block.text)
        elif isinstance(block, Paragraph):
            yield from _paragraphs(block)
        else:
            yield from _table(block, width)


def _paragraphs(block: Paragraph) -> Iterator[str]:
    if isinstance(block.text, str):
        yield from (_p("BodyText", line, keep=block.keep) for line in block.text.split("\n") if line.strip())
    else:
        kept = "<w:keepNext/>" if block.keep else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="BodyText"/>{kept}</w:pPr>{"".join(map(_run, block.text))}</w:p>'


def _table(table: Table, width: int) -> Iterator[str]:
    """A ruled table, row by row."""
    total = sum(column.width for column in table.columns)
    widths = [round(width * column.width / total) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    yield _p("Caption", table.caption) if table.caption else _p("AfterTable", "")
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    titles = "".join(
        f"{_tc(w)}{_p('TableHead', column.title)}</w:tc>"
        for w, column in zip(widths, table.columns, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    styles = [_CELL_STYLES[column.align] for column in table.columns]
    for row, after in zip_longest(table.rows, table.rows[1:]):
        yield _row(row, widths, styles, keep=after is not None and _heads(row, after))
    yield "</w:tbl>"
    yield _p("AfterTable", "")


# A row whose longest cell has fewer characters moves to the next page whole.
_TORN_FROM = 900
_CELL_STYLES: dict[Align, str] = {"left": "TableText", "center": "TableCentre", "right": "TableFigure"}


def _heads(row: Sequence[str | Cell], after: Sequence[str | Cell]) -> bool:
    """Whether a row is the title of those below it, so that no page ends with it: it has bold words over
    several columns, or bold words where the next row has none."""
    bold = [cell for cell in row if isinstance(cell, Cell) and cell.bold]
    plain = not any(isinstance(cell, Cell) and cell.bold for cell in after)
    return any(cell.span > 1 for cell in bold) or (bool(bold) and plain)


def _row(row: Sequence[str | Cell], widths: Sequence[int], styles: Sequence[str], *, keep: bool) -> str:
    """A row; `keep`: on the page of the next one."""
    cells, place = [], 0
    for item in row:
        cell = item if isinstance(item, Cell) else Cell(item)
        wide = sum(widths[place : place + cell.span])
        style = styles[place] if cell.span == 1 else "TableText"
        lines = cell.markup or "".join(_p(style, one, cell.bold, keep) for one in cell.text.split("\n"))
        cells.append(f"{_tc(wide, cell.span, cell.fill)}{lines}</w:tc>")
        place += cell.span
    longest = max(len(item.text if isinstance(item, Cell) else item) for item in row)
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if longest < _TORN_FROM else ""
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _tc(width: int, span: int = 1, fill: str = "") -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{shade}</w:tcPr>'


def _p(style: str, text: str, bold: bool = False, keep: bool = False) -> str:
    """A paragraph in a style; `keep`: on the page of the next one."""
    run = _run(Run(text, bold)) if text else ""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}</w:pPr>{run}</w:p>'


def _run(run: Run) -> str:
    faces = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    look = f"<w:rPr>{faces}</w:rPr>" if faces else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(run.text)}</w:t></w:r>'


def _section(*, landscape: bool, inside: bool, footed: bool = False) -> str:
    """Page set-up of the section that ends here. Pages are numbered from 1 in the document and
    again in each annex; the first page of each shows no number."""
    wide, high = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    turned = ' w:orient="landscape"' if landscape else ""
    foot = first_foot.REFERENCE if footed else ""
    setup = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>{foot}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{_TOP}" w:right="{_RIGHT}" w:bottom="{_BOTTOM}" w:left="{_LEFT}" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    # A table may not be the last thing before the set-up of a section.
    held = f"{setup}</w:pPr></w:p>" if inside else f"</w:pPr></w:p>{setup}"
    return f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{held}'


# --- fixed parts of the package ---------------------------------------------------------------------

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{foot}</Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/header" Target="header1.xml"/>{{foot}}</Relationships>'
)
_CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>"
)
_DOCUMENT = f'{_XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{{body}}</w:body></w:document>'
_HEADER = (
    f'{_XML}<w:hdr xmlns:w="{_WORD}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_SETTINGS = (
    f'{_XML}<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/></w:settings>'
)

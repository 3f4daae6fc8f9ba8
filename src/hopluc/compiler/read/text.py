"""Plain text: where its paragraphs, tables and stray markup lie.

Offices and portals hand on text in several shapes, and one file may mix them:

- a paragraph a line, or paragraphs apart by blank lines and wrapped at some 80 characters;
- tables with a row a line and cells between tabs; a cell that holds `<p>` or `<ul>` may go on
  over the next lines until the row has as many cells as its table;
- tables with a cell a line, each indented by a tab, and rows apart by blank lines;
- tables with cells between lines that hold a lone "|", or with a row a line and "|" between cells;
- Markdown tables, headings (`##`) and emphasis (`**`), HTML tags.

After `blocks_of`: every character that is a word belongs to exactly one block; markup is listed,
never removed; the text is the file's in NFC with "\\n" as its only line end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hopluc.compiler.document import Block, Document, Paragraph
from hopluc.compiler.format import Span
from hopluc.compiler.read.lines import DRAWN, EMPHASIS, HEADING, RULE, TAG, Line, lines_of
from hopluc.compiler.read.one_line import unrolled
from hopluc.compiler.read.side_by_side import columns_at, opens_columns
from hopluc.compiler.read.text_tables import TABLE_READERS
from hopluc.office.refusal import Unreadable
from hopluc.viet import encodings
from hopluc.viet.patterns import regex

MAX_CHARACTERS = 4_000_000

_OPENS = regex(r"[-+•–*]\s|\*{0,3}(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s|\*{0,3}[a-zđ]\)\s|#")
# A range that a line end cut: "đạt 05" over "- 06%/năm".
_RANGE_BEGINS, _RANGE_ENDS = regex(r"(?<!\d)\d{1,2}\s*$"), regex(r"[-–]\s\d{1,2}(?:,\d+)?\s*%")
# Lines of a wrapped file end near the same column; a paragraph a line knows no such limit.
_WRAP_COLUMN = 120
_FEWEST_BROKEN = 4
_SHORT = 0.85
# What opens a ground, the word of decision or an article, where the line above ended a clause: each of
# these stands on a line of its own (Nghị định 30/2020/NĐ-CP, Phụ lục III).
_OPENS_CLAUSE = regex(r"Căn cứ\s|(?:Theo|Xét)\s+(?:đề nghị|Tờ trình)\s|Điều\s+\d{1,3}\s*[.:]")
_ENDS_CLAUSE = regex(r"[.;:,]$")
_BEGINS_SENTENCE = regex(r"[^\W\d_][^\W\d_]*\s")
# A line that ends so goes on, however short it is.
_ENDS_OPEN = regex(r"[,(\u2013-]$|\b(?:và|của|các|cho|với|về|tại|theo|ngày|tháng|năm|số)$")


def decode(data: bytes) -> str:
    """The file's words in NFC with plain line ends. Raises Unreadable where it is no text.

    Files are UTF-8 or UTF-16; older ones TCVN3, VNI or Windows-1258, known by their words.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if b"\x00" in data and encoding != "utf-16":
        raise Unreadable(
            "Tệp không phải văn bản: có byte rỗng bên trong. Hãy gửi tệp Word, PDF hoặc .txt.", "wrong-type"
        )
    try:
        text: str | None = data.decode(encoding)
        failed = 0
    except UnicodeDecodeError as error:
        text, failed = encodings.decode(data), error.start + 1
    if text is None:
        raise Unreadable(
            f"Tệp văn bản không dùng bảng mã UTF-8 (sai từ byte thứ {failed}), cũng không phải TCVN3 (ABC), "
            "VNI hay Windows-1258. Hãy lưu lại với bảng mã UTF-8 (font Unicode) rồi gửi lại.",
            "not-text",
        )
    return clean(encodings.repair(text))


def clean(text: str) -> str:
    """`text` in NFC, with "\\n" as the only line end. Raises Unreadable where it is too long."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"Văn bản dài {len(text)} ký tự, vượt giới hạn {MAX_CHARACTERS}. Hãy tách thành nhiều tệp.",
            "too-large",
        )
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return unicodedata.normalize("NFC", text)


def read(data: bytes, name: str) -> Document:
    """The document in a text file. Raises Unreadable where it is none."""
    return blocks_of(decode(data))


def blocks_of(text: str) -> Document:
    """The blocks and the markup of `text`, which `clean` has made."""
    lines = list(lines_of(text))
    blocks: list[Block] = []
    wrapped = _is_wrapped(lines)
    column = _column_of(lines) if wrapped else None
    at = 0
    apart = False
    while at < len(lines):
        if lines[at].blank:
            at += 1
            apart = True
            continue
        columns = columns_at(lines, at)
        if columns is not None:
            blocks += columns[0]
            at = columns[1]
            continue
        for table_reader in TABLE_READERS:
            found = table_reader(lines, at)
            if found is not None:
                table, at = found
                if table is not None:
                    blocks.append(table)
                break
        else:
            paragraph, at = _paragraph(lines, at, apart, column)
            if paragraph is not None:
                blocks += unrolled(text, paragraph)
        apart = False
    return Document(text, tuple(blocks), markup=tuple(_markup(text)), wrapped=wrapped)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the file breaks its lines at a column, in the middle of sentences.

    Then many a line begins in small letters right below another, and hardly one is long.
    """
    long = sum(1 for line in lines if "\t" not in line.text and len(line.text) > _WRAP_COLUMN)
    broken = sum(1 for _ in _cut_lines(lines))
    return broken >= _FEWEST_BROKEN and long * 4 <= broken


def _cut_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that go on in small letters on the next one."""
    for above, line in pairwise(line for line in lines if "\t" not in line.text):
        if (
            above.text.strip(" |")
            and line.text.lstrip("* ")[:1].islower()
            and not _OPENS.match(line.text.lstrip())
        ):
            yield above


def _column_of(lines: Sequence[Line]) -> int:
    """The column at which a wrapped file usually breaks its lines.

    0 where blank lines set its items apart: then these alone say where a paragraph ends.
    """
    items = [above.text.strip(" |*") for above, line in pairwise(lines) if _OPENS.match(line.text.lstrip())]
    if 2 * sum(map(bool, items)) <= len(items):
        return 0
    lengths = sorted(len(line.text.rstrip()) for line in _cut_lines(lines))
    return lengths[len(lengths) // 2]


def _markup(text: str) -> Iterator[Span]:
    """Ranges that are markup, in order and apart."""
    last = 0
    pattern = re.compile(
        f"{TAG.pattern}|{EMPHASIS.pattern}|(?m:^{HEADING.pattern})|{DRAWN.pattern}", re.IGNORECASE
    )
    for match in pattern.finditer(text):
        if match.start() >= last:
            yield match.start(), match.end()
            last = match.end()


def _paragraph(
    lines: Sequence[Line], at: int, apart: bool, column: int | None
) -> tuple[Paragraph | None, int]:
    """The paragraph that begins at a line, and the line below it; `column` where the file is wrapped."""
    first = lines[at]
    if RULE.fullmatch(first.text):
        return None, at + 1
    last = at
    if column is not None:
        while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1], column):
            last += 1
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = lines[last].start + len(lines[last].text.rstrip())
    heading = HEADING.match(first.text)
    words = first.text.strip()
    bold = words.startswith(("**", "<b>", "<strong>")) and lines[last].text.strip().endswith(
        ("**", "</b>", "</strong>")
    )
    return Paragraph((start, end), len(heading[1]) if heading else None, bold, apart=apart), last + 1


def _goes_on(line: Line, following: Line, column: int) -> bool:
    """Whether a paragraph of a wrapped file goes on: the next line opens nothing of its own.

    Such files set paragraphs apart by blank lines, so that lines without one between them
    belong together, but for items of a list and for capitals below a line that has none.
    """
    words = following.text.strip()
    if (
        not words
        or words == "|"
        or opens_columns(following)
        or "\t" in following.text
        or RULE.fullmatch(following.text)
    ):
        return False
    if _OPENS.match(words) and not (_RANGE_ENDS.match(words) and _RANGE_BEGINS.search(line.text)):
        return False
    if line.text.count("**") % 2 == 1:
        return True
    if _title_is_over(line.text.strip(), words) or (
        _OPENS_CLAUSE.match(words) and _ENDS_CLAUSE.search(line.text.rstrip())
    ):
        return False
    if _OPENS.match(line.text.lstrip()) and words[:1].isupper() and _had_room(line, words, column):
        return False
    return not words.isupper() or line.text.isupper()


def _title_is_over(line: str, following: str) -> bool:
    """Whether a sentence begins below a line in capitals: title and body are never one paragraph.

    A name of a few capitals may fill a narrow line within a sentence, and a title may break off at a comma.
    """
    if not line.isupper() or len(line.split()) < 2 or line.endswith((",", "-", "–")):
        return False
    begins = _BEGINS_SENTENCE.match(following)
    return begins is not None and begins.group().strip().istitle() and not begins.group().isupper()


def _had_room(line: Line, following: str, column: int) -> bool:
    """Whether the next line's first word would have stood on a line: then its end was meant.

    A numbered heading in ordinary letters ("3. Phòng Kinh tế") over its paragraph ends so. Letters differ
    in width, so that only a line well short of the column counts.
    """
    words = line.text.rstrip()
    return not _ENDS_OPEN.search(words) and (len(words) + 1 + len(following.split()[0])) <= _SHORT * column

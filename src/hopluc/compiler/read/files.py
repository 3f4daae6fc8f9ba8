"""From files to one document: which reader, then the parts of a plan joined in order."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from hopluc.compiler.document import Block, Cell, Document, Paragraph, Row, Table
from hopluc.compiler.format import Page, Source, Span
from hopluc.compiler.read import sniff
from hopluc.compiler.read import text as plain
from hopluc.compiler.read.secrecy import refuse_secret
from hopluc.office.package import MAX_FILE, OLE_MAGIC, ZIP_MAGIC, too_large
from hopluc.office.refusal import Unreadable


@dataclass(frozen=True, slots=True)
class Form:
    """A form of document that is read: how it is known, and the module whose `read` reads it.

    `read(data, name)` gives the Document without its sources. Modules are loaded when a file of
    their form comes, so that a text file pays for no library of Word's or of pictures. A `paged` form's
    module has `first_page(data, name)` too.
    """

    media_type: str
    is_it: Callable[[bytes], bool]
    module: str
    paged: bool = False


_SCAN = "hopluc.compiler.read.scan"
# Forms by what their files begin with (names may lie), tried in order; the last takes the rest.
FORMS = (
    Form("application/msword", sniff.is_old_word, "hopluc.compiler.read.legacy"),
    Form("application/vnd.oasis.opendocument.text", sniff.is_opendocument, "hopluc.compiler.read.legacy"),
    Form(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        sniff.begins(ZIP_MAGIC, OLE_MAGIC),
        "hopluc.compiler.read.docx",
    ),
    Form("application/rtf", sniff.is_rich_text, "hopluc.compiler.read.legacy"),
    Form("text/html", sniff.is_page, "hopluc.compiler.read.html"),
    Form("image/png", sniff.begins(b"\x89PNG\r\n\x1a\n"), _SCAN, paged=True),
    Form("image/jpeg", sniff.begins(b"\xff\xd8\xff"), _SCAN, paged=True),
    Form("image/tiff", sniff.begins(b"II*\x00", b"MM\x00*"), _SCAN, paged=True),
    Form("application/pdf", sniff.begins(b"%PDF"), "hopluc.compiler.read.pdf", paged=True),
    Form("text/plain", lambda _: True, "hopluc.compiler.read.text"),
)
# What we name in the refusal.
_FOREIGN = (
    (b"Rar!", "nén RAR"),
    (b"7z\xbc\xaf", "nén 7z"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
)
# Between the texts of two files: a blank line, as between paragraphs.
_JOINT = "\n\n"


def read_files(paths: Sequence[str | Path]) -> Document:
    """One document of one or several files (a decision and its annexes), joined in order."""
    return join([read_bytes(_load(Path(path)), Path(path).name) for path in paths])


def read_bytes(data: bytes, name: str) -> Document:
    """The document in `data`; `name` only names it. Raises Unreadable or Secret."""
    with _naming(name):
        form = _form_of(data, name)
        document: Document = import_module(form.module).read(data, name)
        return _finished(document, name, form.media_type, hashlib.sha256(data).hexdigest())


def glance(data: bytes, name: str) -> str:
    """The media type of a file at the door, of whose pages no more than the first is read.

    Refuses as `read_bytes` does, so far as that page shows; forms without pages are read whole. A
    first page without words (a cover) says nothing against the file.
    """
    with _naming(name):
        form = _form_of(data, name)
        if not form.paged:
            return read_bytes(data, name).sources[0].media_type
        refuse_secret(import_module(form.module).first_page(data, name))
        return form.media_type


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Let a refusal say which of several files it is about."""
    try:
        yield
    except Unreadable as refusal:
        if name not in refusal.message_vi:
            refusal.message_vi = f"{name}: {refusal.message_vi}"
        raise


def _form_of(data: bytes, name: str) -> Form:
    if not data.strip():
        raise Unreadable(f"Tệp {name} rỗng. Hãy kiểm tra và gửi lại tệp có nội dung.", "empty")
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise _wrong_type(name, kind)
    return next(form for form in FORMS if form.is_it(data))


def read_text(text: str, name: str) -> Document:
    """The document of a text at hand, as if it had come in a UTF-8 file called `name`."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _finished(plain.blocks_of(plain.clean(text)), name, FORMS[-1].media_type, digest)


def join(documents: Sequence[Document]) -> Document:
    """The documents one after the other as one; their spans move along."""
    if len(documents) == 1:
        return documents[0]
    text = ""
    blocks: list[Block] = []
    markup: list[Span] = []
    sources: list[Source] = []
    pages: list[Page] = []
    doubtful: list[tuple[Span, float]] = []
    for number, document in enumerate(documents):
        shift = len(text) + len(_JOINT) if text else 0
        text += (_JOINT if text else "") + document.text
        blocks += (_moved_block(block, shift) for block in document.blocks)
        markup += (_moved(span, shift) for span in document.markup)
        doubtful += ((_moved(span, shift), confidence) for span, confidence in document.doubtful)
        pages += (
            dataclasses.replace(page, source=number, span=_moved(page.span, shift)) for page in document.pages
        )
        sources += (
            dataclasses.replace(source, span=_moved(source.span, shift)) for source in document.sources
        )
    wrapped = any(document.wrapped for document in documents)
    return Document(
        text, tuple(blocks), tuple(sources), tuple(pages), tuple(markup), wrapped, tuple(doubtful)
    )


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_large(f"tệp {path.name}")
        return path.read_bytes()
    except OSError as error:
        reason = "không có tệp này" if isinstance(error, FileNotFoundError) else (error.strerror or "lỗi đọc")
        raise Unreadable(
            f"Không mở được tệp {path.name}: {reason}. Hãy kiểm tra đường dẫn.", "missing"
        ) from error


def _finished(document: Document, name: str, media_type: str, digest: str) -> Document:
    if not document.blocks:
        raise Unreadable(
            f"Tệp {name} không có chữ nào để đọc (có thể là ảnh chụp). Hãy gửi bản có chữ.", "empty"
        )
    refuse_secret(document)
    source = Source(name, media_type, digest, (0, len(document.text)))
    return dataclasses.replace(document, sources=(source,))


def _wrong_type(name: str, kind: str) -> Unreadable:
    return Unreadable(
        f"Tệp {name} là tệp {kind}, không phải văn bản. Hãy gửi tệp gốc: Word (.docx, .doc, .odt, .rtf), "
        "PDF, bản quét hoặc ảnh chụp, trang web (.html), văn bản thuần (.txt).",
        "wrong-type",
    )


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _moved_block(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return dataclasses.replace(block, span=_moved(block.span, by))
    return Table(tuple(_moved_row(row, by) for row in block.rows), _moved(block.span, by), block.merges)


def _moved_row(row: Row, by: int) -> Row:
    cells = tuple(_moved_cell(cell, by) for cell in row.cells)
    return dataclasses.replace(row, cells=cells, span=_moved(row.span, by))


def _moved_cell(cell: Cell, by: int) -> Cell:
    return dataclasses.replace(cell, spans=tuple(_moved(span, by) for span in cell.spans))

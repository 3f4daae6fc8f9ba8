"""PDF → Document: by the structure of a tagged file, else by the places of its words."""

from __future__ import annotations

from hopluc.compiler.document import Document
from hopluc.compiler.read.layout import document_of
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.pdf.source import drawn_pages, open_pdf
from hopluc.compiler.read.pdf.words import upright, words_of


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file. Raises Unreadable where it is none, or may not be read."""
    pages: list[LayoutPage] = []
    for number, (_, drawn) in enumerate(drawn_pages(open_pdf(data)), 1):
        turned = upright(drawn)
        pages.append(
            LayoutPage(
                number, turned.width, turned.height, tuple(words_of(turned.letters)), tuple(turned.rules)
            )
        )
    return document_of(pages)

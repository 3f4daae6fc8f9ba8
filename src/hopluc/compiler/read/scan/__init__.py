"""Scans and photographs of pages: recognised by Tesseract, then laid out as pages of a PDF are.

`read` reads an image file; readers of other forms hand over the pages that hold no text.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from hopluc.compiler.document import Document
from hopluc.compiler.read.layout import document_of
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.scan.page import page_layout
from hopluc.office.pictures import Picture, open_pictures

__all__ = ["first_page", "head_of", "page_layout", "pages_layout", "read"]

# Tesseract runs in processes of its own; more than these would only crowd a server.
_SIDE_BY_SIDE = 2


def read(data: bytes, name: str) -> Document:
    """The document in an image file (PNG, JPEG, TIFF with one page or several). Raises Unreadable."""
    pages = enumerate(open_pictures(data, name), 1)
    return document_of(tuple(pages_layout(pages)))


def first_page(data: bytes, name: str) -> Document:
    """The head of an image file's first page, in which a marking of secrecy stands. Raises Unreadable."""
    return head_of(next(open_pictures(data, name)))


def head_of(picture: Picture) -> Document:
    """The upper half of a page alone."""
    width, height = picture.image.size
    return document_of((page_layout(picture.image.crop((0, 0, width, height // 2)), 1, picture.dpi),))


def pages_layout(pictures: Iterable[tuple[int, Picture]]) -> Iterator[LayoutPage]:
    """`page_layout` of each numbered picture, in their order, two of them at work side by side.

    Pictures are drawn from the iterable one by one as work proceeds, in the caller's own thread, so
    that it may be a generator over a PDF and at most three are held.
    """
    waiting: deque[Future[LayoutPage]] = deque()
    with ThreadPoolExecutor(min(_SIDE_BY_SIDE, os.cpu_count() or 1)) as pool:
        try:
            for number, picture in pictures:
                waiting.append(pool.submit(page_layout, picture.image, number, picture.dpi))
                if len(waiting) > _SIDE_BY_SIDE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

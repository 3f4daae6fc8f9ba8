"""Digital PDF: words and lines of each page, or the structure that the file itself tells."""

from __future__ import annotations

from hopluc.compiler.read.pdf.reader import first_page, read

__all__ = ["first_page", "read"]

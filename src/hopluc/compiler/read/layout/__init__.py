"""Pages whose words have places (digital PDF, OCR) made into paragraphs and tables."""

from __future__ import annotations

from hopluc.compiler.read.layout.pages import document_of

__all__ = ["document_of"]

"""Reading: files in, one `Document` out, or a refusal that says what to do.

After `read_files`: the text is NFC and final, its blocks are in order, and whatever may not be
taken (empty, encrypted, with macros, too large, damaged, of a type we do not know, marked as a
state secret) has raised `Unreadable`.
"""

from __future__ import annotations

from hopluc.compiler.read.files import glance, read_bytes, read_files, read_text
from hopluc.office.refusal import Secret, Unreadable

__all__ = ["Secret", "Unreadable", "glance", "read_bytes", "read_files", "read_text"]

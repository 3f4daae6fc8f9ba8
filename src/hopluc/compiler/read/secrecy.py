"""The marking of state secrets: a document that bears it is refused at the door.

Thông tư 24/2020/TT-BCA, Điều 2 and the forms to it: the degree (MẬT, TỐI MẬT, TUYỆT MẬT)
stands in a frame of its own near the top, under the number or the subject. In running prose
the same words ("bí mật", "mức độ mật") mean nothing, so only a line that holds the degree and
nothing else counts, and only before the body begins.
"""

from __future__ import annotations

import re

from hopluc.compiler.document import Document, Paragraph
from hopluc.office.refusal import Secret
from hopluc.viet.patterns import regex

_MARK = regex(r"(?:(?:độ|mức độ|chế độ) mật\s*:\s*)?(tuyệt mật|tối mật|mật)\s*[.!]?", re.IGNORECASE)
_FRAME = regex(r"[\s*_#|()\[\]<>/-]+")
# The head of a document (national header, number, subject, addressees) is within this many blocks.
_HEAD_BLOCKS = 40


def refuse_secret(document: Document) -> None:
    """Raise Secret where a line of the head is the marking of a state secret."""
    for words in _head_lines(document):
        if "mật" not in words.lower():
            continue
        found = _MARK.fullmatch(" ".join(_FRAME.sub(" ", words).split()))
        # "Mật" alone in lower case is no frame: the mark is in capitals or capitalised.
        if found and found[1][:1].isupper():
            raise Secret(
                f"Văn bản đóng dấu độ mật “{found[1].upper()}”: không được đưa vào hệ thống này. "
                "Tệp không được lưu lại; hãy xử lý theo quy định về bảo vệ bí mật nhà nước."
            )


def _head_lines(document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks[:_HEAD_BLOCKS]:
        if isinstance(block, Paragraph):
            lines += document.text[slice(*block.span)].split("\n")
        else:
            spans = (span for row in block.rows[:6] for cell in row.cells for span in cell.spans)
            lines += [line for span in spans for line in document.text[slice(*span)].split("\n")]
    return lines

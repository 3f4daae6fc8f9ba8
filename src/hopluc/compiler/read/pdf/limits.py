"""How much of a PDF is read, and what its sender is told beyond that.

A PDF is a program from a stranger: a few kilobytes may ask for days of work. Pages, letters and
lines are counted, packed streams are unpacked up to a size, and the time is looked at all along.
"""

from __future__ import annotations

from hopluc.office.refusal import Unreadable

MAX_PAGES = 500
# On one page, and in the whole file.
MAX_LETTERS, MAX_ALL_LETTERS = 30_000, 3_000_000
MAX_RULES, MAX_ALL_RULES = 20_000, 400_000
# Pages that are recognised; each takes a second or two.
MAX_SCANNED = 120
# Pages whose structure is asked for; longer files are read by places, which takes less memory.
MAX_TAGGED = 150
# Elements of a structure tree; a page of a table has some 200.
MAX_ELEMENTS = 400_000
# Seconds for the words of a whole file; 500 pages of tables take some 20.
MAX_SECONDS = 60.0
# Bytes that one packed stream may become; a page of dense text has some 100 kilobytes.
MAX_STREAM = 48 << 20


def too_much(what: str) -> Unreadable:
    """The refusal of a page that holds more than a document of an office can."""
    return Unreadable(
        f"Tệp PDF vượt giới hạn cho phép ({what}). Hãy tách tệp hoặc gửi bản .docx.", "too-large"
    )


def too_slow() -> Unreadable:
    """The refusal of a file that takes too long."""
    return Unreadable(
        f"Đọc tệp PDF quá {MAX_SECONDS:.0f} giây nên đã dừng: tệp quá phức tạp hoặc hỏng. "
        "Hãy gửi bản .docx hoặc in lại thành PDF.",
        "too-large",
    )


def damaged_pdf(why: str) -> Unreadable:
    """The refusal of a file that is no whole PDF."""
    return Unreadable(f"Tệp PDF hỏng ({why}). Hãy mở thử, lưu lại rồi gửi lại.", "damaged")

"""One place where a document is named."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass


@dataclass(slots=True)
class Mention:
    """A mention: its place, and what it says of the document. `year`: of a law named by title and year."""

    start: int
    end: int
    number: str | None
    kind: str | None
    day: dt.date | None
    issuer: str | None
    title: str | None = None
    year: int | None = None


def number_key(number: str) -> str:
    """A number for comparing: capitals, without spaces and with one kind of hyphen."""
    return re.sub(r"[^0-9A-ZĐ/&:-]", "", number.upper())

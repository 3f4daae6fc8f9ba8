"""What follows from the name and the kind of the body that issues a document: its part of the number,
its place, the line above it, the capacity of who signs; and how a document is cited."""

from __future__ import annotations

import datetime as dt
import re

from hopluc.viet.text import lower_first

_CAPITALS = re.compile(r"[A-ZĐ]{2,12}(?:-[A-ZĐ]{1,8})?")
_SMALL_WORDS = {"và", "tỉnh", "thành", "phố", "của"}
_COMMITTEE = "Ủy ban nhân dân "
# The nearest words that stand between a committee and the name of its place.
_UNIT_WORDS = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ", re.IGNORECASE)


def issuer_symbol(name: str, short_name: str) -> str:
    """The body's part of a document number ("STC" of "BC-STC"): its short name where that is in
    capitals, else the initials of its name; "UBND" for a people's committee."""
    if name.startswith(_COMMITTEE.strip()):
        return "UBND"
    if _CAPITALS.fullmatch(short_name):
        return short_name
    return "".join(word[0] for word in name.split() if word.lower() not in _SMALL_WORDS).upper()


def place_of(committee: str) -> str:
    """The place that a people's committee governs ("Sơn Hải" of "… tỉnh Sơn Hải"); empty for others."""
    if not committee.startswith(_COMMITTEE):
        return ""
    return _UNIT_WORDS.sub("", committee.removeprefix(_COMMITTEE))


def in_lines(name: str) -> str:
    """A body's name above a letterhead, a committee's broken before its place."""
    return name.replace(_COMMITTEE, f"{_COMMITTEE.strip()}\n", 1) if name.startswith(_COMMITTEE) else name


def signatory_of(kind: str) -> str:
    """The line above a signature for a kind of body (organizations.Organisation.Kind)."""
    return {
        "department": "GIÁM ĐỐC",
        "committee": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "alliance": "CHỦ TỊCH",
        "room": "TRƯỞNG PHÒNG",
    }.get(kind, "THỦ TRƯỞNG CƠ QUAN")


def plan_named(kind: str, number: str, issued_on: dt.date | None, issuer: str, title: str) -> str:
    """A plan as a report cites it: "Kế hoạch số 12/KH-UBND ngày 05/02/2026 của … về …"."""
    words = [kind]
    if number:
        words.append(f"số {number}")
    if issued_on:
        words.append(f"ngày {issued_on:%d/%m/%Y}")
    if issuer:
        words.append(f"của {issuer}")
    if title:
        lowered = lower_first(title)
        words.append(lowered if lowered.startswith("về ") else f"về {lowered}")
    return " ".join(words)

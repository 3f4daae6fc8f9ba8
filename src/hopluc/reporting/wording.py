"""Words of reports that follow from names and figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hopluc.plans.words import figure_words

_CAPITALS = re.compile(r"[A-ZĐ]{2,12}(?:-[A-ZĐ]{1,8})?")
_SMALL_WORDS = {"và", "tỉnh", "thành", "phố", "của"}
_COMMITTEE = "Ủy ban nhân dân "
# The nearest words that stand between a committee and the name of its place.
_UNIT_WORDS = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ", re.IGNORECASE)


def target_words(
    op: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    baseline: Mapping[str, Any] | None,
) -> str:
    """A target as a table with a column of units shows it: "≥ 80", "65 – 70", "5 so với năm 2025",
    "gấp 1,5 lần so với cuối năm 2020"."""
    figure = figure_words(op, value, low, high)
    if not figure or not baseline:
        return figure
    if baseline.get("op") == "times":
        figure = f"gấp {figure} lần"
    return f"{figure} so với {baseline.get('of', '')}".strip()


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
        lowered = title[:1].lower() + title[1:] if title[1:2].islower() else title
        words.append(lowered if lowered.startswith("về ") else f"về {lowered}")
    return " ".join(words)

"""A comparison as data to be shown: sections, rows and lines in Vietnamese, without markup.

A terminal, an HTML page and the web system show the same view; none of them decides what is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.compare.model import Head

# same: stands in both · del, ins: taken out, put in · quiet: differs in spelling or year only.
Ink = Literal["same", "del", "ins", "quiet"]
Tone = Literal["added", "dropped", "changed", "moved", "kept", "good", "bad"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one ink."""

    ink: Ink
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement about an item: what it is about, and its words. `note` explains it."""

    label: str
    runs: tuple[Run, ...]
    note: str | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One item: what happened to it, under which ids on either side, and the lines that say more."""

    badge: str
    tone: Tone
    old: str
    new: str
    lines: tuple[Line, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one sort: a heading, a sentence of counts, the rows that need an eye, how many do not."""

    slug: str
    title: str
    summary: str
    rows: tuple[Row, ...]
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A whole comparison."""

    title: str
    old_label: str
    new_label: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    sections: tuple[Section, ...]
    note: str | None = None


def plain(text: str) -> tuple[Run, ...]:
    """Words that need no marks."""
    return (Run("same", text),)


def name_of(head: Head) -> str:
    """A plan in one line: number, title, issuer, else the name of its file."""
    parts = [head.number and f"số {head.number}", head.title, head.issuer]
    return " · ".join(part for part in parts if part) or head.name


def counted(counts: dict[str, int]) -> str:
    """Counts in one sentence: "3 thêm, 1 bỏ"."""
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "không có"

"""Numbers that Word makes itself (ECMA-376 Part 1, 17.9): written out as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hopluc.office.xml import child_of, name_of, number_of, value_of
from hopluc.viet.numbers import to_roman
from hopluc.viet.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_HEADING = regex(r"heading (\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of numbering and headings; `base` is the style it builds on."""

    number: str | None = None
    level: int | None = None
    heading: int | None = None
    base: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """The numbering of a document from its two parts, either of which may be absent."""
        return cls(
            dict(_lists(numbering)) if numbering is not None else {},
            dict(_styles(styles)) if styles is not None else {},
        )

    def label(self, properties: _Element | None) -> str:
        """The number or bullet of the next paragraph with these properties, and a space; "" for none."""
        if not self._lists:
            return ""  # no list in the whole document
        number, level = self._place(properties)
        if number is None or number not in self._lists:
            return ""
        family, levels = self._lists[number]
        counts = self._counts.setdefault(family, [None] * _LEVELS)
        own = levels.get(level, _Level())
        before = counts[level]
        counts[level] = own.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if own.form == "none":
            return ""
        if own.form == "bullet":
            return "+ " if own.text.strip() in ("+", "o") else "- "
        shown = re.sub(r"%([1-9])", lambda m: self._shown(levels, counts, int(m[1]) - 1), own.text)
        return f"{shown} " if shown.strip() else ""

    def heading_level(self, properties: _Element | None) -> int | None:
        """The level of the heading that the paragraph's style makes it; None for running text."""
        for style in self._chain(properties):
            if style.heading:
                return style.heading
        return None

    @staticmethod
    def _shown(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
        own = levels.get(level, _Level())
        count = counts[level]
        return _written(own.form, own.start if count is None else count)

    def _place(self, properties: _Element | None) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, or its style's."""
        number: str | None = None
        level: int | None = None
        own = child_of(properties, "numPr")
        if own is not None:
            number = value_of(child_of(own, "numId"))
            level = number_of(child_of(own, "ilvl"))
        for style in self._chain(properties):
            number = style.number if number is None else number
            level = style.level if level is None else level
        # List "0" takes a paragraph out of the list of its style.
        return (None if number == "0" else number), min(max(level or 0, 0), _LEVELS - 1)

    def _chain(self, properties: _Element | None) -> Iterator[_Style]:
        name = value_of(child_of(properties, "pStyle"))
        seen: set[str] = set()
        while name and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].base


def _written(form: str, count: int) -> str:
    """`count` in a number format; a letter goes on after z as aa, as Word does."""
    count = max(count, 0)
    if form in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        roman = to_roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and count:
        turns, place = divmod(count - 1, 26)
        letters = chr(ord("a") + place) * min(turns + 1, 9)
        return letters.upper() if form == "upperLetter" else letters
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)


def _lists(root: _Element) -> Iterator[tuple[str, tuple[str, dict[int, _Level]]]]:
    """Each list with its family (lists of one family count together) and its levels."""
    families: dict[str, dict[int, _Level]] = {}
    for element in root:
        if name_of(element) == "abstractNum":
            families[value_of(element, "abstractNumId") or ""] = dict(_levels(element))
    for element in root:
        if name_of(element) != "num":
            continue
        number = value_of(element, "numId") or ""
        family = value_of(child_of(element, "abstractNumId")) or ""
        levels = dict(families.get(family, {}))
        own = False
        for override in element:
            if name_of(override) != "lvlOverride":
                continue
            own = True
            at = number_of(override, "ilvl") or 0
            levels.update(_levels(override))
            start = number_of(child_of(override, "startOverride"))
            if start is not None:
                known = levels.get(at, _Level())
                levels[at] = _Level(known.form, known.text, start)
        yield number, (f"{family}/{number}" if own else family, levels)


def _levels(parent: _Element) -> Iterator[tuple[int, _Level]]:
    for element in parent:
        if name_of(element) == "lvl":
            yield (
                number_of(element, "ilvl") or 0,
                _Level(
                    value_of(child_of(element, "numFmt")) or "decimal",
                    value_of(child_of(element, "lvlText")) or "",
                    number_of(child_of(element, "start")) or 0,
                ),
            )


def _styles(root: _Element) -> Iterator[tuple[str, _Style]]:
    for element in root:
        if name_of(element) != "style" or value_of(element, "type") not in (None, "paragraph"):
            continue
        properties = child_of(element, "pPr")
        own = child_of(properties, "numPr")
        named = _HEADING.fullmatch(value_of(child_of(element, "name")) or "")
        outline = number_of(child_of(properties, "outlineLvl"))
        yield (
            value_of(element, "styleId") or "",
            _Style(
                value_of(child_of(own, "numId")),
                number_of(child_of(own, "ilvl")),
                int(named[1])
                if named
                else (outline + 1 if outline is not None and outline < _LEVELS else None),
                value_of(child_of(element, "basedOn")),
            ),
        )

"""Regular expressions: compiled when they are first tried, and made of lists of phrases.

The compiler knows some eight hundred patterns and a document meets a part of them; compiling them all
took a third of the time of `hopluc compile`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, AnyStr, cast


class LazyPattern:
    """Stands for a `re.Pattern`: gives its methods, compiling the source when one is first asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Reached only for what is not in __dict__ yet, so that a method is looked up once.
        if name.startswith("__"):
            raise AttributeError(name)
        if "_compiled" not in self.__dict__:
            self._compiled = re.compile(self.pattern, self._flags)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern of `source`, for all that a pattern is asked (match, search, sub …), not for `re.sub`.

    An error in the source is raised at the first use; tests/viet/test_patterns.py tries every one.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))


def opening(*words: str) -> str:
    """The source of one of the words where no letter or digit stands before it.

    The look behind it comes last: a search leaps to the next first letter, which after `(?<!\\w)` or
    `\\b` it cannot do.
    """
    return "(?:" + "|".join(rf"{word}(?<!\w{word})" for word in words) + ")"


def one_of(phrases: Iterable[str]) -> str:
    """The source that takes the longest of `phrases` standing there, with any white space between words.

    Beginnings that phrases share are written once: a list of hundreds is compiled and tried several
    times as fast as its alternatives in a row. Where case is ignored, `phrases` are given in small letters.
    """
    return _branches(sorted({" ".join(phrase.split()) for phrase in phrases}))


def _branches(phrases: list[str]) -> str:
    if phrases == [""]:
        return ""
    ends = phrases[0] == ""
    groups = groupby(phrases[ends:], key=lambda phrase: phrase[0])
    branches = [_letter(first) + _branches([phrase[1:] for phrase in group]) for first, group in groups]
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + "?" * ends


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)

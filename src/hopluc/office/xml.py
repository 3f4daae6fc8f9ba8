"""Small steps in the XML of office files, whatever its namespace.

The strict and the transitional form of ECMA-376 differ in their namespaces and in nothing that
matters here, so names are compared without them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


# What XML 1.0 cannot hold, from texts that people paste.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """A text as XML holds it between tags, without the signs that it forbids."""
    # `xml.sax.saxutils.escape` does the same, but with it the whole of urllib and ssl is loaded.
    return _FORBIDDEN.sub("", text).replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoted(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    return f'"{escaped(text).replace(chr(34), "&quot;")}"'


def name_of(element: _Element) -> str:
    """The element's name without its namespace; "" for comments and instructions."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def child_of(element: _Element | None, *path: str) -> _Element | None:
    """The first element along `path` below `element`, or None."""
    for name in path:
        if element is None:
            return None
        for child in element:  # in half the time that lxml takes to look for "{*}name"
            if name_of(child) == name:
                element = child
                break
        else:
            return None
    return element


def children_of(element: _Element | None) -> dict[str, _Element]:
    """The first child of each name, where several of them are asked for."""
    return {name_of(child): child for child in reversed(element)} if element is not None else {}


def value_of(element: _Element | None, attribute: str = "val") -> str | None:
    """An attribute of the element; None where either is absent."""
    if element is None:
        return None
    for key, value in element.items():
        if _bare(str(key)) == attribute:
            return str(value)
    return None


def number_of(element: _Element | None, attribute: str = "val") -> int | None:
    """A whole number of at most six digits; None where it is absent or none."""
    words = value_of(element, attribute)
    return int(words) if words and words.lstrip("-").isdecimal() and len(words) <= 7 else None


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as `w:b` is there and not turned off."""
    return element is not None and value_of(element) not in ("0", "false", "off", "none")

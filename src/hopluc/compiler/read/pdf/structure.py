"""The structure tree of a tagged PDF: paragraphs, tables, rows and cells (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from hopluc.compiler.read.pdf.limits import MAX_ELEMENTS

_DEEPEST = 60

# A piece of the content of a page: the page's id in the file, and the mark of the piece.
Mark = tuple[object, int]


@dataclass(slots=True)
class Element:
    """One element: its standard type, its attributes, and elements and marked content in order."""

    kind: str
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list[Element | Mark] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The elements right below."""
        return [child for child in self.children if isinstance(child, Element)]

    def whole(self, name: str) -> int:
        """A whole number among the attributes, such as RowSpan; 1 where it is not given."""
        value = self.attributes.get(name)
        return max(1, value) if isinstance(value, int) else 1

    def marks(self) -> Iterator[Mark]:
        """All marked content in it, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.marks()
            else:
                yield child


def tree_of(document: PDFDocument) -> Element | None:
    """The root of the structure tree; None where the file has none. Raises ValueError where it is endless,
    and whatever pdfminer raises on broken objects.
    """
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    roles = resolve1(root.get("RoleMap"))
    walker = _Walker(
        {str(key): resolve1(role) for key, role in roles.items()} if isinstance(roles, dict) else {}
    )
    out = Element("Root")
    walker.fill(out, root.get("K"), None, 0)
    return out if out.children else None


class _Walker:
    def __init__(self, roles: dict[str, Any]) -> None:
        self._roles = roles
        self._count = 0

    def fill(self, parent: Element, kids: Any, page: object, depth: int) -> None:
        """Add what `kids` holds to `parent`; `page` is the one that bare marks belong to."""
        self._count += 1
        if self._count > MAX_ELEMENTS or depth > _DEEPEST:
            raise ValueError("the structure tree has no end")
        kids = resolve1(kids)
        if isinstance(kids, list):
            for kid in kids:
                self.fill(parent, kid, page, depth)
        elif isinstance(kids, int):
            parent.children.append((page, kids))
        elif isinstance(kids, dict):
            self._add(parent, kids, page, depth)

    def _add(self, parent: Element, entry: dict[str, Any], page: object, depth: int) -> None:
        page = _page_id(entry.get("Pg"), page)
        mark = resolve1(entry.get("MCID"))
        if isinstance(mark, int):
            parent.children.append((page, mark))
        elif "S" in entry:
            element = Element(self._kind(entry["S"]), _attributes(entry.get("A")))
            parent.children.append(element)
            self.fill(element, entry.get("K"), page, depth + 1)

    def _kind(self, name: Any) -> str:
        """The standard type that a type of the file's own stands for."""
        for _ in range(8):
            name = resolve1(name)
            text = name.name if isinstance(name, PSLiteral) else str(name)
            role = self._roles.get(str(text))
            if role is None or role == name:
                break
            name = role
        return str(text)


def _page_id(reference: Any, otherwise: object) -> object:
    return reference.objid if isinstance(reference, PDFObjRef) else otherwise


def _attributes(found: Any) -> dict[str, Any]:
    """The attributes of all owners together: only names that mean one thing are asked for."""
    found = resolve1(found)
    out: dict[str, Any] = {}
    for entry in map(resolve1, found if isinstance(found, list) else [found]):
        if isinstance(entry, dict):
            out |= {str(key): _plain(resolve1(value)) for key, value in entry.items()}
    return out


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, PSLiteral) else value

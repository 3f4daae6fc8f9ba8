"""A Word form as somebody else's hands leave it: controls overwritten, controls and rows changed or gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from hopluc.office.controls import tag_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"


def changed(data: bytes, change: Callable[[Any], None], *, without: tuple[str, ...] = ()) -> bytes:
    """The document after `change` of its body; `without`: parts left out, as some programs do."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name in without:
                continue
            content = old.read(name)
            if name == DOCUMENT:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return out.getvalue()


def filled(data: bytes, texts: Mapping[str, str]) -> bytes:
    """The form with these texts typed into the controls of these fields, as Word leaves them."""

    def type_in(root: Any) -> None:
        for control in root.iter(f"{W}sdt"):
            tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
            for field, text in texts.items():
                if tag == tag_of(field):
                    write(control, text)

    return changed(data, type_in)


def write(control: Any, text: str) -> None:
    """A text typed into a control, a paragraph for each line where it holds paragraphs."""
    hint = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if hint is not None:
        hint.getparent().remove(hint)
    content = control.find(f"{W}sdtContent")
    paragraphs = content.findall(f"{W}p")
    if not paragraphs:
        (content.find(f"{W}r/{W}t")).text = text
        return
    for spare in paragraphs[1:]:
        content.remove(spare)
    first, *rest = text.split("\n")
    say(paragraphs[0], first)
    for line in rest:
        more = deepcopy(paragraphs[0])
        for mark in (*more.iter(f"{W}bookmarkStart"), *more.iter(f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        say(more, line)
        content.append(more)


def say(paragraph: Any, text: str) -> None:
    """A paragraph with another text."""
    for run in paragraph.findall(f".//{W}r"):
        run.getparent().remove(run)
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text


def bare(root: Any) -> None:
    """Take all controls and bookmarks away, as programs do that know none; the text stays."""
    for mark in (*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    for control in list(root.iter(f"{W}sdt")):
        parent = control.getparent()
        at = parent.index(control)
        for child in control.find(f"{W}sdtContent"):
            parent.insert(at, child)
            at += 1
        parent.remove(control)


def tables(root: Any) -> list[Any]:
    """The tables of the body in their order."""
    return list(root.iter(f"{W}tbl"))


def cell_of(table: Any, row: int, column: int) -> Any:
    """A cell of a table, counted from 0 with the headings."""
    return table.findall(f"{W}tr")[row].findall(f"{W}tc")[column]


def text_in(cell: Any, text: str) -> None:
    """A cell that holds nothing but a text."""
    for child in list(cell):
        if child.tag != f"{W}tcPr":
            cell.remove(child)
    say(etree.SubElement(cell, f"{W}p"), text)

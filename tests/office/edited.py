"""A workbook as somebody else's hands leave it: cells of a sheet overwritten inside the package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def edited(data: bytes, cells: Mapping[str, str | int | Decimal | None]) -> bytes:
    """The workbook with other values in some cells, each named "Sheet, ô C7" or "Sheet!C7"."""
    parts = {
        info: zipfile.ZipFile(io.BytesIO(data)).read(info)
        for info in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    names = _sheets(parts)
    for place, value in cells.items():
        sheet, address = place.split(", ô ") if ", ô " in place else place.split("!")
        root = etree.fromstring(parts[names[sheet]])
        (found,) = root.xpath(f"//m:c[@r='{address}']", namespaces={"m": MAIN})
        for child in list(found):
            found.remove(child)
        found.attrib.pop("t", None)
        if isinstance(value, str):
            found.set("t", "inlineStr")
            inside = etree.SubElement(found, f"{{{MAIN}}}is")
            etree.SubElement(inside, f"{{{MAIN}}}t").text = value
        elif value is not None:
            etree.SubElement(found, f"{{{MAIN}}}v").text = str(value)
        parts[names[sheet]] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    rels = {one.get("Id"): one.get("Target") for one in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    book = etree.fromstring(parts["xl/workbook.xml"])
    return {one.get("name"): f"xl/{rels[one.get(RELATION)]}" for one in book.iter(f"{{{MAIN}}}sheet")}

"""The foot of a document's first page: some lines beside a small picture, under a rule.

Nghị định 30/2020/NĐ-CP, Phụ lục I puts what tells of the issuer (address, telephone) there, under a line
over the whole width; what lets a reader check the document stands in the same place. Word repeats it on
the first page of each annex, so that an annex taken apart can still be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PICTURE_MM = 16
_EMU_PER_MM = 36_000
_TWIPS_PER_MM = 1440 / 25.4

CONTENT_TYPES = (
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
)
RELATION = f'<Relationship Id="rId4" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
REFERENCE = '<w:footerReference w:type="first" r:id="rId4"/>'


@dataclass(frozen=True, slots=True)
class FirstFoot:
    """`lines` beside `picture`, a square PNG, which `described` tells to those who do not see it."""

    lines: tuple[str, ...]
    picture: bytes
    described: str


def parts(foot: FirstFoot, width: int) -> dict[str, str | bytes]:
    """The parts of the package that hold the foot, by name; `width` of the text in twentieths of a point."""
    relations = (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/image" Target="media/foot.png"/></Relationships>'
    )
    return {
        "word/footer1.xml": _footer(foot, width),
        "word/_rels/footer1.xml.rels": relations,
        "word/media/foot.png": foot.picture,
    }


def _footer(foot: FirstFoot, width: int) -> str:
    left = round((_PICTURE_MM + 3) * _TWIPS_PER_MM)
    lines = "".join(
        '<w:p><w:r><w:rPr><w:sz w:val="20"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in foot.lines
    )
    return (
        f'{_XML}<w:ftr xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" '
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
        f'xmlns:pic="{_DRAWING}/picture">'
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>'
        '<w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{width - left}"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{left}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:r>{_picture(foot)}</w:r></w:p></w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{width - left}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{lines}</w:tc>"
        '</w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p></w:ftr>'
    )


def _picture(foot: FirstFoot) -> str:
    """The picture as a drawing in line with the text."""
    side = _PICTURE_MM * _EMU_PER_MM
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{side}" cy="{side}"/>'
        f'<wp:docPr id="1" name="foot" descr={quoteattr(foot.described)}/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="foot.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )

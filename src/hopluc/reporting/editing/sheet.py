"""The words of a report as rows of its workbook: what it says, whose words, what was made, who edited it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.official import Heading
from hopluc.office.sheets import Field, Section, Value
from hopluc.reporting import told
from hopluc.reporting.content import Report
from hopluc.reporting.editing.passages import Edits, Laid, lay

TEXT_FIELDS = (
    Field("Cơ quan", 34, "wrapped"),
    Field("Nội dung trong báo cáo", 70, "wrapped"),
    Field("Bản gốc (nếu đã sửa)", 60, "wrapped"),
    Field("Sửa lần cuối", 26, "wrapped"),
)


def text_rows(report: Report, edits: Edits) -> Iterator[Sequence[Value | Section]]:
    """A row for each passage, those left out too, under the headings of the report."""
    for item in lay(told.items(report), edits):
        if isinstance(item, Heading):
            yield [Section(item.text)]
        elif isinstance(item, Laid) and (item.text or item.passage.lead):
            yield _row(item)


def _row(laid: Laid) -> list[Value | Section]:
    names = "; ".join(name for voice in laid.passage.voices for name in voice.bodies)
    said = "(không đưa vào báo cáo)" if laid.left_out else laid.text
    if not laid.edit or not laid.edit.counts:
        return [names, said, "", ""]
    return [names, said, laid.edit.made, f"{laid.edit.by}, {laid.edit.at:%d/%m/%Y}"]

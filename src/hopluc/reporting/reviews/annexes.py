"""The annexes of a review's report: indicators over the years, every task with its result. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.official import Annex, Cell, Column, Paragraph, Table
from hopluc.reporting.reviews.content import ReviewContent
from hopluc.reporting.reviews.indicators import words_of
from hopluc.reporting.wording import STATUS_WORDS

VERDICTS = {
    "reached": "Đạt",
    "missed": "Không đạt",
    "running": "Chưa đạt, còn thời hạn",
    "unjudged": "Chưa đủ căn cứ",
}
NOTES = (
    "Ghi chú: số thực hiện của năm là số biết đến thời điểm tổng kết; nơi báo cáo năm đã phát hành nêu số "
    "khác, số đó ghi trong ngoặc. Dấu * là số do cơ quan chủ trì nhập, kèm nguồn; số cộng từ các đơn vị ghi "
    "rõ mấy đơn vị đã có số liệu; ô trống là chưa có số liệu."
)
YEARS_A_TABLE = 6  # years that fit side by side on a landscape page


def annexes(content: ReviewContent) -> Iterator[Annex]:
    """The indicators over the years, and every task with its result."""
    if content.indicators:
        yield Annex("Chỉ tiêu qua các năm", (*_indicator_tables(content), *_notes(content)))
    if content.tasks:
        yield Annex("Kết quả từng nhiệm vụ", (_results(content),))


def _notes(content: ReviewContent) -> Iterator[Paragraph]:
    yield Paragraph(NOTES)
    typed = [
        f"{one.name}, {cell.year}: {cell.source}"
        for one in content.indicators
        for cell in (one.baseline, *one.years)
        if cell.typed
    ]
    if typed:
        yield Paragraph(f"* Nguồn số nhập tay: {'; '.join(typed)}.")


def _indicator_tables(content: ReviewContent) -> Iterator[Table]:
    """The indicators, so many years to a table as a page is wide."""
    years = [cell.year for cell in content.indicators[0].years]
    for start in range(0, len(years), YEARS_A_TABLE):
        shown = years[start : start + YEARS_A_TABLE]
        last = start + YEARS_A_TABLE >= len(years)
        caption = f"Năm {shown[0]} - {shown[-1]}" if len(years) > YEARS_A_TABLE else ""
        yield _indicator_table(content, start, len(shown), first=start == 0, last=last, caption=caption)


def _indicator_table(
    content: ReviewContent, start: int, count: int, *, first: bool, last: bool, caption: str
) -> Table:
    years = [cell.year for cell in content.indicators[0].years][start : start + count]
    columns = [Column("TT", 10, "center"), Column("Chỉ tiêu", 56), Column("Đơn vị", 22, "center")]
    if first:
        columns.append(Column(f"Năm gốc {content.period_start.year - 1}", 22, "right"))
    columns += [Column(f"TH {year}", 24, "right") for year in years]
    if last:
        columns += [
            Column(f"Mục tiêu {content.period_end.year}", 24, "right"),
            Column("Đánh giá", 22, "center"),
        ]
    rows = []
    for n, one in enumerate(content.indicators, 1):
        row = [str(n), one.name, one.unit]
        row += [words_of(one.baseline)] if first else []
        row += [words_of(cell) for cell in one.years[start : start + count]]
        row += [one.target, VERDICTS[one.verdict]] if last else []
        rows.append(tuple(row))
    return Table(tuple(columns), rows, caption)


def _results(content: ReviewContent) -> Table:
    columns = (
        Column("TT", 12, "center"),
        Column("Nhiệm vụ", 78),
        Column("Cơ quan chủ trì", 40),
        Column("Thời hạn", 30, "center"),
        Column("Tình trạng", 30, "center"),
        Column("Kết quả; lý do chưa hoàn thành", 74),
    )
    rows: list[Sequence[str | Cell]] = []
    for plan in content.plans:
        rows.append((Cell(plan.cited, bold=True, span=len(columns)),))
        for task in plan.tasks:
            then = "\n".join(filter(None, (task.said, *task.why)))
            status = capitalised(STATUS_WORDS[task.status])
            rows.append((task.number, task.text, task.leads, task.deadline, status, then))
    return Table(columns, rows)


def capitalised(text: str) -> str:
    """With its first letter as a capital."""
    return text[:1].upper() + text[1:]

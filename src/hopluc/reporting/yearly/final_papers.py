"""A plan's final report as an official document. Pure: the same content gives the same document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.official import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from hopluc.reporting.wording import STATUS_WORDS
from hopluc.reporting.yearly.final import Final, FinalTarget, FinalTask
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

REACHED = {True: "Đạt", False: "Chưa đạt", None: "Chưa đủ căn cứ"}


def document(report: Final) -> Document:
    """The report as a Báo cáo of the body that closes the plan; number and day left blank."""
    return Document(
        letterhead=Letterhead(
            issuer=report.closer,
            superior=report.superior,
            symbol=report.symbol,
            place=report.place,
            year=report.closed_on.year,
        ),
        kind="BÁO CÁO",
        subject=f"Kết thúc thực hiện {report.short}",
        addressees=(report.addressee,),
        blocks=(*_opening(report), *_sections(report)),
        recipients=("Như trên", "Các cơ quan thực hiện kế hoạch", "Lưu: VT"),
        signature=Signature(tuple(report.signatory.split("\n"))),
        annexes=tuple(_annexes(report)),
    )


def _opening(report: Final) -> Iterator[Block]:
    yield Paragraph(
        f"{report.closer} báo cáo kết quả thực hiện {report.plan}, tính đến ngày "
        f"{format_date(report.closed_on)} là ngày kết thúc theo dõi. {_ended(report.reason)}"
    )


def _sections(report: Final) -> Iterator[Block]:
    yield Heading("I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    yield Paragraph(_counts(report))
    if report.tasks:
        yield _by_group(report)
    yield Heading("II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU")
    if report.targets:
        yield _targets(report.targets)
    else:
        yield Paragraph("Kế hoạch không đặt chỉ tiêu định lượng.")
    yield Heading("III. SẢN PHẨM")
    yield Paragraph(_products(report))
    yield Heading("IV. SỬA ĐỔI, BỔ SUNG KẾ HOẠCH")
    yield from _amended(report)
    yield Heading("V. TỒN TẠI")
    yield from _left(report)
    yield Heading("VI. XỬ LÝ NHIỆM VỤ CHƯA HOÀN THÀNH")
    yield from _passages(report)


def _counts(report: Final) -> str:
    total = len(report.tasks)
    if not total:
        return "Kế hoạch không giao nhiệm vụ cụ thể."
    counts = report.counts
    told = "; ".join(
        f"{format_number(counts[status])} nhiệm vụ {words}"
        for status, words in STATUS_WORDS.items()
        if status in counts
    )
    return f"Kế hoạch giao {format_number(total)} nhiệm vụ: {told} (chi tiết tại Phụ lục)."


def _by_group(report: Final) -> Table:
    shown = [status for status in STATUS_WORDS if status]
    columns = (
        Column("TT", 9, "center"),
        Column("Nhóm nhiệm vụ", 38),
        Column("Tổng số", 10, "center"),
        *(Column(STATUS_WORDS[status].capitalize(), 12, "center") for status in shown),
    )
    rows: list[Sequence[str | Cell]] = []
    for place, group in enumerate(report.groups, 1):
        counted = [str(sum(task.status == status for task in group.tasks)) for status in shown]
        rows.append((str(place), group.title or "Nhiệm vụ khác", str(len(group.tasks)), *counted))
    sums = [str(report.counts.get(status, 0)) for status in shown]
    rows.append(tuple(Cell(text, bold=True) for text in ("", "Cộng", str(len(report.tasks)), *sums)))
    return Table(columns, rows)


def _targets(targets: Sequence[FinalTarget]) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Chỉ tiêu", 46),
        Column("Đơn vị", 20, "center"),
        Column("Kế hoạch", 19, "right"),
        Column("Thực hiện", 26, "right"),
        Column("Đánh giá", 18, "center"),
        Column("Nguồn số liệu", 30),
    )
    return Table(
        columns,
        [
            (str(n), one.name, one.unit, one.planned, actual_words(one), REACHED[one.reached], one.source)
            for n, one in enumerate(targets, 1)
        ],
    )


def actual_words(one: FinalTarget) -> str:
    """The actual with its day; that nothing is known is said, not left blank."""
    if one.actual is None:
        return "Chưa có số liệu"
    day = f" ({format_date(one.actual_on)})" if one.actual_on else ""
    return f"{format_number(one.actual)}{day}"


def _products(report: Final) -> str:
    if not report.products:
        return "Chưa ghi nhận sản phẩm nào."
    return f"Đã ghi nhận {format_number(len(report.products))} sản phẩm (danh mục tại Phụ lục)."


def _amended(report: Final) -> Iterator[Block]:
    if not report.amended:
        yield Paragraph("Kế hoạch không sửa đổi, bổ sung trong thời gian thực hiện.")
    for one in report.amended:
        number = f" (văn bản số {one.number})" if one.number else ""
        yield Paragraph(
            f"- Từ ngày {format_date(one.on)}: {one.title}{number}, {format_number(one.changes)} nội dung."
        )


def _left(report: Final) -> Iterator[Block]:
    if not report.left:
        yield Paragraph("Không còn khó khăn, vướng mắc, kiến nghị chưa giải quyết.")
    for one in report.left:
        said = f"{one.text.strip().rstrip('.')} ({one.state.lower()}, từ ngày {format_date(one.since)})"
        yield Paragraph(f"- {one.kind}, {one.body}: {said}.")


def _passages(report: Final) -> Iterator[Block]:
    """Unfinished tasks under where they go, in the order of the plan."""
    under: dict[str, list[FinalTask]] = {}
    for task in report.unfinished:
        under.setdefault(task.goes.rstrip("."), []).append(task)
    if not under:
        yield Paragraph("Mọi nhiệm vụ đã hoàn thành./.")
    for place, (goes, tasks) in enumerate(under.items(), 1):
        yield Paragraph(f"{place}. {goes} ({format_number(len(tasks))} nhiệm vụ):")
        for task in tasks:
            last = place == len(under) and task is tasks[-1]
            number = f"{task.number}. " if task.number else ""
            yield Paragraph(f"- {number}{task.text.rstrip('.;')}{'./.' if last else '.'}")


def _ended(text: str) -> str:
    words = " ".join(text.split()).rstrip(".")
    return f"{words}." if words else ""


# --- annexes --------------------------------------------------------------------------------------


def _annexes(report: Final) -> Iterator[Annex]:
    if report.tasks:
        yield Annex("Kết quả từng nhiệm vụ", (_results(report),))
    if report.products:
        yield Annex("Danh mục sản phẩm", (_product_table(report),))


def status_words(task: FinalTask) -> str:
    """Status in a table, with the day it was finished, or what is late."""
    words = STATUS_WORDS[task.status].capitalize()
    if task.finished_on:
        return f"{words} ({format_date(task.finished_on)})"
    return f"{words}, đã quá hạn" if task.late and task.status == "not_begun" else words


def _results(report: Final) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Nhiệm vụ", 70),
        Column("Cơ quan chủ trì", 40),
        Column("Thời hạn", 28, "center"),
        Column("Trạng thái", 32, "center"),
        Column("Kết quả, xử lý tiếp", 72),
    )
    rows: list[Sequence[str | Cell]] = []
    for group in report.groups:
        rows.append((Cell(group.title or "Nhiệm vụ khác", bold=True, span=len(columns)),))
        for task in group.tasks:
            then = "\n".join(filter(None, (task.said, task.goes)))
            rows.append((task.number, task.text, task.leads, task.deadline, status_words(task), then))
    return Table(columns, rows)


def _product_table(report: Final) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Sản phẩm", 80),
        Column("Số, ký hiệu", 34),
        Column("Ngày", 26, "center"),
        Column("Số lượng", 20, "right"),
        Column("Cơ quan", 50),
        Column("Nhiệm vụ", 70),
    )
    rows = [
        (str(n), one.what, one.number, format_date(one.on), format_number(one.count), one.body, one.task)
        for n, one in enumerate(report.products, 1)
    ]
    return Table(columns, rows)

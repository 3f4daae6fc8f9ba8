"""The consolidated content as an official document: the words of the report.

Pure: the same content gives the same document. The web preview draws the same tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from hopluc.office.official import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hopluc.plans.rules import Status
from hopluc.reporting.consolidation import LEAD, Method
from hopluc.reporting.content import BodyResult, FigureResult, GroupResult, Report, TaskResult, Voice
from hopluc.viet.numbers import format_number, to_roman

STATUS_WORDS: dict[str, str] = {
    Status.DONE_ON_TIME: "hoàn thành đúng hạn",
    Status.DONE_LATE: "hoàn thành quá hạn",
    Status.ON_TRACK: "đang thực hiện trong hạn",
    Status.OVERDUE: "đang thực hiện quá hạn",
    Status.NOT_BEGUN: "chưa thực hiện",
    "": "chưa có báo cáo",
}
# Up to so many bodies their words stand in the report itself; those of more are in the annex.
SAID_AT_MOST = 5
NAMED_AT_MOST = 10
# Beyond so many bodies of one task a Word table helps nobody; the workbook has a row for each.
BODIES_AT_MOST = 200
VOICES_AT_MOST = 30


def official_document(report: Report) -> Document:
    """The report as a Báo cáo of its collector, with number and date left blank."""
    asked = report.asked
    annexes = (
        Annex("Kết quả thực hiện từng nhiệm vụ", (_results(report.groups),)),
        *_voices_annex(report),
        *_missing_annex(report),
    )
    return Document(
        letterhead=Letterhead(
            issuer=asked.collector,
            superior=asked.superior,
            symbol=f"BC-{asked.symbol}",
            place=asked.place,
            year=asked.made_on.year,
        ),
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện {asked.plan}{_round_words(report)}",
        addressees=(asked.addressee,),
        blocks=(*_opening(report), *_sections(report), *_closing(report)),
        recipients=("Như trên", "Các cơ quan tham gia báo cáo", "Lưu: VT"),
        signature=Signature(tuple(asked.signatory.split("\n"))),
        annexes=annexes,
    )


def _round_words(report: Report) -> str:
    """The round under the title of a report, "Báo cáo năm 2026" as "(năm 2026)"; nothing where the
    plan's own name ends with it."""
    words = report.asked.title.strip().removeprefix("Báo cáo ")
    return "" if report.asked.plan.endswith(words) else f"\n({words})"


def _opening(report: Report) -> Iterator[Block]:
    asked = report.asked
    yield Paragraph(
        f"Thực hiện {asked.plan}, {asked.collector} tổng hợp kết quả thực hiện từ ngày "
        f"{asked.period_start:%d/%m/%Y} đến ngày {asked.period_end:%d/%m/%Y} "
        f"(số liệu chốt đến ngày {asked.cutoff:%d/%m/%Y}) như sau:"
    )


def _sections(report: Report) -> Iterator[Block]:
    """The numbered sections; one that has nothing to say still says so."""
    sections = (
        ("TÌNH HÌNH CHUNG", _general(report)),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", _work(report)),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU", _figures(report.figures)),
        ("KHÓ KHĂN, VƯỚNG MẮC", _voices(report.difficulties, "Các cơ quan không nêu khó khăn, vướng mắc.")),
        ("ĐỀ XUẤT, KIẾN NGHỊ", _voices(report.proposals, "Các cơ quan không có đề xuất, kiến nghị.")),
        (
            "NHIỆM VỤ KỲ TỚI",
            _voices(report.next_period, "Các cơ quan tiếp tục thực hiện nhiệm vụ theo kế hoạch."),
        ),
    )
    for place, (title, blocks) in enumerate(sections, 1):
        yield Heading(f"{to_roman(place)}. {title}")
        yield from blocks


def _closing(report: Report) -> Iterator[Block]:
    asked = report.asked
    yield Paragraph(
        f"Trên đây là báo cáo tình hình thực hiện {asked.plan}; {asked.collector} kính trình "
        f"{asked.addressee} xem xét, chỉ đạo./."
    )


# --- I. general -----------------------------------------------------------------------------------


def _general(report: Report) -> Iterator[Block]:
    yield Heading("1. Về việc gửi báo cáo", 2)
    yield Paragraph(_sending(report))
    if report.late:
        yield Paragraph(f"Gửi sau thời hạn: {_names(report.late)}.")
    if report.mending:
        yield Paragraph(f"Đã gửi, đang sửa lại theo yêu cầu: {_names(report.mending)}.")
    if report.missing:
        yield Paragraph(f"Chưa gửi báo cáo: {_names(report.missing)}.")
    yield Heading("2. Về tiến độ thực hiện", 2)
    yield Paragraph(_progress(report))
    if len(report.groups) > 1:
        yield _by_group(report)
    if report.overviews:
        yield Heading("3. Đánh giá của các cơ quan", 2)
        yield from _voices(report.overviews, "")


def _sending(report: Report) -> str:
    asked = report.asked
    words = (
        f"{report.handed_in}/{report.addressed} cơ quan đã gửi báo cáo về {asked.collector}, "
        f"trong đó {_count(report.on_time)} cơ quan gửi đúng thời hạn (ngày {asked.due_on:%d/%m/%Y})"
    )
    return f"{words}, {_count(len(report.late))} cơ quan gửi sau thời hạn." if report.late else f"{words}."


def _names(names: Sequence[str], most: int = NAMED_AT_MOST, where: str = "tại Phụ lục") -> str:
    """Names in a sentence; more than `most` are counted, with where their list is."""
    return "; ".join(names) if len(names) <= most else f"{len(names)} cơ quan (danh sách {where})"


def _progress(report: Report) -> str:
    total = sum(report.counts.values())
    if not total:
        return "Kế hoạch không giao nhiệm vụ cụ thể trong kỳ."
    shares = "; ".join(
        f"{_count(number)} nhiệm vụ {STATUS_WORDS[status]} ({_share(number, total)})"
        for status, number in report.counts.items()
    )
    return f"Kế hoạch giao {_count(total)} nhiệm vụ. Tính đến ngày {report.asked.cutoff:%d/%m/%Y}: {shares}."


def _count(number: int) -> str:
    """A number in a sentence, with a nought before single figures as offices write it."""
    return f"{number:02d}" if 0 < number < 10 else format_number(number)


def _share(part: int, whole: int) -> str:
    return f"{format_number(round(Decimal(100 * part) / whole, 1))}%"


def _by_group(report: Report) -> Table:
    columns = (
        Column("TT", 6, "center"),
        Column("Nhóm nhiệm vụ", 34),
        Column("Tổng số", 10, "center"),
        *(Column(words.capitalize(), 12, "center") for words in STATUS_WORDS.values()),
    )

    def row(number: str, title: str, counts: Mapping[str, int], bold: bool = False) -> tuple[str | Cell, ...]:
        values = [
            number,
            title,
            str(sum(counts.values())),
            *(str(counts.get(key, 0)) for key in STATUS_WORDS),
        ]
        return tuple(Cell(value, bold=True) for value in values) if bold else tuple(values)

    rows = [row(group.code, group.title or "Nhiệm vụ khác", group.counts) for group in report.groups]
    return Table(
        columns, [*rows, row("", "Cộng", report.counts, bold=True)], "Số nhiệm vụ theo trạng thái thực hiện"
    )


# --- II. work ---------------------------------------------------------------------------------------


def _work(report: Report) -> Iterator[Block]:
    for place, group in enumerate(report.groups, 1):
        yield Heading(f"{place}. {group.title or 'Nhiệm vụ khác'}", 2)
        for task in group.tasks:
            if task.leads or task.results:
                yield from _task(task)
    if not report.groups:
        yield Paragraph("Kế hoạch không giao nhiệm vụ cụ thể trong kỳ.")


def _task(task: TaskResult) -> Iterator[Block]:
    """A task: its words and status, then what its leads said, in full where they are few."""
    number = f"{task.number}. " if task.number else ""
    yield Paragraph(
        (Run("- "), Run(f"{number}{_ended(task.text)}", italic=True), Run(f": {_standing(task)}."))
    )
    told = [one for one in task.results if one.narrative]
    if len(told) <= SAID_AT_MOST:
        for one in told:
            words = " ".join(one.narrative.split("\n"))
            yield Paragraph(f"+ {one.body}: {_ended(words)}.")
    else:
        yield Paragraph(f"+ {len(told)} cơ quan báo cáo kết quả, chi tiết tại Phụ lục.")


def _standing(task: TaskResult) -> str:
    """Status of a task in words; how many of its bodies stand where, when they are many."""
    words = STATUS_WORDS[task.status]
    if task.late and task.status == Status.NOT_BEGUN:
        words += ", đã quá hạn"
    total = sum(task.counts.values())
    if total > 1:
        parts = ", ".join(f"{_count(n)} {STATUS_WORDS[status]}" for status, n in task.counts.items())
        words += f" ({total} cơ quan báo cáo: {parts})"
    if task.silent and task.status:
        words += f"; {_count(len(task.silent))} cơ quan chưa báo cáo"
    return words


def _ended(text: str) -> str:
    return text.strip().rstrip(".;:")


# --- III. figures -------------------------------------------------------------------------------------


def _figures(figures: Sequence[FigureResult]) -> Iterator[Block]:
    if not figures:
        yield Paragraph("Kế hoạch không giao chỉ tiêu định lượng.")
        return
    yield Paragraph(_attainment(figures))
    columns = (
        Column("TT", 10, "center"),
        Column("Chỉ tiêu", 42),
        Column("Đơn vị", 19, "center"),
        Column("Kế hoạch", 18, "right"),
        Column("Thực hiện", 18, "right"),
        Column("Đánh giá", 17, "center"),
        Column("Nguồn số liệu", 41),
    )
    rows = [
        (str(n), one.name, one.unit, one.target, value_words(one), reached_words(one), source_words(one))
        for n, one in enumerate(figures, 1)
    ]
    yield Table(columns, rows)


def _attainment(figures: Sequence[FigureResult]) -> str:
    """How many targets are met, missed, or cannot be judged yet, in one sentence."""
    counts = Counter(one.reached for one in figures)
    words = ((True, "đạt hoặc vượt"), (False, "chưa đạt"), (None, "chưa đủ căn cứ đánh giá"))
    parts = (f"{_count(counts[key])} chỉ tiêu {text}" for key, text in words if counts[key])
    return f"Kế hoạch giao {_count(len(figures))} chỉ tiêu: {'; '.join(parts)}."


def value_words(figure: FigureResult) -> str:
    """The actual figure in a table; how many bodies reach it where each has to."""
    if figure.reached_by is not None:
        return f"{figure.reached_by}/{figure.asked} cơ quan đạt"
    return "" if figure.value is None else format_number(figure.value)


def reached_words(figure: FigureResult) -> str:
    """Whether the target is met, as far as it can be said."""
    return {True: "Đạt", False: "Chưa đạt", None: "Chưa đủ căn cứ"}[figure.reached]


def source_words(figure: FigureResult) -> str:
    """Where a figure comes from, by the method of consolidation."""
    given = "; ".join(f"{body}: {format_number(value)}" for body, value in figure.given)
    several = f" ({given})" if given and figure.bodies > 1 else ""
    words = {
        Method.SUM: f"Cộng số liệu của {_count(figure.bodies)} cơ quan{several}",
        Method.ONLY: f"Số liệu của {figure.given[0][0] if figure.given else ''}",
        Method.EACH: f"{figure.bodies}/{figure.asked} cơ quan có số liệu{several}",
        Method.SHARE: f"Tỷ lệ, mức bình quân không cộng giữa các cơ quan{several}",
        Method.RECORDS: f"Số liệu theo dõi kế hoạch{several}",
        Method.NONE: "Chưa có số liệu",
    }[Method(figure.method)]
    return f"{words}. {figure.note}" if figure.note else words


# --- IV–VI. texts -------------------------------------------------------------------------------------


def _voices(voices: Sequence[Voice], nothing: str) -> Iterator[Block]:
    if not voices:
        if nothing:
            yield Paragraph(nothing)
        return
    if len(voices) > VOICES_AT_MOST:
        yield Paragraph(f"{len(voices)} ý kiến của các cơ quan được tổng hợp tại Phụ lục.")
        return
    for voice in voices:
        who = _names(voice.bodies, where="trong bảng tính kèm theo")
        lines = [_ended(line).lstrip("-+ ") for line in voice.text.split("\n") if line.strip()]
        if len(lines) == 1:
            yield Paragraph(f"- {who}: {lines[0]}.")
        else:
            yield Paragraph(f"- {who}:")
            yield from (Paragraph(f"+ {line}.") for line in lines)


def _voices_annex(report: Report) -> Iterator[Annex]:
    """The texts of many bodies, heading by heading, in one table."""
    headings = (
        ("Đánh giá chung", report.overviews),
        ("Khó khăn, vướng mắc", report.difficulties),
        ("Đề xuất, kiến nghị", report.proposals),
        ("Nhiệm vụ kỳ tới", report.next_period),
    )
    many = [(title, voices) for title, voices in headings if len(voices) > VOICES_AT_MOST]
    if many:
        columns = (Column("TT", 6, "center"), Column("Cơ quan", 50), Column("Nội dung", 140))
        rows: list[tuple[str | Cell, ...]] = []
        for title, voices in many:
            rows.append((Cell(title, bold=True, span=3),))
            rows += [(str(n), "; ".join(v.bodies), v.text) for n, v in enumerate(voices, 1)]
        yield Annex("Tổng hợp ý kiến của các cơ quan", (Table(columns, rows),))


def _missing_annex(report: Report) -> Iterator[Annex]:
    lists = (
        ("Chưa gửi báo cáo", report.missing),
        ("Đã gửi, đang sửa lại theo yêu cầu", report.mending),
        ("Gửi sau thời hạn", report.late),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for title, names in lists:
        if len(names) > NAMED_AT_MOST:
            rows.append((Cell(f"{title} ({len(names)} cơ quan)", bold=True, span=2),))
            rows += [(str(n), name) for n, name in enumerate(names, 1)]
    if rows:
        columns = (Column("TT", 10, "center"), Column("Cơ quan", 150))
        yield Annex("Cơ quan chưa gửi báo cáo, gửi sau thời hạn", (Table(columns, rows),))


# --- annex of results -----------------------------------------------------------------------------------

_RESULT_COLUMNS = (
    Column("TT", 12, "center"),
    Column("Nhiệm vụ, cơ quan thực hiện", 70),
    Column("Thời hạn", 28, "center"),
    Column("Trạng thái", 34, "center"),
    Column("Kết quả thực hiện", 108),
)


def _results(groups: Sequence[GroupResult]) -> Table:
    return Table(_RESULT_COLUMNS, list(_result_rows(groups)))


def _result_rows(groups: Iterable[GroupResult]) -> Iterator[tuple[str | Cell, ...]]:
    """A title row for each group, a bold row for each task, a row for each of its bodies."""
    for group in groups:
        yield (Cell(f"{group.code}. {group.title}" if group.code else "Nhiệm vụ khác", bold=True, span=5),)
        for task in group.tasks:
            status = STATUS_WORDS[task.status].capitalize() if task.leads or task.results else ""
            yield (
                task.number,
                Cell(task.text, bold=True),
                task.deadline,
                Cell(status, bold=True),
                _tally(task),
            )
            if len(task.results) <= BODIES_AT_MOST:
                yield from (_body_row(one) for one in task.results)
            else:
                yield (
                    "",
                    f"{len(task.results)} cơ quan báo cáo",
                    "",
                    "",
                    "Chi tiết trong bảng tính kèm theo.",
                )
            if task.silent:
                names = _names(task.silent, BODIES_AT_MOST, "trong bảng tính kèm theo")
                yield ("", names, "", "Chưa có báo cáo", "")


def _tally(task: TaskResult) -> str:
    total = sum(task.counts.values())
    if total < 2:
        return ""
    return "; ".join(f"{_count(n)} cơ quan {STATUS_WORDS[status]}" for status, n in task.counts.items()) + "."


def _body_row(one: BodyResult) -> tuple[str | Cell, ...]:
    role = "" if one.role == LEAD else " (phối hợp)"
    return (
        "",
        f"{one.body}{role}",
        f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
        part_words(one),
        one.narrative,
    )


def part_words(one: BodyResult) -> str:
    """Status of a body's part in a table, with the day it finished or how far it is."""
    words = STATUS_WORDS[one.status].capitalize()
    if one.finished_on:
        return f"{words} ({one.finished_on:%d/%m/%Y})"
    if one.late and one.status == Status.NOT_BEGUN:
        return f"{words}, đã quá hạn"
    return f"{words} ({one.percent}%)" if one.percent else words

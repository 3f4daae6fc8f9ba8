"""What a consolidated report says, section by section: headings, tables, and passages that may be edited.

Pure: the same content gives the same items. Document, preview and edits are all laid out from these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hopluc.office.official import Cell, Column, Heading, Table
from hopluc.reporting import told_results
from hopluc.reporting.annexes import ANNEX, NAMED_AT_MOST, VOICES_AT_MOST, numbered
from hopluc.reporting.content import Report
from hopluc.reporting.editing.passages import Item, Passage
from hopluc.reporting.formbook import document as form_document
from hopluc.reporting.routes import parts
from hopluc.reporting.wording import STATUS_WORDS, count, listed, share
from hopluc.viet.numbers import to_roman


def items(report: Report) -> Iterator[Item]:
    """The whole body of the report: opening, numbered sections, closing."""
    names = numbered(report, voices=_are_many(report))
    return (_with_annex(item, names) for item in _items(report))


def _with_annex(item: Item, names: Mapping[str, str]) -> Item:
    """A passage that points at an annex, with the annex's number; those of a report inside keep none."""
    if not isinstance(item, Passage) or "~" in item.key:
        return item
    place, _, end = item.key.rpartition(":")
    annex = {"all": "results", "annex": place}.get(end, "missing" if item.place == "general" else "")
    return replace(item, text=item.text.replace(f"tại {ANNEX}", f"tại {names.get(annex, ANNEX)}"))


def _items(report: Report) -> Iterator[Item]:
    asked = report.asked
    yield _period(report)
    for place, (title, section) in enumerate((*_sections(report), *_inside(report)), 1):
        yield Heading(f"{to_roman(place)}. {title.upper()}")
        yield from section
    yield Passage(
        "closing",
        "closing",
        f"Trên đây là báo cáo tình hình thực hiện {asked.plan}; {asked.collector} kính trình "
        f"{asked.addressee} xem xét, chỉ đạo",
        tail="./.",
    )


def _period(report: Report) -> Passage:
    """Of which plan and which days the report tells."""
    asked = report.asked
    return Passage(
        "opening",
        "opening",
        f"Thực hiện {asked.plan}, {asked.collector} tổng hợp kết quả thực hiện từ ngày "
        f"{asked.period_start:%d/%m/%Y} đến ngày {asked.period_end:%d/%m/%Y} "
        f"(số liệu chốt đến ngày {asked.cutoff:%d/%m/%Y}) như sau:",
    )


def _sections(report: Report) -> Iterator[tuple[str, Iterator[Item]]]:
    """The sections in the order of the round's form, or of the standard report; each says so where there is
    nothing to say."""
    yield "Tình hình chung", _general(report)
    form = report.asked.form
    if form is None:
        yield "Kết quả thực hiện nhiệm vụ", parts.by_plan(report, told_results.work)
        yield "Kết quả thực hiện chỉ tiêu", parts.by_plan(report, told_results.targets)
        yield "Khó khăn, vướng mắc", told_results.said(report.difficulties, "difficulties")
        yield "Đề xuất, kiến nghị", told_results.said(report.proposals, "proposals")
        yield "Nhiệm vụ kỳ tới", told_results.said(report.next_period, "next_period")
        return
    results = {one.key: one for one in report.sections}
    for section in form.sections:
        if section.kind == "tasks":
            yield section.title, parts.by_plan(report, told_results.work)
        elif section.kind == "figures":
            yield section.title, parts.by_plan(report, told_results.targets)
        elif section.kind == "narrative":
            yield section.title, told_results.said(results[section.key].voices, f"form:{section.key}")
        else:
            yield (
                section.title,
                form_document.items(section, results[section.key]),
            )


def _inside(report: Report) -> Iterator[tuple[str, Iterator[Item]]]:
    """Other rounds that are told in this report, each in a section of its own."""
    for part in report.inside:
        yield part.heading, parts.prefixed(part.key, _whole(part.report))


def _whole(report: Report) -> Iterator[Item]:
    """A report as a section of another: its own sections one level lower."""
    yield _period(report)
    for place, (title, section) in enumerate(_sections(report), 1):
        yield Heading(f"{place}. {title}", 2)
        yield from parts.lettered(section)


def _are_many(report: Report) -> bool:
    """Whether texts of bodies, as they came, go to an annex."""
    said = (report.overviews, report.difficulties, report.proposals, report.next_period)
    forms = (one.voices for one in report.sections)
    return any(len(voices) > VOICES_AT_MOST for voices in (*said, *forms))


def voice_places(report: Report) -> dict[str, str]:
    """The places of texts that go to an annex when they are many, with their titles there."""
    inside = {
        f"{part.key}~{place}": f"{title} ({part.heading})"
        for part in report.inside
        for place, title in voice_places(part.report).items()
    }
    return (
        inside
        | {
            "overviews": "Đánh giá chung",
            "difficulties": "Khó khăn, vướng mắc",
            "proposals": "Đề xuất, kiến nghị",
            "next_period": "Nhiệm vụ kỳ tới",
        }
        | {
            f"form:{section.key}": section.title
            for section in (report.asked.form.sections if report.asked.form else ())
            if section.kind == "narrative"
        }
    )


# --- I. general -----------------------------------------------------------------------------------


def _general(report: Report) -> Iterator[Item]:
    yield Heading("1. Về việc gửi báo cáo", 2)
    yield _sending(report)
    for key, words, names in (
        ("late", "Gửi sau thời hạn", report.late),
        ("mending", "Đã gửi, đang sửa lại theo yêu cầu", report.mending),
        ("missing", "Chưa gửi báo cáo", report.missing),
    ):
        if names:
            told = listed(names, NAMED_AT_MOST, f"tại {ANNEX}")
            yield Passage(key, "general", f"{words}: {told}", tail=".")
    yield Heading("2. Về tiến độ thực hiện", 2)
    yield _progress(report)
    for part in report.plans:
        yield from parts.prefixed(part.key, iter([_progress(part.report)]))
    if len(report.groups) > 1:
        yield _by_group(report)
        yield Passage("after:groups", "after:groups")
    if report.overviews:
        yield Heading("3. Đánh giá của các cơ quan", 2)
        yield from told_results.said(report.overviews, "overviews")


def _sending(report: Report) -> Passage:
    asked = report.asked
    sent, in_time = f"{report.handed_in}/{report.addressed}", count(report.on_time)
    figures = [(sent, "sent:all"), (in_time, "sent:on_time")]
    words = (
        f"{sent} cơ quan đã gửi báo cáo về {asked.collector}, "
        f"trong đó {in_time} cơ quan gửi đúng thời hạn (ngày {asked.due_on:%d/%m/%Y})"
    )
    if report.late:
        late = count(len(report.late))
        figures.append((late, "sent:late"))
        words = f"{words}, {late} cơ quan gửi sau thời hạn"
    return Passage("sending", "general", words, tail=".", figures=tuple(figures))


def _progress(report: Report) -> Passage:
    total, plan = sum(report.counts.values()), report.asked.short or "Kế hoạch"
    if not total:
        return Passage("progress", "progress", f"{plan} không giao nhiệm vụ cụ thể trong kỳ", tail=".")
    figures = [(count(total), "tasks:all")]
    shares = []
    for status, number in report.counts.items():
        figures += [(count(number), f"tasks:{status}"), (share(number, total), f"tasks:{status}")]
        shares.append(f"{count(number)} nhiệm vụ {STATUS_WORDS[status]} ({share(number, total)})")
    day = f"{report.asked.cutoff:%d/%m/%Y}"
    # A round may ask some bodies only: the rest of the plan is not its matter (consolidation.of_round).
    whole = sum(len(group.tasks) for group in report.groups) >= len(report.asked.tasks)
    whom = "" if whole else " các cơ quan báo cáo"
    words = f"{plan} giao{whom} {count(total)} nhiệm vụ. Tính đến ngày {day}: {'; '.join(shares)}"
    return Passage("progress", "progress", words, tail=".", figures=tuple(figures))


def _by_group(report: Report) -> Table:
    columns = (
        Column("TT", 6, "center"),
        Column("Nhóm nhiệm vụ", 34),
        Column("Tổng số", 10, "center"),
        *(Column(words.capitalize(), 12, "center") for words in STATUS_WORDS.values()),
    )

    def row(
        number: str, title: str, counts: Mapping[str, int], key: str, bold: bool = False
    ) -> tuple[Cell, ...]:
        figures = [
            ("all", sum(counts.values())),
            *((status, counts.get(status, 0)) for status in STATUS_WORDS),
        ]
        cells = [Cell(str(figure), opens=f"{key}:{status}" if figure else "") for status, figure in figures]
        return tuple(replace(cell, bold=bold) for cell in (Cell(number), Cell(title), *cells))

    rows = [
        row(group.code, group.title or "Nhiệm vụ khác", group.counts, f"group{place}")
        for place, group in enumerate(report.groups)
    ]
    return Table(
        columns,
        [*rows, row("", "Cộng", report.counts, "tasks", bold=True)],
        "Số nhiệm vụ theo trạng thái thực hiện",
    )

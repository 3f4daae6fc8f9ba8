"""The papers of a review: its outline, the report with the indicators in a landscape annex. Pure: the same
content gives the same document. The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from hopluc.office.official import (
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hopluc.reporting.reviews.annexes import VERDICTS, annexes, capitalised
from hopluc.reporting.reviews.content import IndicatorLine, ReviewContent, TaskLine
from hopluc.reporting.reviews.models import Finding
from hopluc.reporting.reviews.rules import numbered
from hopluc.reporting.wording import STATUS_WORDS
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number, to_roman
from hopluc.viet.text import lower_first

Sort = Finding.Sort


def report(content: ReviewContent) -> Document:
    """The report as a Báo cáo of the body that leads the review; number and day left blank."""
    return Document(
        letterhead=_letterhead(content),
        kind="BÁO CÁO",
        subject=subject_of(content),
        addressees=(content.addressee,),
        blocks=(*_opening(content), *_sections(content)),
        recipients=("Như trên", "Các cơ quan liên quan", "Lưu: VT"),
        signature=Signature(tuple(content.signatory.split("\n")), content.signer),
        annexes=tuple(annexes(content)),
    )


def subject_of(content: ReviewContent) -> str:
    """What the report is about: "Tổng kết 10 năm thực hiện Nghị quyết số 20-NQ/TW"."""
    return f"{kind_of(content)} thực hiện {content.short}"


def kind_of(content: ReviewContent) -> str:
    """What it is, without the words that only tell kinds apart: "Sơ kết", "Tổng kết 10 năm"."""
    return content.kind.removesuffix(" giữa kỳ").removesuffix(" cuối kỳ")


def _letterhead(content: ReviewContent) -> Letterhead:
    return Letterhead(
        issuer=content.issuer,
        superior=content.superior,
        symbol=content.symbol,
        place=content.place,
        year=(content.made_on or content.as_of).year,
    )


def _opening(content: ReviewContent) -> Iterator[Block]:
    yield Paragraph((Run(f"Thực hiện {content.cited};", italic=True),))
    known = f", như đã biết đến hết ngày {format_date(content.known_on)}" if content.known_on else ""
    yield Paragraph(
        f"{content.issuer} báo cáo kết quả {lower_first(subject_of(content))} giai đoạn "
        f"{format_date(content.period_start)} - {format_date(content.period_end)}; số liệu tính đến ngày "
        f"{format_date(content.as_of)}{known}, cụ thể như sau:"
    )
    if content.asked:
        yield Paragraph(
            f"Báo cáo tổng hợp ý kiến của {format_number(len(content.answered))}/"
            f"{format_number(len(content.asked))} cơ quan được đề nghị{_silent(content)}."
        )


def _silent(content: ReviewContent) -> str:
    return f"; chưa gửi báo cáo: {', '.join(content.silent)}" if content.silent else ""


# --- the sections -------------------------------------------------------------------------------


class Headed(Protocol):
    """A section with its level and title: of the frozen content, or a row of the outline."""

    @property
    def level(self) -> int:
        """1 or 2."""

    @property
    def title(self) -> str:
        """The heading without its number."""


def headings_of(parts: Sequence[Headed]) -> list[str]:
    """The headings of sections with their numbers: "I. …", "1. …"."""
    numbers = numbered([part.level for part in parts])
    return [
        f"{second}. {part.title}" if second else f"{to_roman(first)}. {part.title}"
        for (first, second), part in zip(numbers, parts, strict=True)
    ]


def _sections(content: ReviewContent) -> Iterator[Block]:
    blocks: list[Block] = []
    for heading, part in zip(headings_of(content.parts), content.parts, strict=True):
        blocks.append(Heading(heading, part.level))
        blocks.extend(Paragraph(line) for line in part.text.split("\n") if line.strip())
        blocks.extend(FILLERS[part.fills](content) if part.fills else ())
    yield from _ended(blocks)


def _ended(blocks: Sequence[Block]) -> Iterator[Block]:
    """The last words of the text close with "./."."""
    *before, last = blocks or [Paragraph("")]
    yield from before
    if isinstance(last, Paragraph) and isinstance(last.text, str) and last.text:
        yield Paragraph(f"{last.text.rstrip('./;')}./.")
    else:
        yield last


def _amendments(content: ReviewContent) -> Iterator[Block]:
    found = [(plan.short, line) for plan in content.plans for line in plan.amended]
    if found:
        yield Paragraph(f"Trong giai đoạn, có {format_number(len(found))} lần sửa đổi, bổ sung:")
    for short, line in found:
        yield Paragraph(f"- {short}: {lower_first(line).rstrip('.')}.")


def _indicators(content: ReviewContent) -> Iterator[Block]:
    lines = content.indicators
    if not lines:
        yield Paragraph("Không có chỉ tiêu định lượng.")
        return
    counted = {words: [one for one in lines if one.verdict == key] for key, words in VERDICTS.items()}
    told = (f"{format_number(len(n))} {lower_first(words)}" for words, n in counted.items() if n)
    yield Paragraph(
        f"Có {format_number(len(lines))} chỉ tiêu: {'; '.join(told)} (số liệu từng năm tại Phụ lục)."
    )
    for words, own in counted.items():
        if own:
            yield Paragraph(f"{words}: {'; '.join(map(_in_words, own))}.")


def _in_words(one: IndicatorLine) -> str:
    name = lower_first(one.name.rstrip("."))
    if one.latest is None:
        return f"{name} (mục tiêu {one.target} {one.unit}; chưa có số liệu)".replace(" ;", ";")
    why = f"; {one.why}" if one.why else ""
    return (
        f"{name} (thực hiện {format_number(one.latest)}/mục tiêu {one.target} {one.unit}".strip() + f"{why})"
    )


def _tasks(content: ReviewContent) -> Iterator[Block]:
    total = len(content.tasks)
    if not total:
        yield Paragraph("Không có nhiệm vụ theo dõi trên hệ thống.")
        return
    told = "; ".join(
        f"{format_number(n)} nhiệm vụ {words}"
        for status, words in STATUS_WORDS.items()
        if (n := sum(task.status == status for task in content.tasks))
    )
    yield Paragraph(f"Tổng số {format_number(total)} nhiệm vụ: {told}.")
    if len(content.years) > 1:
        yield _by_year(content)


def _by_year(content: ReviewContent) -> Table:
    shown = [status for status in STATUS_WORDS if status]
    columns = (
        Column("Tính đến ngày", 24, "center"),
        Column("Tổng số", 14, "center"),
        *(Column(capitalised(STATUS_WORDS[status]), 22, "center") for status in shown),
    )
    rows = [
        (format_date(one.on), str(one.total), *(str(one.counts.get(status, 0)) for status in shown))
        for one in content.years
    ]
    return Table(columns, rows, caption="Nhiệm vụ theo tình trạng qua các năm")


def _undone(content: ReviewContent) -> Iterator[Block]:
    """Under each plan how much is left, and the tasks of which it is on record why."""
    if content.tasks and not content.undone:
        yield Paragraph("Mọi nhiệm vụ đã hoàn thành.")
    for plan in content.plans:
        left = [task for task in plan.tasks if not task.done]
        told = [task for task in left if task.why]
        if left:
            named = " Có lý do đã ghi nhận:" if told else ""
            yield Paragraph(
                f"{plan.short}: {format_number(len(left))} nhiệm vụ chưa hoàn thành (chi tiết tại Phụ "
                f"lục).{named}"
            )
        for task in told:
            yield Paragraph(f"- {_undone_words(task)}")


def _undone_words(task: TaskLine) -> str:
    number = f"{task.number}. " if task.number else ""
    state = STATUS_WORDS[task.status] + (", đã quá hạn" if task.late and task.status == "not_begun" else "")
    why = "; ".join(lower_first(line) for line in task.why)
    leads = f"{task.leads}; " if task.leads else ""
    return f"{number}{task.text.rstrip('.;')} ({leads}{state}): {why}."


def _said(sort: str) -> Callable[[ReviewContent], Iterator[Block]]:
    """What was sorted into one kind, an item a line."""

    def blocks(content: ReviewContent) -> Iterator[Block]:
        for one in content.of_sort(sort):
            yield Paragraph(f"- {_item(one.text)}.")

    return blocks


def _item(text: str) -> str:
    return " ".join(text.split()).rstrip(".;")


def _causes(content: ReviewContent) -> Iterator[Block]:
    for mark, sort in (("a)", Sort.OBJECTIVE), ("b)", Sort.SUBJECTIVE)):
        found = content.of_sort(sort)
        if found:
            yield Paragraph(f"{mark} {Sort(sort).label}:")
        for one in found:
            yield Paragraph(f"- {_item(one.text)}.")


# What stands below the officer's text in a section, by outlines.FILLS.
FILLERS: Mapping[str, Callable[[ReviewContent], Iterator[Block]]] = {
    "amendments": _amendments,
    "results": _said(Sort.RESULT),
    "indicators": _indicators,
    "tasks": _tasks,
    "shortcomings": _said(Sort.SHORTCOMING),
    "undone": _undone,
    "causes": _causes,
    "lessons": _said(Sort.LESSON),
    "proposals": _said(Sort.PROPOSAL),
}

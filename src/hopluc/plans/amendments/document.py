"""The amending decision as a document (Nghị định 30/2020/NĐ-CP, Phụ lục I), number and date left blank.

Pure but for the names it is given: the same amendment gives the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from hopluc.office.issuing import in_lines, issuer_symbol, place_of, signatory_of
from hopluc.office.official import Block, Document, Heading, Letterhead, Paragraph, Run, Signature
from hopluc.organizations.models import Organisation
from hopluc.plans.amendments import rules
from hopluc.plans.amendments.queries import Shown
from hopluc.plans.amendments.words import Line, plan_in_words
from hopluc.plans.models import Amendment, Task
from hopluc.viet.dates import format_date

# What an article calls the thing that it changes.
_FIELDS = {
    "text": "nội dung",
    "products": "sản phẩm",
    "note": "ghi chú",
    "leads": "cơ quan chủ trì",
    "coordinators": "cơ quan phối hợp",
    "deadline_text": "thời gian thực hiện",
    "figure": "mức phải đạt",
    "name": "tên",
    "period": "thời kỳ",
    "baseline": "mốc so sánh",
    "mandate": "nhiệm vụ cấp trên giao",
}
_PARTS = (
    ("leads", "Cơ quan chủ trì"),
    ("coordinators", "Cơ quan phối hợp"),
    ("deadline_text", "Thời gian thực hiện"),
    ("products", "Sản phẩm"),
)


def decision(amendment: Amendment, changes: Sequence[Shown]) -> Document:
    """The decision of the deciding body that amends the plan, one khoản for each change."""
    plan = amendment.plan
    decider = amendment.decider or plan.owner
    gatherer = plan.standing_agency or plan.owner
    year = (amendment.on or timezone.localdate()).year
    return Document(
        letterhead=Letterhead(
            issuer=decider.name,
            superior=_superior(decider),
            symbol=f"QĐ-{issuer_symbol(decider.name, decider.short_name)}",
            place=place_of(decider.name) or place_of(plan.owner.name),
            year=year,
        ),
        kind="QUYẾT ĐỊNH",
        subject=f"Về việc {amendment.title[:1].lower()}{amendment.title[1:]}",
        blocks=(
            Heading(decider.name.upper(), 0),
            *_grounds(amendment, gatherer.name),
            Heading("QUYẾT ĐỊNH:", 0),
            *_articles(amendment, changes),
        ),
        recipients=("Như Điều 3", "Các cơ quan thực hiện kế hoạch", "Lưu: VT"),
        signature=Signature(tuple(signatory_of(decider.kind).split("\n"))),
    )


def _superior(decider: Organisation) -> str:
    """The line above the issuer's; a people's committee has none (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    if decider.kind == Organisation.Kind.COMMITTEE or decider.parent is None:
        return ""
    return in_lines(decider.parent.name)


def _grounds(amendment: Amendment, gatherer: str) -> Iterator[Block]:
    cited = plan_in_words(amendment.plan)
    yield Paragraph((Run(f"Căn cứ {cited};", italic=True),))
    yield Paragraph((Run(f"Theo đề nghị của {gatherer}.", italic=True),))


def _articles(amendment: Amendment, changes: Sequence[Shown]) -> Iterator[Block]:
    cited = plan_in_words(amendment.plan)
    yield Paragraph(
        (Run("Điều 1. ", bold=True), Run(f"Sửa đổi, bổ sung một số nội dung của {cited} như sau:"))
    )
    for place, change in enumerate(changes, 1):
        yield from _clause(place, change)
    from_when = f"từ ngày {format_date(amendment.on)}" if amendment.on else "kể từ ngày ký"
    yield Paragraph((Run("Điều 2. ", bold=True), Run(f"Quyết định này có hiệu lực {from_when}. "
                     "Các nội dung khác của kế hoạch không thay đổi.")))  # fmt: skip
    yield Paragraph(
        (
            Run("Điều 3. ", bold=True),
            Run("Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./."),
        )
    )


def _clause(place: int, change: Shown) -> Iterator[Block]:
    """One khoản: what is amended, added or abolished, and how it reads then. Several fields of one thing are
    its điểm."""
    row = change.proposal
    what = _named(change)
    if row.kind == rules.DROPPED or row.values.get("dropped"):
        yield Paragraph(f"{place}. Bãi bỏ {what}.")
    elif row.kind == rules.MOVED:
        yield Paragraph(f"{place}. Chuyển {what} sang {_destination(change)}.")
    elif row.kind in (rules.NEW_TASK, rules.NEW_TARGET):
        yield Paragraph(f"{place}. {_brought_in(change)} như sau:")
        yield _quoted(_WHOLE[row.kind](change.lines))
    else:
        shown = [line for line in change.lines if line.name in _FIELDS]
        if len(shown) > 1:
            yield Paragraph(f"{place}. Sửa đổi, bổ sung {what} như sau:")
        for n, line in enumerate(shown):
            head = f"{place}. " if len(shown) == 1 else f"{chr(ord('a') + n)}) "
            yield from _amended(head, what, line)


def _amended(head: str, what: str, line: Line) -> Iterator[Block]:
    field = _FIELDS[line.name]
    if not line.after:
        yield Paragraph(f"{head}Bãi bỏ {field} của {what}.")
    else:
        verb = "Sửa đổi" if line.before else "Bổ sung"
        yield Paragraph(f"{head}{verb} {field} của {what} như sau:")
        yield _quoted(line.after)


def _quoted(words: str) -> Paragraph:
    return Paragraph(f"“{words}”.")


def _named(change: Shown) -> str:
    """What a clause is about: a row of the plan by its number and group, else by its words."""
    row = change.proposal
    if row.indicator:
        return f"chỉ tiêu “{row.indicator.name}”"
    return _task_named(row.task) if row.task else "nhiệm vụ"


def _task_named(task: Task) -> str:
    if not task.number.replace(".", "").isdigit():
        return f"nhiệm vụ “{task.text}”"
    return f"nhiệm vụ số {task.number}" + (f" nhóm {task.group.code}" if task.group else "")


def _destination(change: Shown) -> str:
    """The group that a task goes to, and the number that it has there where that changes."""
    plan, values = change.proposal.plan, change.proposal.values
    group = plan.groups.filter(pk=values.get("group") or 0).first()
    number = next((line.after for line in change.lines if line.name == "number"), "")
    return (f"nhóm {group.code}" if group else "ngoài các nhóm") + (f", số thứ tự {number}" if number else "")


def _brought_in(change: Shown) -> str:
    """How a clause opens that brings something in: into which group, or under which task."""
    row = change.proposal
    if row.kind == rules.NEW_TARGET:
        return "Bổ sung chỉ tiêu"
    parent = row.plan.tasks.select_related("group").filter(pk=row.values.get("parent") or 0).first()
    if parent:
        return f"Bổ sung nhiệm vụ con của {_task_named(parent)}"
    group = next((line.after for line in change.lines if line.name == "group"), "")
    return f"Bổ sung nhiệm vụ vào nhóm {group}" if group else "Bổ sung nhiệm vụ"


def _whole_task(lines: Iterable[Line]) -> str:
    """A new task as the decision writes it: its words, then a line for each thing said of it."""
    told = {line.name: line.after for line in lines}
    number = f"{told['number']}. " if told.get("number") else ""
    words = [f"{number}{told.get('text', '')}".rstrip(".")]
    return "\n".join(words + [f"- {label}: {told[name]}" for name, label in _PARTS if told.get(name)])


def _whole_target(lines: Iterable[Line]) -> str:
    told = {line.name: line.after for line in lines}
    words = f"{told.get('name', '')}: {told.get('figure', '')}"
    return f"{words}. Thời kỳ: {told['period']}" if told.get("period") else words


_WHOLE: Mapping[str, Callable[[Iterable[Line]], str]] = {
    rules.NEW_TASK: _whole_task,
    rules.NEW_TARGET: _whole_target,
}

"""A change in words: what stood before, what is to stand afterwards, field by field.

The same lines show a proposal, a draft side by side, the timeline, and the articles of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.compiler.compare.marks import marked
from hopluc.office.issuing import plan_named
from hopluc.plans.amendments import rules
from hopluc.plans.amendments.applying import reading
from hopluc.plans.amendments.moments import NOTHING, at_moment, target_readings
from hopluc.plans.models import DeadlinePart, Indicator, Party, Plan, Proposal
from hopluc.plans.standings import Moment
from hopluc.plans.words import due_words, figure_words, part_words
from hopluc.viet.dates import format_date


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a change: its name and label, and the words before and after ("" for none)."""

    name: str
    label: str
    before: str
    after: str

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Both wordings as one, in runs of "same", "del", "ins", to be read word by word; [] where too little
        stayed, or too little was there, for that to be easier than both wordings whole."""
        if min(len(self.before), len(self.after)) < _LONG_ENOUGH:
            return []
        runs = list(_runs(self.before, self.after))
        same = sum(len(words) for mark, words in runs if mark == "same")
        return runs if same * 2 > max(len(self.before), len(self.after)) else []


_LONG_ENOUGH = 40  # characters


def _runs(before: str, after: str) -> Iterator[tuple[str, str]]:
    for part in marked(before, after):
        if part.old_text == part.new_text:
            yield "same", part.new_text
        else:
            yield from (
                (mark, words) for mark, words in (("del", part.old_text), ("ins", part.new_text)) if words
            )


def plan_in_words(plan: Plan) -> str:
    """The plan as a decision cites it."""
    return plan_named(
        _("Kế hoạch"), plan.number, plan.issued_on, plan.issuer_name or plan.owner.name, plan.title
    )


def subject(proposal: Proposal) -> str:
    """What the proposal is about, as its row is named."""
    if proposal.indicator:
        return proposal.indicator.name
    if proposal.task:
        number = f"{proposal.task.number}. " if proposal.task.number else ""
        return f"{number}{proposal.task.text}"
    return str(proposal.values.get("name" if proposal.kind == rules.NEW_TARGET else "text", ""))


def lines(proposal: Proposal, at: Moment) -> list[Line]:
    """The change field by field. `at`: the moment whose reading is shown before; an accepted proposal
    tells what stood when it was accepted."""
    before = proposal.values.get("was")
    if before is None:
        before = _before(proposal, at)
    after = _after(proposal)
    return [Line(name, label, before.get(name, ""), after.get(name, "")) for name, label in _labels(proposal)
            if before.get(name, "") != after.get(name, "")]  # fmt: skip


def before(proposal: Proposal, at: Moment) -> dict[str, str]:
    """The words that a change replaces, by field, to be kept with it."""
    return _before(proposal, at)


def _labels(proposal: Proposal) -> list[tuple[str, str]]:
    if proposal.kind in (rules.TARGET, rules.NEW_TARGET):
        return [
            ("name", _("Chỉ tiêu")),
            ("figure", _("Mức phải đạt")),
            ("period", _("Thời kỳ")),
            ("baseline", _("Mốc so sánh")),
        ]
    return [
        ("group", _("Nhóm nhiệm vụ")),
        ("parent", _("Thuộc nhiệm vụ")),
        ("number", _("Số thứ tự")),
        ("text", _("Nội dung")),
        ("leads", _("Cơ quan chủ trì")),
        ("coordinators", _("Cơ quan phối hợp")),
        ("deadline_text", _("Thời gian thực hiện")),
        ("parts", _("Thời hạn theo dõi")),
        ("products", _("Sản phẩm")),
        ("note", _("Ghi chú")),
        ("mandate", _("Nhiệm vụ cấp trên giao")),
    ]


def _before(proposal: Proposal, at: Moment) -> dict[str, str]:
    if proposal.kind == rules.TARGET and proposal.indicator:
        return _target_before(proposal.indicator, at)
    task = proposal.task
    if task is None:
        return {}
    read = reading(task, at)
    found: dict[str, str] = {}
    if proposal.kind in (rules.WORDS, rules.DROPPED):
        names = proposal.values if proposal.kind == rules.WORDS else ("text",)
        found |= {name: _text(read[name]) for name in rules.WORD_FIELDS if name in names}
    if proposal.kind == rules.MOVED:
        found |= {"group": _group(proposal.plan, read["group_id"]), "number": read["number"]}
    if proposal.kind in (rules.LEADS, rules.DROPPED):
        parties = list(task.parties.filter(at_moment(at)))
        found |= {
            name: "; ".join(p.text for p in parties if p.role == role)
            for role, name in ((Party.Role.LEAD, "leads"), (Party.Role.COORDINATOR, "coordinators"))
        }
    if proposal.kind in (rules.DEADLINE, rules.DROPPED):
        parts = DeadlinePart.objects.filter(at_moment(at), task=task)
        found |= {"deadline_text": read["deadline_text"], "parts": _joined(map(part_words, parts))}
    return found


def _after(proposal: Proposal) -> dict[str, str]:
    values = proposal.values
    if proposal.kind == rules.DROPPED or values.get("dropped"):
        return {}
    if proposal.kind == rules.NEW_TARGET:
        return _figure(_NO_TARGET | values)
    if proposal.kind == rules.TARGET and proposal.indicator:
        now = {name: getattr(proposal.indicator, name) for name in rules.TARGET_FIELDS}
        return _figure(now | {name: values[name] for name in rules.TARGET_FIELDS if name in values})
    if proposal.kind == rules.MOVED and proposal.task:
        number = values.get("number", reading(proposal.task, Moment(timezone.localdate()))["number"])
        return {"group": _group(proposal.plan, values.get("group")), "number": number}
    found = {name: _text(values[name]) for name in (*rules.WORD_FIELDS, "number") if values.get(name)}
    for name in ("leads", "coordinators"):
        if name in values:
            found[name] = "; ".join(one["text"] for one in values[name])
    if "parts" in values:
        found |= {
            "deadline_text": values.get("deadline_text", ""),
            "parts": _joined(map(_due, values["parts"])),
        }
    if proposal.kind == rules.NEW_TASK:
        found["group"] = _group(proposal.plan, values.get("group"))
        parent = proposal.plan.tasks.filter(pk=values.get("parent") or 0).first()
        found["parent"] = f"{parent.number}. {parent.text}" if parent else ""
    return found


def _group(plan: Plan, pk: int | None) -> str:
    return str(plan.groups.filter(pk=pk or 0).first() or "")


def _due(part: Mapping[str, Any]) -> str:
    words = due_words(dict(part))
    return f"{words} ({part['for']})" if part.get("for") else words


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _target_before(one: Indicator, at: Moment) -> dict[str, str]:
    row = {name: getattr(one, name) for name in rules.TARGET_FIELDS}
    return _figure(row | dict(target_readings(at, pk=one.pk).get(one.pk, NOTHING)))


_NO_TARGET: Mapping[str, Any] = dict.fromkeys(rules.TARGET_FIELDS) | {
    "op": "=",
    "unit": "",
    "name": "",
    "per": "",
}


def _figure(row: Mapping[str, Any]) -> dict[str, str]:
    value, low, high = (None if row[n] is None else Decimal(row[n]) for n in rules.FIGURES)
    figure = figure_words(row["op"], value, low, high)
    return {
        "name": row["name"],
        "figure": f"{figure} {row['unit']}".strip(),
        "period": _period(row),
        "baseline": (row["baseline"] or {}).get("of", ""),
    }


def _period(row: Mapping[str, Any]) -> str:
    """The time of a target in words: "từ … đến …", or "đến …", and that it holds for each year."""
    start, end = (rules.typed(name, row[name]) for name in rules.DAYS)
    if start and end:
        words = _("từ %(start)s đến %(end)s") % {"start": format_date(start), "end": format_date(end)}
    else:
        words = _("đến %(end)s") % {"end": format_date(end)} if end else ""
    return f"{words}, {_('mỗi năm')}".strip(", ") if row["per"] else words

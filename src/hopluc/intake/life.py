"""The life of a paper, and how a clause came from it into a plan: received, read, corrected, adopted
(organizations.life)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.intake import rules
from hopluc.intake.models import Compilation, Correction, Paper
from hopluc.intake.queries import steps_of
from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Clause, Event, Find, Kind, Subject, deeds_of
from hopluc.plans.models import Plan

Known = dt.datetime | None
MOST_WORDS = 2000  # characters of a clause that are shown
CORRECTIONS = {
    "edit": gettext_lazy("Sửa kết quả đọc"),
    "add": gettext_lazy("Thêm mục mà máy không đọc ra"),
    "split": gettext_lazy("Tách nhiệm vụ"),
    "merge": gettext_lazy("Gộp nhiệm vụ"),
    "drop": gettext_lazy("Bỏ mục"),
    "restore": gettext_lazy("Lấy lại mục đã bỏ"),
    "decide": gettext_lazy("Xử lý cảnh báo"),
    "mend": gettext_lazy("Sửa chữ theo đề xuất"),
    "match": gettext_lazy("Xác định cơ quan"),
    "undo": gettext_lazy("Hoàn tác bản sửa"),
}
_DEEDS = {
    "receive_paper": gettext_lazy("Nhận văn bản"),
    "compile_paper": gettext_lazy("Đọc văn bản"),
    "compile_again": gettext_lazy("Đọc lại văn bản"),
    "fail_paper": gettext_lazy("Không đọc được văn bản"),
    "adopt_paper": gettext_lazy("Rà soát xong, đưa vào theo dõi"),
}
_WHOLE = "document"


def _paper(pk: int, by: Acting, known: Known) -> Subject | None:
    one = Paper.objects.visible_to(by).filter(pk=pk).select_related("plan").first()
    if one is None:
        return None
    clause = Clause(one.plan_id, _WHOLE, "", one.title or one.name) if one.plan_id else None
    return Subject(
        "van-ban",
        pk,
        one.title or one.name,
        reverse("intake:paper", args=[pk]),
        {"intake.paper": frozenset({pk})},
        clause,
        result=one.get_state_display(),
        of=str(one.plan or ""),
    )


SUBJECTS: Mapping[str, Find] = {"van-ban": _paper}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """The clause in its document; what became of the paper and of the clause's corrections is told to those
    who may see the paper."""
    clause = subject.clause
    papers = Paper.objects.visible_to(by)
    if clause:
        found = papers.filter(plan=clause.plan).select_related("compilation").first()
        yield _said(clause, found)
    else:
        found = papers.filter(pk__in=subject.ids("intake.paper")).first()
    if found:
        yield from _kept(found)
        yield from _corrected(found, clause)


def _said(clause: Clause, paper: Paper | None) -> Event:
    """The clause as the document writes it, with the marked place for those who see the paper."""
    plan = Plan.objects.select_related("owner").get(pk=clause.plan)
    words, address, at = clause.words, "", plan.opened_at
    if paper:
        at = min(at, paper.received_at)
        address = reverse("intake:review", args=[paper.pk])
        if clause.section != _WHOLE:
            words = _in_document(paper, clause) or words
            address += f"#{_key_in(paper, clause)}"
    what = _("Văn bản quy định") if clause.section != _WHOLE else _("Ban hành văn bản")
    issued = plan.issued_on or timezone.localdate(at)
    number = _("%s: ") % plan.number if plan.number and clause.section != _WHOLE else ""
    shown = f"{number}{words}"[:MOST_WORDS]
    body = plan.issuer_name or plan.owner.name
    return Event(issued, at, Kind.CLAUSE, what, shown, body=body, address=address)


def _in_document(paper: Paper, clause: Clause) -> str:
    """The document's own words at the clause's place; "" where it has none."""
    if clause.span is None:
        return ""
    start, end = clause.span
    text = Compilation.objects.filter(paper=paper).values_list("text", flat=True).get()
    return " ".join(str(text)[start:end].split())


def _key_in(paper: Paper, clause: Clause) -> str:
    """The key of the clause's item in the review: by its code, else by its place."""
    if clause.code:
        return f"{clause.section}/{clause.code}"
    for item in _reviewed(paper).get(clause.section, ()):
        if clause.span and tuple(item.get("span") or ()) == clause.span:
            return str(item["key"])
    return ""


def _reviewed(paper: Paper) -> dict[str, Any]:
    compiled = Compilation.objects.filter(paper=paper).values_list("plan", flat=True).get()
    return rules.apply(compiled, steps_of(paper))


def _kept(paper: Paper) -> Iterator[Event]:
    threads = {"intake.paper": frozenset({paper.pk})}
    address = reverse("intake:paper", args=[paper.pk])
    for deed in deeds_of(threads, threads, _DEEDS):
        kind = Kind.ADOPTION if deed.verb == "adopt_paper" else Kind.CLAUSE
        yield Event(
            timezone.localdate(deed.at),
            deed.at,
            kind,
            str(_DEEDS[deed.verb]),
            paper.name,
            deed.actor_name,
            deed.body_name,
            address,
        )


def _corrected(paper: Paper, clause: Clause | None) -> Iterator[Event]:
    """The corrections of the clause and of its parties; of a whole document all of them, those of one
    person on one day in one event."""
    rows = list(Correction.objects.filter(paper=paper).order_by("pk"))
    if clause is None or clause.section == _WHOLE:
        yield from _by_day(paper, rows)
        return
    steps = steps_of(paper)
    keys = _keys(paper, clause)
    touching = {step.id for step in steps if rules.touched(step, steps) & keys}
    for row in (row for row in rows if row.pk in touching):
        day = timezone.localdate(row.at)
        address = f"{reverse('intake:review', args=[paper.pk])}#{_key_in(paper, clause)}"
        words = _words(row)
        yield Event(day, row.at, Kind.CLAUSE, str(CORRECTIONS[row.verb]), words, row.by_name, "", address)


def _keys(paper: Paper, clause: Clause) -> frozenset[str]:
    """The clause's item, and the wordings of its parties."""
    key = _key_in(paper, clause)
    item: dict[str, Any] = next(
        (one for one in _reviewed(paper).get(clause.section, ()) if one["key"] == key), {}
    )
    parties = [*item.get("leads", ()), *item.get("coordinators", ()), *item.get("of", ())]
    return frozenset({key, *(f"parties/{rules.party_key(party['name'])}" for party in parties)})


def _words(row: Correction) -> str:
    """The new words of an edited item; the reviewer's note of a finding."""
    fields = row.value.get("fields", {}) if row.verb == "edit" else {}
    said = [value for value in fields.values() if isinstance(value, str)]
    return "; ".join([*said, *filter(None, [row.value.get("note"), row.value.get("text")])])


def _by_day(paper: Paper, rows: list[Correction]) -> Iterator[Event]:
    grouped: dict[tuple[dt.date, str], list[Correction]] = {}
    for row in rows:
        grouped.setdefault((timezone.localdate(row.at), row.by_name), []).append(row)
    address = reverse("intake:review", args=[paper.pk])
    for (day, name), some in grouped.items():
        what = _("Rà soát: %(n)s lần sửa") % {"n": len(some)}
        yield Event(day, some[-1].at, Kind.CLAUSE, what, "", name, "", address)

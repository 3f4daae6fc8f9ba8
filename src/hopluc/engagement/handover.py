"""What a body holds here: problems it raised or is to answer, visits, recommendations to carry out."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.engagement import committee_handover
from hopluc.engagement.actions.problems import take_over
from hopluc.engagement.models import Advice, AdviceStep, Problem, Visit
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of

COVERS = {
    "engagement.Problem.body": "problems not decided pass on; those decided keep the name of the day",
    "engagement.Problem.holder": "problems not decided pass on",
    "engagement.Problem.return_to": "problems asked back come back to the successor",
    "engagement.ProblemStep.body": "stays: who did it",
    "engagement.ProblemStep.holder": "stays: who held it then",
    "engagement.Visit.visitor": "visits planned, or with recommendations open, pass on",
    "engagement.Visit.body": "planned visits pass on; those held keep the name of the day",
    "engagement.Advice.body": "recommendations not settled pass on",
    **committee_handover.COVERS,
}
# Rows that pass_on adds, by the row that has a body.
WRITES = ("engagement.ProblemStep.problem", "engagement.AdviceStep.advice")
_KEYS = ("body", "holder", "return_to")


def _problems(body: Organisation) -> list[Problem]:
    held = Q(body=body) | Q(holder=body) | Q(return_to=body)
    return list(Problem.objects.waiting().filter(held).order_by("pk"))


def _visits(body: Organisation) -> list[Visit]:
    planned = Q(state=Visit.State.PLANNED) & (Q(body=body) | Q(visitor=body))
    followed = Q(visitor=body, pk__in=Advice.objects.unsettled().values("visit_id"))
    return list(Visit.objects.filter(planned | followed).order_by("pk"))


def _advice(body: Organisation) -> list[Advice]:
    return list(Advice.objects.unsettled().filter(body=body).order_by("pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Problems, visits, recommendations; and those decided or settled, which stay."""
    problems, visits, advice = _problems(body), _visits(body), _advice(body)
    past = Problem.objects.filter(body=body).exclude(pk__in=[one.pk for one in problems])
    return [
        Held(
            _("Khó khăn, vướng mắc chưa giải quyết"),
            len(problems),
            _("cơ quan kế thừa nêu, trả lời tiếp"),
            tuple(one.text for one in problems),
        ),
        Held(
            _("Đợt kiểm tra dự kiến, đợt còn kiến nghị"),
            len(visits),
            _("cơ quan kế thừa theo dõi tiếp"),
            tuple(str(one) for one in visits),
        ),
        Held(
            _("Kiến nghị sau kiểm tra phải thực hiện"),
            len(advice),
            _("cơ quan kế thừa thực hiện"),
            tuple(one.text for one in advice),
        ),
        Held(_("Vướng mắc đã giải quyết"), past.count(), _("giữ tên cơ quan cũ"), passes=False),
        *committee_handover.held_by(body, on),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Problems, visits and recommendations that are not settled."""
    return [
        *(Item(key_of(one), _("Khó khăn, vướng mắc chưa giải quyết"), one.text) for one in _problems(body)),
        *(Item(key_of(one), _("Đợt kiểm tra dự kiến, đợt còn kiến nghị"), str(one)) for one in _visits(body)),
        *(Item(key_of(one), _("Kiến nghị sau kiểm tra phải thực hiện"), one.text) for one in _advice(body)),
        *committee_handover.items(body, on),
    ]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """What is not settled goes to the successor; a visit between the two of them is called off."""
    for problem in filter(share.has, _problems(body)):
        changed = [name for name in _KEYS if getattr(problem, f"{name}_id") == body.pk]
        take_over(problem, changed, successor, by, on)
    for visit in filter(share.has, _visits(body)):
        _pass_visit(visit, body, successor, on, by)
    for advice in filter(share.has, _advice(body)):
        advice.body = successor
        advice.save(update_fields=["body"])
        AdviceStep.objects.create(
            advice=advice,
            verb=AdviceStep.Verb.TAKEN_OVER,
            on=on,
            body_name=successor.name,
            due_on=advice.due_on,
            by_id=by.id,
            by_name=by.name,
        )
        record(by, "pass_on", advice, body_id=successor.pk, first_day=on)
    committee_handover.pass_on(body, successor, on=on, by=by, share=share)


def _pass_visit(visit: Visit, body: Organisation, successor: Organisation, on: dt.date, by: Actor) -> None:
    """The successor visits, or is visited; nobody visits itself."""
    other = visit.body_id if visit.visitor_id == body.pk else visit.visitor_id
    changed = ["state", "cancelled_reason"]
    if visit.state == Visit.State.PLANNED and other == successor.pk:
        visit.state = Visit.State.CANCELLED
        visit.cancelled_reason = _("Hai cơ quan đã hợp nhất.")
    elif visit.visitor_id == body.pk and other != successor.pk:
        visit.visitor, changed = successor, ["visitor"]
    elif visit.state == Visit.State.PLANNED:
        visit.body, visit.body_name, changed = successor, successor.name, ["body", "body_name"]
    else:
        return
    visit.save(update_fields=changed)
    record(by, "pass_on", visit, fields={"changed": changed}, body_id=successor.pk, first_day=on)

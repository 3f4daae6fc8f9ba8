"""Every address, by role and place: who is let in, who is refused, for whom there is nothing there.

An address that is missing from the table fails `test_every_address_is_in_the_table`: add its row
with the rule that `access.py` of its room states, not with what the page happens to answer.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template import loader
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hopluc.archive.actions import SYSTEM
from hopluc.engagement.ladder import receivers_of
from hopluc.handover import actions as handover
from hopluc.intake.rules import party_key
from hopluc.organizations.access import may_act_for
from hopluc.organizations.models import User
from hopluc.organizations.noticing.kinds import KINDS
from hopluc.organizations.noticing.models import Absence
from hopluc.organizations.queries import people_of
from tests import factories
from tests.intake import samples
from tests.system import world as worlds
from tests.system.asking import leads_to_sign_in, undone, writes
from tests.system.test_account_pages import ACCOUNTS, MOVED
from tests.system.world import ROLES, World

PLACES = ("stranger", "coordinating", "lead", "standing", "owner")
People = frozenset[tuple[str, str]]


def of(*places: str, roles: tuple[str, ...] = ROLES) -> People:
    """The people with one of these roles in one of these places."""
    return frozenset((place, role) for place in places for role in roles)


OFFICERS = ("officer", "approver")  # an approver may what an officer may
EVERYBODY = of(*PLACES)
NOBODY: People = frozenset()
ALL_OFFICERS = of(*PLACES, roles=OFFICERS)
ADMINISTRATORS = of(*PLACES, roles=("administrator",))
KEEPERS = of("lead", "owner", roles=("administrator",))
# A plan is read by those who issued it, follow it, or have a part in it.
READERS = of("coordinating", "lead", "standing", "owner")
FOLLOWERS = of("standing", "owner", roles=OFFICERS)
LEADS = of("lead", roles=OFFICERS)
# A round is read where it is collected and above; those who report know of it.
COLLECTORS = of("standing", roles=OFFICERS)
ABOVE_COLLECTOR = of("standing", "owner")

SIGN_IN = 302
REFUSED, NOTHING, NOT_SO = 403, 404, 405


@dataclass(frozen=True)
class Right:
    """Who gets `gives`; those who merely see the record get 403, all others 404.

    `anyone` is what a visitor who has not signed in gets: by default the way to the sign-in page.
    """

    may: People
    sees: People = NOBODY
    gives: int = 200
    anyone: int = SIGN_IN

    def expected(self, place: str, role: str) -> int:
        if (place, role) in self.may:
            return self.gives
        return REFUSED if (place, role) in self.sees else NOTHING


Data = Callable[[World, User], dict[str, Any]]


def nothing(_world: World, _person: User) -> dict[str, Any]:
    return {}


def given(**values: Any) -> Data:
    """A form with these values."""
    return lambda _world, _person: values


@dataclass(frozen=True)
class Address:
    """An address: what its arguments are in the World, who may read it, who may post to it what."""

    args: Callable[[World], list[Any]]
    get: Right | None = None
    post: Right | None = None
    data: Data = nothing
    query: Callable[[World], dict[str, Any]] = lambda _world: {}


def pk(name: str) -> Callable[[World], list[Any]]:
    """The key of a record of the World."""
    return lambda world: [getattr(world, name).pk]


def report_key(key: str) -> Callable[[World], list[Any]]:
    """A passage or a figure of the consolidated report."""
    return lambda world: [world.report.pk, key]


def _task_figure(world: World) -> list[Any]:
    """A task's status in the consolidated report."""
    assert world.report.content
    return [world.report.pk, f"task:{world.report.content['groups'][0]['tasks'][0]['id']}"]


def no(_world: World) -> list[Any]:
    return []


def reads(*, anyone: int = SIGN_IN) -> Right:
    """Every person with a role."""
    return Right(EVERYBODY, anyone=anyone)


def does(may: People, sees: People = NOBODY, gives: int = 302) -> Right:
    """A deed that ends in a redirect to what it made."""
    return Right(may, sees, gives)


def _progress(world: World, _person: User) -> dict[str, Any]:
    day = world.plan.period_start
    return {"on": day, "state": "under_way", "percent": 40, "narrative": "Mở thêm.", "occurrence": ""}


def _round(world: World, _person: User) -> dict[str, Any]:
    start, end = world.plan.period_start, world.plan.period_end
    days = {"period_start": start, "period_end": end, "cutoff": end, "due_on": end}
    return days | {"title": "Kỳ ba", "addressee": "UBND tỉnh", "bodies": [world.bodies["lead"].pk]}


def _own_body(world: World, person: User) -> dict[str, Any]:
    membership = person.memberships.first()
    return {"body": membership.organisation_id if membership else ""}


def _task(world: World) -> str:
    tasks: list[dict[str, Any]] = world.paper.compilation.plan["tasks"]
    return f"tasks/{tasks[0]['id']}"


def _edit(world: World, _person: User) -> dict[str, Any]:
    return {"muc": _task(world), "text": "Mở năm lớp tập huấn", "number": "1"}


def _adopt(world: World, _person: User) -> dict[str, Any]:
    return {"owner": world.bodies["owner"].pk, "standing": world.bodies["standing"].pk, "seen": 0}


def _upload(_world: World, _person: User) -> dict[str, Any]:
    return {"files": [SimpleUploadedFile("ke-hoach.txt", samples.TEXT.encode())]}


GONE = Right(NOBODY, anyone=NOTHING)  # outside demo mode the address does not exist
PUBLIC = reads(anyone=200)
PLAN_PAGE = Address(pk("plan"), get=Right(READERS))
MATRIX = Right(ABOVE_COLLECTOR, READERS)
# A draft is known to its body, those above it and who collects it; a report sent on, to whom it reached.
DRAFT_SEEN = of("lead", "owner", "standing")
REACHED = of("standing", "owner", "coordinating")


def _units_asked(world: World, _person: User) -> dict[str, Any]:
    start, end = world.plan.period_start, world.plan.period_end
    days = {"period_start": start, "period_end": end, "cutoff": end, "due_on": end}
    return days | {
        "title": "Kỳ của phòng",
        "bodies": [world.asked_above.lower.round.submissions.get().body_id],
    }


URGED = of("lead", "standing", "owner")  # who reads a letter to the lead body that was sent

PARTICIPANTS = of("coordinating", "lead", "standing", "owner", roles=OFFICERS)


def _problem(world: World, person: User) -> dict[str, Any]:
    membership = person.memberships.select_related("organisation").first()
    near = receivers_of(world.plan, membership.organisation) if membership else []
    to = near[0].pk if near else ""
    return {"text": "Thiếu vốn.", "asked": "Cho vay.", "on": world.today, "to": to, "task": ""}


def _step(name: str, may: People, **values: Any) -> Address:
    """A step of a problem: asked for by those who may do it, on a page of its own."""

    def data(world: World, _person: User) -> dict[str, Any]:
        said = {"text": "Nội dung.", "on": world.today} | values
        if "to" in said:
            said["to"] = world.bodies[said["to"]].pk
        return {key: world.today if value == "TODAY" else value for key, value in said.items()}

    return Address(pk(name), get=Right(may, READERS), post=does(may, READERS), data=data)


TOLD = of("lead", "standing", "owner")


def _programme(world: World, _person: User) -> dict[str, Any]:
    return {"on": world.today, "purpose": "Tiến độ.", "others": "Trần Thị Hà, Giám đốc", "leader": ""}


def _advice_step(world: World, _person: User) -> dict[str, Any]:
    return {"text": "Nội dung.", "on": world.today, "due_on": world.today}


def _kept(name: str, data: Data, sees: People, may: People = COLLECTORS) -> Address:
    """A deed upon a visit or a recommendation: the visitor's own, but for what the addressee reports."""
    return Address(pk(name), get=Right(may, sees), post=does(may, sees), data=data)


def _seat(world: World, _person: User) -> dict[str, Any]:
    day = world.today + dt.timedelta(days=1)
    seat = {"name": "Phạm Văn Chín", "role": "member", "since": day, "document": "QĐ 2", "body": ""}
    return seat | {"user": "", "order": 5, "reason": "Ghi nhầm."}


def _meeting(world: World, _person: User) -> dict[str, Any]:
    return {"title": "Phiên họp quý", "on": world.today, "others": "Báo cáo quý | Sở Tài chính", "chair": ""}


def _conclusion(world: World, _person: User) -> dict[str, Any]:
    return {"text": "Mở thêm lớp.", "who": f"b{world.bodies['lead'].pk}"}


def _drafted(of_row: str, **values: Any) -> Address:
    """A form about next year's draft, filled in by those who follow the plan."""
    may = Right(FOLLOWERS, ABOVE_COLLECTOR)
    return Address(pk(of_row), get=may, post=does(FOLLOWERS, ABOVE_COLLECTOR), data=given(**values))


ESTIMATING = of("lead", "coordinating", roles=OFFICERS)


def _collected(of_row: str, data: Data) -> Address:
    """A form of the body that collects; those above it read what it is about."""
    may = Right(COLLECTORS, ABOVE_COLLECTOR)
    return Address(pk(of_row), get=may, post=does(COLLECTORS, ABOVE_COLLECTOR), data=data)


def _review_facts(world: World, _person: User) -> dict[str, Any]:
    start, end = world.plan.period_start, world.plan.period_end
    days = {"period_start": start, "period_end": end, "as_of": end, "answers_due": end, "report_due": end}
    of_what = {"subject_kind": "ke_hoach", "subject_title": "Phát triển"}
    return days | of_what | {"kind": "final", "title": "Tổng kết khác"}


def _book_table(_world: World, _person: User) -> dict[str, Any]:
    return {"chapter": "Chương", "title": "Bảng khác", "counts": "plans:kind", "years": 2}


def _gathered(of_row: str, **values: Any) -> Address:
    """A form about a year's budget, filled in by those who follow the plan."""
    may = Right(FOLLOWERS, READERS)
    return Address(pk(of_row), get=may, post=does(FOLLOWERS, READERS), data=given(**values))


def _budget_line(world: World, _person: User) -> dict[str, Any]:
    line = {"content": "Mở lớp", "fund": "recurrent", "source": "fund", "amount": "9.000.000", "seen": 0}
    return line | {"task": world.task.pk}


def _resolution(world: World, _person: User) -> dict[str, Any]:
    line = world.sent_line.pk
    amounts = {f"amount-{line}": "9 triệu", f"seen-{line}": 0}
    return {"number": "6/NQ-HĐND", "on": world.today, "rows": [line]} | amounts


def _another_resolution(world: World, _person: User) -> dict[str, Any]:
    amounts = {f"amount-{line.pk}": "8 triệu" for line in world.resolution.lines.all()}
    return {"number": "7/NQ-HĐND", "on": world.today, "reason": "Ghi nhầm số."} | amounts


def _later_due(world: World, _person: User) -> dict[str, Any]:
    return {"due_on": world.today + dt.timedelta(days=5), "reason": "Bộ đổi lịch."}


def _absence(world: World, person: User) -> dict[str, Any]:
    """Away today, a colleague stands in."""
    membership = person.memberships.first()
    colleagues = people_of(membership.organisation, world.today) if membership else User.objects.none()
    day = world.today.isoformat()
    return {
        "since": day,
        "last": day,
        "substitute": getattr(colleagues.exclude(pk=person.pk).first(), "pk", ""),
    }


def _away(world: World) -> list[Any]:
    """The officer of the lead body will be away, its approver stands in."""
    until = world.today + dt.timedelta(days=9)
    row, _made = Absence.objects.get_or_create(
        person=world.people["lead", "officer"],
        substitute=world.people["lead", "approver"],
        since=until - dt.timedelta(days=1),
        until=until,
    )
    return [row.pk]


def _handover(world: World) -> list[Any]:
    """A department that lies under the owner was renamed."""
    today, by = world.today, SYSTEM
    under = factories.body("Trung tâm Một", parent=world.bodies["owner"])
    done = handover.rename(under, by=by, name="Trung tâm Hai", on=today, document="Quyết định số 1")
    return [done.pk]


TABLE: dict[str, Address] = {
    # the shell
    "web:home": Address(no, get=reads()),
    "web:search": Address(no, get=reads()),
    "web:search_offers": Address(no, get=reads()),
    "web:saved_filters": Address(
        no,
        get=reads(),
        post=does(EVERYBODY),
        data=given(page="/ke-hoach/tre-han/", query="q=lop", name="Lớp tập huấn"),
    ),
    "web:saved_filter": Address(  # one's own only
        lambda world: [worlds.saved_filter(world, "lead", "officer").pk],
        post=does(of("lead", roles=("officer",))),
        data=given(name="Lớp"),
    ),
    "web:notices": Address(no, get=reads(), post=does(EVERYBODY)),
    "web:switch": Address(no, post=does(EVERYBODY), data=_own_body),
    "web:account": Address(no, get=reads()),
    # one's own choices; an absence is ended by whoever is away
    "web:notice_settings": Address(
        no, get=reads(), post=does(EVERYBODY), data=given(hour=7, **{one.slug: one.usual for one in KINDS})
    ),
    "web:go_away": Address(no, post=does(EVERYBODY), data=_absence),
    "web:come_back": Address(_away, post=does(of("lead", roles=("officer",)))),
    "web:demo_sign_in": Address(no, get=GONE, post=GONE),
    "web:link": Address(lambda _: ["abc"], get=GONE, post=GONE),
    "web:bodies": Address(no, get=reads()),
    "web:body": Address(lambda world: [world.bodies["lead"].pk], get=reads()),
    # collectives are read by everybody around, made by administrators, changed by those above their owner
    "web:groups": Address(no, get=reads(), post=Right(ADMINISTRATORS, EVERYBODY)),
    "web:group": Address(
        lambda world: [world.group.pk],
        get=reads(),
        post=Right(of("owner", roles=("administrator",)), EVERYBODY),
    ),
    # people are kept by the administrators of the body and of those above it whose area it lies in
    "web:people": Address(
        lambda world: [world.bodies["lead"].pk],
        get=Right(KEEPERS, EVERYBODY),
        post=Right(KEEPERS, EVERYBODY),
    ),
    "web:person": Address(
        lambda world: [world.bodies["lead"].pk, world.people["lead", "officer"].pk],
        get=Right(KEEPERS, EVERYBODY),
        post=Right(KEEPERS, EVERYBODY),
    ),
    "web:password_link": Address(
        lambda world: [world.bodies["lead"].pk, world.people["lead", "officer"].pk],
        post=Right(KEEPERS, EVERYBODY),
    ),
    # a life is read by whoever reads the record; here a task's
    "web:life": Address(lambda world: ["nhiem-vu", world.task.pk], get=Right(READERS)),
    "web:life_excel": Address(lambda world: ["nhiem-vu", world.task.pk], get=Right(READERS)),
    # who reads the record says which task it serves; here a plan's
    "web:serve": Address(
        lambda world: ["ke-hoach", world.plan.pk],
        get=Right(of("coordinating", "lead", "standing", "owner", roles=OFFICERS), READERS),
        post=does(of("coordinating", "lead", "standing", "owner", roles=OFFICERS), READERS),
        data=lambda world, _: {"nhiem_vu": world.task.pk, "what": "Kế hoạch", "on": world.today, "count": 1},
        query=lambda world: {"nhiem_vu": world.task.pk},
    ),
    "web:journal": Address(no, get=Right(ADMINISTRATORS, EVERYBODY)),
    "web:dashboard": Address(no, get=reads()),
    "web:dashboard_parts": Address(no, get=reads()),
    "web:leaders": Address(no, get=reads()),
    "web:healthz": Address(no, get=PUBLIC),
    "web:readyz": Address(no, get=PUBLIC),
    # plans
    "plans:list": Address(no, get=reads()),
    "plans:late": Address(no, get=reads()),
    "plans:late_excel": Address(no, get=reads()),
    # several at once: each row is refused or done by its own right
    "plans:decide_extensions": Address(no, post=does(of(*PLACES, roles=("approver",)), EVERYBODY)),
    "urging:nudge": Address(no, post=does(ALL_OFFICERS, EVERYBODY)),
    "engagement:pass_up_several": Address(no, post=does(ALL_OFFICERS, EVERYBODY)),
    "reporting:fillable": Address(pk("draft"), get=Right(LEADS, of("lead", "owner", "standing"))),
    "reporting:word_form": Address(pk("draft"), get=Right(LEADS, of("lead", "owner", "standing"))),
    "reporting:take_back": Address(pk("draft"), post=does(LEADS, of("lead", "owner", "standing"))),
    "reporting:returned_file": Address(pk("returned"), get=Right(LEADS, of("lead", "owner", "standing"))),
    "reporting:error_sheet": Address(pk("returned"), get=Right(LEADS, of("lead", "owner", "standing"))),
    "reporting:accept_several": Address(pk("sent_round"), post=does(COLLECTORS, READERS)),
    "plans:board": PLAN_PAGE,
    "plans:board_excel": PLAN_PAGE,
    "plans:indicators": PLAN_PAGE,
    "plans:duties": PLAN_PAGE,
    "actuals:table": PLAN_PAGE,
    "actuals:indicator": Address(pk("indicator"), get=Right(READERS)),
    "plans:citations": PLAN_PAGE,
    "plans:history": PLAN_PAGE,
    "plans:close": Address(
        pk("plan"),
        get=Right(of("standing", "owner", roles=("approver",)), READERS),
        post=does(of("standing", "owner", roles=("approver",)), READERS),
        data=given(reason="Đã tổng kết."),
    ),
    "plans:indicator": Address(
        pk("indicator"),
        get=Right(READERS),
        post=does(FOLLOWERS, READERS),
        data=lambda world, _: {"on": world.plan.period_start, "value": "4,5"},
    ),
    "plans:typed_file": Address(pk("typed"), get=Right(READERS)),
    "plans:task": Address(pk("task"), get=Right(READERS)),
    "plans:report": Address(pk("part"), get=Right(LEADS, READERS), post=does(LEADS, READERS), data=_progress),
    "plans:officer": Address(pk("part"), get=Right(LEADS, READERS), post=does(LEADS, READERS)),
    "plans:correct": Address(
        pk("progress"), get=Right(LEADS, READERS), post=does(LEADS, READERS), data=_progress
    ),
    "plans:signing": Address(
        no,
        get=reads(),
        post=does(of(*PLACES, roles=("approver",)), EVERYBODY),
        data=lambda world, _: {"rows": [world.progress.pk]},
    ),
    "plans:signing_excel": Address(no, get=reads()),
    "plans:sign_off": Address(
        pk("progress"),
        get=Right(of("lead", roles=("approver",)), READERS),
        post=does(of("lead", roles=("approver",)), READERS),
        data=given(deed="return", reason="Thiếu minh chứng."),
    ),
    "plans:extensions": Address(no, get=reads()),
    "plans:extensions_excel": Address(no, get=reads()),
    "plans:ask_extension": Address(
        pk("part"),
        get=Right(LEADS, READERS),
        post=does(LEADS, READERS),
        data=lambda world, _: {
            "day": world.plan.period_end,
            "until": world.plan.period_end + dt.timedelta(days=30),
            "reason": "Chờ hướng dẫn.",
        },
    ),
    "plans:extension": Address(
        pk("extension"),
        get=Right(READERS),
        post=does(of("standing", "owner", roles=("approver",)), READERS),
        data=given(deed="refuse", answer="Còn kịp."),
    ),
    "plans:withdraw_extension": Address(pk("extension"), post=does(LEADS, READERS)),
    "plans:no_officer": Address(
        no,
        get=reads(),
        post=does(ALL_OFFICERS, EVERYBODY),
        data=lambda world, person: {"rows": [world.part.pk], "user": person.pk},
    ),
    "plans:no_officer_excel": Address(no, get=reads()),
    "plans:gaps": Address(no, get=reads()),
    "plans:gaps_excel": Address(no, get=reads()),
    "plans:deliver": Address(
        pk("task"),
        get=Right(LEADS | of("coordinating", roles=OFFICERS) | FOLLOWERS, READERS),
        post=does(LEADS | of("coordinating", roles=OFFICERS) | FOLLOWERS, READERS),
        data=lambda world, _: {"what": "Báo cáo kết quả", "on": world.plan.period_start},
    ),
    "plans:take_back": Address(
        pk("delivery"),
        get=Right(LEADS | FOLLOWERS, READERS),
        post=does(LEADS | FOLLOWERS, READERS),
        data=given(reason="Ghi nhầm nhiệm vụ."),
    ),
    "plans:delivery_file": Address(pk("delivery"), get=Right(READERS)),
    "plans:open_part": Address(
        pk("waiting"),
        get=Right(LEADS | FOLLOWERS, READERS),
        post=does(LEADS | FOLLOWERS, READERS),
        data=lambda world, _: {"on": world.today},
    ),
    "plans:opening_file": Address(pk("opening"), get=Right(READERS)),
    "plans:evidence": Address(pk("evidence"), get=Right(READERS)),
    # --- the chain of mandates: those of the lower plan link it; the superior's readers look on
    "plans:links": Address(pk("plan"), get=Right(READERS), post=does(FOLLOWERS, READERS, gives=422)),
    "plans:look_for_links": Address(pk("plan"), post=does(FOLLOWERS, READERS)),
    "plans:link": Address(
        pk("link"),
        get=Right(READERS),
        post=does(LEADS, READERS),
        data=given(what="plan", state="confirmed"),
    ),
    "plans:coverage": PLAN_PAGE,
    "plans:coverage_excel": PLAN_PAGE,
    "plans:task_links": Address(pk("task"), get=Right(READERS)),
    "plans:join_task": Address(
        pk("lower_task"),
        get=Right(LEADS, of("lead", "owner")),
        post=does(LEADS, of("lead", "owner")),
        data=lambda world, _person: {"above": world.task.pk},
    ),
    "plans:shares": Address(
        pk("indicator"),
        get=Right(READERS),
        post=does(FOLLOWERS, READERS),
        data=lambda world, _person: {"on": world.today, f"v{world.bodies['lead'].pk}": "3"},
    ),
    "plans:shares_excel": Address(pk("indicator"), get=Right(READERS)),
    "plans:share_actual": Address(
        lambda world: [world.indicator.pk, world.bodies["lead"].pk],
        get=Right(LEADS | FOLLOWERS, READERS),
        post=does(LEADS | FOLLOWERS, READERS),
        data=lambda world, _person: {"on": world.today, "value": "2"},
    ),
    "plans:programme": Address(no, get=reads()),
    "plans:programme_excel": Address(no, get=reads()),
    "plans:programme_document": Address(  # of those who were given work in the year
        no, get=Right(of("lead", "coordinating")), query=lambda world: {"nam": world.plan.period_start.year}
    ),
    "plans:my_own_plans": Address(no, get=reads()),
    "plans:amendments_waiting": Address(no, get=reads()),
    "plans:own_plans": PLAN_PAGE,
    "plans:own_plans_excel": PLAN_PAGE,
    "plans:own_plan_document": Address(pk("plan"), get=Right(of("lead", "coordinating"), READERS)),
    "plans:record_own_plan": Address(
        lambda world: [world.own_duty.pk, world.bodies["lead"].pk],
        get=Right(LEADS | FOLLOWERS, READERS),
        post=does(LEADS | FOLLOWERS, READERS),
        data=lambda world, _person: {"number": "8/KH-SNN", "on": world.today},
    ),
    "plans:own_plan_file": Address(
        lambda world: [world.own_duty.pk, world.own_plan_deed.pk], get=Right(READERS)
    ),
    "plans:join_target": Address(
        pk("lower_target"),
        get=Right(LEADS, of("lead", "owner")),
        post=does(LEADS, of("lead", "owner")),
        data=lambda world, _person: {"above": world.indicator.pk},
    ),
    # amendments: proposed by those who have a part, gathered by who follows, read with the plan
    "plans:amendments": Address(
        pk("plan"),
        get=Right(READERS),
        post=does(FOLLOWERS, READERS),
        data=lambda world, _: {"rows": [world.proposal.pk]},
    ),
    "plans:proposals_excel": PLAN_PAGE,
    "plans:propose_new_target": Address(
        pk("plan"),
        get=Right(PARTICIPANTS, READERS),
        post=does(PARTICIPANTS, READERS),
        data=given(name="Số tổ hợp tác mới", op=">=", value="5", unit="tổ hợp tác", reason="Theo thực tế."),
    ),
    "plans:propose_new": Address(
        pk("plan"),
        get=Right(PARTICIPANTS, READERS),
        post=does(PARTICIPANTS, READERS),
        data=given(
            text="Mở sàn bán hàng",
            leads="Sở Nông nghiệp",
            reason="Cần.",
            deadline_text="Cả năm",
            kind0="ongoing",
        ),
    ),
    "plans:propose_task": Address(
        pk("task"),
        get=Right(PARTICIPANTS, READERS),
        post=does(PARTICIPANTS, READERS),
        data=given(deadline_text="Thường xuyên", kind0="ongoing", reason="Chưa có vốn."),
    ),
    "plans:propose_target": Address(
        pk("indicator"),
        get=Right(PARTICIPANTS, READERS),
        post=does(PARTICIPANTS, READERS),
        data=given(name="Hợp tác xã thành lập mới", unit="HTX", op="=", value="15", reason="Thiếu vốn."),
    ),
    "plans:proposal": Address(
        pk("proposal"),
        get=Right(READERS),
        post=does(FOLLOWERS, READERS),
        data=given(deed="decline", answer="Chưa có căn cứ."),
    ),
    "plans:amendment": Address(
        pk("amendment"),
        get=Right(READERS),
        post=does(FOLLOWERS, READERS),
        data=given(deed="refuse", answer="Chưa cần."),
    ),
    "plans:amendment_document": Address(pk("amendment"), get=Right(READERS)),
    "plans:amendment_file": Address(pk("amended"), get=Right(READERS)),
    # a year's budget: estimated by who has a part, gathered by who follows, read with the plan
    "plans:budget": PLAN_PAGE,
    "plans:budget_tasks": PLAN_PAGE,
    "plans:budget_excel": PLAN_PAGE,
    "plans:budget_of_task": Address(pk("task"), get=Right(READERS)),
    "plans:open_budget": _gathered("plan", year=2040, due_on="15/07/2039"),
    "plans:budget_document": Address(pk("budget_year"), get=Right(READERS)),
    "plans:approve_budget": Address(
        lambda world: [world.sent_estimate.year_id],
        get=Right(FOLLOWERS, READERS),
        post=does(FOLLOWERS, READERS),
        data=_resolution,
    ),
    "plans:my_budgets": Address(no, get=reads()),
    "plans:move_budget_due": Address(
        pk("budget_year"), get=Right(FOLLOWERS, READERS), post=does(FOLLOWERS, READERS), data=_later_due
    ),
    "plans:take_back_resolution": _gathered("resolution", reason="Ghi nhầm."),
    "plans:replace_resolution": Address(
        pk("resolution"),
        get=Right(FOLLOWERS, READERS),
        post=does(FOLLOWERS, READERS),
        data=_another_resolution,
    ),
    "plans:add_budget_line": Address(
        pk("budget_year"),
        get=Right(ESTIMATING, READERS),
        post=does(ESTIMATING, READERS),
        data=_budget_line,
    ),
    "plans:no_budget": Address(
        pk("budget_year"), post=does(of("lead", "coordinating", roles=("approver",)), READERS)
    ),
    "plans:estimate": Address(
        pk("estimate"), get=Right(READERS), post=does(of("lead", roles=("approver",)), READERS)
    ),
    "plans:estimate_document": Address(pk("estimate"), get=Right(READERS)),
    "plans:return_estimate": _gathered("sent_estimate", reason="Chưa ghi căn cứ."),
    "plans:budget_line": Address(pk("approved_line"), get=Right(READERS)),
    "plans:change_budget_line": Address(
        pk("budget_line"), get=Right(LEADS, READERS), post=does(LEADS, READERS), data=_budget_line
    ),
    "plans:drop_budget_line": Address(pk("budget_line"), post=does(LEADS, READERS)),
    "plans:cut_budget_line": _gathered("sent_line", amount="1 triệu", reason="Giảm.", seen=0),
    "plans:spend_budget": Address(
        pk("approved_line"),
        get=Right(LEADS, READERS),
        post=does(LEADS, READERS),
        data=lambda world, _: {"on": world.today, "amount": "1 triệu", "document": "Phiếu chi 2"},
    ),
    "plans:take_back_spending": Address(
        pk("spending"),
        get=Right(LEADS, READERS),
        post=does(LEADS, READERS),
        data=given(reason="Ghi nhầm."),
    ),
    # received papers
    "intake:papers": Address(no, get=reads()),
    "intake:receive": Address(
        no, get=Right(ALL_OFFICERS, EVERYBODY), post=does(ALL_OFFICERS, EVERYBODY), data=_upload
    ),
    "intake:paper": Address(pk("unread"), get=Right(ABOVE_COLLECTOR)),
    "intake:progress": Address(pk("unread"), get=Right(ABOVE_COLLECTOR)),
    "intake:compile_again": Address(pk("unread"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "intake:discard": Address(pk("unread"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "intake:file": Address(lambda world: [world.paper.pk, 0], get=Right(ABOVE_COLLECTOR)),
    "intake:of_plan": Address(lambda world: [world.plan.pk], get=Right(EVERYBODY)),
    "intake:compare": Address(pk("paper"), get=Right(ABOVE_COLLECTOR)),
    # a paper is no edition of itself; who may, of one that is: tests/intake/test_amending.py
    "intake:amend": Address(
        lambda world: [world.paper.pk, world.paper.pk],
        get=Right(NOBODY, ABOVE_COLLECTOR),
        post=does(NOBODY, ABOVE_COLLECTOR),
    ),
    "intake:clauses": Address(
        pk("amending"),
        get=Right(ABOVE_COLLECTOR),
        post=does(FOLLOWERS, ABOVE_COLLECTOR),
        data=lambda world, _person: {"deed": "propose", "rows": f"deadline-{world.task.pk}"},
    ),
    "intake:clause": Address(
        lambda world: [world.amending.pk, f"deadline-{world.task.pk}"],
        get=Right(FOLLOWERS, ABOVE_COLLECTOR),
        post=does(FOLLOWERS, ABOVE_COLLECTOR),
        data=given(deadline_text="Trước ngày 20/12/2026", kind0="by", end0="20/12/2026", reason="Đọc lại."),
    ),
    "intake:picture": Address(lambda world: [world.paper.pk, 1, 1], get=Right(ABOVE_COLLECTOR)),
    "intake:converted": Address(lambda world: [world.paper.pk, "csv"], get=Right(ABOVE_COLLECTOR)),
    "intake:review": Address(pk("paper"), get=Right(ABOVE_COLLECTOR)),
    "intake:deed": Address(
        pk("paper"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"deed": f"drop|{_task(world)}"},
    ),
    "intake:edit": Address(
        lambda world: [world.paper.pk],
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        data=_edit,
        query=lambda world: {"muc": _task(world)},
    ),
    "intake:add": Address(
        pk("paper"),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(phan="tasks", text="Tổ chức phiên chợ hợp tác xã"),
        query=lambda _: {"phan": "tasks"},
    ),
    "intake:party": Address(
        pk("paper"),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        query=lambda _: {"muc": f"parties/{party_key('Sở Tài chính')}"},
    ),
    "intake:deadline": Address(pk("paper"), get=Right(ABOVE_COLLECTOR)),
    "intake:heartbeat": Address(pk("paper"), post=Right(ABOVE_COLLECTOR)),
    "intake:sync": Address(pk("paper"), post=does(ABOVE_COLLECTOR)),
    "intake:adopt": Address(
        pk("paper"),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=_adopt,
    ),
    # reports
    "reporting:rounds": Address(no, get=reads()),
    "reporting:forms": Address(no, get=reads()),
    "reporting:make_form": Address(
        no,
        get=Right(ALL_OFFICERS, EVERYBODY),
        post=does(ALL_OFFICERS, EVERYBODY),
        data=given(name="Biểu thử", start="standard"),
    ),
    "reporting:form": Address(pk("form_draft"), get=Right(ABOVE_COLLECTOR)),
    "reporting:add_form_section": Address(
        pk("form_draft"), post=does(COLLECTORS, ABOVE_COLLECTOR), data=given(kind="table")
    ),
    "reporting:form_section": Address(
        lambda world: [world.form_draft.pk, "danh_gia"],
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(title="Đánh giá", guidance="Ngắn gọn.", longest=500),
    ),
    "reporting:move_form_section": Address(
        lambda world: [world.form_draft.pk, "danh_gia"],
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(deed="up"),
    ),
    "reporting:publish_form": Address(pk("form_draft"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reporting:next_form": Address(pk("form_used"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reporting:drop_form": Address(pk("form_draft"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reporting:choose_duty": Address(no, get=Right(ALL_OFFICERS, EVERYBODY)),
    "reporting:open_round": Address(
        pk("plan"), get=Right(FOLLOWERS, READERS), post=does(FOLLOWERS, READERS), data=_round
    ),
    "reporting:round": Address(pk("draft_round"), get=MATRIX),
    "reporting:download_matrix": Address(pk("draft_round"), get=MATRIX),
    "reporting:close_round": Address(pk("draft_round"), post=does(COLLECTORS, READERS)),
    "reporting:reopen_round": Address(
        pk("draft_round"), post=does(COLLECTORS, READERS), data=given(reason="Còn hai cơ quan.")
    ),
    "reporting:ask_consolidation": Address(pk("sent_round"), post=does(COLLECTORS, READERS)),
    # a draft is its body's own; those above the body read it, the collector knows that it exists
    "reporting:submission": Address(
        pk("draft"),
        get=Right(of("lead", "owner"), of("standing")),
        post=does(LEADS, of("lead", "owner", "standing")),
        data=given(overview="Đúng tiến độ."),
    ),
    "reporting:autosave": Address(
        pk("draft"), post=Right(LEADS, of("lead", "owner", "standing")), data=given(overview="Đúng.")
    ),
    "reporting:prefill": Address(pk("draft"), post=does(LEADS, of("lead", "owner", "standing"))),
    "reporting:withdraw": Address(
        pk("sent"), post=does(of("lead", roles=("approver",)), of("lead", "owner", "standing"))
    ),
    "reporting:return_submission": Address(
        pk("sent"),
        post=does(COLLECTORS, of("lead", "owner", "standing")),
        data=given(reason="Thiếu số liệu."),
    ),
    "reporting:mark_place": Address(
        pk("sent"),
        post=does(COLLECTORS, of("lead", "owner", "standing")),
        data=given(place="overview", remark="Thiếu số liệu."),
    ),
    "reporting:drop_mark": Address(pk("marked"), post=does(COLLECTORS, of("lead", "owner", "standing"))),
    "reporting:reopen": Address(
        pk("sent"),
        post=does(COLLECTORS, of("lead", "owner", "standing")),
        data=given(reason="Số liệu sai."),
    ),
    "reporting:accept": Address(pk("sent"), post=does(COLLECTORS, of("lead", "owner", "standing"))),
    "reporting:report": Address(pk("report"), get=Right(ABOVE_COLLECTOR)),
    "reporting:download_report": Address(lambda world: [world.report.pk, "docx"], get=Right(ABOVE_COLLECTOR)),
    "issuing:files": Address(pk("report"), get=Right(ABOVE_COLLECTOR)),
    "issuing:want_pdf": Address(pk("report"), post=does(ABOVE_COLLECTOR)),
    "issuing:sign": Address(pk("report"), post=does(of("standing", roles=("approver",)), ABOVE_COLLECTOR)),
    "issuing:seal": Address(pk("report"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "issuing:take_signed": Address(
        pk("report"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda _world, _person: {"file": SimpleUploadedFile("ky.pdf", b"%PDF-1.7")},
    ),
    "issuing:since": Address(lambda world: [world.signed.issued.report_id], get=Right(ABOVE_COLLECTOR)),
    "issuing:signed": Address(
        lambda world: [world.signed.issued.report_id, world.signed.pk], get=Right(ABOVE_COLLECTOR)
    ),
    "issuing:check_file": Address(
        no, post=PUBLIC, data=lambda _world, _person: {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04")}
    ),
    "issuing:check": Address(no, get=PUBLIC, post=PUBLIC, data=given(code="0000-0000-0000")),
    "issuing:check_code": Address(lambda world: [world.signed.issued.code], get=PUBLIC),
    "reporting:issue": Address(
        pk("report"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"number": "12/BC-STC", "issued_on": world.today},
    ),
    "reporting:passage": Address(
        report_key("opening"),
        get=Right(ABOVE_COLLECTOR, gives=302),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(text="Sở báo cáo như sau:", seen=0),
    ),
    "reporting:arrange_passage": Address(
        report_key("opening"), post=does(COLLECTORS, ABOVE_COLLECTOR), data=given(viec="bo", seen=0)
    ),
    "reporting:add_passage": Address(
        report_key("opening"), post=does(COLLECTORS, ABOVE_COLLECTOR), data=given(text="Một đoạn thêm.")
    ),
    "reporting:figure": Address(
        _task_figure,
        get=Right(ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(text="Tính cả nhiệm vụ phối hợp.", seen=0),
    ),
    "reporting:figure_excel": Address(_task_figure, get=Right(ABOVE_COLLECTOR)),
    # problems: read with the plan, decided by whoever holds them, taken back by who raised them
    "engagement:problems": Address(no, get=reads()),
    "engagement:problems_excel": Address(no, get=reads()),
    "engagement:choose_plan": Address(no, get=Right(ALL_OFFICERS, EVERYBODY)),
    "engagement:raise": Address(
        pk("plan"),
        get=Right(PARTICIPANTS, READERS),
        post=does(PARTICIPANTS, READERS),
        data=_problem,
    ),
    "engagement:of_task": Address(pk("task"), get=Right(READERS)),
    "engagement:problem": Address(pk("problem"), get=Right(READERS)),
    "engagement:problem_file": Address(pk("problem_file"), get=Right(READERS)),
    "engagement:answer": _step("problem", COLLECTORS, document="1/STC", document_on="TODAY"),
    "engagement:pass_up": _step("problem", COLLECTORS, to="owner"),
    "engagement:ask_back": _step("problem", COLLECTORS),
    "engagement:supply": _step("asked_back", LEADS),
    "engagement:reopen": _step("answered", LEADS),
    "engagement:withdraw": _step("problem", LEADS),
    # visits: the visitor's and the issuer's own until told; who was told, or given advice, reads on
    "engagement:visits": Address(no, get=reads()),
    "engagement:visits_excel": Address(no, get=reads()),
    "engagement:visit_plan": Address(no, get=Right(FOLLOWERS, EVERYBODY)),
    "engagement:visit_body": Address(pk("plan"), get=Right(FOLLOWERS, READERS)),
    "engagement:plan_visit": Address(
        lambda world: [world.plan.pk, world.bodies["lead"].pk],
        get=Right(FOLLOWERS, READERS),
        post=does(FOLLOWERS, READERS),
        data=_programme,
    ),
    "engagement:visit": Address(pk("planned_visit"), get=Right(ABOVE_COLLECTOR)),
    "engagement:visit_notice_docx": Address(pk("held_visit"), get=Right(TOLD)),
    "engagement:visit_minutes_docx": Address(pk("held_visit"), get=Right(TOLD)),
    "engagement:minutes_file": Address(pk("minutes_file"), get=Right(TOLD)),
    "engagement:change_visit": _kept("planned_visit", _programme, ABOVE_COLLECTOR),
    "engagement:visit_notice": _kept(
        "planned_visit", lambda world, _: {"number": "2/TB", "on": world.today}, ABOVE_COLLECTOR
    ),
    "engagement:cancel_visit": _kept("planned_visit", given(reason="Trùng lịch."), ABOVE_COLLECTOR),
    "engagement:visit_minutes": _kept(
        "held_visit", lambda world, _: {"held_on": world.today, "summary": "Đạt."}, TOLD
    ),
    "engagement:add_advice": _kept(
        "held_visit",
        lambda world, _: {"text": "Mở lớp.", "body": world.bodies["lead"].pk, "working_days": 5, "task": ""},
        TOLD,
    ),
    "engagement:advice_list": Address(no, get=reads()),
    "engagement:advice_excel": Address(no, get=reads()),
    "engagement:advice": Address(pk("advice"), get=Right(TOLD)),
    "engagement:advice_file": Address(pk("advice_file"), get=Right(TOLD)),
    "engagement:report_advice": _kept("advice", _advice_step, TOLD, LEADS),
    "engagement:move_advice": _kept("advice", _advice_step, TOLD),
    "engagement:drop_advice": _kept("advice", _advice_step, TOLD),
    "engagement:confirm_advice": _kept("reported_advice", _advice_step, TOLD),
    "engagement:send_back_advice": _kept("reported_advice", _advice_step, TOLD),
    # urging letters: kept by whoever follows the plan, read by the body urged once they were sent
    "urging:letters": Address(no, get=reads()),
    "urging:letters_excel": Address(no, get=reads()),
    "urging:ask": Address(
        no,
        get=Right(FOLLOWERS, EVERYBODY),
        post=does(FOLLOWERS, EVERYBODY),
        data=lambda world, _: {"plan": world.plan.pk, "on": world.today, "least_days": 1},
    ),
    "urging:ask_round": Address(
        pk("draft_round"),
        get=Right(COLLECTORS, READERS),
        post=does(COLLECTORS, READERS),
        data=lambda world, _: {"on": world.today},
    ),
    "urging:batch": Address(pk("batch"), get=Right(ABOVE_COLLECTOR)),
    "urging:write_again": Address(pk("batch"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "urging:batch_sent": Address(
        pk("batch"),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {f"number{world.draft_letter.pk}": "7/STC", "sent_on": world.today},
    ),
    "urging:batch_zip": Address(lambda world: [world.batch.pk, "docx"], get=Right(ABOVE_COLLECTOR)),
    "urging:letter": Address(pk("sent_letter"), get=Right(URGED)),
    "urging:download": Address(lambda world: [world.sent_letter.pk, "docx"], get=Right(URGED)),
    "urging:leave_out": Address(pk("draft_letter"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "urging:take_in": Address(pk("draft_letter"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "urging:sent": Address(
        pk("draft_letter"),
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"number": "7/STC", "sent_on": world.today},
    ),
    "urging:answer": Address(
        pk("sent_letter"),
        get=Right(LEADS | COLLECTORS, URGED),
        post=does(LEADS | COLLECTORS, URGED),
        data=lambda world, _: {"text": "Xong trong tháng.", "on": world.today},
    ),
    "urging:answer_file": Address(pk("answer_file"), get=Right(URGED)),
    "urging:of_task": Address(pk("task"), get=Right(READERS)),
    "urging:reminders": Address(no, get=reads()),
    "urging:reminders_excel": Address(no, get=reads()),
    "urging:schedules": Address(no, get=reads()),
    "urging:schedule": Address(
        pk("plan"),
        get=Right(FOLLOWERS, READERS),
        post=does(FOLLOWERS, READERS),
        data=given(active="on", before="7", after="1", rhythm="daily", weekday="0"),
    ),
    "urging:escalated": Address(no, get=reads()),
    "urging:escalated_excel": Address(no, get=reads()),
    # one's own; the calendar itself is read by whoever holds its secret address
    "urging:calendar": Address(no, get=reads(), post=reads()),
    "urging:revoke_calendar": Address(no, post=does(EVERYBODY)),
    "urging:feed": Address(lambda _: ["khong-co"], get=GONE),
    # steering committees: read by their bodies and those of their members, kept by the standing agency;
    # a meeting that nobody was invited to yet by the committee's own side only
    "engagement:committees": Address(no, get=reads()),
    "engagement:found_committee": Address(
        no,
        get=Right(ALL_OFFICERS, EVERYBODY),
        post=does(ALL_OFFICERS, EVERYBODY),
        data=lambda world, person: {
            "name": "Ban Chỉ đạo mới",
            "under": getattr(person.memberships.first(), "organisation_id", ""),
            "standing": world.bodies["standing"].pk,
            "document": "QĐ 2",
            "founded_on": world.today,
        },
    ),
    "engagement:set_up_committee": Address(
        pk("steering"),
        get=Right(FOLLOWERS, EVERYBODY),
        post=does(FOLLOWERS, EVERYBODY),
        data=lambda world, _: {
            "standing": world.bodies["standing"].pk,
            "document": "QĐ 1",
            "founded_on": world.today,
        },
    ),
    "engagement:committee": Address(pk("committee"), get=Right(TOLD)),
    "engagement:committee_excel": Address(pk("committee"), get=Right(TOLD)),
    "engagement:change_committee": _kept(
        "committee",
        lambda world, _: {
            "standing": world.bodies["standing"].pk,
            "document": "QĐ 2",
            "founded_on": world.today,
        },
        TOLD,
    ),
    "engagement:add_member": _kept("committee", _seat, TOLD),
    "engagement:change_member": _kept("seat", _seat, TOLD),
    "engagement:correct_member": _kept("seat", _seat, TOLD),
    "engagement:end_member": _kept(
        "seat", lambda world, _: {"until": world.today + dt.timedelta(days=1), "document": "QĐ 3"}, TOLD
    ),
    "engagement:strike_member": _kept("seat", given(reason="Ghi nhầm."), TOLD),
    "engagement:committee_work": Address(pk("committee"), get=Right(TOLD)),
    "engagement:committee_work_excel": Address(pk("committee"), get=Right(TOLD)),
    "engagement:committee_work_docx": Address(pk("committee"), get=Right(TOLD)),
    "engagement:add_work": _kept("committee", given(month=12, text="Họp tổng kết."), TOLD),
    "engagement:change_work": _kept("work_item", given(month=12, text="Họp tổng kết."), TOLD),
    "engagement:settle_work": _kept("work_item", lambda world, _: {"state": "done", "on": world.today}, TOLD),
    "engagement:committee_meetings": Address(pk("committee"), get=Right(TOLD)),
    "engagement:meetings_excel": Address(pk("committee"), get=Right(TOLD)),
    "engagement:plan_meeting": _kept("committee", _meeting, TOLD),
    "engagement:meeting": Address(pk("planned_meeting"), get=Right(ABOVE_COLLECTOR)),
    "engagement:change_meeting": _kept("planned_meeting", _meeting, ABOVE_COLLECTOR),
    "engagement:invite_to_meeting": _kept(
        "planned_meeting", lambda world, _: {"number": "3/GM-BCĐ", "on": world.today}, ABOVE_COLLECTOR
    ),
    "engagement:cancel_meeting": _kept("planned_meeting", given(reason="Trùng lịch."), ABOVE_COLLECTOR),
    "engagement:invitation_docx": Address(pk("held_meeting"), get=Right(TOLD)),
    "engagement:meeting_minutes": _kept(
        "held_meeting",
        lambda world, _: {"held_on": world.today, "chaired_by": "Lê Văn Bình", "summary": "Nhất trí."},
        TOLD,
    ),
    "engagement:meeting_minutes_docx": Address(pk("held_meeting"), get=Right(TOLD)),
    "engagement:meeting_file": Address(pk("meeting_file"), get=Right(TOLD)),
    "engagement:conclude": _kept("held_meeting", _conclusion, TOLD),
    "engagement:conclusions_docx": Address(pk("held_meeting"), get=Right(TOLD)),
    "engagement:change_conclusion": _kept("conclusion", _conclusion, TOLD),
    "engagement:drop_conclusion": Address(pk("conclusion"), post=does(COLLECTORS, TOLD)),
    "engagement:follow_conclusions": _kept("held_meeting", nothing, TOLD),
    "engagement:join_plan": _kept("held_meeting", lambda world, _: {"plan": world.plan.pk}, TOLD),
    # next year's draft: read where the plan is issued and followed, written by its officers; a plan's end
    "yearly:drafts": Address(no, get=reads()),
    "yearly:make": Address(
        pk("plan"),
        get=Right(FOLLOWERS, READERS),
        post=does(FOLLOWERS, READERS),
        data=lambda world, _: {"year": world.plan.period_end.year + 1},
    ),
    "yearly:draft": Address(
        pk("next_draft"),
        get=Right(ABOVE_COLLECTOR),
        post=does(FOLLOWERS, ABOVE_COLLECTOR),
        data=lambda world, _: {"rows": [f"{world.draft_line.pk}-0"]},
    ),
    "yearly:excel": Address(pk("next_draft"), get=Right(ABOVE_COLLECTOR)),
    "yearly:document": Address(pk("next_draft"), get=Right(ABOVE_COLLECTOR)),
    "yearly:refresh": Address(pk("next_draft"), post=does(FOLLOWERS, ABOVE_COLLECTOR)),
    "yearly:retitle": _drafted("next_draft", title="Phát triển kinh tế tập thể"),
    "yearly:issued": Address(  # no plan came of it yet, so that there is none to choose
        pk("next_draft"),
        get=Right(FOLLOWERS, ABOVE_COLLECTOR),
        post=does(FOLLOWERS, ABOVE_COLLECTOR, gives=422),
    ),
    "yearly:add_line": _drafted("next_draft", text="Mở sàn bán hàng"),
    "yearly:line": _drafted("draft_line", text="Mở sáu lớp tập huấn", seen=0),
    "yearly:move_line": Address(pk("draft_line"), post=does(FOLLOWERS, ABOVE_COLLECTOR)),
    "yearly:targets": Address(pk("next_draft"), get=Right(ABOVE_COLLECTOR)),
    "yearly:targets_excel": Address(pk("next_draft"), get=Right(ABOVE_COLLECTOR)),
    "yearly:add_target": _drafted("next_draft", name="Hợp tác xã khá", op="=", value="5"),
    "yearly:target": _drafted("draft_target", name="Hợp tác xã mới", op="=", value="13", seen=0),
    "yearly:close": Address(
        pk("plan"),
        get=Right(of("standing", "owner", roles=("approver",)), READERS),
        post=does(of("standing", "owner", roles=("approver",)), READERS),
        data=given(reason="Đã tổng kết.", common="Không còn cần."),
    ),
    "yearly:final": Address(pk("ended"), get=Right(READERS)),
    "yearly:final_file": Address(lambda world: [world.ended.pk, "docx"], get=Right(READERS)),
    "yearly:of_plan": PLAN_PAGE,
    # routes: units asked by the body that owes the report; legs of the collector, read by whom they reach
    "routes:ask_units": Address(
        pk("draft"), get=Right(LEADS, DRAFT_SEEN), post=does(LEADS, DRAFT_SEEN), data=_units_asked
    ),
    "routes:lay": Address(pk("asked_above"), post=does(LEADS, DRAFT_SEEN)),
    "routes:sources": Address(pk("asked_above"), get=Right(of("lead", "owner"), of("standing"))),
    "routes:legs": Address(
        lambda world: [world.sent_leg.round_id],
        get=MATRIX,
        post=does(COLLECTORS, READERS),
        data=given(name="Bộ Tài chính", line="ministry", step=1, how="exchange"),
    ),
    "routes:take_suggested": Address(lambda world: [world.sent_leg.round_id], post=does(COLLECTORS, READERS)),
    "routes:legs_excel": Address(lambda world: [world.sent_leg.round_id], get=MATRIX),
    "routes:leg": Address(pk("planned_leg"), get=MATRIX),
    "routes:leg_deed": Address(
        lambda world: [world.planned_leg.pk, "gui"],
        post=does(COLLECTORS, READERS),
        data=lambda world, _: {"on": world.today, "how": "paper"},
    ),
    "routes:drop_leg": Address(pk("planned_leg"), post=does(COLLECTORS, READERS)),
    "routes:leg_file": Address(lambda world: [world.sent_leg.pk, "gui"], get=Right(REACHED, READERS)),
    "routes:remark_file": Address(pk("leg_remark"), get=Right(REACHED, READERS)),
    "routes:incoming_list": Address(no, get=reads()),
    "routes:incoming": Address(
        pk("sent_leg"),
        get=Right(REACHED, READERS),
        post=does(of("coordinating", roles=OFFICERS), READERS),
        data=lambda world, _: {"viec": "nhan", "on": world.today},
    ),
    "routes:incoming_file": Address(lambda world: [world.sent_leg.pk, "docx"], get=Right(REACHED, READERS)),
    "routes:put_inside": Address(
        pk("draft_round"),
        get=Right(COLLECTORS, READERS),
        post=does(COLLECTORS, READERS),
        data=lambda world, _: {"outer": world.sent_round.pk, "heading": "Phần hai"},
    ),
    "routes:take_out": Address(pk("draft_round"), post=does(COLLECTORS, READERS)),
    "yearly:of_task": Address(pk("task"), get=Right(READERS)),
    # reviews, five-year tables, the white book: read and written where they are made, read above
    "reviews:list": Address(no, get=reads()),
    "reviews:open": Address(
        no, get=Right(ALL_OFFICERS, EVERYBODY), post=does(ALL_OFFICERS, EVERYBODY), data=_review_facts
    ),
    "reviews:mine": Address(no, get=reads()),
    "reviews:review": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:change": _collected("review", _review_facts),
    "reviews:outline": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:outline_docx": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:add_part": _collected("review", given(title="MỤC MỚI", level="1")),
    "reviews:part": _collected("review_part", given(title="MỤC KHÁC", level="1")),
    "reviews:move_part": Address(pk("review_part"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reviews:questions": Address(  # the form of questions was not begun yet
        pk("review"),
        get=Right(ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR, gives=422),
        data=lambda world, _: {
            "plan": world.plan.pk,
            "due_on": world.today,
            "bodies": [world.bodies["lead"].pk],
        },
    ),
    "reviews:make_form": Address(pk("review"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reviews:use_form": Address(
        pk("review"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"form": world.form_used.pk},
    ),
    "reviews:letter": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:figures": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:figure": Address(
        lambda world: [world.review.pk, world.indicator.pk, world.plan.period_start.year - 1],
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=given(value="5", source="Niên giám thống kê"),
    ),
    "reviews:tasks": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:findings": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:gather": Address(pk("review"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "reviews:add_finding": _collected("review", given(sort="lesson", text="Làm sớm.")),
    "reviews:finding": _collected("finding", given(sort="result", text="Làm sớm.")),
    "reviews:report": Address(pk("review"), get=Right(ABOVE_COLLECTOR)),
    "reviews:download": Address(lambda world: [world.review.pk, "docx"], get=Right(ABOVE_COLLECTOR)),
    "reviews:issue": Address(
        pk("review"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"number": "5/BC-STC", "issued_on": world.today},
    ),
    "indicator_tables:list": Address(no, get=reads()),
    "indicator_tables:make": Address(
        no,
        get=Right(ALL_OFFICERS, EVERYBODY),
        post=does(ALL_OFFICERS, EVERYBODY),
        data=given(title="Biểu", first_year=2026, reads="done"),
    ),
    "indicator_tables:table": Address(pk("indicator_table"), get=Right(ABOVE_COLLECTOR)),
    "indicator_tables:download": Address(
        lambda world: [world.indicator_table.pk, "xlsx"], get=Right(ABOVE_COLLECTOR)
    ),
    "indicator_tables:row": Address(
        lambda world: [world.indicator_table.pk, "htx_tong"],
        get=Right(COLLECTORS, ABOVE_COLLECTOR),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
    ),
    "indicator_tables:drop": Address(pk("indicator_table"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "editions:books": Address(no, get=reads()),
    "editions:make": Address(
        no,
        get=Right(ALL_OFFICERS, EVERYBODY),
        post=does(ALL_OFFICERS, EVERYBODY),
        data=given(title="Niên giám"),
    ),
    "editions:book": Address(pk("book"), get=Right(ABOVE_COLLECTOR)),
    "editions:add_table": _collected("book", _book_table),
    "editions:define": _collected("book_table", _book_table),
    "editions:move_table": Address(pk("book_table"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "editions:make_edition": _collected("book", lambda world, _: {"year": 2024, "as_of": world.today}),
    "editions:edition": Address(pk("edition"), get=Right(ABOVE_COLLECTOR)),
    "editions:gather": Address(pk("edition"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "editions:freeze": Address(
        pk("edition"), post=does(of("standing", roles=("approver",)), ABOVE_COLLECTOR)
    ),
    "editions:drop_edition": Address(pk("edition"), post=does(COLLECTORS, ABOVE_COLLECTOR)),
    "editions:download": Address(lambda world: [world.edition.pk, "zip"], get=Right(ABOVE_COLLECTOR)),
    "editions:check": _collected("edition_table", given(reviewed="on")),
    # bodies that merge
    "handover:merger": Address(no, get=Right(ADMINISTRATORS, EVERYBODY)),
    "handover:wizard": Address(
        no, get=Right(ADMINISTRATORS, EVERYBODY), post=Right(ADMINISTRATORS, EVERYBODY)
    ),
    "handover:handover": Address(_handover, get=Right(ADMINISTRATORS, EVERYBODY)),
    "handover:undo": Address(
        _handover,
        post=does(of("owner", roles=("administrator",)), EVERYBODY),
        data=given(reason="Nhập nhầm."),
    ),
}


def addresses(under: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The full name of every address of the site; of one without a name, its route."""
    for pattern in (under or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{space}{pattern.name or pattern.pattern}"


def test_every_address_is_in_the_table() -> None:
    there = set(addresses())
    said = {*TABLE, *ACCOUNTS, *MOVED}
    assert there - said == set(), "addresses that nobody has said the rights of"
    assert said - there == set(), "rows whose address is gone"


@pytest.fixture(scope="module")
def built(kept_for_the_module: None) -> World:
    """The World, built once for all walks through it."""
    return worlds.build()


@pytest.fixture
def world(built: World, db: None, caplog: pytest.LogCaptureFixture) -> World:
    caplog.set_level(logging.CRITICAL, "django.request")  # hundreds of refusals are what is asked for
    return built


class Asked(NamedTuple):
    """A request that was made: the address, the right to it, the answer, what was written."""

    name: str
    method: str
    right: Right | None
    answer: HttpResponse
    written: list[str]


def walk(world: World, client: Client, person: User | None) -> Iterator[Asked]:
    """Ask every address by both methods.

    Each request's effect is taken back, so that the next one meets the same world.
    """
    for name, row in TABLE.items():
        with undone():
            asked = list(ask(world, client, person or world.unheld, name, row))
        yield from asked


def ask(world: World, client: Client, person: User, name: str, row: Address) -> Iterator[Asked]:
    """Ask one address by both methods."""
    address = reverse(name, args=row.args(world))
    for method, right in (("GET", row.get), ("POST", row.post)):
        data = row.query(world) if method == "GET" else row.data(world, person)
        with undone(), writes() as written:
            answer: HttpResponse = getattr(client, method.lower())(address, data)
        if answer.streaming:
            b"".join(answer.streaming_content)  # a file that was read to its end is closed
        yield Asked(name, method, right, answer, written)


def undrawn(world: World, client: Client, person: User) -> list[Asked]:
    """What `walk` finds, no page being drawn: that is most of the time that an answer takes."""
    with patch.object(loader, "render_to_string", return_value=""):
        return list(walk(world, client, person))


# Rights are no matter of the database; that each page's questions are understood by it is seen by two.
EACH_PLACE = [
    place if place in ("standing", "owner") else pytest.param(place, marks=pytest.mark.one_database)
    for place in PLACES
]


@pytest.mark.parametrize("place", EACH_PLACE)
def test_who_may(world: World, place: str) -> None:
    wrong = []
    for role in ROLES:
        person = world.people[place, role]
        client = Client(raise_request_exception=False)
        client.force_login(person)
        # An approver meets whatever stands on a page; for the others the answer alone is looked at.
        told = list(walk(world, client, person)) if role == "approver" else undrawn(world, client, person)
        for name, method, right, answer, written in told:
            wanted = right.expected(place, role) if right else NOT_SO
            if answer.status_code != wanted:
                wrong.append(f"{name} {method}: {answer.status_code}, not {wanted}, for {role} of {place}")
            if wanted == 302 and answer.status_code == 302 and leads_to_sign_in(answer):
                wrong.append(f"{name} {method}: sent to sign in again")
            if written and (method == "GET" or answer.status_code in (REFUSED, NOTHING, NOT_SO)):
                wrong.append(f"{name} {method}: wrote {written[0][:80]} for {role} of {place}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_nobody_acts_for_a_room_of_another_body() -> None:
    head = factories.province()
    department = factories.body(parent=head)
    room = factories.body("Phòng Một", kind="room", parent=department)
    desk = factories.body("Tổ Hai", kind="room", parent=room)
    for body, owns in ((department, True), (room, True), (head, False)):
        assert may_act_for(factories.acting(body), desk) is owns
    assert not may_act_for(factories.acting(head), department)
    assert not may_act_for(factories.acting(room), department)


def test_who_has_not_signed_in_is_sent_to_sign_in_and_changes_nothing(world: World) -> None:
    wrong = []
    for name, method, right, answer, written in walk(world, Client(raise_request_exception=False), None):
        wanted = {right.anyone} if right else {SIGN_IN, NOT_SO}
        if answer.status_code not in wanted or written:
            wrong.append(f"{name} {method}: {answer.status_code}, wrote {written}")
        if answer.status_code == SIGN_IN and not leads_to_sign_in(answer):
            wrong.append(f"{name} {method}: sent to {answer['Location']}")
    assert not wrong, "\n".join(wrong)


def test_an_account_without_a_role_is_refused_everywhere(world: World) -> None:
    wrong = []
    client = Client(raise_request_exception=False)
    client.force_login(world.unheld)
    for name, method, right, answer, written in walk(world, client, world.unheld):
        wanted = {REFUSED, NOT_SO} if right is None else {REFUSED}
        if right in (GONE, PUBLIC):
            wanted = {right.anyone}
        if answer.status_code not in wanted or written:
            wrong.append(f"{name} {method}: {answer.status_code}, wrote {written}")
    assert not wrong, "\n".join(wrong)


def test_every_write_demands_the_forms_own_token(world: World) -> None:
    wrong = []
    for name, row in TABLE.items():
        if row.post in (None, GONE):
            continue
        assert row.post
        # A deed that nobody may do in this world is tried by one who sees its record.
        place, role = sorted(row.post.may or row.post.sees)[0]
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.people[place, role])
        answer = client.post(reverse(name, args=row.args(world)), row.data(world, world.people[place, role]))
        if answer.status_code != REFUSED or "web/errors/csrf.html" not in {t.name for t in answer.templates}:
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)

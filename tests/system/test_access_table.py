"""Every address, by role and place: who is let in, who is refused, for whom there is nothing there.

An address that is missing from the table fails `test_every_address_is_in_the_table`: add its row
with the rule that `access.py` of its room states, not with what the page happens to answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hopluc.intake.rules import party_key
from hopluc.organizations.access import may_act_for
from hopluc.organizations.models import User
from tests import factories
from tests.intake import samples
from tests.system import world as worlds
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

TABLE: dict[str, Address] = {
    # the shell
    "web:home": Address(no, get=reads()),
    "web:search": Address(no, get=reads()),
    "web:notices": Address(no, get=reads(), post=does(EVERYBODY)),
    "web:switch": Address(no, post=does(EVERYBODY), data=_own_body),
    "web:account": Address(no, get=reads()),
    "web:demo_sign_in": Address(no, get=GONE, post=GONE),
    "web:link": Address(lambda _: ["abc"], get=GONE, post=GONE),
    "web:bodies": Address(no, get=reads()),
    "web:body": Address(lambda world: [world.bodies["lead"].pk], get=reads()),
    "web:journal": Address(no, get=Right(ADMINISTRATORS, EVERYBODY)),
    "web:healthz": Address(no, get=PUBLIC),
    "web:readyz": Address(no, get=PUBLIC),
    # plans
    "plans:list": Address(no, get=reads()),
    "plans:late": Address(no, get=reads()),
    "plans:late_excel": Address(no, get=reads()),
    "plans:board": PLAN_PAGE,
    "plans:board_excel": PLAN_PAGE,
    "plans:indicators": PLAN_PAGE,
    "plans:duties": PLAN_PAGE,
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
    "plans:open_part": Address(
        pk("waiting"),
        get=Right(LEADS | FOLLOWERS, READERS),
        post=does(LEADS | FOLLOWERS, READERS),
        data=lambda world, _: {"on": world.today},
    ),
    "plans:opening_file": Address(pk("opening"), get=Right(READERS)),
    "plans:evidence": Address(pk("evidence"), get=Right(READERS)),
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
    "reporting:accept": Address(pk("sent"), post=does(COLLECTORS, of("lead", "owner", "standing"))),
    "reporting:report": Address(pk("report"), get=Right(ABOVE_COLLECTOR)),
    "reporting:download_report": Address(lambda world: [world.report.pk, "docx"], get=Right(ABOVE_COLLECTOR)),
    "reporting:issue": Address(
        pk("report"),
        post=does(COLLECTORS, ABOVE_COLLECTOR),
        data=lambda world, _: {"number": "12/BC-STC", "issued_on": world.today},
    ),
    # bodies that merge
    "handover:merger": Address(
        no, get=Right(ADMINISTRATORS, EVERYBODY), post=Right(ADMINISTRATORS, EVERYBODY)
    ),
}


# Accounts are the library's (django-allauth): the answers to GET and POST of a visitor, then of a person.
# in: to the sign-in page · home: on, being signed in already · again: to type the password again first.
ACCOUNTS: dict[str, tuple[str, list[Any]]] = {
    "account_login": ("200 200 home home", []),
    "account_signup": ("200 200 home home", []),  # says that it is closed
    "account_logout": ("in in 200 in", []),
    "account_inactive": ("200 405 200 405", []),
    "account_reauthenticate": ("in in 200 200", []),
    "account_email": ("in in 200 302", []),
    "account_email_verification_sent": ("200 405 200 405", []),
    "account_confirm_email": ("200 404 200 404", ["abc"]),
    "account_change_password": ("in in 200 200", []),
    "account_set_password": ("in in 302 302", []),
    "account_reset_password": ("200 200 200 200", []),
    "account_reset_password_done": ("200 405 200 405", []),
    "account_reset_password_from_key": ("200 200 200 200", ["0", "x-y"]),
    "account_reset_password_from_key_done": ("200 405 200 405", []),
    "account_confirm_login_code": ("in in home home", []),
    "mfa_index": ("in in 200 405", []),
    "mfa_authenticate": ("in in home home", []),
    "mfa_reauthenticate": ("in in again again", []),
    "mfa_activate_totp": ("in in again again", []),
    "mfa_deactivate_totp": ("in in 404 404", []),
    "mfa_view_recovery_codes": ("in in 404 405", []),
    "mfa_generate_recovery_codes": ("in in again again", []),
    "mfa_download_recovery_codes": ("in in 404 404", []),
    "mfa_list_webauthn": ("in in 200 405", []),
    "mfa_add_webauthn": ("in in again again", []),
    "mfa_reauthenticate_webauthn": ("in in again again", []),
    "mfa_remove_webauthn": ("in in again again", [1]),
    "mfa_edit_webauthn": ("in in again again", [1]),
    "mfa_login_webauthn": ("in in home home", []),
    # signing in elsewhere, where a provider was set up: none is
    "socialaccount_login_cancelled": ("200 405 200 405", []),
    "socialaccount_login_error": ("401 405 401 405", []),
    "socialaccount_signup": ("in in in in", []),
    "socialaccount_connections": ("in in 200 200", []),
    "openid_connect_login": ("404 404 404 404", ["vneid"]),
    "openid_connect_callback": ("404 404 404 404", ["vneid"]),
}
# Old addresses of the library that only lead to the new ones.
MOVED = {"social/login/cancelled/", "social/login/error/", "social/signup/", "social/connections/"}


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


@pytest.fixture
def world(db: None, caplog: pytest.LogCaptureFixture) -> World:
    caplog.set_level(logging.CRITICAL, "django.request")  # hundreds of refusals are what is asked for
    return worlds.build()


Walk = Iterator[tuple[str, str, Right | None, HttpResponse, list[str]]]


def walk(world: World, client: Client, person: User | None) -> Walk:
    """Ask every address by both methods: name, method, the right to it, the answer, what was written.

    Each request's effect is taken back, so that the next one meets the same world.
    """
    for name, row in TABLE.items():
        address = reverse(name, args=row.args(world))
        for method, right in (("GET", row.get), ("POST", row.post)):
            data = row.query(world) if method == "GET" else row.data(world, person or world.unheld)
            with transaction.atomic(), CaptureQueriesContext(connection) as queries:
                answer: HttpResponse = getattr(client, method.lower())(address, data)
                transaction.set_rollback(True)
            if answer.streaming:
                b"".join(answer.streaming_content)  # a file that was read to its end is closed
            written = [q["sql"] for q in queries if q["sql"].startswith(WRITES) and SESSIONS not in q["sql"]]
            yield name, method, right, answer, written


WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SESSIONS = '"django_session"'  # a visit, not a record


@pytest.mark.parametrize("place", PLACES)
def test_who_may(world: World, place: str) -> None:
    wrong = []
    for role in ROLES:
        person = world.people[place, role]
        client = Client(raise_request_exception=False)
        client.force_login(person)
        for name, method, right, answer, written in walk(world, client, person):
            wanted = right.expected(place, role) if right else NOT_SO
            if answer.status_code != wanted:
                wrong.append(f"{name} {method}: {answer.status_code}, not {wanted}, for {role} of {place}")
            if wanted == 302 and answer.status_code == 302 and leads_to_sign_in(answer):
                wrong.append(f"{name} {method}: sent to sign in again")
            if written and (method == "GET" or answer.status_code in (REFUSED, NOTHING, NOT_SO)):
                wrong.append(f"{name} {method}: wrote {written[0][:80]} for {role} of {place}")
    assert not wrong, "\n".join(wrong)


def leads_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


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
        place, role = sorted(row.post.may)[0]
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.people[place, role])
        answer = client.post(reverse(name, args=row.args(world)), row.data(world, world.people[place, role]))
        if answer.status_code != REFUSED or "web/errors/csrf.html" not in {t.name for t in answer.templates}:
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def in_words(answer: HttpResponse) -> str:
    """The status, or where a redirect of the account pages leads."""
    if leads_to_sign_in(answer):
        return "in"
    leads = {reverse("web:home"): "home", reverse("account_reauthenticate"): "again"}
    return leads.get(answer.get("Location", "").partition("?")[0], str(answer.status_code))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACCOUNTS)
def test_account_pages(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    wanted, args = ACCOUNTS[name]
    person = factories.person(factories.province())
    found, written = [], []
    for signed_in in (False, True):
        for method in ("get", "post"):
            client = Client()
            if signed_in:
                client.force_login(person)
            with CaptureQueriesContext(connection) as queries:
                found.append(in_words(getattr(client, method)(reverse(name, args=args))))
            if method == "get" or not signed_in:
                written += [q["sql"] for q in queries if q["sql"].startswith(WRITES)]
    assert " ".join(found) == wanted
    assert [sql for sql in written if SESSIONS not in sql] == []
    assert list(User.objects.all()) == [person]


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves() -> None:
    answer = Client().post(
        reverse("account_signup"), {"username": "moi", "password1": "mot-mat-khau-dai", "email": "a@b.vn"}
    )
    assert answer.status_code == 200
    assert not User.objects.exists()

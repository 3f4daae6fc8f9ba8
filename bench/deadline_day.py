"""The day reports are due: many bodies hand in at once through the real view, and many people sign in.

    python -m bench.deadline_day                        on SQLite: a burst of 20 a second
    DATABASE_URL=postgres://… python -m bench.deadline_day   on PostgreSQL: 100 a second

Each body hands in once: the draft it typed is saved field by field, checked, frozen. What the server
acknowledged is then looked for in the database: there once, and nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import itertools
import os
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from bench import Figure, share, show
from tests import servers
from tests.system.people import Person

TOKEN = "a" * 32  # of the form and of its cookie alike
CLIENTS, SIGN_INS, SIGN_IN_SECONDS = 16, 300, 10
# A round is opened for so many bodies at once, so that the making of the world is no bench of its own.
TASKS, TARGETS = 3, 2


class Sent(NamedTuple):
    """A report sent: the body's submission, what was answered, after how many seconds of waiting."""

    submission: int
    status: int
    leads_to: str
    seconds: float


def main() -> None:
    given = _options()
    rate = given.rate or (100 if os.environ.get("DATABASE_URL") else 20)
    with tempfile.TemporaryDirectory() as folder, servers.up(Path(folder), demo=False) as server:
        where = "PostgreSQL" if "DATABASE_URL" in server.environment else "SQLite"
        world = server.make("bench.deadline_day", "world", bodies=int(rate * given.seconds) + CLIENTS)
        reporters: list[dict[str, Any]] = world["reporters"]
        port = urllib.parse.urlsplit(server.base).port or 80
        _hand_in(port, reporters[:CLIENTS], CLIENTS)  # both processes have loaded their code
        begun = time.perf_counter()
        sent = _hand_in(port, reporters[CLIENTS:], rate)
        taken = time.perf_counter() - begun
        _tell_reports(server, where, sent, CLIENTS, taken, rate)
        people = server.make("bench.deadline_day", "people", count=SIGN_INS)
        _tell_sign_ins(server, people)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--rate", type=float, default=0, help="reports a second; by default of the database")
    return options.parse_args()


# ---------------------------------------------------------------- inside the product


def world(bodies: int) -> dict[str, Any]:
    """A round that so many communes owe, each with a head of its own who is signed in."""
    from django.db import transaction

    from hopluc.organizations.models import Level, Membership, Organisation, User
    from hopluc.plans.models import Indicator
    from hopluc.reporting import actions
    from hopluc.reporting.actions.rounds import prefill_some
    from hopluc.reporting.models import Submission
    from tests import factories

    with transaction.atomic():
        head = factories.province()
        standing = factories.body("Sở Tài chính", parent=head)
        plan = factories.plan(head, standing=standing)
        kind = Organisation.Kind.COMMITTEE
        communes = [
            factories.body(f"Ủy ban nhân dân xã {n}", kind=kind, level=Level.COMMUNE, parent=head)
            for n in range(bodies)
        ]
        for _ in range(TASKS):
            factories.task(plan, *communes, due=plan.period_end)
        for n in range(TARGETS):
            Indicator.objects.create(
                plan=plan, code=f"ct{n}", name=f"Số lớp {n}", unit="lớp", op=">=", value=1, order=n
            )
        users = User.objects.bulk_create(
            User(username=f"xa{n}", full_name=f"Chủ tịch xã {n}", password="!") for n in range(bodies)
        )
        Membership.objects.bulk_create(
            Membership(user=user, organisation=commune, role=Membership.Role.APPROVER)
            for user, commune in zip(users, communes, strict=True)
        )
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    round_ = actions.open_round(
        plan, None, by=factories.acting(standing), title="Báo cáo năm", bodies=communes,
        period_start=year[0], period_end=year[1], cutoff=year[1], due_on=year[1],
    )  # fmt: skip
    while prefill_some(round_.pk):
        pass
    owed = Submission.objects.filter(round=round_).prefetch_related("lines", "figures").order_by("pk")
    by_body = {commune.pk: user for user, commune in zip(users, communes, strict=True)}
    reporters = []
    for submission in owed:
        fields = {"overview": "Xã hoàn thành các nhiệm vụ được giao.", "proposals": "Mở thêm lớp tập huấn."}
        fields |= {f"line-{line.pk}": "Đã mở 02 lớp cho 60 thành viên." for line in submission.lines.all()}
        fields |= {f"figure-{figure.pk}": "2" for figure in submission.figures.all()}
        session = _session(by_body[submission.body_id])
        reporters.append({"submission": submission.pk, "session": session, "fields": fields})
    return {"round": round_.pk, "reporters": reporters}


def _session(user: Any) -> str:
    """The key of a session in which the person is signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def people(count: int) -> list[str]:
    """So many people who can sign in by their passwords."""
    from hopluc.organizations.models import Organisation
    from tests import factories

    factories._numbers = itertools.count(1_000_000)  # each process begins to count anew
    body = Organisation.objects.order_by("pk").first()
    assert body
    return [factories.person(body).username for _ in range(count)]


# ---------------------------------------------------------------- clients


def _hand_in(port: int, reporters: Sequence[dict[str, Any]], rate: float) -> list[Sent]:
    """Each reporter's one report, so many begun a second, by CLIENTS clients that each wait for an answer."""
    begun, turn, lock = time.perf_counter(), iter(enumerate(reporters)), threading.Lock()

    def client() -> list[Sent]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        sent: list[Sent] = []
        while True:
            with lock:
                place, reporter = next(turn, (0, None))
            if reporter is None:
                connection.close()
                return sent
            time.sleep(max(0.0, begun + place / rate - time.perf_counter()))
            sent.append(_send(connection, reporter))

    with ThreadPoolExecutor(CLIENTS) as pool:
        each = [pool.submit(client) for _ in range(CLIENTS)]
        return [one for sent in each for one in sent.result()]


def _send(connection: http.client.HTTPConnection, reporter: dict[str, Any]) -> Sent:
    form = reporter["fields"] | {"csrfmiddlewaretoken": TOKEN, "deed": "submit"}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={reporter['session']}; csrftoken={TOKEN}",
    }
    begun = time.perf_counter()
    address = f"/bao-cao/nop/{reporter['submission']}/"
    connection.request("POST", address, urllib.parse.urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    waited = time.perf_counter() - begun
    return Sent(reporter["submission"], answer.status, answer.headers.get("Location") or "", waited)


def _tell_reports(
    server: servers.Server, where: str, sent: Sequence[Sent], before: int, taken: float, rate: float
) -> None:
    acknowledged = [one for one in sent if one.status == 302]
    kept = server.count("reporting_submission", "state = 'submitted'") - before
    events = server.count("reporting_submissionevent", "verb = 'submit'") - before
    waits = [one.seconds * 1000 for one in sent]
    wanted = "p95 < 300 ms" if where == "PostgreSQL" else "lâu nhất ≤ 1.000 ms"
    show(
        [
            Figure(
                f"{where}: {rate:g} báo cáo/s trong {taken:.0f} s, {CLIENTS} máy",
                wanted,
                f"{len(sent) / taken:.0f}/s; p50 {share(waits, 50):.0f}, p95 {share(waits, 95):.0f}, "
                f"lâu nhất {max(waits):.0f} ms",
            ),
            Figure("… bị từ chối", "0", str(len(sent) - len(acknowledged))),
            Figure(
                "… đã báo gửi / nằm trong cơ sở dữ liệu / lần gửi",
                "bằng nhau",
                f"{len(acknowledged)} / {kept} / {events}",
            ),
        ]
    )


def _tell_sign_ins(server: servers.Server, names: Sequence[str]) -> None:
    """All of them sign in at once: the door's page, then the form with the password."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(32) as pool:
        refusals = [one for one in pool.map(lambda name: _refusal(server.base, name), names) if one]
    taken = time.perf_counter() - begun
    show(
        [
            Figure(
                f"{len(names)} người đăng nhập cùng lúc",
                f"≤ {SIGN_IN_SECONDS} s",
                f"{taken:.1f} s, {len(refusals)} bị từ chối",
            )
        ]
    )
    for words in sorted(set(refusals)):
        print("  ", words)


def _refusal(base: str, name: str) -> str:
    """Why somebody could not sign in; nothing where they could."""
    try:
        Person(base, name)
    except (AssertionError, OSError) as error:
        return " ".join(str(error).split())[:200] or type(error).__name__
    return ""


if __name__ == "__main__":
    main()

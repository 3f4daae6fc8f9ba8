"""The pages that officers open most, of a full province: time of a page, bytes, queries.

The board of 300 tasks, the late list of 20,000 parts, the matrix of a round of 3,321 bodies and others.

`python -m bench.board`: in process through Django's test client, then over gunicorn (two
processes) at 8 and 32 clients. SQLite in a scratch folder, or the server of DATABASE_URL
(a database named `hopluc_bench` is made there anew).
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import Figure, share, show
from tools.ports import free_port

PLANS, TASKS, LEADS, LATE, UNITS = 60, 300, 5, 20_000, 3321


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--seconds", type=float, default=8, help="of load for each page and number of clients"
    )
    options.add_argument("--without-server", action="store_true", help="in process only")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="hopluc-bench-") as scratch:
        _prepare(Path(scratch))
        pages, cookie = _world()
        for name, address in pages.items():
            _in_process(name, address, cookie)
        if not given.without_server:
            with _served() as port:
                for address in pages.values():
                    _load(address, cookie, port, 8, 1)  # both processes load their code
                for name, address in pages.items():
                    for clients in (8, 32):
                        _over_http(name, address, cookie, port, clients, given.seconds)


def _prepare(scratch: Path) -> None:
    """Django on an empty database; nothing of the checkout's own is touched."""
    os.environ.update({"HOPLUC_VAR": str(scratch), "DJANGO_SETTINGS_MODULE": "hopluc.config.settings"})
    os.environ.update({"HOPLUC_LOG_LEVEL": "ERROR", "HOPLUC_HOSTS": "127.0.0.1,testserver"})
    server = os.environ.get("DATABASE_URL")
    if server:
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS hopluc_bench WITH (FORCE)")
            connection.execute("CREATE DATABASE hopluc_bench")
        os.environ["DATABASE_URL"] = server.rsplit("/", 1)[0] + "/hopluc_bench"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def _world() -> tuple[dict[str, str], str]:
    """Plans of a province with a part for each lead; the addresses to measure and a session."""
    import datetime as dt

    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from hopluc.plans.models import Assignment, Party, Plan, Task
    from tests import factories

    today = timezone.localdate()
    province = factories.province()
    standing = factories.body("Sở Tài chính", parent=province)
    bodies = [factories.body(parent=province) for _ in range(60)]
    plans = [factories.plan(province, standing=standing) for _ in range(PLANS)]
    words = "Tổ chức tập huấn, bồi dưỡng kiến thức cho cán bộ quản lý hợp tác xã trên địa bàn, đợt"
    Task.objects.bulk_create(
        Task(plan=plan, group=plan.groups.get(), code=f"I/{n}", number=str(n), order=n, text=f"{words} {n}",
             folded=f"to chuc tap huan {n}", deadline_text="Quý III", products=["Báo cáo"])
        for p, plan in enumerate(plans)
        for n in range(TASKS if p == 0 else LATE // (PLANS - 1) // LEADS + 1)
    )  # fmt: skip
    parties, parts, late = [], [], 0
    for k, task in enumerate(Task.objects.order_by("plan_id", "order")):
        for n in range(LEADS):
            body = bodies[(k + 7 * n) % len(bodies)]
            parties.append(
                Party(task=task, role="lead", order=n, text=body.name, name=body.name, organisation=body)
            )
            passed = late < LATE
            late += passed
            parts.append(
                Assignment(task=task, plan_id=task.plan_id, body=body, role="lead",
                           since=dt.date(today.year, 1, 1),
                           state=("not_begun", "under_way")[k % 2],
                           due_on=today + dt.timedelta(days=-(1 + k % 200) if passed else 30))
            )  # fmt: skip
    Party.objects.bulk_create(parties, 2000)
    Assignment.objects.bulk_create(parts, 2000)
    round_ = _round(province, standing)
    client = Client()
    client.force_login(factories.person(standing))
    pages = {
        f"board of {TASKS} tasks": reverse("plans:board", args=[plans[0].pk]),
        f"late list of {LATE} parts": reverse("plans:late"),
        "late list, last page": reverse("plans:late") + f"?trang={LATE // 50}",
        "late list, searched": reverse("plans:late") + "?q=tap+huan+12",
        f"list of {Plan.objects.count()} plans": reverse("plans:list"),
        f"matrix of {UNITS} bodies": reverse("reporting:round", args=[round_.pk]),
        "a task's page": reverse("plans:task", args=[plans[0].tasks.order_by("order")[0].pk]),
        "my work": reverse("web:home"),
        "search, all kinds": reverse("web:search") + "?q=tap+huan+12",
        "search, one kind": reverse("web:search") + "?q=tap+huan&loai=nhiem-vu&trang=20",
        "search, offers while typing": reverse("web:search_offers") + "?q=tap+huan+12",
    }
    return pages, client.cookies["sessionid"].value


def _round(province: Any, standing: Any) -> Any:
    """A round that all communes of the country owe, two thirds of which have sent."""
    import datetime as dt

    from django.db import transaction
    from django.utils import timezone

    from hopluc.organizations.models import Level, Organisation
    from hopluc.reporting import actions
    from hopluc.reporting.actions.rounds import prefill_some
    from hopluc.reporting.models import Submission
    from tests import factories

    with transaction.atomic():
        kind = Organisation.Kind.COMMITTEE
        communes = [
            factories.body(f"Ủy ban nhân dân xã {n}", kind=kind, level=Level.COMMUNE, parent=province)
            for n in range(UNITS)
        ]
        plan = factories.plan(province, standing=standing)
        for _ in range(3):
            factories.task(plan, *communes, due=plan.period_end)
        year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        made = actions.open_round(
            plan, None, by=factories.acting(standing), title="Báo cáo năm", bodies=communes,
            period_start=year[0], period_end=year[1], cutoff=year[1], due_on=year[1],
        )  # fmt: skip
        while prefill_some(made.pk):
            pass
        sent = list(Submission.objects.filter(round=made).order_by("pk"))
        for n, one in enumerate(sent):
            if n % 3:
                one.state = Submission.State.SUBMITTED if n % 2 else Submission.State.ACCEPTED
                one.submitted_at, one.first_submitted_on = timezone.now(), timezone.localdate()
        Submission.objects.bulk_update(sent, ["state", "submitted_at", "first_submitted_on"], 500)
    return made


def _in_process(name: str, address: str, cookie: str) -> None:
    """Forty requests through the whole stack but the server."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Accept-Encoding": "gzip"})
    client.cookies["sessionid"] = cookie
    client.get(address)  # the first request loads templates
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200, page.status_code
    queries = len(asked)
    spent = time.process_time()
    times = [_timed(lambda: client.get(address)) for _ in range(40)]
    spent = (time.process_time() - spent) / len(times)
    more = f"{spent * 1000:.0f} ms CPU, {len(page.content) / 1000:.0f} kB, {queries} queries"
    _tell(name, "in process", times, more)


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@contextmanager
def _served() -> Iterator[int]:
    """The web process as `hopluc serve` starts it; clients open a connection for a page, as a proxy does."""
    from hopluc.config.processes import start_web

    port = free_port()
    server = start_web(port, behind_proxy=True)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def _over_http(name: str, address: str, cookie: str, port: int, clients: int, seconds: float) -> None:
    times, failures = _load(address, cookie, port, clients, seconds)
    rate = f"{len(times) / seconds:.0f}/s" + (f", {len(failures)} FAILED" if failures else "")
    _tell(name, f"{clients} clients", times, rate)


def _load(
    address: str, cookie: str, port: int, clients: int, seconds: float
) -> tuple[list[float], list[int]]:
    """Times and refusals of clients that each ask again as soon as they are answered."""
    times: list[float] = []
    failures: list[int] = []
    stop = time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < stop:
            start = time.perf_counter()
            connection.request("GET", address.replace(" ", "%20"), headers={"Cookie": f"sessionid={cookie}"})
            answer = connection.getresponse()
            answer.read()
            (times if answer.status == 200 else failures).append(
                time.perf_counter() - start if answer.status == 200 else answer.status
            )
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, failures


def _tell(name: str, how: str, times: list[float], more: str) -> None:
    p50, p95 = (share(times, percent) * 1000 for percent in (50, 95))
    wanted = {"8 clients": "p95 ≤ 150 ms", "32 clients": "p95 ≤ 600 ms", "in process": "≤ 12 queries"}[how]
    show([Figure(f"{name:28} {how:10}", wanted, f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, {more}")])


if __name__ == "__main__":
    main()

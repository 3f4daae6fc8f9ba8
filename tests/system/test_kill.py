"""kill -9 in the middle: nothing acknowledged is lost, nothing is half-made or doubled, the work is done."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import signal
import sqlite3
import threading
import time
from typing import Any

import pytest

from tests import servers
from tests.system.people import Answer, Person

pytestmark = pytest.mark.processes

TASKS = 900
LETTERS = 60
SERVED = "tests.system.served"
WORKER, WEB = "hopluc worker", "gunicorn"
OPENED = "number = '21/KH-UBND'"  # the plan that was adopted


@pytest.fixture(scope="module")
def paper(server: servers.Server) -> dict[str, Any]:
    """A long plan that was received, and whose reader was killed in the middle of it."""
    made = server.make(SERVED, "receive", rows=TASKS)
    state = f"SELECT state FROM intake_paper WHERE id = {made['paper']}"
    server.wait_until(state, "compiling")
    server.kill(WORKER)
    assert server.rows(state) == [("compiling",)]
    assert server.count("intake_compilation", f"paper_id = {made['paper']}") == 0
    return made


def test_a_killed_worker_reads_the_document_once_after_all(
    server: servers.Server, paper: dict[str, Any]
) -> None:
    server.wait_for("worker đã dừng")
    server.wait_until(f"SELECT state FROM intake_paper WHERE id = {paper['paper']}", "review")
    server.wait_until("SELECT count(*) FROM django_q_ormq", 0)
    assert server.count("intake_compilation", f"paper_id = {paper['paper']}") == 1
    assert server.count("intake_paper") == 1
    assert server.count("archive_deed", "verb = 'compile_paper'") == 1


def test_a_web_process_killed_while_a_plan_is_put_into_force_leaves_all_of_it_or_nothing(
    server: servers.Server, paper: dict[str, Any]
) -> None:
    server.wait_until(f"SELECT state FROM intake_paper WHERE id = {paper['paper']}", "review")
    address = f"/van-ban/{paper['paper']}/dua-vao-theo-doi/"
    form = {"owner": paper["owner"], "standing": paper["standing"], "seen": 0}
    person = Person(server.base, paper["person"])
    killed = 0
    for _attempt in range(5):
        answers: list[Answer] = []
        sending = threading.Thread(target=send, args=(person, address, form, answers))
        sending.start()
        if wait_for_a_long_write(server, sending):
            server.kill(WEB)
            killed += 1
        sending.join()
        made = server.count("plans_plan", OPENED)
        assert made in (0, 1)
        assert all_of_the_plan(server, made)
        assert not answers or made  # acknowledged, so it is there
        server.wait_ready()
        if killed == 2:
            break
    assert killed, "the write was never met in the middle"
    answer = person.post(address, form)
    assert answer.status == 302, answer
    assert person.post(address, form).leads_to == answer.leads_to  # a second click
    assert server.count("plans_plan", OPENED) == 1
    assert all_of_the_plan(server, 1)


def all_of_the_plan(server: servers.Server, times: int) -> bool:
    """Whether the tasks, a lead's and a coordinator's part of each, and the deed are there so many times."""
    tasks = f"plan_id IN (SELECT id FROM plans_plan WHERE {OPENED})"
    parts = f"task_id IN (SELECT id FROM plans_task WHERE {tasks})"
    found = (
        server.count("plans_task", tasks),
        server.count("plans_assignment", parts),
        server.count("archive_deed", "verb = 'adopt_paper'"),
    )
    return found == (TASKS * times, 2 * TASKS * times, times)


def send(person: Person, address: str, form: dict[str, Any], answers: list[Answer]) -> None:
    """Send a form; an answer joins `answers`, none does where the server died on it."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        answers.append(person.post(address, form))


def wait_for_a_long_write(server: servers.Server, sending: threading.Thread) -> bool:
    """Until a write has held its transaction open for a while; False where the request ended before."""
    held_since = None
    while sending.is_alive():
        now = time.monotonic()
        held_since = (held_since or now) if writing(server) else None
        if held_since and now - held_since > 0.15:
            return True
        time.sleep(0.005)
    return False


def writing(server: servers.Server) -> bool:
    """Whether some transaction has written and is still open."""
    if "DATABASE_URL" in server.environment:
        written = "backend_xid IS NOT NULL AND datname = current_database()"
        return server.count("pg_stat_activity", written) > 0
    with contextlib.closing(sqlite3.connect(server.var / "hopluc.sqlite3", timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def test_a_worker_killed_between_the_two_files_of_a_report_makes_one_report_with_both(
    server: servers.Server,
) -> None:
    made = server.make(SERVED, "hand_in", bodies=30, tasks=20)
    person, workers = Person(server.base, made["person"]), server.children(WORKER)
    kept = server.count("archive_file")
    answer = person.post(f"/bao-cao/ky/{made['round']}/lap/", {})
    assert answer.status == 302, answer
    server.wait_until("SELECT count(*) FROM archive_file", kept + 1, pause=0.001)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    report = "SELECT state, docx_id, xlsx_id FROM reporting_consolidatedreport"
    assert server.rows(report) == [("waiting", None, None)]
    server.wait_until("SELECT state FROM reporting_consolidatedreport", "draft")
    server.wait_until("SELECT count(*) FROM django_q_ormq", 0)
    rows = server.rows(report)
    assert len(rows) == 1
    assert None not in rows[0]
    assert server.count("archive_deed", "verb = 'consolidate'") == 1
    for kind in ("docx", "xlsx"):
        assert person.get(f"{answer.leads_to}tai-ve/{kind}/").status == 200


def test_a_worker_killed_in_the_middle_of_a_batch_of_letters_writes_each_once(server: servers.Server) -> None:
    made = server.make(SERVED, "late_bodies", count=LETTERS)
    person = Person(server.base, made["person"])
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    form = {"plan": made["plan"], "on": f"{today:%d/%m/%Y}", "least_days": 1, "once": "don-doc"}
    answer = person.post("/don-doc/lap/", form)
    assert answer.status == 302, answer
    written = "SELECT count(*) > 5 FROM reporting_letter WHERE state = 'draft'"
    server.wait_until(written, True, pause=0.001)
    server.kill(WORKER)
    before = server.count("reporting_letter", "state = 'draft'")
    assert 5 < before < LETTERS
    server.wait_until("SELECT count(*) FROM reporting_letter WHERE state <> 'draft'", 0)
    assert server.count("reporting_letter") == LETTERS
    assert server.count("reporting_letterpart") == 2 * LETTERS
    assert server.count("archive_deed", "verb = 'write_letter'") == LETTERS

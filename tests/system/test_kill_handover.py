"""kill -9 in the middle of a merger: all of it passed on, or nothing."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests import servers
from tests.system.people import Answer, Person
from tests.system.test_kill import SERVED, WEB, send, wait_for_a_long_write

pytestmark = pytest.mark.processes

TASKS = 400


def test_a_merger_killed_in_the_middle_is_whole_or_not_there(server: servers.Server) -> None:
    server.wait_ready()
    made = server.make(SERVED, "two_departments", tasks=TASKS)
    person = Person(server.base, made["person"])
    form = {
        "kind": "merger",
        "predecessors": made["old"],
        "successors": made["new"],
        "on": "01/03/2026",
        "document": "Nghị quyết số 12/NQ-HĐND",
        "once": "sap-xep",
    }
    killed = 0
    for _attempt in range(5):
        answers: list[Answer] = []
        sending = threading.Thread(target=send, args=(person, "/sap-xep/moi/", form, answers))
        sending.start()
        if wait_for_a_long_write(server, sending):
            server.kill(WEB)
            killed += 1
        sending.join()
        assert whole(server, made) in (0, 1)
        assert not answers or whole(server, made) == 1  # acknowledged, so it is there
        server.wait_ready()
        if killed == 2:
            break
    assert killed, "the write was never met in the middle"
    assert person.post("/sap-xep/moi/", form).status == 302
    assert whole(server, made) == 1


def whole(server: servers.Server, made: dict[str, Any]) -> int:
    """How many mergers are there, each with every part, its deed and its body's end; -1 for a piece."""
    done = server.count("handover_party", f"body_id = {made['old']}")
    passed = server.count("plans_assignment", f"body_id = {made['new']} AND passed_from_id IS NOT NULL")
    ended = server.count("plans_assignment", f"body_id = {made['old']} AND until IS NOT NULL")
    over = server.count("organizations_organisation", f"id = {made['old']} AND until IS NOT NULL")
    deeds = server.count(
        "archive_deed",
        f"verb = 'merge' AND kind = 'organizations.organisation' AND record_id = '{made['old']}'",
    )
    wanted = (TASKS * done, TASKS * done, done, done)
    return done if (passed, ended, over, deeds) == wanted else -1

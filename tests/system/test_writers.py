"""Eight officers at once, also on SQLite: none is refused, nothing that was acknowledged is lost."""

from __future__ import annotations

import pytest

from tests import servers
from tests.system.crowd import report_at_once

WRITERS, TIMES = 8, 8


@pytest.mark.processes
def test_eight_writers_at_once_are_all_served(server: servers.Server) -> None:
    made = server.make("tests.system.served", "writers", count=WRITERS)
    sent = report_at_once(server, made["writers"], TIMES)
    assert [one.status for one in sent] == [302] * WRITERS * TIMES
    parts = ", ".join(str(writer["part"]) for writer in made["writers"])
    of_each = server.rows(
        "SELECT assignment_id, count(*), max(percent) FROM plans_progress "
        f"WHERE assignment_id IN ({parts}) GROUP BY 1 ORDER BY 1"
    )
    assert of_each == [(writer["part"], TIMES, TIMES - 1) for writer in made["writers"]]
    ids = ", ".join(f"'{writer['part']}'" for writer in made["writers"])
    deeds = f"verb = 'report_progress' AND record_id IN ({ids})"
    assert server.count("archive_deed", deeds) == WRITERS * TIMES


@pytest.mark.processes
def test_clicks_at_the_same_moment_are_one_deed(server: servers.Server) -> None:
    writer = server.make("tests.system.served", "writers", count=1)["writers"][0]
    sent = report_at_once(server, [writer] * 4, 1, once="cung-mot-luc")
    assert [one.status for one in sent] == [302] * 4
    assert server.count("plans_progress", f"assignment_id = {writer['part']}") == 1

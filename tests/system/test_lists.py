"""Every page with a table of records can be taken away as Excel, every list's filter can be saved."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hopluc.ui.lists import LISTS
from tests.system.test_access_table import TABLE, Address
from tests.system.world import World
from tests.web import everything

# Pages whose table is no list of records, and why it is not taken away by itself.
NO_EXCEL = {
    "web:account": "one's own few roles",
    "engagement:visit_body": "a step of a form: which body to visit",
    "urging:letter": "one letter, made as Word with its list of tasks",
    "yearly:close": "one final report, made as Word and Excel",
    "reporting:submission": "one report; the lines of all are in the workbook of its round",
}
# Forms that look something up, or filter what is no list.
NO_FILTER = {
    "web:life": "one record's life",
    "plans:join_task": "looks up the task to join",
    "plans:join_target": "looks up the target to join",
    "intake:compare": "looks up the plan to compare with",
    "intake:party": "looks up a body while reviewing",
}
# Who reads the page: those who see most of what it lists come first.
READERS = [
    (place, role)
    for role in ("officer", "approver", "administrator")
    for place in ("standing", "owner", "lead")
]


@pytest.fixture
def world(db: None) -> World:
    return everything.build()


def _read(client: Client, world: World, name: str, address: Address) -> HttpResponse | None:
    """The page, as somebody reads it who may; None for what is no page."""
    if address.get is None or not address.get.may:
        return None
    may = address.get.may
    reader = next((one for one in READERS if one in may), None) or min(may)
    client.force_login(world.people[reader], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse(name, args=address.args(world)), address.query(world), follow=True)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file that was read to its end is closed
    return None


def test_every_table_goes_to_excel_and_every_filter_can_be_saved(client: Client, world: World) -> None:
    client.raise_request_exception = False  # a page that fails is told of by the table of addresses
    without, unsaved, broken = [], [], []
    for name, address in TABLE.items():
        page = _read(client, world, name, address)
        html = page.content.decode().partition("<main")[2] if page else ""
        if "<table" in html and not re.search(r'href="[^"]*(excel|xlsx|/tai-ve/["?])', html):
            without.append(name)
        if 'role="search"' in html and name not in LISTS:
            unsaved.append(name)
        if page and "tai=xlsx" in html:
            book = client.get(page.request["PATH_INFO"], {"tai": "xlsx"})
            if not book.content.startswith(b"PK"):
                broken.append(name)
    assert broken == []
    assert sorted(without) == sorted(NO_EXCEL)
    assert sorted(unsaved) == sorted(NO_FILTER)

"""What the story is played on: the site in this process, a clock that can be set, a window on the site."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.models import Schedule
from django_q.signing import SignedPackage
from playwright.sync_api import FilePayload, Locator, Page, sync_playwright

from hopluc.demo import clock, documents, province
from tests import chromium
from tests.threads import shared_database

SECONDS = 30  # of patience with a page; a machine may be busy


class Stage:
    """A page of the site, seen by one person after another on one day after another.

    plan, chains: the numbers of the yearly plan and of the plan of value chains, once they are followed.
    """

    plan: int
    chains: int

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tasks: dict[tuple[int, str], str] = {}

    def task(self, number: str, plan: int | None = None) -> str:
        """The address of a task of the yearly plan, or of another, by its number there."""
        return self.tasks[plan or self.plan, number]

    def know_tasks(self, plan: int) -> None:
        """Remember the addresses on the board that the page shows."""
        for row in self.page.locator("tbody tr:has(td.pl-number)").all():
            number = row.locator(".pl-number").inner_text()
            self.tasks[plan, number] = row.locator(".pl-text a").get_attribute("href") or ""

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    def day(self, day: dt.date, hour: int = 9) -> None:
        """It becomes that day, and what the site does by itself every hour is done."""
        _set_clock(day, hour)
        _in_thread(hourly)

    def be(self, name: str, address: str = "/") -> Page:
        """Somebody signs in, to look at a page."""
        # An answer still on its way to the page before would bring another token's cookie with it.
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        self.page.goto(f"/vao-nhanh/?next={address}")
        follow(self.page, self.page.get_by_role("button", name=re.compile(rf"^{name}")))
        return self.page


def fill(page: Page | Locator, **values: str | bool) -> None:
    """Fill in fields by their names: text, a tick, or the words of a choice."""
    for name, value in values.items():
        field = page.locator(f"[name='{name}']:not([type=hidden])").first
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def press(page: Page | Locator, name: str, patience: int = SECONDS) -> None:
    """Press a button that leads to another page, within so many seconds."""
    of = page if isinstance(page, Page) else page.page
    follow(of, page.get_by_role("button", name=name, exact=True), patience)


def follow(page: Page, what: Locator, patience: int = SECONDS) -> None:
    """Click what leads to another page, and be there, within so many seconds."""
    with page.expect_navigation(timeout=patience * 1000):
        what.click(timeout=patience * 1000)


def upload_of(name: str, content: bytes) -> FilePayload:
    """A Word document as a file chosen in a form."""
    return {"name": name, "mimeType": documents.MEDIA_TYPE, "buffer": content}


def path_of(page: Page) -> str:
    """Where the page is, without the site's name."""
    return "/" + page.url.split("/", 3)[3]


def download(page: Page, what: Locator) -> bytes:
    """The file that a link gives."""
    with page.expect_download() as coming:
        what.click()
    return coming.value.path().read_bytes()


# ---------------------------------------------------------------- the site


@contextmanager
def playing(
    patch: pytest.MonkeyPatch, begins: dt.date, before: Callable[[], object] | None = None
) -> Iterator[Stage]:
    """The province before any plan, its site, and a window on it that may not complain; `before`: what
    happened there besides, until the play begins.

    While Playwright's loop runs in this thread, Django would give it a second connection, closed by nobody:
    whatever needs the database here is done before and after.
    """
    _found_province()
    if before:
        before()
    patch.setattr(ORM, "enqueue", _done_at_once)
    patch.setattr(timezone, "now", timezone.now)  # so that whatever the clock is set to is undone
    patch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)  # idle windows keep no database open
    complaints: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(shared_database())
        _set_clock(begins)
        base = stack.enter_context(_served())
        browser = chromium.launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        context = browser.new_context(
            viewport=chromium.SIZES["desktop"], base_url=base, locale="vi-VN", reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        chromium.listen(page, complaints)
        yield Stage(page)
        if complaints:
            raise AssertionError(complaints)


def _found_province() -> None:
    """The bodies and people of the demo province, as they came to be."""
    of = province.data()["province"]
    for day, founded in (
        (province.BEGINS, province.found),
        (of["merged"], province.merge_departments),
        (of["abolished"], province.abolish_districts),
    ):
        with clock.told_on(day):
            founded()


@contextmanager
def _served() -> Iterator[str]:
    """The site at an address of this machine; its threads have connections of their own."""
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://{thread.host}:{thread.port}"
    finally:
        thread.terminate()


def _set_clock(day: dt.date, hour: int = 9) -> None:
    """`timezone.now` goes on from that hour, also of a day that has yet to come."""
    start, began = timezone.make_aware(dt.datetime.combine(day, dt.time(hour))), time.monotonic()
    vars(timezone)["now"] = lambda: start + dt.timedelta(seconds=time.monotonic() - began)


# ---------------------------------------------------------------- what the site does by itself


def _done_at_once(_broker: ORM, pack: str) -> int:
    """A job is done in the request that asks for it; what goes wrong there goes wrong before all eyes."""
    job = SignedPackage.loads(pack)
    _call(job["func"], *job["args"], **job["kwargs"])
    return 0


def hourly() -> None:
    """Every periodic job of the product, as the worker's table has them."""
    for name in Schedule.objects.order_by("pk").values_list("func", flat=True):
        _call(name)


def _call(name: str, *args: Any, **named: Any) -> None:
    module, _dot, func = name.rpartition(".")
    getattr(import_module(module), func)(*args, **named)


def _in_thread(deed: Callable[[], object]) -> None:
    """Do it on a connection of its own, as a worker would."""
    errors: list[Exception] = []
    thread = threading.Thread(target=partial(_told, deed, errors))
    thread.start()
    thread.join()
    if errors:
        raise errors[0]


def _told(deed: Callable[[], object], errors: list[Exception]) -> None:
    try:
        deed()
    except Exception as error:  # noqa: BLE001  raised again where it was asked for
        errors.append(error)
    finally:
        connections.close_all()

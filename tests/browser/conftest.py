"""A real `hopluc up` and a real Chromium whose console may not complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium as chrome
from tests import servers

Window = Callable[[str], Page]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The product with its demo province, started as a person would start it."""
    with servers.up(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Closed at the end of a file: while it is open its loop runs in the thread of all tests that follow, and
    what begins a loop of its own there, as signing does, is refused."""
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, served: servers.Server) -> Iterator[Window]:
    """Opens a page at a width; what its console complained of, policy breaches included, fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(size: str) -> Page:
        context = chromium.new_context(
            viewport=chrome.SIZES[size], base_url=served.base, locale="vi-VN", reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        chrome.listen(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints

"""The shell in a real Chromium, under the real Content-Security-Policy, at desktop and phone width."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hopluc.archive.actions import SYSTEM, notify
from hopluc.organizations import actions as organizations
from hopluc.ui import assets
from tests import factories as make
from tests.chromium import SIZES, launch, listen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium"),
    pytest.mark.skipif(not assets.bundles(), reason="needs the front end (npm run build)"),
]


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser; its loop runs in this thread, which Django must not mind: the server has its own."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def person() -> Any:
    """An officer and administrator of one body who also reads in another."""
    head = make.province()
    finance = make.body("Sở Tài chính", parent=head)
    union = make.body("Tỉnh đoàn Sơn Hải", parent=head, kind=make.Kind.UNION)
    someone = make.person(finance, name="Trần Thị Hà")
    organizations.grant_role(by=SYSTEM, user=someone, body=finance, role=make.Role.ADMINISTRATOR)
    organizations.grant_role(by=SYSTEM, user=someone, body=union, role=make.Role.VIEWER)
    plan = make.plan(head, standing=finance)
    for days in (-40, 0, 20, 200):
        make.task(plan, finance, due=timezone.localdate() + timezone.timedelta(days=days))
        make.task(plan, union, due=timezone.localdate() + timezone.timedelta(days=days))
    notify(someone.pk, "a", "Báo cáo bị trả lại", "/bao-cao/")
    return someone


class Window:
    """A page whose console may not complain."""

    def __init__(self, browser: Browser, base: str, size: str = "desktop", **options: Any) -> None:
        self.context = browser.new_context(viewport=SIZES[size], base_url=base, **options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        listen(self.page, self.complaints)

    def sign_in(self, someone: Any) -> Page:
        self.page.goto(reverse("account_login"))
        self.page.get_by_label("Tên đăng nhập").fill(someone.username)
        self.page.get_by_label("Mật khẩu").fill(someone.username)
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        self.page.wait_for_url(lambda address: urlsplit(address).path == reverse("web:home"))
        return self.page


@pytest.fixture
def quiet_server(live_server: Any) -> Iterator[Any]:
    """A live server that has answered all it was asked before the tables are emptied: a page that is left
    while it loads goes on reading in the server's threads, and a table that is read cannot be emptied."""
    under_way = threading.Semaphore(0)
    begun: list[object] = []

    def begin(**_: Any) -> None:
        begun.append(None)

    def end(**_: Any) -> None:
        under_way.release()

    request_started.connect(begin)
    request_finished.connect(end)  # after Django's own, which gives the connection back
    yield live_server
    ended = 0
    while ended < len(begun):
        assert under_way.acquire(timeout=30), "the server still answers"
        ended += 1
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def window(chromium: Browser, quiet_server: Any, person: Any) -> Iterator[Any]:
    opened: list[Window] = []

    def make_window(size: str = "desktop", **options: Any) -> Window:
        opened.append(Window(chromium, quiet_server.url, size, **options))
        return opened[-1]

    yield make_window
    complaints = [line for one in opened for line in one.complaints]
    for one in opened:
        one.context.close()
    assert complaints == []


PAGES = ["web:home", "web:bodies", "web:notices", "web:account", "web:search", "web:journal", "mfa_index"]


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_accessible_and_fit_the_screen(window, person, size):
    page = window(size).sign_in(person)
    for name in PAGES:
        page.goto(reverse(name))
        faults = Axe().run(page).response["violations"]
        told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in faults]
        assert told == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"


@pytest.mark.parametrize("size", SIZES)
def test_the_door_is_accessible(window, size):
    page = window(size).page
    page.goto(reverse("account_login"))
    assert Axe().run(page).response["violations"] == []


def test_everything_can_be_read_and_done_without_scripts(window, person):
    page = window(java_script_enabled=False).sign_in(person)
    expect(page.get_by_role("heading", name="Quá hạn")).to_be_visible()
    page.locator(".hl-menu summary").click()
    page.get_by_role("button", name="Tỉnh đoàn Sơn Hải").click()
    expect(page.get_by_text("Bạn đang làm việc cho Tỉnh đoàn Sơn Hải.")).to_be_visible()


def test_the_menu_closes_by_escape_and_gives_the_focus_back(window, person):
    page = window().sign_in(person)
    page.locator(".hl-menu summary").click()
    page.get_by_role("link", name="Tài khoản của tôi").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Tài khoản của tôi")).to_be_hidden()
    expect(page.locator(".hl-menu summary")).to_be_focused()


def test_keys_reach_the_search_and_the_list_of_keys_and_can_be_switched_off(window, person):
    page = window().sign_in(person)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Tìm nhiệm vụ, cơ quan, văn bản")
    page.get_by_label("Tắt phím tắt trên máy này").check()
    page.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_a_double_click_sends_once(window, person):
    page = window().sign_in(person)
    page.goto(reverse("web:notices"))
    sent: list[str] = []
    page.route("**/thong-bao/", lambda route: (sent.append(route.request.method), route.abort("aborted")))
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="Đánh dấu đã đọc tất cả").dblclick(no_wait_after=True)
    page.wait_for_timeout(200)  # in which a second one would have followed
    assert sent == ["POST"]


def test_a_dangerous_deed_asks_first(window, person):
    page = window().sign_in(person)
    page.goto(reverse("web:notices"))
    sent: list[str] = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    button = page.get_by_role("button", name="Đánh dấu đã đọc tất cả")
    button.evaluate("(one) => { one.dataset.confirm = 'Đánh dấu hết?'; one.dataset.danger = ''; }")
    button.click()
    page.get_by_role("button", name="Không, để như cũ").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sent == []
    button.click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(button).to_have_count(0)
    assert len(sent) == 1


def test_a_lost_session_leaves_the_page_as_it_is_and_says_so(window, person):
    page = window().sign_in(person)
    page.context.clear_cookies()
    page.evaluate("htmx.ajax('GET', '/tim/?q=hội', { target: 'main' })")
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    expect(page.get_by_role("link", name="Đăng nhập ở thẻ mới")).to_have_attribute("target", "_blank")


def test_a_day_is_typed_as_one_likes_and_written_as_offices_do(window, person):
    page = window().sign_in(person)
    page.goto(reverse("web:bodies"))
    field = page.get_by_label("Tính đến ngày")
    field.fill("5/2/2026")
    field.press("Enter")
    page.wait_for_url("**ngay=5**")
    field = page.get_by_label("Tính đến ngày")
    field.fill("7-3-2026")
    field.blur()
    expect(field).to_have_value("07/03/2026")
    openers = page.get_by_role("button", name="Mở lịch")
    expect(openers).to_have_count(2)  # one for each of the two days
    for opener in openers.all():
        expect(opener).to_be_visible()


def test_a_file_that_is_too_large_is_told_before_it_travels(window, person):
    page = window().sign_in(person)
    page.locator("main").evaluate(
        """(main) => {
          main.insertAdjacentHTML('beforeend', '<form><input type=file name=f data-max-bytes=10></form>');
          htmx.process(main.lastElementChild);
          document.dispatchEvent(new CustomEvent('htmx:load', { detail: { elt: main.lastElementChild } }));
        }"""
    )
    chosen = {"name": "báo cáo.docx", "mimeType": "application/octet-stream", "buffer": b"x" * 100}
    page.locator("input[name=f]").set_input_files(chosen)
    expect(page.locator(".hl-files")).to_contain_text("báo cáo.docx")
    words = page.locator("input[name=f]").evaluate("(field) => field.validationMessage")
    assert "“báo cáo.docx” lớn hơn" in words


def test_an_officers_first_page_is_light(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    parts = [client.get("/").content]
    parts += [(assets.BUILT / name).read_bytes() for name in (*assets.bundles()["app"], "mark.svg")]
    assert sum(len(gzip.compress(part)) for part in parts) <= 250_000

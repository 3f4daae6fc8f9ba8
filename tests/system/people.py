"""A person at a browser without a screen, towards a real server: signs in, reads, posts forms."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """What the server said: the status, where it leads, the page."""

    status: int
    leads_to: str
    text: str


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer, not to be followed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """Somebody who has not signed in."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            _Stay, urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )

    def get(self, path: str) -> Answer:
        """The page at a path of the site."""
        return self._ask(urllib.request.Request(self.base + path))

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        """A form sent to a path of the site, under the token that the pages gave."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        body = urllib.parse.urlencode(data, doseq=True).encode()
        return self._ask(urllib.request.Request(self.base + path, body, {"X-CSRFToken": token or ""}))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, "", answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            with error:
                where = urllib.parse.urlsplit(error.headers.get("Location") or "").path
                return Answer(error.code, where, error.read().decode())


class Person(Visitor):
    """Somebody who signed in with a user name (which `factories.person` makes the password too)."""

    def __init__(self, base: str, username: str) -> None:
        super().__init__(base)
        assert self.get("/tai-khoan/login/").status == 200
        answer = self.post("/tai-khoan/login/", {"login": username, "password": username})
        assert answer.leads_to == "/", answer

"""All templates of the product: they parse, none is unused, none runs anything inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

from hopluc.ui import assets

ROOT = Path(__file__).resolve().parents[2] / "src" / "hopluc"
TEMPLATES = {
    path.relative_to(folder).as_posix(): path
    for folder in ROOT.glob("*/templates")
    for path in sorted(folder.rglob("*.html"))
}
LIBRARY = Path(allauth.__file__).parent / "templates"
TAGS = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
SOURCES = {path: path.read_text(encoding="utf8") for path in ROOT.rglob("*.py")}
SOURCES |= {path: path.read_text(encoding="utf8") for path in TEMPLATES.values()}


class Markup(HTMLParser):
    """What a strict Content-Security-Policy forbids, and our own rules on top."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("<script> without src")
        for name, value in attrs:
            if name.startswith(("on", "hx-on")):
                self.faults.append(f"{name} handler")
            if name == "style" and not re.fullmatch(r"\s*(width|--[\w-]+):[^;]*;?\s*", value or ""):
                self.faults.append(f"style={value!r}")
            if (value or "").lstrip().startswith("javascript:") or (value or "").lstrip().startswith("js:"):
                self.faults.append(f"{name}={value!r}")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_parses(name):
    assert get_template(name)


# A mail has no stylesheet but what stands in its tags, and the pages' policy does not reach it.
PAGES = sorted(name for name in TEMPLATES if "/mail/" not in name)


@pytest.mark.parametrize("name", PAGES)
def test_runs_nothing_inline(name):
    markup = Markup()
    markup.feed(TAGS.sub("x", TEMPLATES[name].read_text(encoding="utf8")))
    assert markup.faults == []


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_is_used(name):
    replaces = (LIBRARY / name).is_file()
    folder = re.escape(name.rsplit("/", 1)[0])
    # Named whole, with a part of it, or put together from its folder (`f"intake/rows/{kind}.html"`).
    named = re.compile(rf"""["']({re.escape(name)}(#[\w-]+)?|{folder}/{{[^"']*)["']""")
    used = any(named.search(text) for path, text in SOURCES.items() if path != TEMPLATES[name])
    assert replaces or used


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_names_only_icons_that_exist(name):
    if not assets.icons():
        pytest.skip("the front end was not built (npm run build)")
    source = TEMPLATES[name].read_text(encoding="utf8")
    named = re.findall(r'{% icon "([^"]+)"', source) + re.findall(r'{%[^%]*\bicon="([^"]+)"', source)
    assert [icon for icon in named if icon not in assets.icons()] == []


def test_icons_named_in_code_exist():
    if not assets.icons():
        pytest.skip("the front end was not built (npm run build)")
    from hopluc.ui.navigation import ENTRIES
    from hopluc.ui.statuses import BADGES, LATE_NOT_BEGUN

    named = [one.icon for one in (*ENTRIES, *BADGES.values(), LATE_NOT_BEGUN)]
    assert [icon for icon in named if icon not in assets.icons()] == []

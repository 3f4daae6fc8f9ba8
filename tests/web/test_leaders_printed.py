"""The leader's page in print, as a real Chromium makes it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import sync_playwright

from hopluc.ui import assets
from tests.chromium import launch
from tests.web.crowded import leader_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium"),
    pytest.mark.skipif("leaders" not in assets.bundles(), reason="needs the front end (npm run build)"),
]
STATIC = Path(assets.__file__).parent / "static" / "hopluc"


def _with_styles(html: str) -> str:
    """The page with its stylesheets in it: nothing has to be fetched."""
    sheets = re.findall(r'href="[^"]*/([\w-]+\.css)"', html)
    assert sheets == ["app.css", "leaders.css"]
    styles = "".join(f"<style>{(STATIC / name).read_text('utf8')}</style>" for name in sheets)
    bare = re.sub(r"<script[^>]*></script>|<link[^>]*>", "", html)
    return bare.replace("</head>", f"{styles}</head>")


def test_the_fullest_page_is_one_printed_sheet_of_a4(tmp_path: Path) -> None:
    html = _with_styles(leader_of().get(reverse("web:leaders")).content.decode())
    made = tmp_path / "sheet.pdf"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        tab = browser.new_page()
        tab.set_content(html)
        tab.pdf(path=str(made), prefer_css_page_size=True)
        browser.close()
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]

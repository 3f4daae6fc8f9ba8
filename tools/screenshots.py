"""Draw the chief screens of the demo province at two widths into screenshots/ (not committed).

The picture in the README (docs/screenshot.png) is the first of them.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests import servers
from tests.chromium import SIZES, launch

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "screenshots"
README_PICTURE = ROOT / "docs" / "screenshot.png"

# Who looks, at which screen: a fixed address, or a link of the page before it.
SCREENS: list[tuple[str, str, str]] = [
    ("review", "Đặng Văn Lợi", "/van-ban/ main a[class=hl-clamp]"),
    ("review-bodies", "Đặng Văn Lợi", "/van-ban/ main a[class=hl-clamp] a[data-tab=co-quan]"),
    ("my-work", "Trần Thị Thu Hà", "/"),
    ("upload", "Trần Thị Thu Hà", "/van-ban/nhan/"),
    ("plans", "Trần Thị Thu Hà", "/ke-hoach/"),
    ("board", "Trần Thị Thu Hà", "/ke-hoach/ main a[href^='/ke-hoach/2/']"),
    ("task", "Trần Thị Thu Hà", "/ke-hoach/2/ main a[href^='/ke-hoach/nhiem-vu/']"),
    ("indicators", "Trần Thị Thu Hà", "/ke-hoach/2/chi-tieu/"),
    ("late", "Trần Thị Thu Hà", "/ke-hoach/tre-han/"),
    ("rounds", "Trần Thị Thu Hà", "/bao-cao/"),
    ("round", "Trần Thị Thu Hà", "/bao-cao/ main a[href^='/bao-cao/ky/']"),
    ("submission", "Bùi Xuân Trường", "/bao-cao/ main a[href^='/bao-cao/nop/']"),
    ("report", "Trần Thị Thu Hà", "/bao-cao/ky/1/ main a[href^='/bao-cao/tong-hop/']"),
    ("bodies", "Phạm Đức Minh", "/co-quan/"),
    ("journal", "Phạm Đức Minh", "/nhat-ky/"),
    ("sign-in", "", "/tai-khoan/login/"),
    ("demo-sign-in", "", "/vao-nhanh/"),
]


def sign_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    if name:
        page.goto("/vao-nhanh/")
        page.get_by_role("button", name=name).click()
        page.wait_for_url(lambda address: urlsplit(address).path == "/")


def go(page: Page, way: str) -> None:
    """Open the address, then click each selector in turn ("main a[…]" counts as one)."""
    address, *rest = way.split(" ", 1)
    page.goto(address)
    for selector in re.findall(r"(?:main )?a\[[^\]]*\]", rest[0]) if rest else []:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as var, servers.up(Path(var)) as server, sync_playwright() as player:
        browser = launch(player)
        for size, viewport in SIZES.items():
            page = browser.new_context(viewport=viewport, base_url=server.base, locale="vi-VN").new_page()
            for name, person, way in SCREENS:
                sign_in(page, person)
                go(page, way)
                target = FOLDER / f"{name}-{size}.png"
                page.screenshot(path=target)
                print(target.relative_to(ROOT))
        browser.close()
    shutil.copy(FOLDER / "review-desktop.png", README_PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

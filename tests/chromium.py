"""Chromium for tests and pictures: how it is started, at which widths, and what it complains of."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
REFUSED = "status of 422"  # a form that was not filled in well comes back so: an answer, no fault
SIZES = {"desktop": {"width": 1366, "height": 900}, "phone": {"width": 390, "height": 844}}


def launch(playwright: Playwright) -> Browser:
    """The machine's own Chromium; nothing is downloaded."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)


def listen(page: Page, complaints: list[str]) -> None:
    """Add to `complaints` what the page's console says is wrong, breaches of the policy included."""
    page.on("console", lambda line: _is_fault(line) and complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))


def _is_fault(line: ConsoleMessage) -> bool:
    return line.type == "error" and REFUSED not in line.text

"""What every test may use, and what a whole run demands of the machine."""

from __future__ import annotations

import glob
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Templates of ours that print a variable nobody gave fail in every room's tests.
pytest_plugins = ["tests.ui.strict"]

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOPLUC_SHARED", ROOT.parent / "shared"))

# Two cores, many examples: time says nothing about the code here, so no test fails for being slow.
settings.register_profile(
    "suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("suite")

NEEDS = {
    "Chromium": lambda: shutil.which("chromium"),
    "LibreOffice Writer": lambda: glob.glob("/usr/lib/libreoffice/program/libswlo.so"),
    "LibreOffice Calc": lambda: glob.glob("/usr/lib/libreoffice/program/libsclo.so"),
    "Tesseract vie": lambda: glob.glob("/usr/share/tesseract-ocr/*/tessdata/vie.traineddata"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--need-everything", action="store_true", help="fail where the machine lacks something")
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--need-everything"):
        return
    missing = [name for name, there in NEEDS.items() if not there()]
    if os.environ.get("CI") and not list((SHARED / "seeds").glob("*.txt")):
        missing.append("../shared/seeds")
    if missing:
        raise pytest.UsageError(f"this run needs {', '.join(missing)}; see tools/setup.py")


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("processes")
        or names & {"db", "transactional_db", "served"}
    )


# Before xdist looks for groups, or it would not see them.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        # Real servers share ports and memory: they run one after another on one worker.
        for mark in ("browser", "processes"):
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.xdist_group("servers"))
    if config.getoption("--only-database"):
        kept = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.fixture(scope="session")
def seeds() -> dict[str, Path]:
    """The real plans by their number ("001"); skipped where the checkout stands alone."""
    found = {path.name[:3]: path for path in sorted((SHARED / "seeds").glob("*.txt"))}
    if not found:
        pytest.skip("../shared/seeds is not here: the real plans are read where they lie")
    return found


@pytest.fixture(autouse=True)
def _files_of_its_own(request: pytest.FixtureRequest) -> None:
    """Each test that may keep files keeps them in a folder of its own."""
    if _touches_database(request.node):
        request.getfixturevalue("settings").FILES_ROOT = request.getfixturevalue("tmp_path") / "files"

"""What every test may use, and what a whole run demands of the machine."""

from __future__ import annotations

import gc
import glob
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings

# Templates of ours that print a variable nobody gave fail in every room's tests.
pytest_plugins = ["tests.ui.strict", "tests.scheduling"]

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
    "Tesseract": lambda: shutil.which("tesseract"),
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        kept = [
            item for item in items if _touches_database(item) and not item.get_closest_marker("one_database")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it for garbage costs a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def seeds() -> dict[str, Path]:
    """The real plans by their number ("001"); skipped where the checkout stands alone."""
    found = {path.name[:3]: path for path in sorted((SHARED / "seeds").glob("*.txt"))}
    if not found:
        pytest.skip("../shared/seeds is not here: the real plans are read where they lie")
    return found


@pytest.fixture(scope="module")
def kept_for_the_module(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """What a fixture of module scope makes after this one, rows and files, is there for all tests of the
    module; what these do themselves is taken back after each as ever, but for their files."""
    files = tmp_path_factory.mktemp("module") / "files"
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_of_its_own(request: pytest.FixtureRequest) -> None:
    """Each test that may keep files keeps them in a folder of its own."""
    if _touches_database(request.node) and "kept_for_the_module" not in request.fixturenames:
        request.getfixturevalue("settings").FILES_ROOT = request.getfixturevalue("tmp_path") / "files"

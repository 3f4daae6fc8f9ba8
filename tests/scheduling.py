"""In which order and on which worker the tests run (a pytest plugin).

The tests of a file run one after another on one worker, so that what a file makes for all its tests is
made once. What takes long begins first, or one worker would end long after the other.
"""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# What begins first, in this order; the beginnings in one line share a running server or a browser,
# and so run together on one worker.
FIRST = (
    ("tests/browser/", "tests/web/test_browser.py", "tests/web/test_leaders_printed.py"),
    ("tests/system/test_access_table.py",),
    (
        "tests/system/test_kill",
        "tests/system/test_start.py",
        "tests/system/test_writers.py",
        "tests/system/test_schema.py",
    ),
    ("tests/compiler/test_reach.py",),
    ("tests/demo/",),
    ("tests/compiler/test_reading_",),
    ("tests/handover/",),
)


def together(nodeid: str) -> str:
    """What runs on one worker with this test: its file's name, or the first of its line above."""
    file = nodeid.partition("::")[0]
    return next((line[0] for line in FIRST if file.startswith(line)), file)


def _begins(nodeid: str) -> int:
    firsts = [line[0] for line in FIRST]
    name = together(nodeid)
    return firsts.index(name) if name in firsts else len(firsts)


class LongFirst(LoadScopeScheduling):
    """Hands out what belongs together, in the order in which it was collected."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)


@pytest.hookimpl(optionalhook=True)  # without xdist nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LongFirst:
    config.option.loadscopereorder = False  # by the number of tests, which says nothing
    return LongFirst(config, log)


# After all who choose or order tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if _begins(item.nodeid) == len(FIRST) and any(map(item.get_closest_marker, ("browser", "processes"))):
            raise pytest.UsageError(f"{item.nodeid} starts real programs: its file belongs into FIRST")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (_begins(item.nodeid), together(item.nodeid)))

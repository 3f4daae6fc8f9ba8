"""The five real plans beside the hand-made readings of them, with the ruler's own matching."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_files
from tests.compiler import gold
from tests.conftest import SHARED

NUMBERS = ("000", "001", "002", "003", "004")


def seed(number: str) -> Path:
    found = sorted((SHARED / "seeds").glob(f"{number}_*.txt"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"no seed {number} in {SHARED}/seeds")
        pytest.skip(f"no seed {number} in {SHARED}/seeds")
    return found[0]


@dataclass(frozen=True)
class Reading:
    """The hand-made reading of a real plan, the compiled one, and how the ruler compares them."""

    wanted: dict[str, Any]
    got: dict[str, Any]
    score: dict[str, Any]


@pytest.fixture(scope="module", params=NUMBERS)
def reading(request: pytest.FixtureRequest) -> Reading:
    path = seed(request.param)
    wanted, got = gold.load(request.param, path, SHARED), to_json(compile_files([path]))
    return Reading(wanted, got, gold.ruler(SHARED).score(wanted, got))


REACH = {"tasks": 0.98, "leads": 0.97, "coordinators": 0.97, "indicators": 0.95, "citations": 0.98}


def test_what_is_found_is_right_and_nothing_is_invented(reading: Reading) -> None:
    reached = {what: reading.score[what][2] for what in REACH}
    assert {what: f1 for what, f1 in reached.items() if f1 < REACH[what]} == {}


def test_the_cells_of_the_tasks_are_right(reading: Reading) -> None:
    cells = ["deadline", "products", "text"]
    if any(task["mandate"] for task in reading.wanted["tasks"]):
        cells.append("mandate")
    assert {cell: reading.score[cell] for cell in cells if reading.score[cell] < 0.98} == {}


def test_every_field_of_the_head_is_right(reading: Reading) -> None:
    right, fields, wrong = reading.score["document"]
    assert right == fields, wrong


def test_ids_are_those_of_the_reading(reading: Reading) -> None:
    assert [task["id"] for task in reading.got["tasks"]] == [task["id"] for task in reading.wanted["tasks"]]


def test_the_words_of_each_task_lie_in_its_span(reading: Reading) -> None:
    for task in reading.got["tasks"]:
        start, end = task["span"]
        assert end - start >= 0.95 * len(task["text"]), task["id"]


def seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def test_a_compile_of_the_longest_plan_stays_within_its_time() -> None:
    path = seed("000")
    words = re.findall(r"\w+", path.read_text(encoding="utf8").lower())
    compile_files([path])
    compiled, sorted_words = [], []
    for _ in range(3):
        compiled.append(seconds(lambda: compile_files([path])))
        sorted_words.append(seconds(lambda: [sorted(words) for _ in range(24)]))
    # 62,000 characters; 80,000 are to take 0.3 s on the reference machine, where the other work takes
    # 0.1 s. Twice that fails here, however slow or busy the machine is.
    assert min(compiled) < 5 * min(sorted_words)

"""The findings on the five seeds beside a reader's verdicts, and what the readings want found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tools.lint_seeds import KINDS, Seed, page, seeds

PAGE = Path(__file__).parents[2] / "docs" / "lint-seeds.md"


@pytest.fixture(scope="module")
def judged() -> list[Seed]:
    if not (SHARED / "seeds").exists():
        if os.environ.get("CI"):
            pytest.fail(f"no seeds in {SHARED}")
        pytest.skip(f"no seeds in {SHARED}")
    return list(seeds())


def test_every_finding_has_a_verdict(judged: list[Seed]) -> None:
    open_ones = [(s.name, j.finding.rule, j.line) for s in judged for j in s.judged if j.verdict not in KINDS]
    assert open_ones == []


def test_nine_of_ten_findings_are_real(judged: list[Seed]) -> None:
    verdicts = [j.verdict for seed in judged for j in seed.judged]
    assert verdicts.count("real") >= 0.9 * len(verdicts)


def test_nine_of_ten_errors_and_warnings_of_the_readings_are_found(judged: list[Seed]) -> None:
    wanted = [w for seed in judged for w in seed.wanted]
    assert sum(w.found for w in wanted) >= 0.9 * len(wanted)


def test_what_is_not_found_has_a_reason(judged: list[Seed]) -> None:
    assert [(s.name, w.rule) for s in judged for w in s.wanted if not w.found and not w.why] == []


def test_errors_and_warnings_stay_within_what_a_reader_would_raise(judged: list[Seed]) -> None:
    for seed in judged:
        assert sum(j.finding.severity != "info" for j in seed.judged) <= 12, seed.name


def test_the_page_is_as_the_command_prints_it(judged: list[Seed]) -> None:
    assert PAGE.read_text(encoding="utf8") == page(judged) + "\n"

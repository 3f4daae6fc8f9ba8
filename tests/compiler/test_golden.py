"""Whole documents of the fictional province beside what the compiler makes of them.

A missing JSON file is written once and the test fails, so that somebody reads it before it counts.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hopluc.compiler.format import from_json, to_json
from hopluc.compiler.pipeline import compile_files

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_document_compiles_as_reviewed(path: Path) -> None:
    made = to_json(compile_files([path]))
    golden = path.with_suffix(".json")
    if not golden.exists():
        golden.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was written: read it, then run again")
    assert made == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_compiled_plan_survives_its_json(path: Path) -> None:
    plan = compile_files([path])
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan

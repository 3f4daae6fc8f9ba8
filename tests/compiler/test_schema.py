"""The JSON Schema of the compiled plan holds for every plan, and refuses what is none."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from hopluc import cli
from hopluc.compiler.format import to_json
from hopluc.compiler.pipeline import compile_files
from hopluc.compiler.schema import plan_schema

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = plan_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_compiled_plan_is_valid(path: Path, validator: Draft202012Validator) -> None:
    validator.validate(to_json(compile_files([path])))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("format",), "hopluc.plan/9"),
        (("tasks", 0, "leads"), "Sở Tài chính"),
        (("tasks", 0, "span"), [1]),
        (("document", "issued_on"), "31/12/2025"),
        (("tasks", 0, "owner"), "x"),
    ],
)
def test_what_is_no_plan_is_refused(
    where: tuple[str | int, ...], value: Any, validator: Draft202012Validator
) -> None:
    plan = copy.deepcopy(to_json(compile_files([PLANS[-1]])))
    place = plan
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    with pytest.raises(ValidationError):
        validator.validate(plan)


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == plan_schema()

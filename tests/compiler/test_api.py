"""The compiler from Python: the command's verbs as functions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hopluc.compiler import api

PLAN = Path(__file__).parent / "plans" / "tabs-other-columns.txt"


def test_spans_index_the_text_that_comes_with_the_plan() -> None:
    plan, text = api.compile_with_text([PLAN])
    assert plan.text.characters == len(text)
    assert plan.tasks[0].text[:20] in text[slice(*(plan.tasks[0].span or (0, 0)))]


def test_rules_that_are_off_find_nothing() -> None:
    plan = api.load_plan(PLAN)
    rules = {finding.rule for finding in api.lint(plan)}
    off = sorted(rules)[0]
    assert {finding.rule for finding in api.lint(plan, off={off})} == rules - {off}


def test_a_compiled_plan_loads_as_its_document(tmp_path: Path) -> None:
    plan = api.load_plan(PLAN)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(api.to_json(plan)), encoding="utf-8")
    assert api.load_plan(path) == plan


def test_a_file_that_is_not_there_is_told_in_vietnamese(tmp_path: Path) -> None:
    for name in ("khong-co.docx", "khong-co.json"):
        with pytest.raises(api.Unreadable) as refused:
            api.load_plan(tmp_path / name)
        assert name in refused.value.message_vi


def test_views_need_no_markup_to_be_shown() -> None:
    plan = api.load_plan(PLAN)
    view = api.diff_view(api.diff(plan, plan), quiet=True)
    runs = [
        run for section in view.sections for row in section.rows for line in row.lines for run in line.runs
    ]
    assert {run.ink for run in runs} == {"same"}
    assert json.loads(json.dumps(api.to_json(view)))["title"] == view.title

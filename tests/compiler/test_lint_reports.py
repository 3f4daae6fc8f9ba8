"""What `hopluc lint` gives out: lines, JSON and SARIF, with rules turned off, and the list of rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hopluc import cli
from hopluc.compiler.check import RULES

PLAN = Path(__file__).parent / "plans" / "tabs-other-columns.txt"


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["lint", *arguments]) in (0, 1)
    return capsys.readouterr().out


def test_json_gives_place_words_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    findings = json.loads(lint(capsys, str(PLAN), "--format", "json"))
    lines = PLAN.read_text(encoding="utf-8").split("\n")
    assert findings
    for finding in findings:
        place = finding["place"]
        first = finding["words"].split("\n")[0]
        assert lines[place["line"] - 1][place["column"] - 1 :].startswith(first)
        assert finding["why"]


def test_a_file_counts_its_own_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decision = tmp_path / "qd.txt"
    decision.write_text(
        "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\nĐiều 1. Ban hành Kế hoạch.\n", encoding="utf-8"
    )
    alone = json.loads(lint(capsys, str(PLAN), "--format", "json"))
    both = json.loads(lint(capsys, str(decision), str(PLAN), "--format", "json"))
    place = next(f["place"] for f in alone if f["rule"] == "duplicate-number")
    assert place in [f["place"] for f in both if f["rule"] == "duplicate-number"]


def test_sarif_names_rules_and_regions(capsys: pytest.CaptureFixture[str]) -> None:
    log: dict[str, Any] = json.loads(lint(capsys, str(PLAN), "--format", "sarif"))
    run = log["runs"][0]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert log["version"] == "2.1.0"
    assert run["results"]
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] in ("error", "warning", "note")
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (
            (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"]) >= (1, 1)
        )


def test_a_rule_can_be_turned_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert "[duplicate-number]" in lint(capsys, str(PLAN))
    assert "[duplicate-number]" not in lint(capsys, str(PLAN), "--off", "duplicate-number")


def test_an_unknown_rule_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["lint", str(PLAN), "--off", "no-such-rule"])
    assert stopped.value.code == 2
    assert "no-such-rule" in capsys.readouterr().err


def test_every_rule_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    listed = lint(capsys, "--rules")
    for rule in RULES:
        assert rule.code in listed
        assert rule.why_vi in listed

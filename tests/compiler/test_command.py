"""The command: what it prints, what it returns, and what it does not load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hopluc import cli
from hopluc.compiler.format import FORMAT
from hopluc.compiler.pipeline import STAGES, compile_files

PLAN = Path(__file__).parent / "plans" / "tabs-other-columns.txt"


def test_compile_prints_the_plan_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compile", str(PLAN)]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == FORMAT


def test_compile_writes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    assert cli.main(["compile", str(PLAN), "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["tasks"]


def test_compile_text_prints_what_the_spans_index(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compile", "--text", str(PLAN)]) == 0
    text = capsys.readouterr().out
    plan = compile_files([PLAN])
    assert plan.text.characters == len(text)
    task = plan.tasks[0]
    assert task.span is not None
    assert task.text[:20] in text[slice(*task.span)]


def test_several_files_compile_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PLAN.read_text(encoding="utf-8")
    cut = text.index("Phụ lục\n")
    names = [tmp_path / "kh.txt", tmp_path / "pl.txt"]
    names[0].write_text(text[:cut], encoding="utf-8")
    names[1].write_text(text[cut:], encoding="utf-8")
    assert cli.main(["compile", *map(str, names)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [source["name"] for source in made["sources"]] == ["kh.txt", "pl.txt"]
    assert [task["id"] for task in made["tasks"]] == [task.id for task in compile_files([PLAN]).tasks]


def test_lint_gives_line_and_quote(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["lint", str(PLAN)]) in (0, 1)
    out = capsys.readouterr().out
    assert "tabs-other-columns.txt:" in out
    assert "[duplicate-number]" in out
    assert "“" in out


def test_a_document_without_a_plan_is_said_to_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "qd.txt"
    path.write_text("QUYẾT ĐỊNH\nVề việc nghỉ lễ\n\nĐiều 1. Nghỉ lễ ba ngày.\n", encoding="utf-8")
    assert cli.main(["compile", str(path)]) == 3
    captured = capsys.readouterr()
    assert "không chứa kế hoạch" in captured.err
    assert json.loads(captured.out)["tasks"] == []


def test_a_file_that_cannot_be_read_ends_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert cli.main(["compile", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "a.pdf" in captured.err


def test_an_unknown_verb_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["soan"]) == 2
    assert "compile" in capsys.readouterr().err


def test_progress_is_told_stage_by_stage() -> None:
    told: list[tuple[str, float]] = []
    compile_files([PLAN], progress=lambda stage, share: told.append((stage, share)))
    assert tuple(stage for stage, _ in told) == STAGES
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_the_compiler_loads_neither_django_nor_an_xml_library_for_text() -> None:
    code = (
        "import sys; from hopluc.cli import main; main(['compile', sys.argv[1], '-o', sys.argv[2]]); "
        "print([m for m in ('django', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PLAN), "/dev/null"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

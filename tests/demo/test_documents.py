"""The demo's plans are Word files like those of offices, with their slips."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from hopluc.compiler.pipeline import compile_files
from hopluc.demo import command, documents


def opened(paper: documents.Paper) -> docx.document.Document:  # type: ignore[name-defined]
    return docx.Document(io.BytesIO(paper.content))


def test_the_same_year_gives_the_same_bytes() -> None:
    assert documents.table_plan(2026).content == documents.table_plan(2026).content
    assert documents.prose_plan(2026).content != documents.prose_plan(2027).content


def test_a_plan_of_2025_names_the_departments_of_before_the_merger() -> None:
    words = "\n".join(c.text for c in opened(documents.last_plan(2025)).tables[-1]._cells)
    assert "Sở Kế hoạch và Đầu tư" in words
    words = "\n".join(c.text for c in opened(documents.last_plan(2026)).tables[-1]._cells)
    assert "Sở Kế hoạch và Đầu tư" not in words


@pytest.mark.parametrize(
    ("day", "year"),
    [((2026, 11, 21), 2026), ((2027, 2, 1), 2026), ((2027, 2, 15), 2027), ((2027, 12, 31), 2027)],
)
def test_early_in_a_year_the_demo_lives_in_the_plan_of_the_year_before(
    day: tuple[int, int, int], year: int
) -> None:
    assert documents.plan_year(dt.date(*day)) == year


def test_the_table_has_a_repeated_head_merged_cells_and_lies_across() -> None:
    paper = opened(documents.table_plan(2026))
    table = paper.tables[-1]
    xml = table._tbl.xml
    assert "w:tblHeader" in xml
    assert "w:vMerge" in xml
    assert "w:gridSpan" in xml
    assert paper.sections[-1].page_width > paper.sections[-1].page_height


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--documents", str(tmp_path / "out")]) == 0
    assert [p.suffix for p in (tmp_path / "out").iterdir()] == [".docx"] * len(documents.SOURCES)
    assert "ke-hoach-kttt" in capsys.readouterr().out


def test_the_compiler_reads_the_table_whole(tmp_path: Path) -> None:
    documents.write(tmp_path, dt.date(2026, 11, 21))
    plan = compile_files([tmp_path / "ke-hoach-kttt-2026.docx"])
    assert (plan.document.number, len(plan.tasks)) == ("15/KH-UBND", 42)
    assert {f.rule for f in plan.findings} >= {"date-impossible", "duplicate-number", "missing-lead"}
    kinds = {part.kind for task in plan.tasks if task.deadline for part in task.deadline.parts}
    assert kinds >= {"by", "within", "ongoing", "recurring", "on_request", "after", "unparsed"}


def test_the_compiler_reads_the_prose_by_agency(tmp_path: Path) -> None:
    documents.write(tmp_path, dt.date(2026, 11, 21))
    plan = compile_files([tmp_path / "ke-hoach-lien-ket-chuoi-2026.docx"])
    assert len(plan.tasks) >= 25
    assert all(task.leads for task in plan.tasks)
    assert any(str(part.date) == "2026-12-10" for duty in plan.reporting for part in duty.due)

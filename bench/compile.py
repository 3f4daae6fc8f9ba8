"""Compiling a plan: in process, as a whole command, and ten plans in a row."""

from __future__ import annotations

import copy
import os
import sys
import tempfile
import time
from pathlib import Path

import docx
from docx.table import _Row

from bench import Figure, ran, seconds, show
from hopluc.compiler import pipeline, read
from hopluc.compiler.document import Document
from hopluc.compiler.read.files import join
from hopluc.demo import documents

LENGTH = 80_000
SHARED = Path(os.environ.get("HOPLUC_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def long_plan(folder: Path) -> Path:
    """The demo's plan with an assignment table grown to `LENGTH` characters: its rows again, each
    round under numbers and words of its own, in one annex, as in the largest real plans."""
    paper = documents.table_plan(2026)
    path = folder / paper.name
    path.write_bytes(paper.content)
    word = docx.Document(str(path))
    table = word.tables[-1]
    rows = list(table.rows)[1:]
    length, turn = len(read.read_files([path]).text), 1
    while length < LENGTH:
        turn += 1
        for row in rows:
            added = copy.deepcopy(row._tr)
            table._tbl.append(added)
            words = f", đợt {turn} của năm tại {turn + 3} xã"
            _Row(added, table).cells[1].paragraphs[0].add_run(words)
            cells = {cell._tc: cell.text for cell in _Row(added, table).cells}  # merged ones once
            length += sum(len(text) + 1 for text in cells.values())
            if length >= LENGTH:
                break
    word.save(str(path))
    return path


def different_plans() -> list[Document]:
    """Ten plans, no two alike: the demo's table and prose plans of five years."""
    papers = [
        made(year) for year in range(2022, 2027) for made in (documents.table_plan, documents.prose_plan)
    ]
    return [read.read_bytes(paper.content, paper.name) for paper in papers]


def in_process(path: Path) -> str:
    """By the clock and of a core; the two are one where the machine does nothing else."""

    def work() -> object:
        return pipeline.compile_document(read.read_files([path]))

    return f"{seconds(work):.2f} s, {seconds(work, clock=time.process_time):.2f} s của một lõi"


def _compiled_in(plan: Document) -> float:
    return seconds(lambda: pipeline.compile_document(plan), clock=time.process_time)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = long_plan(Path(folder))
        document = read.read_files([path])
        tasks = len(pipeline.compile_document(document).tasks)
        command = min(ran(sys.executable, "-m", "hopluc", "compile", str(path)) for _ in range(6))
        size = f"{len(document.text):,}".replace(",", ".")
        figures = [
            Figure(
                f".docx {size} ký tự, {tasks} nhiệm vụ: trong tiến trình",
                "< 0,3 s",
                in_process(path),
            ),
            Figure(
                "… cả lệnh hopluc compile",
                "< 1,0 s",
                f"{command.seconds:.2f} s, {command.core:.2f} s của một lõi",
            ),
            Figure("… bộ nhớ cao nhất", "< 120 MB", f"{command.megabytes:.0f} MB"),
        ]
    plans = different_plans()
    alone = sum(_compiled_in(plan) for plan in plans)
    joined = _compiled_in(join(plans))
    figures.append(
        Figure(
            "10 kế hoạch khác nhau ghép lại, so với tổng từng cái",
            "tuyến tính: ≈ 1",
            f"{joined / alone:.2f} ({joined:.2f} s / {alone:.2f} s)",
        )
    )
    for seed in sorted((SHARED / "seeds").glob("*.txt")):
        length = len(read.read_files([seed]).text)
        figures.append(
            Figure(
                f"kế hoạch thật {seed.name[:3]}, {length} ký tự: trong tiến trình",
                "< 0,3 s",
                in_process(seed),
            )
        )
    show(figures)


if __name__ == "__main__":
    main()

"""Short ways to compile a text in a test and to look at what came out."""

from __future__ import annotations

from hopluc.compiler import read
from hopluc.compiler.format import Plan, Task
from hopluc.compiler.normalise import Mended, Sheet, normalise
from hopluc.compiler.pipeline import compile_text


def compiled(text: str) -> Plan:
    return compile_text(text, "plan.txt")


def mended(text: str) -> Mended:
    return normalise(read.read_text(text, "plan.txt"))


def rows(text: str) -> list[list[str]]:
    """The cells of the only table of `text`, as words."""
    whole = mended(text)
    (sheet,) = whole.sheets
    return cells(whole, sheet)


def cells(whole: Mended, sheet: Sheet) -> list[list[str]]:
    return [[whole.words(span) for span in row] for row in sheet.rows]


def table(*lines: str, heading: str = "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian") -> str:
    """A table between tabs; "|" stands for a tab, "" for the blank line at a page break."""
    return "\n".join(["KẾ HOẠCH", "", "Phụ lục", "", heading, *lines]).replace("|", "\t") + "\n"


def tasks(text: str) -> dict[str, Task]:
    return {task.id: task for task in compiled(text).tasks}


def leads(task: Task) -> list[str]:
    return [party.name for party in task.leads]


def rules(text: str) -> list[str]:
    return [finding.rule for finding in compiled(text).findings]

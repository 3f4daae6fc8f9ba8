"""The compiler from Python: the command's verbs as functions over plain data.

    from hopluc.compiler import api
    plan = api.compile_files(["ke-hoach.docx", "phu-luc.docx"])
    for finding in api.lint(plan): ...
    if api.diff(api.load_plan("2024.json"), plan).found: ...

Everything is typed and frozen; `to_json` turns any result into plain JSON data. Files that cannot or may not
be read raise `Unreadable`, whose `message_vi` is for people. docs/api.md tells more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from hopluc.compiler import pipeline, read
from hopluc.compiler.amend import Amending, Resolved, amending_schema, compile_amending, resolve
from hopluc.compiler.compare.coverage import coverage
from hopluc.compiler.compare.coverage_view import coverage_view
from hopluc.compiler.compare.diff import diff
from hopluc.compiler.compare.diff_view import diff_view
from hopluc.compiler.compare.model import Coverage, Diff
from hopluc.compiler.compare.page import as_page
from hopluc.compiler.compare.terminal import as_text
from hopluc.compiler.compare.view import View
from hopluc.compiler.convert import FORMS, convert
from hopluc.compiler.format import Finding, Plan, from_json, to_json
from hopluc.compiler.loading import load_plan
from hopluc.compiler.pipeline import compile_bytes, compile_files, compile_text
from hopluc.compiler.schema import plan_schema, schema_of
from hopluc.office.refusal import Unreadable

__all__ = [
    "FORMS",
    "Amending",
    "Coverage",
    "Diff",
    "Finding",
    "Plan",
    "Resolved",
    "Unreadable",
    "View",
    "amending_schema",
    "as_page",
    "as_text",
    "compile_amending_files",
    "compile_bytes",
    "compile_files",
    "compile_text",
    "compile_with_text",
    "convert",
    "coverage",
    "coverage_view",
    "diff",
    "diff_view",
    "from_json",
    "lint",
    "load_plan",
    "plan_schema",
    "resolve",
    "schema_of",
    "to_json",
]


def compile_with_text(paths: Sequence[str | Path]) -> tuple[Plan, str]:
    """As `compile_files`, with the text that all spans index."""
    document = read.read_files(paths)
    return pipeline.compile_document(document), document.text


def lint(plan: Plan, off: Collection[str] = ()) -> tuple[Finding, ...]:
    """What is wrong or doubtful in a plan's document, without the rules named in `off`."""
    return tuple(finding for finding in plan.findings if finding.rule not in off)


def compile_amending_files(paths: Sequence[str | Path]) -> Amending:
    """The clauses of an amending document ("sửa đổi, bổ sung Kế hoạch số …"), in one file or several.

    `resolve(amending, plan)` lays them on a compiled plan. Raises `Unreadable` as `compile_files` does.
    """
    return compile_amending(read.read_files(paths))

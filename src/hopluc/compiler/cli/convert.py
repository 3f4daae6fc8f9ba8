"""`hopluc convert`: a plan as an assignment table, an annex, a calendar, XML or a marked page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hopluc.compiler.cli.common import DONE, write
from hopluc.compiler.format import Plan
from hopluc.compiler.loading import load_plan


def main(arguments: Sequence[str]) -> int:
    """Convert a document, or a compiled plan (.json); the exit code."""
    from hopluc.compiler.convert import FORMS, convert

    forms = "; ".join(f"{ending}: {form.vi}" for ending, form in FORMS.items())
    parser = argparse.ArgumentParser(
        "hopluc convert", description=f"Xuất kế hoạch sang dạng khác ({forms}).",
        epilog="TỆP là văn bản, hoặc kế hoạch đã đọc (.json của hopluc compile).",
    )  # fmt: skip
    parser.add_argument("files", nargs="+", metavar="TỆP")
    parser.add_argument("--to", choices=FORMS, help="dạng cần xuất; mặc định theo đuôi của tệp ra")
    parser.add_argument("-o", "--output", metavar="TỆP", help="ghi vào tệp thay vì in ra màn hình")
    given = parser.parse_args(arguments)
    to = given.to or Path(given.output or "").suffix.lstrip(".").lower()
    if to not in FORMS:
        parser.error(f"hãy nêu dạng cần xuất bằng --to ({', '.join(FORMS)})")
    plan, text = _plan_of(given.files)
    if FORMS[to].needs_text and not text:
        parser.error(f"dạng {to} cần chính văn bản, không chỉ kế hoạch đã đọc (.json)")
    write(convert(plan, to, text), given.output)
    if to == "ics":
        _say_without_day(plan)
    return DONE


def _plan_of(files: Sequence[str]) -> tuple[Plan, str]:
    """The plan in the files, and its text where they are documents."""
    if len(files) == 1 and Path(files[0]).suffix.lower() == ".json":
        return load_plan(files[0]), ""
    from hopluc.compiler import api

    return api.compile_with_text(files)


def _say_without_day(plan: Plan) -> None:
    from hopluc.compiler.convert.calendar import without_day

    count = without_day(plan)
    if count:
        sys.stderr.write(f"hopluc convert: {count} thời hạn không có ngày cụ thể nên không vào lịch.\n")

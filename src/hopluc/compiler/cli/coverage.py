"""`hopluc coverage`: which tasks and targets of a superior plan the lower plans carry out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, no_plan, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Set the lower plans beside the superior one; the exit code."""
    parser = argparse.ArgumentParser(
        "hopluc coverage",
        description="Kế hoạch cấp dưới thực hiện những nhiệm vụ, chỉ tiêu nào của kế hoạch cấp trên, "
        "và những gì chưa ai thực hiện.",
    )
    parser.add_argument("superior", metavar="CẤP_TRÊN", help="văn bản, hoặc JSON của hopluc compile")
    parser.add_argument("lowers", nargs="+", metavar="CẤP_DƯỚI", help="mỗi tệp là một kế hoạch")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="dạng kết quả")
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler.compare.coverage import coverage
    from hopluc.compiler.compare.coverage_view import coverage_view
    from hopluc.compiler.compare.page import as_page
    from hopluc.compiler.compare.terminal import as_text
    from hopluc.compiler.format import to_json
    from hopluc.compiler.loading import load_plan

    names = [given.superior, *given.lowers]
    superior, *lowers = plans = [load_plan(name) for name in names]
    missing = [no_plan(plan, name) for plan, name in zip(plans, names, strict=True)]
    if any(missing):
        return max(missing)
    found = coverage(superior, lowers)
    if given.format == "json":
        write(json.dumps(to_json(found), ensure_ascii=False, indent=1) + "\n", given.output)
    else:
        render = as_page if given.format == "html" else as_text
        write(render(coverage_view(found)), given.output)
    return DONE

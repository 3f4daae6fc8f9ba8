"""`hopluc diff`: what changed from one plan to the next, as lines, JSON or an HTML page."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, FOUND, no_plan, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Compare the two plans named; DONE where nothing changed, FOUND where something did, NO_PLAN."""
    parser = argparse.ArgumentParser(
        "hopluc diff",
        description="So sánh hai kế hoạch theo nội dung: nhiệm vụ, chỉ tiêu, văn bản viện dẫn, báo cáo. "
        "Mã thoát 0: không đổi, 1: có thay đổi, 2: không đọc được, 3: không có kế hoạch.",
    )
    parser.add_argument("old", metavar="CŨ", help="kế hoạch cũ: văn bản, hoặc JSON của hopluc compile")
    parser.add_argument("new", metavar="MỚI", help="kế hoạch mới")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="dạng kết quả")
    parser.add_argument(
        "--all", action="store_true", help="kể cả mục chỉ khác chính tả hoặc chỉ chuyển theo năm kế hoạch"
    )
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler.compare.diff import diff
    from hopluc.compiler.compare.diff_view import diff_view
    from hopluc.compiler.compare.page import as_page
    from hopluc.compiler.compare.terminal import as_text
    from hopluc.compiler.format import to_json
    from hopluc.compiler.loading import load_plan

    old, new = load_plan(given.old), load_plan(given.new)
    missing = no_plan(old, given.old) or no_plan(new, given.new)
    if missing:
        return missing
    found = diff(old, new)
    if given.format == "json":
        write(json.dumps(to_json(found), ensure_ascii=False, indent=1) + "\n", given.output)
    else:
        render = as_page if given.format == "html" else as_text
        write(render(diff_view(found, quiet=given.all)), given.output)
    return FOUND if found.found else DONE

"""`hopluc schema`: the JSON Schema of the compiled plan, or of a comparison."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Write the schema; the exit code."""
    parser = argparse.ArgumentParser(
        "hopluc schema", description="In JSON Schema của kế hoạch đã biên dịch hoặc của kết quả so sánh."
    )
    parser.add_argument(
        "what",
        nargs="?",
        choices=("plan", "diff", "coverage"),
        default="plan",
        help="kế hoạch (mặc định), hoặc kết quả JSON của hopluc diff, hopluc coverage",
    )
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler.compare.model import COVERAGE_FORMAT, DIFF_FORMAT, Coverage, Diff
    from hopluc.compiler.format import FORMAT, Plan
    from hopluc.compiler.schema import schema_of

    kinds = {"plan": (Plan, FORMAT), "diff": (Diff, DIFF_FORMAT), "coverage": (Coverage, COVERAGE_FORMAT)}
    schema = schema_of(*kinds[given.what])
    write(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", given.output)
    return DONE

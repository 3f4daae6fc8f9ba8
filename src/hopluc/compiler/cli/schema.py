"""`hopluc schema`: the JSON Schema of the compiled plan."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Write the schema; the exit code."""
    parser = argparse.ArgumentParser("hopluc schema", description="In JSON Schema của hopluc.plan/1.")
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler.schema import plan_schema

    write(json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n", given.output)
    return DONE

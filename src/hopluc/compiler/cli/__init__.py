"""The compiler's verbs, each in a module of its own, found by name.

Exit codes: 0 done · 1 `lint` found errors, `diff` found changes · 2 a file could not be read or the
call is wrong · 3 the document holds no plan.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from hopluc.compiler.cli.common import DONE, UNREADABLE
from hopluc.office.refusal import Unreadable

# Objects made before the next search for unused cycles. A command makes few cycles and ends soon.
_MADE_IN_A_COMMAND = 50_000

VERBS = ("compile", "lint", "convert", "diff", "coverage", "schema")


def main(verb: str, arguments: Sequence[str]) -> int:
    """Run a verb of `VERBS`, whose module is loaded only now; the exit code."""
    gc.set_threshold(_MADE_IN_A_COMMAND)
    try:
        return int(import_module(f"hopluc.compiler.cli.{verb}").main(arguments))
    except Unreadable as refusal:
        sys.stderr.write(f"hopluc {verb}: {refusal.message_vi}\n")
        return UNREADABLE
    except BrokenPipeError:
        # The reader of a pipe ("| head") has gone; there is nobody to tell.
        sys.stderr.close()
        return DONE

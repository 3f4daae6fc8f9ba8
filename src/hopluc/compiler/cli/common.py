"""What the verbs share: exit codes, the language of findings, where the result goes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hopluc.compiler.format import Plan
from hopluc.office.refusal import Unreadable

DONE, FOUND, UNREADABLE, NO_PLAN = 0, 1, 2, 3


def with_language(parser: argparse.ArgumentParser) -> None:
    """Let the language of the findings be chosen."""
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của các phát hiện")


def with_output(parser: argparse.ArgumentParser) -> None:
    """Let the result go to a file."""
    parser.add_argument("-o", "--output", metavar="TỆP", help="ghi vào tệp thay vì in ra màn hình")


def no_plan(plan: Plan, name: str | None = None) -> int:
    """NO_PLAN and a message where the document (called `name`, where there are several) holds none, else
    DONE."""
    finding = next((finding for finding in plan.findings if finding.rule == "no-plan"), None)
    if finding is None:
        return DONE
    sys.stderr.write(f"hopluc: {name}: {finding.message}\n" if name else f"hopluc: {finding.message}\n")
    return NO_PLAN


def write(words: str | bytes, output: str | None) -> None:
    """Write to `output`, else to the screen. Raises Unreadable where the file cannot be written."""
    data = words.encode("utf-8") if isinstance(words, str) else words
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise Unreadable(f"Không ghi được tệp {output}: {error.strerror}.", "missing") from error

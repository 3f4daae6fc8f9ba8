"""The verbs of `hopluc` that need Django: serving, background work, checks, demo, audit.

`hopluc.cli` calls `main` only for these, so that the compiler's verbs start without Django.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopluc.config.settings")
    import django

    django.setup()


def _manage(arguments: Sequence[str]) -> int:
    """Django's own administration: `hopluc manage migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopluc.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hopluc manage", *arguments])
    return 0


def _up(arguments: Sequence[str]) -> int:
    """Web and worker processes on this machine, set up as needed; ends both at Ctrl-C."""
    parser = argparse.ArgumentParser(prog="hopluc up", description=_up.__doc__)
    parser.add_argument("--demo", action="store_true", help="with the demo province and one-click sign-in")
    parser.add_argument("--plan", metavar="FILE", help="load this document and print a link to its review")
    parser.add_argument("--port", type=int, help="8000, or the next one that is free")
    options = parser.parse_args(arguments)
    if options.demo:
        os.environ["HOPLUC_DEMO"] = "1"
    from hopluc.config import up

    return up.run(demo=options.demo, plan=options.plan, port=options.port)


def _serve(arguments: Sequence[str]) -> int:
    """The web process alone (gunicorn); further arguments go to gunicorn."""
    _setup()
    from hopluc.config import checks, processes

    checks.refuse_unsafe()
    return processes.become_web(arguments)


def _worker(arguments: Sequence[str]) -> int:
    """The background worker alone; as many may run as are needed."""
    _setup()
    from django.core.management import call_command

    from hopluc.config import checks, processes

    checks.refuse_unsafe()
    processes.end_orphans()
    call_command("qcluster", *arguments)
    return 0


def _check(arguments: Sequence[str]) -> int:
    """What is missing or unsafe for the chosen profile, with ids and hints."""
    _setup()
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    from hopluc.config.settings import PROFILE

    strict = ["--deploy", "--fail-level", "WARNING"] if PROFILE != "local" else []
    try:
        call_command("check", *strict, *arguments)
    except SystemCheckError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _demo(arguments: Sequence[str]) -> int:
    """Build the demo province, or (`--documents FOLDER`) write its documents as .docx files."""
    _setup()
    from hopluc.demo import command

    return command.main(arguments)


def _audit(arguments: Sequence[str]) -> int:
    """`seal` closes the journal's new deeds, `verify` finds any that was changed, `files` lost bytes."""
    _setup()
    from hopluc.archive import command

    return command.main(arguments)


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": _up,
    "serve": _serve,
    "worker": _worker,
    "check": _check,
    "demo": _demo,
    "audit": _audit,
    "manage": _manage,
}


def main(argv: Sequence[str]) -> int:
    """Run the verb `argv[0]`; the exit code."""
    return VERBS[argv[0]](argv[1:])

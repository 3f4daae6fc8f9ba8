"""The test run: everything on SQLite, then what touches the database again on PostgreSQL.

Meanwhile the readers and the compiler are given spoilt documents (tools/fuzz.py).

    python -m tools.test          everything; a missing PostgreSQL, Chromium, LibreOffice, Tesseract
                                  (or, in CI, ../shared/seeds) fails the run
    python -m tools.test --fast   only what needs nothing but Python

Further arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).resolve().parents[1]
# The same ones in every run, or a run would be red by chance; more of them, and other forms, by hand.
SPOILT = ("--documents", "300", "--forms", "text,word,page")
# Fast runs leave out what needs more than Python and SQLite.
FAST = "not browser and not office and not processes"


def environment() -> dict[str, str]:
    """Ours, without what would lead to another database or make each process compile all modules again."""
    left_out = ("DATABASE_URL", "HOPLUC_DEMO", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def pytest(name: str, database: str | None, *arguments: str) -> int:
    """One run of pytest over two processes; the exit code."""
    variables = environment() | ({"DATABASE_URL": database} if database else {})
    begun = time.monotonic()
    print(f"== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *arguments]
    code = subprocess.run(command, check=False, cwd=ROOT, env=variables).returncode
    print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)
    return code


def fuzz() -> subprocess.Popen[bytes]:
    """Spoilt documents, read on what the tests leave of the processor."""
    command = ["nice", "-n", "15", sys.executable, "-m", "tools.fuzz", *SPOILT]
    return subprocess.Popen(command, cwd=ROOT, env=environment())


def main(arguments: list[str]) -> int:
    if "--fast" in arguments:
        rest = [a for a in arguments if a != "--fast"]
        return pytest("SQLite, fast", None, "-m", FAST, *rest)
    with postgres.server() as address:
        if address is None:
            print("PostgreSQL is missing: apt-get install postgresql, or set DATABASE_URL")
            return 1
        spoiling = fuzz()
        first = pytest("SQLite", None, "--need-everything", *arguments)
        # The server goes with the run: its databases are made anew and left to it, for a window of Chromium
        # that shows a site of the tests' own process may still hold one.
        own = ("--only-database", "--create-db", "--reuse-db")
        second = pytest("PostgreSQL", address, "--need-everything", *own, *arguments)
    spoilt = spoiling.wait()
    if spoilt:
        print("== spoilt documents: failed; see above, and python -m tools.fuzz --again FILE")
    return first or second or spoilt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

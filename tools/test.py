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
# Fast runs leave out what needs more than Python and SQLite.
FUZZ_SECONDS = 120
FAST = "not browser and not office and not processes"


def pytest(name: str, database: str | None, *arguments: str) -> int:
    """One run of pytest over two processes; the exit code."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "HOPLUC_DEMO")}
    environment |= {"DATABASE_URL": database} if database else {}
    begun = time.monotonic()
    print(f"== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *arguments]
    code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
    print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)
    return code


def fuzz() -> subprocess.Popen[bytes]:
    """Two minutes of spoilt documents, on what the tests leave of the processor."""
    command = ["nice", "-n", "15", sys.executable, "-m", "tools.fuzz", "--seconds", str(FUZZ_SECONDS)]
    return subprocess.Popen(command, cwd=ROOT)


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
        second = pytest("PostgreSQL", address, "--need-everything", "--only-database", *arguments)
    spoilt = spoiling.wait()
    if spoilt:
        print("== spoilt documents: failed; see above, and python -m tools.fuzz --again FILE")
    return first or second or spoilt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

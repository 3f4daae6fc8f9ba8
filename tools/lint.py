"""Everything that `make lint` checks; each check runs, and all that failed are named at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff": ("ruff", "check", "--no-cache", "--quiet", "src", "tests", "tools", "bench"),
    "format": ("ruff", "format", "--no-cache", "--check", "--quiet", "src", "tests", "tools", "bench"),
    "imports": ("lint-imports", "--no-cache"),
    "types": ("mypy",),
    "templates": ("djlint", "src", "--lint", "--quiet"),
    "migrations": ("django-admin", "makemigrations", "--check", "--dry-run", "--verbosity=1"),
}


def main() -> int:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "HOPLUC_ROOT": str(ROOT),
    }
    failed = []
    for name, (program, *arguments) in CHECKS.items():
        begun = time.monotonic()
        result = subprocess.run(
            [str(BIN / program), *arguments],
            check=False,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        print(
            f"lint {name}: {'ok' if result.returncode == 0 else 'FAILED'} ({time.monotonic() - begun:.1f} s)"
        )
        if result.returncode:
            failed.append(name)
            print(result.stdout, result.stderr, sep="\n")
    if failed:
        print("lint failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

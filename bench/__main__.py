"""`make bench`: every measurement, one after another; the figures go to docs/performance.md by hand."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time

MODULES = ("compile", "readers", "start", "writes", "board", "consolidate", "reminders", "deadline_day")


def main() -> int:
    print(f"{os.cpu_count()} lõi, Python {platform.python_version()}, {platform.system()}", flush=True)
    failed = []
    for name in sys.argv[1:] or MODULES:
        print(f"\n== {name}", flush=True)
        begun = time.monotonic()
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode:
            failed.append(name)
        print(f"-- {time.monotonic() - begun:.0f} s", flush=True)
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

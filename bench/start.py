"""From the command to the printed address: the first start, which sets everything up, and a second one."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench import Figure, show
from tests import servers


def started(var: Path) -> float:
    """Seconds until `hopluc up --demo` says that it is ready."""
    begun = time.perf_counter()
    with servers.up(var):
        return time.perf_counter() - begun


def main() -> None:
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        first, second = started(var), started(var)
    show(
        [
            Figure("hopluc up --demo: lần đầu, dựng tỉnh minh họa", "-", f"{first:.1f} s"),
            Figure("hopluc up --demo: lần sau", "< 5 s", f"{second:.1f} s"),
        ]
    )


if __name__ == "__main__":
    main()

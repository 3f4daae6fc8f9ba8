"""Eight officers reporting at once through the real server on SQLite: how long each waits."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench import Figure, share, show
from tests import servers
from tests.system.crowd import report_at_once

WRITERS, TIMES = 8, 40


def main() -> None:
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as folder, servers.up(Path(folder), demo=False) as server:
        writers = server.make("tests.system.served", "writers", count=WRITERS)["writers"]
        report_at_once(server, writers, 2)  # the processes have loaded everything
        begun = time.perf_counter()
        sent = report_at_once(server, writers, TIMES)
        taken = time.perf_counter() - begun
        kept = server.count("plans_progress") - 2 * WRITERS
    refused = sum(one.status != 302 for one in sent)
    waits = [one.seconds * 1000 for one in sent]
    show(
        [
            Figure(
                f"{WRITERS} người cùng ghi, SQLite, {len(sent)} lần: p95",
                "≤ 250 ms",
                f"{share(waits, 95):.0f} ms (giữa {share(waits, 50):.0f} ms)",
            ),
            Figure("… bị từ chối / mất", "0 / 0", f"{refused} / {len(sent) - refused - kept}"),
            Figure("… số lần ghi mỗi giây", "-", f"{len(sent) / taken:.0f}"),
        ]
    )


if __name__ == "__main__":
    main()

"""Figures of speed and size, to be set beside those of docs/performance.md.

Each module measures one thing and is run by itself (`python -m bench.compile`) or with all others
(`python -m bench`), always in a process of its own, so that one's memory is not another's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table: what was measured, the figure wanted of it, the figure reached."""

    what: str
    wanted: str
    reached: str


class Ran(NamedTuple):
    """What a command cost: seconds from start to end, megabytes at its peak, seconds of a core."""

    seconds: float
    megabytes: float
    core: float


def show(figures: Sequence[Figure]) -> None:
    """Print the rows in columns."""
    wide = max(len(figure.what) for figure in figures)
    for figure in figures:
        print(f"{figure.what:<{wide}}  {figure.reached:<28}  {figure.wanted}", flush=True)


def seconds(
    work: Callable[[], object], times: int = 5, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The least time of several runs of the work: what else the machine does can only add to it.

    `clock`: `time.process_time` for seconds of a core, which others on the machine hardly lengthen.
    """
    taken = []
    for _ in range(times):
        begun = clock()
        work()
        taken.append(clock() - begun)
    return min(taken)


# An installed package has its bytecode beside it; here it is kept apart, whatever the shell says of it.
INSTALLED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "hopluc-bench-bytecode"),
}


def ran(*command: str) -> Ran:
    """Run a command to its end, as installed (a first run makes the bytecode); CalledProcessError where it
    fails."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | INSTALLED)
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    core = usage.ru_utime + usage.ru_stime
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
    return Ran(taken, usage.ru_maxrss * unit / 1_000_000, core)


def share(values: Sequence[float], percent: int) -> float:
    """The value below which so many percent of the values lie."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]

"""Starting and ending the web and worker processes of one machine.

django-q's cluster stops cleanly by SIGTERM to its master alone; a signal to its whole group
leaves it hanging. So each child gets a session of its own, and what a dead master left
behind is ended at the next start.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hopluc.config import env

WEB_PROCESSES = 2
WEB_THREADS = 4
STOP_SECONDS = 20


def worker_pid_file() -> Path:
    """Where the worker that runs here notes its process group."""
    from hopluc.config.settings import VAR

    return VAR / "worker.pid"


def _gunicorn(port: int, host: str, *, behind_proxy: bool = False) -> list[str]:
    threads = env.number("HOPLUC_WEB_THREADS", WEB_THREADS)
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "hopluc.config.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={env.number('HOPLUC_WEB_PROCESSES', WEB_PROCESSES)}",
        f"--threads={threads}",
        "--timeout=60",
        "--graceful-timeout=15",
        "--max-requests=20000",
        "--max-requests-jitter=2000",
        "--log-level=warning",
        "--no-control-socket",
    ]
    if behind_proxy:
        # A process takes only what its threads can begin on; the rest waits where the next free one finds
        # it. Connections that are kept belong to one process and wait there, even while the other has
        # nothing to do. Browsers open connections that they may not use and would fill the few: a proxy
        # does not.
        command += ["--keep-alive=0", f"--worker-connections={threads}"]
    return command


def become_web(arguments: Sequence[str]) -> int:
    """Replace this process by gunicorn, which a proxy stands before (docs/production.md)."""
    port, host = env.number("HOPLUC_PORT", 8000), env.text("HOPLUC_BIND", "127.0.0.1")
    command = [*_gunicorn(port, host, behind_proxy=True), *arguments]
    os.execv(sys.executable, command)  # noqa: S606  no shell is the point


def start_web(port: int, host: str = "127.0.0.1", *, behind_proxy: bool = False) -> subprocess.Popen[bytes]:
    """The web process, in a session of its own."""
    command = _gunicorn(port, host, behind_proxy=behind_proxy)
    return subprocess.Popen(command, start_new_session=True)


def start_worker() -> subprocess.Popen[bytes]:
    """The background worker, in a session of its own, its group noted for `end_orphans`."""
    process = subprocess.Popen([sys.executable, "-m", "hopluc", "worker"], start_new_session=True)
    worker_pid_file().write_text(str(process.pid))
    return process


def _group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def end_orphans() -> bool:
    """End what a dead worker master left running on this machine; True where there was something.

    The group is only ended when its leader is gone: a living master is somebody's worker.
    """
    note = worker_pid_file()
    try:
        group = int(note.read_text())
    except (FileNotFoundError, ValueError):
        return False
    if group == os.getpgrp() or Path(f"/proc/{group}").exists():
        return False
    note.unlink(missing_ok=True)
    if not _group_alive(group):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return True


def stop(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM to the master alone, then, where it does not end, the whole group by force."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    else:
        # A master that was killed leaves its children in its group.
        deadline = time.monotonic() + 2
        while _group_alive(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

"""A PostgreSQL for the length of a test run: `DATABASE_URL`'s, else a cluster of its own."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.ports import free_port

FOR_TESTS = {
    # A test database may be lost with the machine: no waiting for the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    # Nothing in the background that looks at the tables, so that every run plans its queries alike;
    # and no machine code made for queries over a handful of rows.
    "autovacuum": "off",
    "jit": "off",
}


def _programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL on this machine."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: int(p.split("/")[4]))
    return Path(folders[-1]).parent if folders else None


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """The address of a server to test on, or None where the machine has no PostgreSQL.

    PostgreSQL refuses to run as root: there the cluster belongs to the user `postgres`.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    as_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="hopluc-pg-"))
    if as_root:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        user = ["runuser", "-u", "postgres", "--"] if as_root else []
        subprocess.run(
            [*user, str(programs / program), *arguments], check=True, capture_output=True, cwd=folder
        )

    data, port = str(folder / "data"), free_port()
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 " + " ".join(
            f"-c {name}={value}" for name, value in FOR_TESTS.items()
        )
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

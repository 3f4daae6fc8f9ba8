"""Real processes of the product for tests: its own command, a folder and a database of its own."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 120


@contextlib.contextmanager
def database() -> Iterator[dict[str, str]]:
    """Environment of a database of one's own on the server of this run: SQLite, or PostgreSQL."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    import psycopg

    name = f"hopluc_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"DATABASE_URL": f"{address.rsplit('/', 1)[0]}/{name}"}
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@dataclass
class Server:
    """A running `hopluc up`: its address, what it printed, and its environment."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    var: Path
    lines: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """`http://localhost:PORT`, as it prints it."""
        found = re.search(r"http://localhost:\d+(?=\s|$)", "\n".join(self.lines))
        assert found, "\n".join(self.lines)
        return found[0]

    def wait_for(self, text: str, seconds: float = START_SECONDS) -> str:
        """The first printed line that holds `text`; AssertionError with all lines where none comes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if text in line:
                    return line
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{text!r} was not printed:\n" + "\n".join(self.lines))

    def children(self, word: str) -> list[int]:
        """Process ids of this server's processes whose command line holds `word`, oldest first."""
        mine = str(self.var)
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    environment = (entry / "environ").read_bytes().decode(errors="replace")
                    if word in command and f"HOPLUC_VAR={mine}" in environment:
                        found.append(int(entry.name))
        return sorted(found)

    def kill(self, word: str) -> None:
        """SIGKILL to every process of that kind, as the kernel or an operator would."""
        for pid in self.children(word):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def wait_ready(self, seconds: float = 30) -> None:
        """Until the web process answers (again)."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                time.sleep(0.1)
        raise AssertionError("the web process did not come back:\n" + "\n".join(self.lines))

    def shell(self, code: str) -> str:
        """What `code` prints when run inside the product against the same database."""
        done = subprocess.run(
            [sys.executable, "-m", "hopluc", "manage", "shell", "-v", "0", "-c", code],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextlib.contextmanager
def up(var: Path, *arguments: str, **environment: str) -> Iterator[Server]:
    """`hopluc up --demo …` from its start to its clean end."""
    with database() as own:
        full = {k: v for k, v in os.environ.items() if not k.startswith(("HOPLUC_", "DJANGO_", "DATABASE_"))}
        full |= {"HOPLUC_VAR": str(var), "HOPLUC_ROOT": str(var), "PYTHONUNBUFFERED": "1"} | own | environment
        process = subprocess.Popen(
            [sys.executable, "-m", "hopluc", "up", "--demo", *arguments],
            env=full,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        server = Server(process, full, var)

        def read() -> None:
            assert process.stdout
            for line in process.stdout:
                server.lines.append(line.rstrip("\n"))

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            server.wait_for("Ctrl+C")
            yield server
        finally:
            process.terminate()
            try:
                process.wait(45)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            reader.join(5)
            if process.stdout:
                process.stdout.close()

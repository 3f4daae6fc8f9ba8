"""Real processes of the product for tests: its own command, a folder and a database of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 300


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

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a question of SQL finds in the server's database now, without the product in between."""
        address = self.environment.get("DATABASE_URL")
        if address is None:
            with contextlib.closing(sqlite3.connect(self.var / "hopluc.sqlite3", timeout=20)) as connection:
                return connection.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(address) as connection:
            return connection.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]

    def count(self, table: str, condition: str = "true") -> int:
        """How many rows of a table are so."""
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0])

    def wait_until(self, sql: str, wanted: object, seconds: float = 60, pause: float = 0.02) -> None:
        """Until the first value that `sql` finds is the wanted one."""
        deadline, found = time.monotonic() + seconds, None
        while time.monotonic() < deadline:
            found = next(iter(self.rows(sql)), (None,))[0]
            if found == wanted:
                return
            time.sleep(pause)
        raise AssertionError(f"{sql}: {found!r}, not {wanted!r}\n" + "\n".join(self.lines))

    def run(self, *arguments: str) -> str:
        """What a further `hopluc` command prints in this server's environment."""
        done = subprocess.run(
            [sys.executable, "-m", "hopluc", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def make(self, module: str, function: str, **arguments: object) -> Any:
        """What a function of the tests answers (in JSON) when it is called inside the product."""
        call = f"{function}(**{arguments!r})"
        return json.loads(
            self.shell(f"import json\nfrom {module} import {function}\nprint(json.dumps({call}))")
        )

    def shell(self, code: str) -> str:
        """What `code` prints when run inside the product against the same database."""
        return self.run("manage", "shell", "-v", "0", "-c", code)


@contextlib.contextmanager
def up(
    var: Path, *arguments: str, demo: bool = True, migrated: bool = False, **environment: str
) -> Iterator[Server]:
    """`hopluc up --demo …` from its start to its clean end.

    Without `demo` there is no province, and whom the test makes signs in by the password. With `migrated`
    its tables come of the migrations, which take a quarter of a minute.
    """
    with database() as own:
        full = {k: v for k, v in os.environ.items() if not k.startswith(("HOPLUC_", "DJANGO_", "DATABASE_"))}
        full |= {"HOPLUC_VAR": str(var), "HOPLUC_ROOT": str(var), "PYTHONUNBUFFERED": "1"} | own
        full |= environment
        if migrated:
            command = [sys.executable, "-m", "hopluc", "manage", "migrate", "-v", "0"]
            subprocess.run(command, env=full, check=True, cwd=ROOT)
        # A port of its own: another Hợp Lực may be starting on this machine at the same moment.
        port = [] if "--port" in arguments or "HOPLUC_PORT" in full else ["--port", str(free_port())]
        process = subprocess.Popen(
            [sys.executable, "-m", "hopluc", "up", *(["--demo"] if demo else []), *port, *arguments],
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

"""`hopluc up`: one command that sets up what is missing and runs web and worker together."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

READY_SECONDS = 120  # while its process lives; a busy machine takes its time
RESTART_PAUSE = 1.0


def say(text: str = "") -> None:
    """A line for the person at the terminal, at once."""
    print(text, flush=True)  # noqa: T201


def free_port(wanted: int | None) -> int:
    """The wanted port, or the first free one from 8000; SystemExit when a wanted one is taken."""
    for port in [wanted] if wanted else range(8000, 8100):
        with contextlib.closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"Cổng {wanted or '8000–8099'} đang bận. Chọn cổng khác: hopluc up --port 9000")


def _fingerprint(folders: list[Path]) -> str:
    """A hash over names, sizes and times of files: has anything changed since it was last done?"""
    total = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                stat = file.stat()
                total.update(f"{file} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _when_changed(stamp: Path, value: str, do: Callable[[], None]) -> None:
    if not (stamp.is_file() and stamp.read_text() == value):
        do()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(value)


def prepare() -> None:
    """Database, cache table and static files brought up to date; nothing is done twice."""
    from django.conf import settings
    from django.core.management import call_command

    from hopluc.config import tables

    tables.bring_up_to_date(say)

    def collect() -> None:
        say("… tệp giao diện")
        call_command("collectstatic", interactive=False, verbosity=0)

    package = Path(settings.PACKAGE)
    folders = [p for p in package.rglob("static") if p.is_dir()]
    _when_changed(Path(settings.STATIC_ROOT) / ".stamp", _fingerprint(folders), collect)


def _wait_until_ready(port: int, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise SystemExit("Máy chủ web không khởi động được; xem thông báo ở trên.")


def run(*, demo: bool, plan: str | None, port: int | None) -> int:
    """Set up, start web and worker, print the address, stay until SIGINT or SIGTERM.

    A child that dies is started again. Returns 0 after a clean end.
    """
    if plan and not demo:
        raise SystemExit("--plan cần --demo: đường dẫn đăng nhập một lần chỉ có ở chế độ dùng thử.")
    if plan and not Path(plan).is_file():
        raise SystemExit(f"Không tìm thấy tệp: {plan}")
    from hopluc.config import env, processes

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hopluc.config.settings")
    import django

    django.setup()  # reads .env, which may name the port
    chosen = free_port(port or env.number("HOPLUC_PORT", 0) or None)
    os.environ.setdefault("HOPLUC_SITE", f"http://localhost:{chosen}")  # what letters and calendars link to
    from hopluc.config import checks

    checks.refuse_unsafe()
    prepare()
    if demo:
        from hopluc.demo import command as demo_command

        demo_command.ensure(say)
    from django.db import connections

    connections.close_all()
    processes.end_orphans()
    starters = {"worker": processes.start_worker, "web": lambda: processes.start_web(chosen)}
    children = {name: start() for name, start in starters.items()}
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda caught, _frame: stopping.append(caught))
    try:
        _wait_until_ready(chosen, children["web"])
        _greet(chosen, demo=demo, plan=plan)
        while not stopping:
            time.sleep(0.2)
            for name, child in children.items():
                if child.poll() is not None and not stopping:
                    say(f"… {name} đã dừng (mã {child.returncode}), khởi động lại")
                    processes.end_orphans()
                    time.sleep(RESTART_PAUSE)
                    children[name] = starters[name]()
    finally:
        for child in children.values():
            processes.stop(child)
        processes.worker_pid_file().unlink(missing_ok=True)
    return 0


def _greet(port: int, *, demo: bool, plan: str | None) -> None:
    """The one address, the demo accounts, and the link to a plan that was asked for."""
    base = f"http://localhost:{port}"
    say()
    say(f"Hợp Lực: {base}")
    if demo:
        from hopluc.demo import command as demo_command

        for line in demo_command.accounts():
            say(f"  {line}")
    if plan:
        from hopluc.compiler.read import Unreadable
        from hopluc.intake import command as intake_command
        from hopluc.web.account import links

        say()
        try:
            user, address = intake_command.load(Path(plan))
        except Unreadable as refusal:
            say(f"Không nạp được {Path(plan).name}: {refusal.message_vi}")
        else:
            say(f"Rà soát {Path(plan).name} (mở một lần, trên máy này):")
            say(f"  {base}{links.make(user, address)}")
    say()
    say("Dừng: Ctrl+C")

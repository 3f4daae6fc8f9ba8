"""Starting: what the command prints and needs, and what it refuses to start with."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import time
import venv
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hopluc.config import checks
from hopluc.demo import documents
from tests import factories, servers
from tests.intake import samples
from tests.system.people import Visitor
from tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]

# A profile that `hopluc check` has nothing against, and what makes each of its complaints.
SAFE = {
    "HOPLUC_PROFILE": "production",
    "HOPLUC_SECRET_KEY": "k7Qm2xVd9Rt4Ws8Yb3Nf6Hj1Lp5Zc0Ga-Ue_Io2Kv7Xq4Mw9Bt6Rn3",
    "HOPLUC_HOSTS": "hopluc.sonhai.example",
    "DATABASE_URL": "postgres://hopluc@127.0.0.1:1/hopluc",
}
KEYRINGS = Path(__file__).parent / "keyrings"
UNSAFE = {
    "hopluc.E001": {"HOPLUC_SECRET_KEY": "ngan"},
    "hopluc.E002": {"HOPLUC_DEMO": "1"},
    "hopluc.E003": {"HOPLUC_DEBUG": "1"},
    "hopluc.E004": {"HOPLUC_HOSTS": "*"},
    "hopluc.E005": {"HOPLUC_SSL_REDIRECT": "0"},
    "hopluc.E006": {"HOPLUC_JOB_TIMEOUT": "300", "HOPLUC_JOB_RETRY": "300"},
    "hopluc.E008": {"HOPLUC_SIGNING": str(KEYRINGS / "demo.toml")},
    "hopluc.W001": {"DATABASE_URL": ""},
    "hopluc.W002": {"HOPLUC_SIGNING": str(KEYRINGS / "demo.toml")},
}
UNKNOWN = {
    "hopluc.E000": {"HOPLUC_PROFILE": "prod"},
    "hopluc.E007": {"HOPLUC_SIGNING": str(KEYRINGS / "broken.toml")},
}


def run(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`hopluc …` with the given variables and no other of ours."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HOPLUC_", "DJANGO_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "hopluc", *arguments],
        env=clean | {"HOPLUC_VAR": str(folder), "HOPLUC_ROOT": str(folder)} | dict(environment or {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return documents.write(tmp_path_factory.mktemp("documents"))[0]


def test_a_safe_production_profile_passes_the_check(tmp_path: Path) -> None:
    done = run(tmp_path, "check", environment=SAFE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("wrong", [UNSAFE, UNKNOWN], ids=["unsafe", "unknown profile"])
def test_the_check_refuses_unsafe_settings_each_by_its_id(
    tmp_path: Path, wrong: dict[str, dict[str, str]]
) -> None:
    variables = {name: value for one in wrong.values() for name, value in one.items()}
    done = run(tmp_path, "check", environment=SAFE | variables)
    assert done.returncode == 1
    assert sorted(re.findall(r"\((hopluc\.\w+)\)", done.stderr)) == sorted(wrong)
    assert done.stderr.count("HINT:") >= len(wrong)


def test_every_check_is_in_this_table() -> None:
    ids = set(re.findall(r'id="(hopluc\.\w+)"', Path(checks.__file__).read_text()))
    assert ids == set(UNSAFE | UNKNOWN)


@pytest.mark.parametrize("verb", ["serve", "worker"])
def test_nothing_starts_in_production_with_an_error_of_the_check(tmp_path: Path, verb: str) -> None:
    done = run(tmp_path, verb, environment=SAFE | {"HOPLUC_DEBUG": "1"})
    assert done.returncode == 1
    assert "hopluc.E003" in done.stderr


def test_the_demo_does_not_start_in_production(tmp_path: Path) -> None:
    done = run(tmp_path, "up", "--demo", environment=SAFE | {"DATABASE_URL": ""})
    assert done.returncode == 1
    assert "hopluc.E002" in done.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.django_db
def test_nobody_signs_in_by_a_click_in_production(client: Client, settings: Any) -> None:
    person = factories.person(factories.province())
    settings.DEMO, settings.PRODUCTION = True, True
    for address in ("/vao-nhanh/", "/vao/abc/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"user": person.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_compiler_starts_without_django(tmp_path: Path, plan_file: Path) -> None:
    target = tmp_path / "plan.json"
    code = (
        "import sys; from hopluc.cli import main\n"
        f"code = main(['compile', {str(plan_file)!r}, '-o', {str(target)!r}])\n"
        "loaded = sorted(m for m in sys.modules if m.partition('.')[0] in ('django', 'hopluc'))\n"
        "print(code, *loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, *modules = done.stdout.split()
    assert exit_code == "0"
    assert "hopluc.compiler.pipeline" in modules
    assert not [m for m in modules if m.startswith(("django", "hopluc.config"))]
    assert json.loads(target.read_text())["tasks"]


@pytest.mark.processes
def test_up_prints_one_address_the_accounts_and_a_link_that_opens_the_plan_once(tmp_path: Path) -> None:
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(samples.TEXT)
    with servers.up(tmp_path / "var", "--plan", str(plan)) as server:
        printed = "\n".join(server.lines)
        assert re.search(r"^Hợp Lực: http://localhost:\d+$", printed, re.MULTILINE)
        assert set(re.findall(r"https?://[^/\s]+", printed)) == {server.base}
        assert "Mật khẩu chung" in printed
        assert re.search(r"^\s+taichinh\s+\S.*Sở Tài chính$", printed, re.MULTILINE)
        link = re.findall(rf"{server.base}(/vao/\S+)", printed)[0]
        visitor = Visitor(server.base)
        assert visitor.get(link).status == visitor.get(link).status == 200  # looking does not use it up
        led = visitor.post(link, {})
        assert led.status == 302
        assert led.leads_to.startswith("/van-ban/")
        assert visitor.get(led.leads_to).status in (200, 302)
        assert Visitor(server.base).get(link).status == 410
    assert server.process.returncode == 0
    assert not server.children("hopluc")


@pytest.mark.processes
def test_the_web_process_behind_a_proxy_keeps_no_connection(tmp_path: Path) -> None:
    """A kept one would bind a client to one process, however busy the other is."""
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HOPLUC_", "DATABASE_", "DJANGO_"))}
    environment = clean | {"HOPLUC_VAR": str(tmp_path / "var"), "HOPLUC_PORT": str(port)}
    serving = subprocess.Popen([sys.executable, "-m", "hopluc", "serve"], env=environment)
    try:
        answers = [_health(port) for _ in range(2)]
    finally:
        serving.terminate()
        serving.wait(timeout=30)
    assert answers == [(200, "close"), (200, "close")]


def _health(port: int) -> tuple[int, str | None]:
    """The answer of /healthz and what becomes of the connection, once somebody listens."""
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer.status, answer.headers["Connection"]
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("nobody listens")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment into which `pip install .` put the package and what it says it needs.

    Nothing is fetched: the package is built by the locked back end, and of its requirements
    those are laid beside it that it names (and those that these name), from this environment.
    """
    folder = tmp_path_factory.mktemp("alone")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)], check=True
    )
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    wheel = next(folder.glob("hopluc-*.whl"))
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)], check=True
    )
    site = next((folder / "env" / "lib").glob("python3*/site-packages"))
    for name in sorted(needs("hopluc") - {"hopluc"}):
        for file in metadata.files(name) or ():
            top = Path(file.parts[0])
            if top.suffix != ".dist-info" and ".." not in file.parts and not (site / top).exists():
                (site / top).symlink_to(Path(str(metadata.distribution(name).locate_file(top))))
    return folder / "env" / "bin"


def needs(name: str) -> set[str]:
    """The distribution and all that it demands when no extra is asked for."""
    found = {name}
    for line in metadata.requires(name) or ():
        if "extra ==" not in line:
            found |= needs(re.split(r"[^\w.-]", line, maxsplit=1)[0])
    return found


@pytest.mark.processes
def test_the_package_alone_gives_the_compiler(alone: Path, plan_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    subprocess.run([alone / "hopluc", "compile", plan_file, "-o", target], check=True, cwd=tmp_path)
    assert json.loads(target.read_text())["tasks"]
    without = subprocess.run([alone / "python", "-c", "import django"], capture_output=True, check=False)
    assert without.returncode == 1

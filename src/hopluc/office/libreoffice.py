"""LibreOffice without a screen: conversions in a process of its own, within time and memory.

Each conversion has its own profile and folder, so that several run side by side and a broken
one leaves nothing behind. Documents are hostile until proven otherwise: macros stay off (the fresh
profile's default), the process group is killed when its time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

SECONDS = 60
# Address space, of which LibreOffice maps far more than it uses; a runaway document ends here.
MEMORY_MB = 4096

# Named filters, by the ending of the result. A PDF is tagged and asked to be PDF/UA, as accessible documents
# must be: its language and its title come from the Word file.
_FILTERS = {
    "pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"}}',
    "docx": "docx:MS Word 2007 XML",
    "txt": "txt:Text (encoded):UTF8",
    "html": "html:XHTML Writer File:UTF8",
}
_CALC_PDF = "pdf:calc_pdf_Export"
_SHEETS = {"xlsx", "xls", "ods", "csv"}


class ConversionError(Exception):
    """LibreOffice is missing, took too long, or could not read the file; the message says which."""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(
    content: bytes, ending: str, to: str, *, seconds: int = SECONDS, memory_mb: int = MEMORY_MB
) -> bytes:
    """The file (its kind told by `ending`, such as "docx") in another form.

    Raises ConversionError with a message for people when there is no LibreOffice, the file cannot be
    converted, or it takes more than `seconds` or `memory_mb`.
    """
    found = program()
    if not found:
        raise ConversionError("Máy chủ chưa cài LibreOffice nên không chuyển đổi được tệp.")
    with tempfile.TemporaryDirectory(prefix="hopluc-office-") as folder:
        source = Path(folder, f"source.{ending}")
        source.write_bytes(content)
        _run([found, *_arguments(folder, source, to)], folder, seconds, memory_mb)
        result = Path(folder, "out", f"source.{to}")
        if not result.exists():
            raise ConversionError(
                f"LibreOffice không đọc được tệp .{ending} này: tệp hỏng hoặc không đúng loại."
            )
        return result.read_bytes()


def _arguments(folder: str, source: Path, to: str) -> list[str]:
    chosen = _CALC_PDF if to == "pdf" and source.suffix[1:] in _SHEETS else _FILTERS.get(to, to)
    return [
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        chosen,
        "--outdir",
        f"{folder}/out",
        str(source),
    ]


def _run(command: list[str], folder: str, seconds: int, memory_mb: int) -> None:
    """Run in a process group of its own; the shell sets the limit, so that no Python runs after a fork."""
    limited = ["/bin/sh", "-c", 'ulimit -v "$1"; shift; exec "$@"', "sh", str(memory_mb * 1024), *command]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": folder,
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    process = subprocess.Popen(
        limited,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ConversionError(
            f"Chuyển đổi tệp quá {seconds} giây nên đã dừng: tệp quá lớn hoặc hỏng."
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of the group behind, whatever ended it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # all of it has ended by itself
    finally:
        process.wait()

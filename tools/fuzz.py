"""Spoil documents byte by byte and line by line, and watch what the readers and the compiler do.

    python -m tools.fuzz [--seconds 120 | --documents 300] [--seed 0] [--forms text,word,page,pdf,…]
    python -m tools.fuzz --again FILE          one spoilt document that was kept, once more

What is allowed is a plan whose spans lie in its text, or a refusal (`Unreadable`) in words. Anything
else that is raised, more than `CPU_SECONDS` of work on one document, more than `MEMORY` or a process
that dies is a failure: the document is kept under var/fuzz and its traceback printed. The same seed
gives the same documents of the forms text, word and page; the others are made by LibreOffice, which
dates them.
The documents that are spoilt are our own (tests/compiler/variants).
"""

from __future__ import annotations

import argparse
import io
import math
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from hopluc.compiler.pipeline import compile_bytes
from hopluc.office.libreoffice import convert, program
from hopluc.office.pictures import page_picture
from hopluc.office.refusal import Unreadable
from tests.compiler.test_any_text import spans
from tests.compiler.variants import variants

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "fuzz"
CPU_SECONDS = 20
MEMORY = 3 << 30  # of address space; libraries for pictures map much that they never use
LARGEST = 1 << 20  # bytes of a spoilt document: repeated lines grow fast, and work is linear
STALLED = 180  # seconds of the clock without a new document: the process hangs outside of Python

Spoil = Callable[[random.Random, bytes], bytes]
# How often a form is taken: those that start other programs are slow.
WEIGHTS = {"text": 40, "word": 30, "page": 12, "pdf": 12, "picture": 1, "old": 1}
_ODD = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\n",
    b"\t",
    b"|",
    b"<",
    b">",
    b"&",
    b"-",
    b"(",
    b"9" * 30,
    b"\xcc\x81",
)
_LINES = (
    "|",
    "\t\t\t",
    "## ",
    "<table>",
    "Phụ lục",
    "Điều 1.",
    "I.",
    "-",
    "STT\tNhiệm vụ\tChủ trì",
    "a) b) c)",
    "…" * 40,
)


# --- spoiling -------------------------------------------------------------------------------------


def spoil_bytes(chance: random.Random, data: bytes) -> bytes:
    """A few bytes changed, cut, doubled or put in."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(out) + 1)
        size = chance.choice((1, 1, 4, 64, 1024))
        match chance.randrange(5):
            case 0 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * chance.choice((1, 2, 50))
            case 3:
                out[at:at] = chance.choice(_ODD)
            case _:
                other = chance.randrange(len(out) + 1)
                out[at:at] = out[other : other + size]
    return bytes(out[:LARGEST])


def spoil_lines(chance: random.Random, data: bytes) -> bytes:
    """Lines of a text moved, repeated, joined, torn, or strange ones put in."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines.insert(at, chance.choice(_LINES))
            case 1:
                lines.insert(chance.randrange(len(lines) + 1), lines.pop(at) if len(lines) > 1 else lines[at])
            case 2:
                lines[at:at] = [lines[at]] * chance.choice((1, 3, 200))
            case 3:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 4:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case _:
                lines[at] = lines[at].replace(chance.choice((" ", "\t", ".", ",")), chance.choice(_LINES))
    return "\n".join(lines).encode()[:LARGEST]


def spoil_package(chance: random.Random, data: bytes) -> bytes:
    """The XML of one part of a zipped file spoilt, or the archive itself."""
    if chance.random() < 0.15:
        return spoil_bytes(chance, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        chosen = "word/document.xml" if chance.random() < 0.7 else chance.choice(parts)
        for name in archive.namelist():
            content = archive.read(name)
            made.writestr(name, _spoil_xml(chance, content) if name == chosen else content)
    return out.getvalue()


def _spoil_xml(chance: random.Random, content: bytes) -> bytes:
    """Elements moved whole, so that what comes out is mostly XML still."""
    pieces = content.split(b"<")
    for _ in range(chance.choice((1, 2, 8))):
        a, b = sorted(chance.randrange(len(pieces)) for _ in range(2))
        match chance.randrange(4):
            case 0:
                pieces[a:a] = pieces[b : b + chance.choice((1, 3, 30))]
            case 1:
                del pieces[a : a + chance.choice((1, 2, 6))]
            case 2:
                pieces[a] = pieces[a].replace(b'w:val="', b'w:val="' + chance.choice((b"-1", b"99999", b"x")))
            case _:
                pieces[a], pieces[b] = pieces[b], pieces[a]
        if not pieces:
            return content
    return b"<".join(pieces)


def _either(*spoils: Spoil) -> Spoil:
    return lambda chance, data: chance.choice(spoils)(chance, data)


SPOILS: dict[str, Spoil] = {
    "text": _either(spoil_lines, spoil_lines, spoil_bytes),
    "word": spoil_package,
    "page": _either(spoil_lines, spoil_bytes),
    "pdf": spoil_bytes,
    "picture": spoil_bytes,
    "old": spoil_bytes,
}


# --- documents ------------------------------------------------------------------------------------


def documents(forms: set[str]) -> dict[str, list[bytes]]:
    """Sound documents by form; forms that need a program which is not here are left out."""
    texts = [variant.data for variant in variants() if variant.name.endswith(".txt")]
    words = [variant.data for variant in variants() if variant.name.endswith(".docx")]
    found = {"text": texts, "word": words, "page": [_page(text) for text in texts[:4]]}
    if program() and forms & {"pdf", "picture", "old"}:
        found["pdf"] = [convert(word, "docx", "pdf") for word in words]
        found["old"] = [convert(words[0], "docx", "doc"), convert(words[0], "docx", "rtf")]
        out = io.BytesIO()
        page_picture(found["pdf"][0], 1, 100).save(out, "PNG")
        found["picture"] = [out.getvalue()]
    return {form: data for form, data in found.items() if form in forms}


def _page(text: bytes) -> bytes:
    rows = []
    for line in text.decode().split("\n"):
        cells = "".join(f"<td>{cell}</td>" for cell in line.split("\t"))
        rows.append(f"<table><tr>{cells}</tr></table>" if "\t" in line else f"<p>{line}</p>")
    return ("<!DOCTYPE html><html><body>" + "".join(rows) + "</body></html>").encode()


# --- watching -------------------------------------------------------------------------------------


class TooSlowError(Exception):
    """One document took more than its share of the processor."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {CPU_SECONDS} s")


def _try(data: bytes) -> str | None:
    """The traceback of what may not be, else None."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    try:
        plan = compile_bytes(data, "fuzz")
        outside = [span for span in spans(plan) if not 0 <= span[0] <= span[1] <= plan.text.characters]
        return f"spans outside of the text: {outside}" if outside else None
    except Unreadable:
        return None
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def work(seed: int, seconds: float, most: int, forms: set[str]) -> int:
    """Spoil and try until the time is over or so many were tried; each is kept while it is being tried."""
    signal.signal(signal.SIGPROF, _stop)
    at_hand = documents(forms)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chance = random.Random(seed)
    names = list(at_hand)
    current, tried, failed = KEPT / "current", dict.fromkeys(names, 0), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end and sum(tried.values()) < most:
        form = chance.choices(names, [WEIGHTS[name] for name in names])[0]
        data = SPOILS[form](chance, chance.choice(at_hand[form]))
        current.write_bytes(data)
        trouble = _try(data)
        tried[form] += 1
        if trouble:
            failed += 1
            kept = KEPT / f"{form}-{seed}-{sum(tried.values())}"
            kept.write_bytes(data)
            print(f"{kept.relative_to(ROOT)}\n{trouble}", flush=True)
    current.unlink()
    print("tried " + ", ".join(f"{count} {form}" for form, count in tried.items()) + f"; {failed} failed")
    return 1 if failed else 0


def watch(seed: int, seconds: float, most: int, forms: str) -> int:
    """Run `work` in a process of its own, whose death or silence is a failure too."""
    KEPT.mkdir(parents=True, exist_ok=True)
    limits = ["--seconds", str(seconds), "--documents", str(most)]
    arguments = ["--worker", "--seed", str(seed), *limits, "--forms", forms]
    process = subprocess.Popen([sys.executable, "-m", "tools.fuzz", *arguments], cwd=ROOT)
    current = KEPT / "current"
    try:
        while process.poll() is None:
            time.sleep(1)
            if current.exists() and time.time() - current.stat().st_mtime > STALLED:
                process.kill()
                print(f"hangs: {current.relative_to(ROOT)}")
                return 1
    finally:
        process.kill()
        process.wait()
    if process.returncode not in (0, 1):
        print(f"died with {process.returncode}: {current.relative_to(ROOT)}")
    return 1 if process.returncode else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Spoil documents and watch the compiler.")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--documents", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--forms", default=",".join(WEIGHTS))
    parser.add_argument("--again", metavar="FILE")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.again:
        signal.signal(signal.SIGPROF, _stop)
        trouble = _try(Path(given.again).read_bytes())
        print(trouble or "nothing wrong")
        return 1 if trouble else 0
    seconds = given.seconds or (120 if given.documents == sys.maxsize else math.inf)
    if given.worker:
        return work(given.seed, seconds, given.documents, set(given.forms.split(",")))
    return watch(given.seed, seconds, given.documents, given.forms)


if __name__ == "__main__":
    sys.exit(main())

"""Reading the same table from .docx, a torn .docx, .pdf, tagged .pdf, .pdf with a fallback font, and a scan,
beside other readers: rows whole, cells in place, seconds, memory.

`../shared/compare` makes the files from the annex of a real plan and scores every tool and the product
alike. The peers are installed once into `.venv-peers` from bench/peers.txt; `--product-only` leaves them
out, and where one cannot be had its line says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOPLUC_SHARED", ROOT.parent / "shared"))
COMPARE = SHARED / "compare"
PEERS = ROOT / ".venv-peers"
DOCUMENTS = ROOT / "var" / "bench" / "readers"
TOOLS = ("docx2python", "markitdown", "pdfplumber", "opendataloader", "ocrmypdf_img2table")


def peers() -> Path:
    """The folder of environments that compare.py looks into; made and filled where it is not there."""
    python, stamp = PEERS / "v-light" / "bin" / "python", PEERS / "stamp"
    wanted = (ROOT / "bench" / "peers.txt").read_text(encoding="utf8")
    if not stamp.exists() or stamp.read_text(encoding="utf8") != wanted:
        shutil.rmtree(PEERS, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(PEERS / "v-light")], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-qq", "-r", "bench/peers.txt"], check=True, cwd=ROOT
        )
        (PEERS / "v-new").symlink_to("v-light")
        stamp.write_text(wanted, encoding="utf8")
    return PEERS


def documents(python: Path) -> Path:
    """The six files and their truth, made once."""
    if not (DOCUMENTS / "truth.json").exists():
        seed = next((SHARED / "seeds").glob("001_*.txt"))
        DOCUMENTS.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(python), str(COMPARE / "make_docs.py"), str(seed), str(DOCUMENTS)], check=True)
        shutil.copy(COMPARE / "fixtures" / "fallback-font.pdf", DOCUMENTS / "fallback.pdf")
    return DOCUMENTS


def main() -> int:
    if not COMPARE.exists():
        print(f"không có {COMPARE}: không so được")
        return 1
    try:
        at, only = peers(), ",".join(TOOLS)
    except subprocess.CalledProcessError:
        print("không cài được các công cụ so sánh (bench/peers.txt); chỉ đo Hợp Lực")
        at, only = PEERS, "none"
    if "--product-only" in sys.argv:
        only = "none"
    docs = documents(at / "v-light" / "bin" / "python" if at.exists() else Path(sys.executable))
    product = f"{sys.executable} -m hopluc compile {{file}}"
    command = [sys.executable, str(COMPARE / "compare.py"), str(docs), str(at), "--only", only]
    return subprocess.run([*command, "--product", product], check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())

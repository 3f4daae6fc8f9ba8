"""`hopluc demo [--documents FOLDER]`: the fictional province; run again, nothing is doubled."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from hopluc.demo import build, documents
from hopluc.demo.build import Say


def main(arguments: Sequence[str]) -> int:
    """Run the command; 1 where it is refused."""
    parser = argparse.ArgumentParser(prog="hopluc demo", description="Dựng tỉnh minh họa Sơn Hải.")
    parser.add_argument(
        "--documents", type=Path, metavar="THƯ_MỤC", help="chỉ ghi các văn bản minh họa (.docx) ra thư mục"
    )
    options = parser.parse_args(arguments)
    if options.documents:
        for path in documents.write(options.documents):
            _say(str(path))
        return 0
    if settings.PRODUCTION:
        _say("Không dựng dữ liệu minh họa trên hệ thống thật (HOPLUC_PROFILE=production).")
        return 1
    ensure(_say)
    for line in accounts():
        _say(line)
    return 0


def ensure(say: Say) -> None:
    """Make what is not there yet, and say each step that is done."""
    build.build(say)


def accounts() -> list[str]:
    """The demo accounts as lines to print, after the password that they share."""
    lines = [f"Mật khẩu chung của các tài khoản minh họa: {build.PASSWORD}"]
    return lines + [
        f"  {username:<15}{name}, {position}, {body}" for username, name, position, body in build.accounts()
    ]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")

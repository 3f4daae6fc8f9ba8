"""`hopluc audit seal | verify | files`: the journal and the kept files against tampering."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from hopluc.archive import journal
from hopluc.archive.models import Seal
from hopluc.archive.queries import verify_files


def main(arguments: Sequence[str]) -> int:
    """Run the verb; 1 where something is no longer as it was."""
    parser = argparse.ArgumentParser(
        prog="hopluc audit", description="Niêm phong nhật ký, kiểm tra nhật ký và tệp lưu."
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("seal", help="niêm phong những việc mới")
    verify = verbs.add_parser("verify", help="kiểm tra nhật ký còn nguyên vẹn")
    verify.add_argument("--expect", default="", metavar="MÃ", help="mã niêm phong đã ghi lại ở nơi khác")
    verbs.add_parser("files", help="đọc lại mọi tệp lưu và so mã băm")
    options = parser.parse_args(arguments)
    if options.verb == "seal":
        return _seal()
    if options.verb == "verify":
        return _verify(options.expect)
    return _files()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _seal() -> int:
    made = journal.seal_all()
    last = Seal.objects.order_by("-number").first()
    _say(f"Đã niêm phong {sum(s.count for s in made)} việc trong {len(made)} đợt.")
    if last:
        _say(f"Niêm phong cuối: số {last.number}, mã {last.digest}")
    return 0


def _verify(expect: str) -> int:
    faults = journal.verify(expect)
    for fault in faults:
        _say(f"{f'Niêm phong số {fault.seal}' if fault.seal else 'Nhật ký'}: {fault.message}")
    _say(
        f"Nhật ký không còn nguyên vẹn: {len(faults)} lỗi."
        if faults
        else f"Nhật ký nguyên vẹn: {Seal.objects.count()} niêm phong."
    )
    return int(bool(faults))


def _files() -> int:
    faults = list(verify_files())
    for fault in faults:
        _say(f"{fault.sha256}: {fault.message}")
    _say(f"{len(faults)} tệp không còn như khi nhận." if faults else "Mọi tệp còn như khi nhận.")
    return int(bool(faults))

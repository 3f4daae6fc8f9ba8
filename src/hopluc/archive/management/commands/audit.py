"""`hopluc audit seal | verify | files`: the journal and the kept files against tampering."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hopluc.archive import journal
from hopluc.archive.models import Seal
from hopluc.archive.queries import verify_files


class Command(BaseCommand):
    help = "Niêm phong nhật ký (seal), kiểm tra nhật ký (verify), kiểm tra tệp lưu (files)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["seal", "verify", "files"])
        parser.add_argument("--expect", default="", help="mã niêm phong đã ghi lại ở nơi khác (verify)")

    def handle(self, *, verb: str, expect: str, **options: Any) -> None:
        {"seal": self._seal, "verify": lambda: self._verify(expect), "files": self._files}[verb]()

    def _seal(self) -> None:
        made = journal.seal_all()
        last = Seal.objects.order_by("-number").first()
        self.stdout.write(f"Đã niêm phong {sum(s.count for s in made)} việc trong {len(made)} đợt.")
        if last:
            self.stdout.write(f"Niêm phong cuối: số {last.number}, mã {last.digest}")

    def _verify(self, expect: str) -> None:
        faults = journal.verify(expect)
        for fault in faults:
            where = f"Niêm phong số {fault.seal}" if fault.seal else "Nhật ký"
            self.stderr.write(f"{where}: {fault.message}")
        if faults:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {len(faults)} lỗi.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {Seal.objects.count()} niêm phong.")

    def _files(self) -> None:
        faults = list(verify_files())
        for fault in faults:
            self.stderr.write(f"{fault.sha256}: {fault.message}")
        if faults:
            raise CommandError(f"{len(faults)} tệp không còn như khi nhận.")
        self.stdout.write("Mọi tệp còn như khi nhận.")

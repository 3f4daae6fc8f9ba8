"""`hopluc demo [--documents FOLDER]`: the fictional province; run again, nothing is doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hopluc.demo import build, documents


class Command(BaseCommand):
    help = "Dựng tỉnh minh họa Sơn Hải; --documents chỉ ghi các văn bản minh họa (.docx) ra thư mục."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=Path, metavar="FOLDER")

    def handle(self, *, documents: Path | None, **options: Any) -> None:
        if documents:
            self._write(documents)
            return
        if settings.PRODUCTION:
            raise CommandError("Không dựng dữ liệu minh họa trên hệ thống thật (HOPLUC_PROFILE=production).")
        build.build(self.stdout.write)
        self.stdout.write(f"Mật khẩu chung của các tài khoản minh họa: {build.PASSWORD}")
        for username, name, position, body in build.accounts():
            self.stdout.write(f"  {username:<15}{name}, {position}, {body}")

    def _write(self, folder: Path) -> None:
        for path in documents.write(folder):
            self.stdout.write(str(path))

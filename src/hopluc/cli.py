"""The `hopluc` command: finds the verb and hands over, loading no more than the verb needs.

The compiler's verbs need neither Django nor a database; the web system's verbs are handed to
`hopluc.config.commands`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hopluc import __version__

_COMPILER_VERBS = ("compile", "lint", "convert", "diff", "coverage", "schema")
_WEB_VERBS = ("up", "serve", "worker", "check", "demo", "audit", "manage")
_USAGE = f"""\
hopluc {__version__} — từ kế hoạch đã ban hành đến báo cáo đã ký

  hopluc compile TỆP… [--text] [--lang vi|en] [-o TỆP]   đọc kế hoạch, ghi ra JSON
  hopluc lint TỆP… [--format text|json|sarif] [--off MÃ] soát lỗi của kế hoạch (--rules: các quy tắc)
  hopluc convert TỆP… --to xlsx|docx|csv|ics|xml|html    xuất bảng phân công, phụ lục, lịch, trang web
  hopluc diff CŨ MỚI [--format text|json|html]           so sánh hai kế hoạch theo nội dung
  hopluc coverage CẤP_TRÊN CẤP_DƯỚI…                     kế hoạch cấp dưới thực hiện những gì của cấp trên
  hopluc schema [plan|diff|coverage]                     JSON Schema của kế hoạch, của kết quả so sánh

  hopluc up [--demo] [--plan TỆP] [--port SỐ]            chạy cả hệ thống web trên máy này
  hopluc serve | worker | check | demo | audit | manage  từng phần của hệ thống web
                                                         (các lệnh này cần cài “hopluc[web]”)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code (2 where the call is wrong)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    verb = given[0] if given else ""
    if verb in _COMPILER_VERBS:
        from hopluc.compiler import cli as compiler

        return compiler.main(verb, given[1:])
    if verb in _WEB_VERBS:
        from hopluc.config import commands

        return int(commands.main(given))
    if verb in ("--version", "-V"):
        sys.stdout.write(f"hopluc {__version__}\n")
        return 0
    out = sys.stdout if verb in ("", "-h", "--help", "help") else sys.stderr
    if out is sys.stderr:
        out.write(f"hopluc: không có lệnh “{verb}”.\n\n")
    out.write(_USAGE)
    return 0 if out is sys.stdout else 2


if __name__ == "__main__":
    sys.exit(main())

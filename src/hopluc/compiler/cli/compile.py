"""`hopluc compile`: the compiled plan of a document, as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, no_plan, with_language, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Compile the files named; the exit code."""
    parser = argparse.ArgumentParser(
        "hopluc compile", description="Đọc kế hoạch, ghi ra JSON (định dạng hopluc.plan/1)."
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="TỆP",
        help="Word, PDF, ảnh quét, HTML, văn bản; nhiều tệp được ghép theo thứ tự",
    )
    parser.add_argument(
        "--text", action="store_true", help="chỉ in văn bản đã đọc, mà các khoảng (span) tính trên đó"
    )
    with_language(parser)
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler import pipeline, read  # loaded after the call is known to be right
    from hopluc.compiler.format import to_json

    document = read.read_files(given.files)
    if given.text:
        write(document.text, given.output)
        return DONE
    plan = pipeline.compile_document(document, lang=given.lang)
    write(json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n", given.output)
    return no_plan(plan)

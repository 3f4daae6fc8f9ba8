"""The compiler's verbs: `compile` and `lint`.

Exit codes: 0 done · 1 `lint` found errors · 2 a file could not be read or the call is wrong ·
3 the document holds no plan.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

from hopluc.compiler.format import Finding, Plan, to_json
from hopluc.office.refusal import Unreadable

DONE, FOUND, UNREADABLE, NO_PLAN = 0, 1, 2, 3
_SEVERITY = {
    "vi": {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def main(verb: str, arguments: Sequence[str]) -> int:
    """Run a verb of `VERBS`; the exit code."""
    try:
        return VERBS[verb](arguments)
    except Unreadable as refusal:
        sys.stderr.write(f"hopluc {verb}: {refusal.message_vi}\n")
        return UNREADABLE
    except BrokenPipeError:
        # The reader of a pipe ("| head") has gone; there is nobody to tell.
        sys.stderr.close()
        return DONE


def _compile(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "hopluc compile", description="Đọc kế hoạch, ghi ra JSON (định dạng hopluc.plan/1)."
    )
    parser.add_argument(
        "files", nargs="+", metavar="TỆP", help="tệp .docx hoặc .txt; nhiều tệp được ghép theo thứ tự"
    )
    parser.add_argument(
        "--text", action="store_true", help="chỉ in văn bản đã đọc, mà các khoảng (span) tính trên đó"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của các phát hiện")
    parser.add_argument("-o", "--output", metavar="TỆP", help="ghi vào tệp thay vì in ra màn hình")
    given = parser.parse_args(arguments)
    from hopluc.compiler import pipeline, read  # loaded after the call is known to be right

    document = read.read_files(given.files)
    if given.text:
        _write(document.text, given.output)
        return DONE
    plan = pipeline.compile_document(document, lang=given.lang)
    _write(json.dumps(to_json(plan), ensure_ascii=False, indent=1) + "\n", given.output)
    return _no_plan(plan)


def _lint(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        "hopluc lint", description="Soát lỗi của kế hoạch: mỗi phát hiện kèm dòng và trích dẫn."
    )
    parser.add_argument("files", nargs="+", metavar="TỆP")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của các phát hiện")
    given = parser.parse_args(arguments)
    from hopluc.compiler import pipeline, read

    document = read.read_files(given.files)
    plan = pipeline.compile_document(document, lang=given.lang)
    name = ", ".join(source.name for source in plan.sources)
    _write("".join(f"{line}\n" for line in report(plan.findings, document.text, name, given.lang)), None)
    code = _no_plan(plan)
    return code or (FOUND if any(finding.severity == "error" for finding in plan.findings) else DONE)


def report(findings: Sequence[Finding], text: str, name: str, lang: str) -> list[str]:
    """A line for each finding with its place, and below it the words."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    lines: list[str] = []
    for finding in findings:
        start, end = finding.span or (0, 0)
        row = bisect_right(starts, start)
        column = start - starts[row - 1] + 1
        lines.append(
            f"{name}:{row}:{column}: {_SEVERITY[lang][finding.severity]} [{finding.rule}] {finding.message}"
        )
        quote = " ".join(text[start:end].split())
        if quote:
            lines.append(f"    “{quote[:160]}{'…' if len(quote) > 160 else ''}”")
    return lines


def _no_plan(plan: Plan) -> int:
    """NO_PLAN and a message where the document holds none, else DONE."""
    finding = next((finding for finding in plan.findings if finding.rule == "no-plan"), None)
    if finding is None:
        return DONE
    sys.stderr.write(f"hopluc: {finding.message}\n")
    return NO_PLAN


def _write(words: str, output: str | None) -> None:
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(words)
        return
    try:
        Path(output).write_text(words, encoding="utf-8")
    except OSError as error:
        raise Unreadable(f"Không ghi được tệp {output}: {error.strerror}.", "missing") from error


VERBS: dict[str, Callable[[Sequence[str]], int]] = {"compile": _compile, "lint": _lint}

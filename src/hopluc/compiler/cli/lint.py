"""`hopluc lint`: what is wrong or doubtful in a plan, as lines, JSON or SARIF."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hopluc.compiler.cli.common import DONE, FOUND, no_plan, with_language, with_output, write


def main(arguments: Sequence[str]) -> int:
    """Check the document in the files named, or list the rules; the exit code."""
    parser = argparse.ArgumentParser(
        "hopluc lint", description="Soát lỗi của kế hoạch: mỗi phát hiện kèm vị trí, trích dẫn và cách sửa."
    )
    parser.add_argument("files", nargs="*", metavar="TỆP")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="dạng kết quả")
    parser.add_argument("--off", metavar="MÃ,…", default="", help="tắt các quy tắc này")
    parser.add_argument("--rules", action="store_true", help="liệt kê các quy tắc và lý do của chúng")
    with_language(parser)
    with_output(parser)
    given = parser.parse_args(arguments)
    from hopluc.compiler import pipeline, read
    from hopluc.compiler.check import RULES, reports

    off = {code.strip() for code in given.off.split(",") if code.strip()}
    unknown = off - {rule.code for rule in RULES}
    if unknown:
        parser.error(f"không có quy tắc {', '.join(sorted(unknown))}; xem: hopluc lint --rules")
    if given.rules:
        write(reports.rules_as_text(RULES, given.lang), given.output)
        return DONE
    if not given.files:
        parser.error("cần ít nhất một tệp")
    document = read.read_files(given.files)
    plan = pipeline.compile_document(document, lang=given.lang)
    findings = [finding for finding in plan.findings if finding.rule not in off]
    report = reports.REPORTS[given.format]
    write(report(findings, document.text, plan.sources, given.lang), given.output)
    found = any(finding.severity == "error" for finding in findings)
    return no_plan(plan) or (FOUND if found else DONE)

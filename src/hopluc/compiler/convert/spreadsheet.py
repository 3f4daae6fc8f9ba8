"""The plan as a workbook: assignments, targets, reports due, citations, findings, a sheet each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hopluc.compiler.convert.assignments import columns_of, heading_of, rows_of, source_of, title_of
from hopluc.compiler.convert.words import due_in_words, period_in_words, target_in_words
from hopluc.compiler.format import Group, Plan
from hopluc.office.sheets import Field, Section, Sheet, Workbook, write_xlsx

_SEVERITY = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Lưu ý"}
_ROLE = {"implements": "Triển khai", "legal_basis": "Căn cứ", "mention": "Nhắc đến"}


def convert(plan: Plan, text: str) -> bytes:
    """Sheets that would be empty are left out, but for the assignments."""
    sheets = [_assignments(plan), _targets(plan), _reports(plan), _citations(plan), _findings(plan)]
    kept = [sheet for place, sheet in enumerate(sheets) if place == 0 or sheet.rows]
    return write_xlsx(Workbook(title_of(plan), plan.document.issuer or "", kept))


def _assignments(plan: Plan) -> Sheet:
    columns = columns_of(plan)
    fields = [Field(column.title, column.width, "wrapped") for column in columns]

    def rows() -> Iterator[list[Any]]:
        for row in rows_of(plan):
            if isinstance(row, Group):
                yield [Section(heading_of(row))]
            else:
                yield [column.words(row) for column in columns]

    return Sheet("Nhiệm vụ", title_of(plan), fields, list(rows()), source_of(plan), frozen=1)


def _targets(plan: Plan) -> Sheet:
    fields = [
        Field("TT", 8), Field("Chỉ tiêu", 60, "wrapped"), Field("Mức", 16, "centre"), Field("Đơn vị", 20),
        Field("Kỳ", 24), Field("Của", 30, "wrapped"),
    ]  # fmt: skip
    rows = [
        [
            indicator.id,
            indicator.name,
            target_in_words(indicator.target),
            indicator.unit or "",
            period_in_words(indicator.period, indicator.per),
            "; ".join(party.name for party in indicator.for_) + (" (mỗi đơn vị)" if indicator.each else ""),
        ]
        for indicator in plan.indicators
    ]
    return Sheet("Chỉ tiêu", title_of(plan), fields, rows, source_of(plan), frozen=2)


def _reports(plan: Plan) -> Sheet:
    fields = [
        Field("Từ", 36, "wrapped"), Field("Gửi", 30, "wrapped"), Field("Nội dung", 40, "wrapped"),
        Field("Thời hạn", 26, "wrapped"), Field("Nguyên văn", 60, "wrapped"),
    ]  # fmt: skip
    rows = [
        [
            "; ".join(party.name for party in duty.from_),
            "; ".join(party.name for party in duty.to),
            duty.subject or "",
            due_in_words(duty.due),
            duty.text,
        ]
        for duty in plan.reporting
    ]
    return Sheet("Báo cáo", title_of(plan), fields, rows, source_of(plan))


def _citations(plan: Plan) -> Sheet:
    fields = [
        Field("Số, ký hiệu", 22), Field("Tên", 50, "wrapped"), Field("Ngày", 14, "date"),
        Field("Cơ quan ban hành", 34, "wrapped"), Field("Vai trò", 14), Field("Số lần", 9, "number"),
    ]  # fmt: skip
    rows = [
        [
            citation.number or "",
            citation.title or "",
            citation.issued_on,
            citation.issuer or "",
            _ROLE[citation.role],
            len(citation.spans),
        ]
        for citation in plan.citations
    ]
    return Sheet("Văn bản viện dẫn", title_of(plan), fields, rows, source_of(plan))


def _findings(plan: Plan) -> Sheet:
    fields = [
        Field("Mức", 12), Field("Phát hiện", 80, "wrapped"), Field("Cần là", 40, "wrapped"), Field("Mã", 26)
    ]  # fmt: skip
    rows = [[_SEVERITY[f.severity], f.message, f.expected or "", f.rule] for f in plan.findings]
    return Sheet("Phát hiện", title_of(plan), fields, rows, source_of(plan))

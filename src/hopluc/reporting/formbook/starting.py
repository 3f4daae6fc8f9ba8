"""Forms to begin with: the standard report, and one started from a plan's indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hopluc.reporting.formbook.content import Column, FormContent, Row, Section

LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator that a table is to have a row for."""

    code: str
    name: str
    unit: str


def standard() -> FormContent:
    """Tasks, figures and the four texts that every report of a plan has."""
    return FormContent(
        (
            Section("nhiem_vu", "tasks", "Kết quả thực hiện nhiệm vụ"),
            Section("chi_tieu", "figures", "Số liệu chỉ tiêu"),
            Section(
                "danh_gia",
                "narrative",
                "Đánh giá chung",
                "Vài câu về kết quả chung của cơ quan trong kỳ.",
                LONGEST,
            ),
            Section(
                "kho_khan",
                "narrative",
                "Khó khăn, vướng mắc",
                "Mỗi khó khăn một dòng, kèm nguyên nhân.",
                LONGEST,
            ),
            Section(
                "de_xuat",
                "narrative",
                "Đề xuất, kiến nghị",
                "Mỗi đề xuất một dòng, nêu rõ cơ quan giải quyết.",
                LONGEST,
            ),
            Section("ky_toi", "narrative", "Nhiệm vụ kỳ tới", "Việc trọng tâm và mốc hoàn thành.", LONGEST),
        )
    )


def from_indicators(indicators: Sequence[Asked]) -> FormContent:
    """The standard form with a table that has a row for each indicator: plan of the year, done, note."""
    table = Section(
        "bieu_chi_tieu",
        "table",
        "Biểu số liệu thực hiện chỉ tiêu",
        columns=(
            Column("ke_hoach", "Kế hoạch năm", "decimal", gathers="sum"),
            Column("thuc_hien", "Thực hiện", "decimal", gathers="sum"),
            Column("ghi_chu", "Ghi chú", gathers="list"),
        ),
        rows=tuple(
            Row(f"d{place}", f"{one.name} ({one.unit})" if one.unit else one.name)
            for place, one in enumerate(indicators, 1)
        ),
    )
    sections = standard().sections
    return FormContent((sections[0], table, *sections[2:]) if indicators else sections)

"""What a table of the book can count: the catalogue. A measure is a line here and a function beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hopluc.reporting.editions.content import Grid
from hopluc.reporting.editions.measures import budget, forms, plans, register, targets, tasks
from hopluc.reporting.editions.measures.scope import Scope


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, the splits that it knows, how it is counted and from what, in words; `gather`
    makes the table."""

    title: Any
    splits: Mapping[str, Any]
    definition: Any
    source: Any
    gather: Callable[[Scope, str], Grid]


MEASURES: Mapping[str, Measure] = {
    "plans": Measure(
        _("Số kế hoạch, văn bản đang theo dõi"),
        {"kind": _("Loại văn bản"), "owner": _("Cơ quan ban hành")},
        _(
            "Số văn bản giao nhiệm vụ mà cơ quan ban hành, theo dõi hoặc của cơ quan trực thuộc, có thời "
            "gian thực hiện trong năm."
        ),
        _("Kế hoạch đưa vào theo dõi trên hệ thống."),
        plans.gather,
    ),
    "tasks": Measure(
        _("Nhiệm vụ"),
        {"status": _("Tình trạng"), "plan": _("Kế hoạch")},
        _(
            "Số nhiệm vụ của các kế hoạch có thời gian thực hiện trong năm; tình trạng tại ngày cuối năm, "
            "của năm xuất bản tại ngày tính số liệu. Nhiệm vụ là mục có cơ quan chủ trì hoặc không có mục "
            "con."
        ),
        _("Tiến độ các cơ quan báo cáo trên hệ thống."),
        tasks.gather,
    ),
    "targets": Measure(
        _("Chỉ tiêu kế hoạch và thực hiện"),
        {"indicator": _("Chỉ tiêu")},
        _(
            "Kế hoạch: mức phải đạt của kế hoạch có kỳ kết thúc trong năm. Thực hiện: số có ngày muộn nhất "
            "trong năm. Chỉ tiêu cùng tên, cùng đơn vị tính là một dòng."
        ),
        _("Chỉ tiêu của kế hoạch; số thực hiện do cơ quan theo dõi nhập."),
        targets.gather,
    ),
    "budget": Measure(
        _("Kinh phí thực hiện kế hoạch"),
        {"source": _("Nguồn vốn"), "fund": _("Loại kinh phí"), "body": _("Cơ quan sử dụng")},
        _(
            "Phê duyệt: kinh phí của các dòng dự toán năm có nghị quyết. Đã chi: tổng khoản chi của các "
            "dòng đó đến ngày tính số liệu, trừ khoản gỡ."
        ),
        _("Dự toán năm và khoản chi ghi trên hệ thống."),
        budget.gather,
    ),
    "form": Measure(
        _("Bảng tổng hợp của một biểu mẫu báo cáo"),
        {"row": _("Dòng của biểu")},
        _("Bảng tổng hợp trong báo cáo đã phát hành của kỳ muộn nhất trong năm có dùng biểu mẫu."),
        _("Báo cáo của các cơ quan theo biểu mẫu, đã tổng hợp và phát hành."),
        forms.gather,
    ),
    "register": Measure(
        _("Hợp tác xã, liên hiệp, tổ hợp tác (sổ đăng ký)"),
        {"kind": _("Loại hình"), "field": _("Ngành, lĩnh vực"), "area": _("Địa bàn")},
        _("Số hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác đang hoạt động tại ngày tính số liệu."),
        _("Sổ đăng ký hợp tác xã; hệ thống chưa có sổ này nên bảng chưa có số liệu."),
        register.gather,
    ),
}

"""Fictional submissions for the pure tests of consolidation: two groups, four tasks, four bodies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hopluc.reporting.content import Asked, Handed, Part, PlannedIndicator, PlannedTask, Reported

CUTOFF, DUE = dt.date(2026, 11, 30), dt.date(2026, 11, 30)
BODIES = (
    (1, "Sở Tài chính", "1"),
    (2, "Sở Nông nghiệp và Môi trường", "2"),
    (3, "Liên minh Hợp tác xã tỉnh Sơn Hải", "3"),
    (4, "Ủy ban nhân dân xã Bình Sơn", "4"),
)


def asked(**changes: object) -> Asked:
    values: dict = {
        "title": "Báo cáo năm 2026",
        "collector": "Sở Tài chính",
        "addressee": "Ủy ban nhân dân tỉnh Sơn Hải",
        "period_start": dt.date(2026, 1, 1),
        "period_end": dt.date(2026, 12, 31),
        "cutoff": CUTOFF,
        "due_on": DUE,
        "plan": "Kế hoạch số 12/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Sơn Hải "
        "về phát triển kinh tế tập thể năm 2026",
        "made_on": dt.date(2026, 12, 2),
        "bodies": BODIES,
        "groups": (("I", "Tuyên truyền, phổ biến chính sách"), ("II", "Hỗ trợ hợp tác xã")),
        "tasks": (
            task(11, "I/1", "Mở chuyên mục về hợp tác xã trên đài phát thanh các xã", "I", 1, 3),
            task(
                12, "I/2", "Tập huấn Luật Hợp tác xã cho cán bộ cấp xã", "I", 2, 1, 3, deadline="Quý III/2026"
            ),
            task(21, "II/1", "Cho vay vốn từ Quỹ hỗ trợ phát triển hợp tác xã", "II", 3, 3),
            task(22, "II/2", "Bố trí điểm giới thiệu sản phẩm tại chợ trung tâm xã", "II", 4, 2, 4),
        ),
        "indicators": (
            PlannedIndicator(1, "Hợp tác xã thành lập mới", "hợp tác xã", "12", 1, "=", Decimal(12)),
            PlannedIndicator(2, "Tỷ lệ hợp tác xã xếp loại tốt, khá", "%", "≥ 60", 2, ">=", Decimal(60)),
            PlannedIndicator(
                3, "Mô hình liên kết theo chuỗi", "mô hình", "≥ 1", 3, ">=", Decimal(1), each=True
            ),
            PlannedIndicator(4, "Lớp bồi dưỡng", "lớp", "5", 4, "=", Decimal(5)),
        ),
        "symbol": "STC",
        "place": "Sơn Hải",
        "superior": "Ủy ban nhân dân\ntỉnh Sơn Hải",
        "signatory": "GIÁM ĐỐC",
    }
    return Asked(**(values | changes))


def task(
    pk: int, code: str, text: str, group: str, order: int, *leads: int, deadline: str = ""
) -> PlannedTask:
    names = {body[0]: body[1] for body in BODIES}
    return PlannedTask(
        pk, code, code.split("/")[1], text, group, order, deadline, tuple((one, names[one]) for one in leads)
    )


def handed(body: int, *parts: Part, **rest: object) -> Handed:
    pk, name, order = BODIES[body - 1]
    values: dict = {"first_submitted_on": dt.date(2026, 11, 20), "parts": parts}
    return Handed(pk, name, order, **(values | rest))


def part(task_id: int, status: str, narrative: str = "", **rest: object) -> Part:
    return Part(task_id, rest.pop("role", "lead"), status, narrative=narrative, **rest)  # type: ignore[arg-type]


def figure(indicator: int, value: str | None, note: str = "") -> Reported:
    return Reported(indicator, None if value is None else Decimal(value), note)


def submissions() -> list[Handed]:
    """Three of four have handed in, one of them late."""
    return [
        handed(
            1,
            part(12, "done_on_time", "Đã mở 02 lớp cho 96 cán bộ của 12 xã.",
                 finished_on=dt.date(2026, 9, 12), due_on=None, percent=100),
            overview="Các nhiệm vụ được giao cơ bản đúng tiến độ.",
            difficulties="Cán bộ theo dõi hợp tác xã ở cấp xã thay đổi nhiều sau sắp xếp.",
            figures=(figure(1, "3"), figure(4, "2")),
        ),
        handed(
            2,
            part(22, "overdue", "Đã bố trí được 01 điểm tại xã Bình Sơn; xã Phú Hải chưa có mặt bằng.",
                 due_on=dt.date(2026, 10, 31), percent=50, late=True),
            proposals="Giao Ủy ban nhân dân các xã rà soát quỹ đất chợ.",
            next_period="Tiếp tục bố trí điểm giới thiệu sản phẩm tại 03 xã.",
            figures=(
                figure(1, "8", "có 02 hợp tác xã chuyển từ tổ hợp tác"),
                figure(2, "71.5"),
                figure(3, "2"),
            ),
        ),
        handed(
            3,
            part(11, "on_track", "Đã phát 20 chuyên mục.", percent=60),
            part(12, "done_late", "Phối hợp mở 01 lớp, kết thúc ngày 15/10/2026.",
                 finished_on=dt.date(2026, 10, 15), percent=100),
            part(21, "not_begun", ""),
            part(22, "on_track", "Giới thiệu 14 sản phẩm của thành viên.", role="coordinator"),
            first_submitted_on=dt.date(2026, 12, 1),
            difficulties="Cán bộ theo dõi hợp tác xã ở cấp xã thay đổi nhiều sau sắp xếp.",
            figures=(figure(2, "68"), figure(3, "0")),
        ),
    ]  # fmt: skip

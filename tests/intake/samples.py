"""A small plan of the fictional province, as a text file, and as a compiled plan made by hand."""

from __future__ import annotations

import hashlib
from typing import Any

from hopluc.compiler import format as compiled
from hopluc.intake import actions
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting

TEXT = """ỦY BAN NHÂN DÂN TỈNH SƠN HẢI

Số: 21/KH-UBND

Sơn Hải, ngày 12 tháng 01 năm 2026

KẾ HOẠCH

Phát triển kinh tế tập thể tỉnh Sơn Hải năm 2026

Căn cứ Luật Hợp tác xã ngày 20 tháng 6 năm 2023, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU

- Thành lập mới 12 hợp tác xã trong năm 2026.

II. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.

2. Các sở, ban, ngành báo cáo kết quả về Sở Tài chính trước ngày 30/11/2026.

PHỤ LỤC

Phân công nhiệm vụ

TT\tNội dung công việc\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tSản phẩm
I\tTuyên truyền, tập huấn\t\t\t\t
1\tMở ba lớp tập huấn cho giám đốc hợp tác xã ven biển\tSở Nông nghiệp\tLiên minh HTX\tQuý III/2026\tLớp học
2\tPhát hành bản tin quý; làm phim về gương điển hình\tBáo Sơn Hải\tSở Tài chính\tThường xuyên\tBản tin
II\tHỗ trợ\t\t\t\t
1\tRà soát hợp tác xã ngừng hoạt động, hướng dẫn giải thể\tSở Tài chính\t\tTrước ngày 30/9/2026\tBáo cáo
2\tKiểm tra việc chia cổ tức của quỹ chung\tThanh tra tỉnh\t-\tTrước ngày 31/10/2026\tKết luận
"""


def upload(text: str = TEXT, name: str = "ke-hoach-2026.txt") -> actions.Upload:
    """The text as a file at hand."""
    return actions.Upload(name, text.encode())


def in_review(by: Acting, text: str = TEXT) -> Paper:
    """A paper that was received and compiled."""
    paper, _made = actions.receive([upload(text)], by=by)
    actions.compile_paper(paper.pk)
    paper.refresh_from_db()
    return paper


def plan(tasks: int = 4) -> dict[str, Any]:
    """A compiled plan as JSON: tasks `I/1`, `I/2`, … of ten words each, one finding, one indicator."""
    text = "\n".join(f"{n}. Nhiệm vụ số {n} gồm mười chữ để thử việc tách" for n in range(1, tasks + 1))
    rows, start = [], 0
    for n, line in enumerate(text.split("\n"), 1):
        span = (start, start + len(line))
        words = line.split(". ", 1)[1]
        lead = compiled.Party(f"Sở {n % 3}", f"Sở {n % 3}", span=(start, start + 2))
        rows.append(
            compiled.Task(
                id=f"I/{n}", number=str(n), group="I", parent=None, text=words, leads=(lead,), span=span
            )
        )
        start += len(line) + 1
    made = compiled.Plan(
        text=compiled.TextInfo(hashlib.sha256(text.encode()).hexdigest(), len(text)),
        sources=(),
        pages=(),
        document=compiled.Document(kind="ke_hoach", title="Kế hoạch thử"),
        groups=(compiled.Group("I", "Nhóm một"),),
        tasks=tuple(rows),
        indicators=(
            compiled.Indicator("1", "HTX thành lập mới", "HTX", compiled.Target("=", 12), span=(0, 5)),
        ),
        findings=(
            compiled.Finding(
                "slip", "error", "Sai chữ", span=(3, 11), mend=compiled.Mend((3, 11), "Công việc")
            ),
        ),
    )
    found: dict[str, Any] = compiled.to_json(made)
    return found

"""Amending documents of many forms, laid on the plan in force: each beside what a person reads in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from hopluc.compiler import read
from hopluc.compiler.amend import Amending, amending_schema, compile_amending, is_amending
from hopluc.compiler.format import Plan, to_json
from hopluc.compiler.pipeline import compile_text
from tests.compiler.amend.rendering import told

DOCUMENTS = Path(__file__).parent / "documents"
LATE = "deadline=within 2026-10-01 2026-12-31"

# What a person reads in each with the plan beside it: from when it holds, its changes, its findings.
READ: dict[str, tuple[str, list[str]]] = {
    "01-decision": (
        "2026-07-15",
        [
            "II/1 deadline=by 2026-11-15",
            "I/2 text=Phát hành bản tin hai tháng một số và làm phim về gương điển hình",
            "II/2 dropped",
            "new I/4 after I/3 text=Dịch sổ tay hỏi đáp ra tiếng dân tộc | leads=Sở Tư pháp"
            f" | coordinators=Liên minh Hợp tác xã | {LATE} | products=Sổ tay",
        ],
    ),
    "02-letter": (
        "2026-08-03",
        [
            f"I/1 {LATE}",
            "II/1 leads=Sở Nông nghiệp và Môi trường",
            "II/2 dropped",
            "I/1 coordinators=Liên minh Hợp tác xã, Sở Công Thương",
        ],
    ),
    "03-plan": (
        "2026-09-01",
        [
            "target 1 “Số hợp tác xã thành lập mới” = 15 hợp tác xã",
            "target 2 “Doanh thu bình quân của một hợp tác xã” = 2.300 triệu đồng/năm",
            "II/3 leads=Liên minh Hợp tác xã tỉnh",
            "II/3 deadline=within 2027-01-01 2027-03-31",
            "I/3 dropped",
        ],
    ),
    "04-table": (
        "2026-08-01",
        [
            f"I/1 {LATE}",
            "I/2 leads=Báo Sơn Hải, Sở Văn hóa, Thể thao và Du lịch",
            "II/1 products=Báo cáo; Danh sách hợp tác xã giải thể",
            "II/2 dropped",
        ],
    ),
    "05-points": (
        "2026-08-10",
        [
            "II.1/b text=Bố trí kinh phí tuyên truyền trước ngày 30/6/2026 | deadline=by 2026-06-30",
            "new II.2/c after II.2/b text=Xét tặng bằng khen cho tổ hợp tác tiêu biểu, hoàn thành trước ngày"
            " 15/12/2026 | leads=Sở Nội vụ | deadline=by 2026-12-15",
            "II.2/b text=Tập huấn cho 150 tổ trưởng tổ hợp tác.",
            "II.2/a.2 dropped",
        ],
    ),
    "06-party": (
        "2026-09-12",
        [
            f"II.1/a text=Tổ chức 08 hội nghị tuyên truyền tại các xã, hoàn thành trong quý IV/2026 | {LATE}",
            "target 2 “Tỷ lệ tổ hợp tác hoạt động hiệu quả” > 60 %",
            "II.1/b dropped",
        ],
    ),
    "07-ocr": (
        "2026-07-16",
        ["I/3 deadline=by 2026-10-30", "II/2 leads=Sở Tài chính", "I/2 dropped"],
    ),
    "08-unplaced": (
        "2026-08-05",
        [
            f"I/1 {LATE} ?",
            "I/3 deadline=within 2026-07-01 2026-09-30 ?",
            "! amend-old-differs",
            "! amend-place-ambiguous",
            "! amend-place-missing",
            "! amend-unread",
        ],
    ),
    "09-annex": (
        "2026-08-18",
        [
            f"I/1 {LATE}",
            "new II/4 text=Lập kho lạnh dùng chung cho hợp tác xã khai thác thủy sản"
            " | leads=Sở Nông nghiệp và Môi trường | coordinators=Ủy ban nhân dân các xã"
            " | deadline=by 2026-12-30 | products=Kho lạnh",
            "I/3 dropped",
        ],
    ),
    "10-nested": (
        "2026-09-01",
        [
            "I/1 deadline=by 2026-12-20",
            "I/3 dropped",
            "II/3 leads=Sở Khoa học và Công nghệ | coordinators=",
            "new II/4 text=Hỗ trợ tem truy xuất nguồn gốc cho sản phẩm của hợp tác xã"
            " | leads=Sở Khoa học và Công nghệ | deadline=by 2026-11-30 | products=Tem truy xuất",
        ],
    ),
    "11-decomposed": (
        "2026-09-25",
        [
            "II/1 deadline=within 2026-12-31",
            "II/2 leads=Liên minh Hợp tác xã tỉnh",
            "II/2 coordinators=Sở Tài chính",
            "target 3 “Tỷ lệ cán bộ quản lý hợp tác xã qua đào tạo” = 75 %",
        ],
    ),
    "12-new-rows": (
        "2026-10-02",
        [
            "new_target “Số liên hiệp hợp tác xã thành lập mới” = 2 liên hiệp hợp tác xã",
            "target_dropped 2",
            "new II/4 text=Xây dựng bản đồ số các hợp tác xã | leads=Sở Khoa học và Công nghệ"
            f" | coordinators=Liên minh Hợp tác xã | {LATE} | products=Bản đồ",
            "new II/5 text=Tổ chức phiên chợ hàng tháng | leads=Sở Công Thương"
            " | coordinators=Ủy ban nhân dân các xã | deadline=recurring FREQ=MONTHLY | products=Phiên chợ",
        ],
    ),
    "13-together": (
        "2026-09-28",
        [
            "I/3 leads=Sở Nội vụ",
            "II/1 deadline=by 2026-12-15",
            "II/3 deadline=by 2026-12-15",
            "II/2 coordinators=Sở Tài chính",
            "I/1 products=Báo cáo kết quả lớp học",
        ],
    ),
    "14-agreed": (
        "2026-10-12",
        [
            f"II/1 {LATE}",
            "II/2 leads=Sở Tài chính",
            "II/2 coordinators=Thanh tra tỉnh",
            "I/3 dropped",
        ],
    ),
    "15-one-field": (
        "2026-10-20",
        [f"I/1 {LATE}", "I/3 deadline=by 2026-11-30"],
    ),
}


@cache
def amending(name: str) -> Amending:
    return compile_amending(read.read_text((DOCUMENTS / f"{name}.txt").read_text(), f"{name}.txt"))


@cache
def plan(name: str) -> Plan:
    return compile_text((DOCUMENTS / f"plan-{name}.txt").read_text())


@pytest.mark.parametrize("name", READ)
def test_an_amending_document_says_what_a_person_reads_in_it(name: str) -> None:
    made = amending(name)
    prose = made.amended is not None and made.amended.number == "45/KH-UBND"
    day, lines = READ[name]
    assert is_amending(made.document)
    assert str(made.effective) == day
    assert told(made, plan("prose" if prose else "table")) == lines


def test_a_plan_is_no_amending_document() -> None:
    assert not is_amending(plan("table").document)
    assert not is_amending(plan("prose").document)


@pytest.mark.parametrize("name", READ)
def test_every_clause_shows_its_place_in_the_text(name: str) -> None:
    made = amending(name)
    source = read.read_text((DOCUMENTS / f"{name}.txt").read_text(), f"{name}.txt").text
    for clause in made.clauses:
        assert clause.span is not None
        start, end = clause.span
        words = " ".join(source[start:end].split())  # a table's headings stand between
        assert (words[:40], words[-40:]) == (clause.text[:40], clause.text[-40:])
        for said in (clause.old, clause.new):
            if said and said.span:
                assert " ".join(source[slice(*said.span)].split()).startswith(said.text.split("\n")[0])


def test_its_json_fits_its_schema() -> None:
    schema = amending_schema()
    for name in READ:
        jsonschema.validate(json.loads(json.dumps(to_json(amending(name)))), schema)

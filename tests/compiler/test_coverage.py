"""`hopluc coverage`: what of a superior plan the lower plans carry out."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from hopluc import cli
from hopluc.compiler.api import Coverage, Plan, compile_text, coverage
from hopluc.compiler.compare.coverage_view import coverage_view, sureness
from hopluc.compiler.format import Task
from tests.compiler.test_diff import paper
from tests.compiler.test_real_plans import seed

SUPERIOR = (
    "1|Dạy nghề phơi muối trải bạt cho diêm dân các xã bãi ngang; cấp giấy chứng nhận học nghề"
    "|UBND các xã, phường|Sở Nội vụ|Năm 2026|Lớp học",
    "2|Số hóa bản đồ đồng muối và công bố trên cổng thông tin của tỉnh|Sở Nông nghiệp và Môi trường|-|-|-",
    "3|Trồng rừng ngập mặn chắn sóng ven các đồng muối|UBND các xã, phường|-|-|-",
    "4|Giới thiệu muối sạch tại hội chợ thương mại quốc tế|Sở Công Thương|các cơ quan, đơn vị liên quan|-|-",
)
LOWER_HEAD = """ỦY BAN NHÂN DÂN
XÃ BÃI NGANG
Số: 07/KH-UBND
Bãi Ngang, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phát triển nghề muối xã Bãi Ngang năm 2026

{before}

Phụ lục
PHÂN CÔNG NHIỆM VỤ

"""
HEADING = "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian"
LOWER = (
    "1|Mở lớp dạy nghề phơi muối trải bạt cho diêm dân|Phòng Kinh tế|-|Quý II/2026",
    "2|Đề nghị cấp giấy chứng nhận học nghề phơi muối cho học viên|Phòng Văn hóa - Xã hội|-|Quý III/2026",
    "3|Sửa chữa nhà văn hóa thôn Đông|Phòng Văn hóa - Xã hội|-|Quý IV/2026",
)


def superior(*rows: str, before: str = "") -> Plan:
    return compile_text(paper(2026, *(rows or SUPERIOR), before=before), "tinh.txt")


def lower_text(*rows: str, before: str = "", heading: str = HEADING) -> str:
    table = "\n".join((heading, *(rows or LOWER))).replace("|", "\t")
    return LOWER_HEAD.format(before=before) + table + "\n"


def lower(*rows: str, before: str = "", heading: str = HEADING) -> Plan:
    return compile_text(lower_text(*rows, before=before, heading=heading), "xa.txt")


def carried(found: Coverage) -> dict[str, list[tuple[str, str]]]:
    return {task.task.id: [(by.task.id, by.how) for by in task.by] for task in found.tasks}


def test_a_superior_task_may_be_shared_by_several_lower_ones() -> None:
    assert carried(coverage(superior(), [lower()]))["1"] == [("1", "words"), ("2", "words")]


def test_what_nobody_does_and_what_belongs_to_nothing_is_listed() -> None:
    found = coverage(superior(), [lower()])
    assert [task.task.id for task in found.tasks if sureness(task) == "none"] == ["2", "3", "4"]
    assert [[side.id for side in sides] for sides in found.alone] == [["3"]]


def test_whom_the_superior_plan_charges() -> None:
    charges = {task.task.id: task.charges[0] for task in coverage(superior(), [lower()]).tasks}
    assert charges == {"1": "lead", "2": None, "3": "lead", "4": "maybe"}


@pytest.mark.parametrize(
    ("named", "issuer", "charge"),
    [
        ("Sở Công Thương", "SỞ CÔNG THƯƠNG", "lead"),
        ("Các sở, ban, ngành", "SỞ CÔNG THƯƠNG", "lead"),
        ("UBND các xã, phường, đặc khu", "SỞ CÔNG THƯƠNG", None),
        ("Sở Nội vụ", "SỞ CÔNG THƯƠNG", None),
        ("UBND các xã, phường, đặc khu", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", "lead"),
        ("UBND các huyện, thị xã", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", None),
        ("UBND xã Bãi Ngang", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", None),
        ("Các sở, ban, ngành", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", None),
        ("Các sở, ngành và địa phương", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", "lead"),
        ("UBND cấp xã", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", "lead"),
        ("UBND cấp huyện", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", None),
        ("Các cơ quan, đơn vị liên quan", "ỦY BAN NHÂN DÂN PHƯỜNG CỬA TRÀ", "maybe"),
    ],
)
def test_collective_names_include_their_members(named: str, issuer: str, charge: str | None) -> None:
    text = paper(2026, *LOWER).replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI", issuer)
    below = compile_text(text, "duoi.txt")
    below = dataclasses.replace(
        below, document=dataclasses.replace(below.document, issuer=issuer.capitalize())
    )
    above = superior(f"1|Thống kê số hộ làm muối|{named}|-|-|-", SUPERIOR[1])
    assert coverage(above, [below]).tasks[0].charges == (charge,)


QUOTING = "TT|Nhiệm vụ của Kế hoạch tỉnh|Nhiệm vụ cụ thể|Cơ quan chủ trì|Thời gian"


def test_a_quotation_in_the_mandate_column_decides() -> None:
    rows = (
        "1|Trồng rừng ngập mặn chắn sóng ven các đồng muối|Vận động các hộ nhận cây giống|Phòng Kinh tế|-",
        "2|Dạy nghề phơi muối trải bạt cho diêm dân|Mở hai khóa ban đêm|Phòng Văn hóa - Xã hội|-",
    )
    below = lower(*rows, heading=QUOTING)
    assert [task.mandate for task in below.tasks] == [row.split("|")[1] for row in rows]
    found = carried(coverage(superior(), [below]))
    assert (found["3"], found["1"]) == ([("1", "mandate")], [("2", "mandate")])


def test_a_row_whose_words_gainsay_its_quotation_is_disputed() -> None:
    row = (
        "1|Trồng rừng ngập mặn chắn sóng ven các đồng muối"
        "|Số hóa bản đồ đồng muối và công bố trên cổng thông tin|Phòng Kinh tế|-"
    )
    found = carried(coverage(superior(), [lower(row, heading=QUOTING)]))
    assert (found["2"], found["3"]) == ([("1", "disputed")], [("1", "disputed")])


@pytest.mark.parametrize(
    ("before", "cited"),
    [
        ("Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Sơn Hải;", True),
        ("Thực hiện Kế hoạch số 15/KH-UBND ngày 12/3/2021 của Ủy ban nhân dân tỉnh Sơn Hải;", False),
        ("Thực hiện Kế hoạch số 16/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Sơn Hải;", False),
        ("", False),
    ],
)
def test_whether_the_lower_plan_names_the_superior_one(before: str, cited: bool) -> None:
    assert coverage(superior(), [lower(before=before)]).cited == (cited,)


def test_targets_are_set_beside_each_other() -> None:
    above = superior(
        before="I. MỤC TIÊU\n- Thành lập mới 12 hợp tác xã;\n- Tỷ lệ hộ làm muối được học nghề đạt 60%;\n"
        "- Trồng mới 40 ha rừng ngập mặn;\n- Thu nhập bình quân của diêm dân: 70 triệu đồng/năm.\n"
    )
    below = lower(
        before="I. MỤC TIÊU\n- Thành lập mới 3 hợp tác xã;\n- Tỷ lệ hộ làm muối được học nghề đạt 75%;\n"
        "- Thu nhập bình quân của diêm dân: 70 triệu đồng/năm.\n"
    )
    found = coverage(above, [below])
    said = {(target.figure.split()[0], target.against) for target in found.targets}
    assert said == {("12", "less"), ("60", "more"), ("40", "missing"), ("70", "equal")}


def test_several_lower_plans_are_told_apart() -> None:
    other = lower("1|Trồng rừng ngập mặn chắn sóng ven đồng muối thôn Tây|Phòng Kinh tế|-|-")
    found = coverage(superior(), [lower(), other])
    by = {task.task.id: [(one.plan, one.task.id) for one in task.by] for task in found.tasks}
    assert (by["1"], by["3"]) == ([(0, "1"), (0, "2")], [(1, "1")])
    assert found.alone[1] == ()
    view = coverage_view(found)
    assert [row.new for row in view.sections[0].rows if row.old == "3"] == ["[2] 1"]


def above_of(plan: Plan) -> tuple[Plan, set[tuple[str, str]]]:
    """The superior plan that a plan's mandate column quotes, and which row carries out what."""
    quoted: dict[str, Task] = {}
    for task in plan.tasks:
        if task.mandate:
            quoted.setdefault(task.mandate, task)
    rows = tuple(
        dataclasses.replace(task, id=f"S/{at}", text=words, mandate=None, group=None, parent=None)
        for at, (words, task) in enumerate(quoted.items(), 1)
    )
    ids = {row.text: row.id for row in rows}
    truth = {(ids[task.mandate], task.id) for task in plan.tasks if task.mandate}
    return dataclasses.replace(plan, tasks=rows), truth


def pairs(found: Coverage, *how: str) -> set[tuple[str, str]]:
    return {(task.task.id, by.task.id) for task in found.tasks for by in task.by if by.how in how}


def test_a_real_plan_carries_out_what_its_mandate_column_quotes() -> None:
    path = seed("001")
    plan = compile_text(path.read_text(encoding="utf-8"), path.name)
    above, truth = above_of(plan)
    every = pairs(coverage(above, [plan]), "mandate", "disputed")
    assert len(truth & every) >= 0.98 * len(truth)
    assert len(truth & every) >= 0.95 * len(every)
    bare = dataclasses.replace(
        plan, tasks=tuple(dataclasses.replace(task, mandate=None) for task in plan.tasks)
    )
    by_words = pairs(coverage(above, [bare]), "words")
    assert len(truth & by_words) >= 0.9 * len(by_words)
    assert len(truth & by_words) >= 0.4 * len(truth)


@pytest.fixture
def papers(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "tinh.txt").write_text(paper(2026, *SUPERIOR), encoding="utf-8")
    (tmp_path / "xa.txt").write_text(lower_text(), encoding="utf-8")
    return str(tmp_path / "tinh.txt"), str(tmp_path / "xa.txt")


def test_the_command_tells_what_is_open(papers: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["coverage", *papers]) == 0
    out = capsys.readouterr().out
    assert "1 được thực hiện, 3 chưa thấy ai thực hiện, 1 trong đó cấp dưới được giao" in out
    assert "CÓ 1 → 1; 2" in out


def test_the_command_writes_json_and_a_page(
    papers: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["coverage", *papers, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert cli.main(["schema", "coverage"]) == 0
    Draft202012Validator(json.loads(capsys.readouterr().out)).validate(data)
    assert (data["format"], len(data["tasks"])) == ("hopluc.coverage/1", 4)
    out = tmp_path / "trang.html"
    assert cli.main(["coverage", *papers, "--format", "html", "-o", str(out)]) == 0
    page = html.document_fromstring(out.read_text(encoding="utf-8"))
    assert [row.text for row in page.xpath("//section[1]//tbody//th")] == ["CHƯA", "CHƯA", "CHƯA", "CÓ"]


def test_a_missing_file_is_told(papers: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["coverage", papers[0], "khong-co.docx"]) == 2
    assert "khong-co.docx" in capsys.readouterr().err

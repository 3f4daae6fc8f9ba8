"""`hopluc diff`: what became of each item from one plan to the next."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import html

from hopluc import cli
from hopluc.compiler.api import Diff, Plan, compile_text, diff, from_json, to_json
from hopluc.compiler.compare.assign import assign
from hopluc.compiler.compare.marks import marked
from hopluc.compiler.compare.model import Change, Field
from hopluc.compiler.format import Document, Task, TextInfo
from tests.compiler import gold
from tests.compiler.test_real_plans import seed
from tests.conftest import SHARED

HEADING = "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian|Sản phẩm"
ROWS = (
    "1|Khảo sát hiện trạng đường vào các làng muối|Sở Xây dựng|Sở Tài chính|Quý II/2024|Báo cáo khảo sát",
    "2|Mở lớp dạy phơi muối trải bạt cho diêm dân|Sở Nội vụ|UBND các xã|Trước ngày 30/8/2024|10 lớp học",
    "3|Cấp mã truy xuất nguồn gốc cho các lô muối sạch|Sở Công Thương|-|Thường xuyên|Mã số",
    "4|Rà soát nợ thuế của các hợp tác xã ngừng hoạt động|Thuế tỉnh Sơn Hải|Sở Tài chính|Năm 2024|Danh sách",
)


def paper(
    year: int, *rows: str, before: str = "", after: str = "", issued: str = "", number: str = "15/KH-UBND"
) -> str:
    """A yearly plan of the fictional province with an assignment table; "|" parts its cells."""
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI\nSố: {number}\n"
        f"Sơn Hải, ngày {issued or f'10 tháng 01 năm {year}'}\n\n"
        f"KẾ HOẠCH\nPhát triển nghề muối tỉnh Sơn Hải năm {year}\n\n{before}\n"
    )
    table = "\n".join((HEADING, *rows)).replace("|", "\t")
    return f"{head}\n{after}\nPhụ lục\nPHÂN CÔNG NHIỆM VỤ\n\n{table}\n"


def plan(year: int, *rows: str, **more: Any) -> Plan:
    return compile_text(paper(year, *rows, **more), f"{year}.txt")


def changed(*rows: str, year: int = 2024, **more: Any) -> Diff:
    """From the plan of ROWS to one with other rows."""
    return diff(plan(2024, *ROWS), plan(year, *rows, **more))


def with_row(place: int, old: str, new: str) -> tuple[str, ...]:
    """ROWS with some words of one row replaced."""
    assert old in ROWS[place]
    return tuple(row.replace(old, new) if at == place else row for at, row in enumerate(ROWS))


def tasks(found: Diff) -> list[tuple[str, list[str], list[str]]]:
    return [
        (change.kind, [side.id for side in change.old], [side.id for side in change.new])
        for change in found.of("task")
        if not change.quiet
    ]


def one(found: Diff) -> Change:
    (change,) = (change for change in found.changes if not change.quiet)
    return change


def field(change: Change, name: str) -> Field:
    (found,) = (field for field in change.fields if field.name == name)
    return found


def words(found: Field, mark: str) -> list[str]:
    return [
        (segment.old_text or segment.new_text).strip() for segment in found.segments if segment.mark == mark
    ]


def test_a_plan_is_as_itself() -> None:
    assert not changed(*ROWS).found


def test_rows_in_another_order_under_other_numbers_are_the_same() -> None:
    moved = [f"{at}|{row.split('|', 1)[1]}" for at, row in enumerate(reversed(ROWS), 1)]
    found = changed(*moved)
    assert not found.found
    assert [[side.id for side in change.old] for change in found.of("task")] == [["4"], ["3"], ["2"], ["1"]]


def test_the_year_of_the_plan_rolls_over_quietly() -> None:
    found = changed(*(row.replace("2024", "2025") for row in ROWS), year=2025)
    assert not [change for change in found.of("task") if not change.quiet]
    notes = [field.note for change in found.of("task") for field in change.fields]
    assert notes == ["rolled", "rolled", "rolled"]


def test_a_day_in_the_words_of_the_work_rolls_over_quietly() -> None:
    row = "1|Công bố giá muối sàn trước ngày {} tại hội chợ muối|Sở Công Thương|-|-|-"
    old, new = plan(2024, row.format("20/4/2024")), plan(2025, row.format("20 tháng 4 năm 2025"))
    (task,) = diff(old, new).of("task")
    assert (task.quiet, [field.note for field in task.fields]) == (True, ["rolled"])
    other = plan(2025, row.format("20/5/2025"))
    assert not diff(old, other).of("task")[0].quiet


def test_a_year_that_moves_otherwise_than_the_plan_is_a_change() -> None:
    old = plan(2024, "1|Rà soát quy hoạch đồng muối được duyệt năm 2019|Sở Xây dựng|-|Năm 2024|-")
    new = plan(2025, "1|Rà soát quy hoạch đồng muối được duyệt năm 2022|Sở Xây dựng|-|Năm 2025|-")
    text = field(one(diff(old, new)), "text")
    assert words(text, "del") == ["2019"]
    assert words(text, "ins") == ["2022"]


def test_a_plan_of_five_years_does_not_roll_over_into_one_of_a_year() -> None:
    row = "1|Xây kho muối dự trữ|Sở Xây dựng|-|Trước ngày 30/6/{}|-"
    texts = [
        paper(2021, row.format(2021)).replace("năm 2021\n", "giai đoạn 2021 - 2025\n"),
        paper(2025, row.format(2025)),
    ]
    found = diff(*(compile_text(text, "plan.txt") for text in texts))
    assert field(one(found), "deadline").note is None


def test_a_deadline_left_in_the_old_year_is_said() -> None:
    rows = [row.replace("2024", "2025") for row in ROWS]
    rows[1] = ROWS[1]
    assert field(one(changed(*rows, year=2025)), "deadline").note == "not-rolled"


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (1, "UBND các xã", "Uỷ ban nhân dân các xã"),
        (0, "Khảo sát hiện trạng", "KHẢO SÁT  hiện trạng"),
        (3, "các hợp tác xã", "các HTX"),
        (3, "các hợp tác xã", "các HỢP TÁC XÃ"),
        (2, "nguồn gốc", "nguồn gổc"),
        (0, "làng muối", "làng muối."),
        (1, "trải bạt cho", "trải bạt, cho"),
        (3, "hoạt động", "hoat động"),
        (1, "10 lớp học", "10 lớp  học;"),
        (0, "Quý II/2024", "Quí 2/2024"),
        (1, "30/8/2024", "30 tháng 08 năm 2024"),
    ],
)
def test_another_spelling_is_no_change(place: int, old: str, new: str) -> None:
    assert tasks(changed(*with_row(place, old, new))) == []


@pytest.mark.parametrize(
    ("place", "old", "new", "gone", "come"),
    [
        (1, "cho diêm dân", "cho thanh niên", ["diêm dân"], ["thanh niên"]),
        (3, "ngừng hoạt động", "hoạt động", ["ngừng"], []),
        (0, "đường vào", "đường và cầu vào", [], ["và cầu"]),
        (2, "Cấp mã", "Không cấp mã", [], ["Không"]),
        (1, "Mở lớp", "Mở 12 lớp", [], ["12"]),
    ],
)
def test_words_put_in_and_taken_out_are_marked(
    place: int, old: str, new: str, gone: list[str], come: list[str]
) -> None:
    change = one(changed(*with_row(place, old, new)))
    text = field(change, "text")
    assert (change.kind, words(text, "del"), words(text, "ins")) == ("changed", gone, come)


def test_a_figure_in_the_work_is_never_a_slip() -> None:
    assert words(field(one(changed(*with_row(1, "10 lớp", "16 lớp"))), "products"), "ins") == ["16"]


def test_tasks_added_and_dropped() -> None:
    new = "5|Trồng rừng ngập mặn chắn sóng ở cửa sông Trà|Sở Nông nghiệp và Môi trường|-|Quý IV/2024|-"
    assert tasks(changed(*ROWS[1:], new)) == [("dropped", ["1"], []), ("added", [], ["5"])]


def test_office_words_alone_match_nothing() -> None:
    one_ = "1|Tổ chức triển khai thực hiện có hiệu quả kế hoạch phát triển cảng cá|Sở Xây dựng|-|-|-"
    other = "1|Tổ chức triển khai thực hiện có hiệu quả kế hoạch phát triển thư viện|Sở Nội vụ|-|-|-"
    found = diff(plan(2024, *ROWS, one_), plan(2024, *ROWS, other))
    assert [kind for kind, _, _ in tasks(found)] == ["dropped", "added"]


def test_a_task_moved_to_another_lead() -> None:
    change = one(changed(*with_row(1, "Sở Nội vụ", "Sở Y tế")))
    leads = field(change, "leads")
    assert (leads.old, leads.new, leads.note) == ("Sở Nội vụ", "Sở Y tế", None)
    assert not change.doubts


def test_leads_in_another_order_are_the_same() -> None:
    rows = [row.replace("Sở Nội vụ", "Sở Nội vụ, Sở Y tế") for row in ROWS]
    other = [row.replace("Sở Nội vụ", "Sở Y tế; Sở Nội vụ") for row in ROWS]
    assert not diff(plan(2024, *rows), plan(2024, *other)).found


def test_who_coordinated_and_now_leads_changed_role() -> None:
    rows = with_row(0, "Sở Xây dựng|Sở Tài chính", "Sở Tài chính|Sở Xây dựng")
    notes = {(field.new, field.note) for field in one(changed(*rows)).fields}
    assert notes == {("Sở Tài chính", "promoted"), ("Sở Xây dựng", "demoted")}


@pytest.mark.parametrize(
    ("issued", "note"), [("02 tháng 02 năm 2024", None), ("20 tháng 3 năm 2025", "renamed")]
)
def test_a_successor_is_a_renamed_lead_from_the_day_of_the_merger(issued: str, note: str | None) -> None:
    row = "1|Thẩm định dự án kho dự trữ muối|{}|-|-|-"
    old = plan(2024, row.format("Sở Kế hoạch và Đầu tư"))
    new = plan(2025, row.format("Sở Tài chính"), issued=issued)
    assert field(one(diff(old, new)), "leads").note == note


@pytest.mark.parametrize(
    ("issued", "quiet"), [("02 tháng 02 năm 2025", False), ("20 tháng 3 năm 2025", True)]
)
def test_a_department_under_its_new_name_in_the_words_is_quiet(issued: str, quiet: bool) -> None:
    row = "1|Phối hợp với {} lập bản đồ đồng muối|Sở Công Thương|-|-|-"
    old = plan(2024, row.format("Sở Nông nghiệp và PTNT, Sở Y tế"))
    new = plan(2025, row.format("Sở Nông nghiệp và Môi trường, Sở Y tế"), issued=issued)
    text = field(diff(old, new).of("task")[0], "text")
    assert (text.quiet, "renamed" in {segment.mark for segment in text.segments}) == (quiet, quiet)
    assert "".join(segment.old_text for segment in text.segments) == text.old
    assert "".join(segment.new_text for segment in text.segments) == text.new


def test_districts_give_way_to_communes() -> None:
    row = "1|Thống kê diện tích đồng muối bỏ hoang|{}|-|-|-"
    old = plan(2024, row.format("Ủy ban nhân dân các huyện, thị xã, thành phố"))
    new = plan(2026, row.format("Ủy ban nhân dân các xã, phường"))
    assert field(one(diff(old, new)), "leads").note == "renamed"


def test_another_deadline_and_another_product() -> None:
    deadline = field(one(changed(*with_row(1, "30/8/2024", "30/9/2024"))), "deadline")
    assert (words(deadline, "del"), words(deadline, "ins")) == (["30/8/2024"], ["30/9/2024"])
    products = field(one(changed(*with_row(3, "Danh sách", "Danh sách; tờ trình"))), "products")
    assert words(products, "ins") == ["tờ trình"]


def test_two_tasks_that_became_one_are_merged() -> None:
    both = (
        "1|Khảo sát hiện trạng đường vào các làng muối; cấp mã truy xuất nguồn gốc cho các lô muối sạch"
        "|Sở Xây dựng, Sở Công Thương|Sở Tài chính|Quý II/2024|Báo cáo khảo sát; Mã số"
    )
    assert tasks(changed(both, ROWS[1], ROWS[3])) == [("merged", ["1", "3"], ["1"])]


def test_a_task_that_became_two_is_split() -> None:
    both = "5|Xây kho chứa muối dự trữ và lắp trạm quan trắc độ mặn ở cửa biển|Sở Xây dựng|-|Năm 2024|-"
    halves = (
        "5|Xây kho chứa muối dự trữ|Sở Xây dựng|-|Năm 2024|-",
        "6|Lắp trạm quan trắc độ mặn ở cửa biển|Sở Xây dựng|-|Năm 2024|-",
    )
    found = diff(plan(2024, *ROWS, both), plan(2024, *ROWS, *halves))
    assert tasks(found) == [("split", ["5"], ["5", "6"])]


def test_two_rows_of_the_same_words_go_by_their_leads() -> None:
    rows = [
        f"{at}|Báo cáo tình hình vay vốn của diêm dân|{who}|-|-|-" for at, who in ((1, "Sở A"), (2, "Sở B"))
    ]
    found = diff(plan(2024, *rows), plan(2024, rows[1].replace("2|", "1|"), rows[0].replace("1|", "2|")))
    assert not found.found


def test_two_candidates_nearly_alike_are_disputed() -> None:
    old = "5|Hỗ trợ máy sấy muối cho tổ hợp tác ở bãi ngang|Sở Công Thương|-|-|-"
    new = (
        "5|Hỗ trợ máy sấy muối cho tổ hợp tác ở cửa sông|Sở Công Thương|-|-|-",
        "6|Hỗ trợ máy sấy muối cho tổ hợp tác ở hải đảo|Sở Công Thương|-|-|-",
    )
    found = diff(plan(2024, *ROWS, old), plan(2024, *ROWS, *new))
    (change,) = (change for change in found.of("task") if change.doubts)
    assert [(doubt.code, doubt.other) for doubt in change.doubts] == [("two-candidates", "6")]


def test_a_match_against_lead_and_number_is_disputed() -> None:
    old = "5|Hỗ trợ tổ hợp tác mua máy sấy muối bằng năng lượng mặt trời|Sở Công Thương|-|-|-"
    new = (
        "5|Hỗ trợ tổ hợp tác mua máy bơm nước biển|Sở Công Thương|-|-|-",
        "6|Hỗ trợ tổ hợp tác thuê máy sấy muối bằng năng lượng mặt trời|Sở Y tế|-|-|-",
    )
    found = diff(plan(2024, *ROWS, old), plan(2024, *ROWS, *new))
    (change,) = (change for change in found.of("task") if change.doubts)
    assert [side.id for side in change.new] == ["6"]
    assert [(doubt.code, doubt.other) for doubt in change.doubts] == [("lead-disagrees", "5")]


GOALS = "I. MỤC TIÊU\n{}\n"


def goals(year: int, *lines: str) -> Plan:
    return plan(year, *ROWS, before=GOALS.format("\n".join(f"- {line};" for line in lines)))


def test_a_target_says_both_figures_and_the_change() -> None:
    old = goals(2024, "Thành lập mới 40 hợp tác xã", "Thu nhập bình quân của diêm dân: 60 triệu đồng/năm")
    new = goals(2025, "Thành lập mới 50 HTX", "Thu nhập bình quân của diêm dân: 57 triệu đồng/năm")
    figures = [field(change, "figure") for change in diff(old, new).of("indicator")]
    assert [(one.old, one.new, one.delta) for one in figures] == [
        ("40 hợp tác xã", "50 hợp tác xã", "+10; +25 %"),
        ("60 triệu đồng/năm", "57 triệu đồng/năm", "-3; -5 %"),
    ]


def test_a_target_of_the_same_figure_is_quiet_in_the_next_year() -> None:
    found = diff(goals(2024, "Thành lập mới 40 hợp tác xã"), goals(2025, "Thành lập mới 40 hợp tác xã"))
    (target,) = found.of("indicator")
    assert target.quiet
    assert [field.note for field in target.fields] == ["rolled"]


def test_targets_counted_in_other_things_are_other_targets() -> None:
    found = diff(goals(2024, "Thành lập mới 40 hợp tác xã"), goals(2024, "Thành lập mới 40 tổ hợp tác"))
    assert sorted(change.kind for change in found.of("indicator")) == ["added", "dropped"]


def test_citations_added_dropped_and_dated_otherwise() -> None:
    old = "Căn cứ Nghị định số 77/2023/NĐ-CP ngày 05/10/2023 của Chính phủ;\n"
    kept = "Căn cứ Quyết định số 31/2022/QĐ-UBND ngày {} của Ủy ban nhân dân tỉnh;\n"
    new = "Căn cứ Thông tư số 12/2024/TT-BCT ngày 02/3/2024 của Bộ Công Thương;\n"
    found = diff(
        plan(2024, *ROWS, before=old + kept.format("03/4/2022")),
        plan(2024, *ROWS, before=new + kept.format("30/4/2022")),
    )
    kinds = {(change.kind, (change.new or change.old)[0].id) for change in found.of("citation")}
    assert kinds == {
        ("added", "12/2024/TT-BCT"),
        ("changed", "31/2022/QĐ-UBND"),
        ("dropped", "77/2023/NĐ-CP"),
    }


def test_a_law_and_its_successor_are_two_documents() -> None:
    old = plan(2024, *ROWS, before="Căn cứ Luật Hợp tác xã năm 2012;\n")
    new = plan(2024, *ROWS, before="Căn cứ Luật Hợp tác xã năm 2023;\n")
    assert sorted(change.kind for change in diff(old, new).of("citation")) == ["added", "dropped"]


def test_a_reporting_day_is_quiet_in_the_next_year_and_a_new_addressee_is_not() -> None:
    said = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Các sở, ban, ngành báo cáo kết quả thực hiện về {} "
        "trước ngày 05/12/{} để tổng hợp.\n"
    )
    old = plan(2024, *ROWS, after=said.format("Sở Công Thương", 2024))
    same = plan(2025, *ROWS, after=said.format("Sở Công Thương", 2025))
    other = plan(2025, *ROWS, after=said.format("Sở Nội vụ", 2025))
    assert all(change.quiet for change in diff(old, same).of("reporting"))
    assert {"to"} <= {
        field.name
        for change in diff(old, other).of("reporting")
        for field in change.fields
        if not field.quiet
    }


def test_one_number_with_days_of_two_years_is_disputed() -> None:
    said = "Thực hiện Nghị quyết số 09/NQ-CP ngày {} của Chính phủ về nghề muối;\n"
    old = plan(2024, *ROWS, before=said.format("02/02/2023"))
    new = plan(2024, *ROWS, before=said.format("10/01/2024"))
    change = one(diff(old, new))
    assert (change.kind, [doubt.code for doubt in change.doubts]) == ("changed", ["same-number-only"])


def test_a_task_under_another_heading_says_so() -> None:
    old = plan(
        2024, "I|Phát triển vùng nguyên liệu muối", ROWS[0], ROWS[1], "II|Thị trường tiêu thụ", ROWS[2]
    )
    new = plan(
        2024, "I|Phát triển vùng nguyên liệu muối", ROWS[0], "II|Thị trường tiêu thụ", ROWS[1], ROWS[2]
    )
    group = field(one(diff(old, new)), "group")
    assert (group.old, group.new) == ("Phát triển vùng nguyên liệu muối", "Thị trường tiêu thụ")


_WORDS = st.lists(st.sampled_from(("muối", "cá", "rừng", "xã", "lớp", "và", "HTX", "2024")), max_size=6)
_TASKS = st.lists(_WORDS.map(" ".join), max_size=7)


@given(old=_TASKS, new=_TASKS)
def test_every_item_of_both_plans_stands_once(old: list[str], new: list[str]) -> None:
    plans = []
    for texts in (old, new):
        rows = tuple(Task(str(at), None, None, None, text) for at, text in enumerate(texts))
        plans.append(dataclasses.replace(_EMPTY, tasks=rows))
    changes = diff(*plans).of("task")
    assert sorted(side.id for change in changes for side in change.old) == sorted(map(str, range(len(old))))
    assert sorted(side.id for change in changes for side in change.new) == sorted(map(str, range(len(new))))


_EMPTY = Plan(TextInfo("", 0), (), (), Document())


def test_empty_plans_are_the_same() -> None:
    assert diff(_EMPTY, _EMPTY).changes == ()


# Real plans.


@pytest.mark.parametrize("source", ["compiled", "reading"])
def test_real_plans_of_two_years_match_as_read_by_hand(source: str) -> None:
    truth = json.loads((gold.FOLDER / "diff-002-003.json").read_text(encoding="utf-8"))
    plans = []
    for number in (truth["old"], truth["new"]):
        path = seed(number)
        text = path.read_text(encoding="utf-8")
        reading = gold.load(number, path, SHARED)
        plans.append(compile_text(text, path.name) if source == "compiled" else from_json(reading))
    found = diff(*plans)
    for what, wanted in (("task", truth["tasks"]), ("indicator", truth["indicators"])):
        got = {
            (old.id, new.id)
            for change in found.changes
            if change.what == what
            for old, new in itertools.product(change.old, change.new)
        }
        right = got & set(map(tuple, wanted))
        assert len(right) >= 0.95 * len(got), (what, got - right)
        assert len(right) >= 0.95 * len(wanted), (what, set(map(tuple, wanted)) - right)
    kept = {change.new[0].id for change in found.of("task") if change.quiet}
    assert set(truth["unchanged"]) == kept
    numbers = {change.new[0].id for change in found.of("citation") if change.old and change.new}
    assert set(truth["citations"]) <= numbers


# The command.


@pytest.fixture
def papers(tmp_path: Path) -> tuple[str, str]:
    rows = with_row(1, "cho diêm dân", "cho <thanh niên> & phụ nữ")
    for name, text in (("cu.txt", paper(2024, *ROWS)), ("moi.txt", paper(2024, *rows))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "cu.txt"), str(tmp_path / "moi.txt")


def test_the_exit_code_says_whether_anything_changed(
    papers: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["diff", papers[0], papers[0]]) == 0
    assert "Không có thay đổi" in capsys.readouterr().out
    assert cli.main(["diff", *papers]) == 1
    assert "[-diêm dân-] {+<thanh niên> & phụ nữ+}" in capsys.readouterr().out


def test_all_shows_what_is_quiet(papers: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["diff", *papers])
    few = capsys.readouterr().out.count("GIỮ")
    cli.main(["diff", "--all", *papers])
    assert (few, capsys.readouterr().out.count("GIỮ")) == (0, 3)


def test_compiled_plans_compare_as_their_documents_do(
    papers: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled = []
    for path in papers:
        compiled.append(str(Path(path).with_suffix(".json")))
        assert cli.main(["compile", path, "-o", compiled[-1]]) == 0
    assert cli.main(["diff", *papers, "--format", "json"]) == 1
    from_documents = json.loads(capsys.readouterr().out)
    assert cli.main(["diff", *compiled, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == from_documents
    assert from_documents["format"] == "hopluc.diff/1"


def test_a_document_without_a_plan_is_named(
    papers: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "nghi-le.txt"
    other.write_text("THÔNG BÁO\nVề việc nghỉ lễ\n\nCơ quan nghỉ lễ ba ngày.\n", encoding="utf-8")
    for verb in ("diff", "coverage"):
        assert cli.main([verb, papers[0], str(other)]) == 3
        captured = capsys.readouterr()
        assert (captured.out, "nghi-le.txt" in captured.err) == ("", True)


def test_each_change_points_into_both_texts(papers: tuple[str, str]) -> None:
    texts = [Path(path).read_text(encoding="utf-8") for path in papers]
    plans = [compile_text(text, "plan.txt") for text in texts]
    change = one(diff(*plans))
    for sides, text in ((change.old, texts[0]), (change.new, texts[1])):
        start, end = sides[0].span or (0, 0)
        assert sides[0].text in text[start:end]
    text_field = field(change, "text")
    for segment in text_field.segments:
        if segment.old:
            assert (text_field.old or "")[slice(*segment.old)] == segment.old_text
        if segment.new:
            assert (text_field.new or "")[slice(*segment.new)] == segment.new_text


def test_the_page_stands_alone_and_is_readable(
    papers: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "so-sanh.html"
    assert cli.main(["diff", *papers, "--format", "html", "-o", str(out)]) == 1
    page = html.document_fromstring(out.read_text(encoding="utf-8"))
    assert page.get("lang") == "vi"
    assert not page.xpath("//script | //link | //img | //@onclick")
    assert [one.text_content() for one in page.xpath("//del")] == ["diêm dân"]
    assert [one.text_content() for one in page.xpath("//ins")] == ["<thanh niên> & phụ nữ"]
    assert len(page.xpath("//h1")) == 1
    assert all(cell.get("scope") in ("col", "row") for cell in page.xpath("//th"))


@pytest.mark.parametrize(
    "content", ["{", '{"format": "khac"}', "[]", '{"format": "hopluc.plan/1", "tasks": 3}']
)
def test_json_that_is_no_plan_is_told(
    content: str, papers: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "sai.json"
    wrong.write_text(content, encoding="utf-8")
    assert cli.main(["diff", papers[0], str(wrong)]) == 2
    assert "sai.json" in capsys.readouterr().err
    assert cli.main(["diff", papers[0], str(tmp_path / "khong-co.json")]) == 2


def test_the_result_is_as_its_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "diff"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    rows = with_row(1, "Sở Nội vụ", "Sở Y tế")[:3]
    data = to_json(changed(*rows, before="I. MỤC TIÊU\n- Thành lập mới 12 hợp tác xã;\n"))
    Draft202012Validator(schema).validate(data)
    assert json.loads(json.dumps(data)) == data


# The parts.

_TEXTS = st.lists(
    st.sampled_from(
        ("Ủy", "ban", "nhân", "dân", "UBND", "các", "HTX", "hợp", "tác", "xã", "2024", "2025", "(rà", "soát,")
    ),
    max_size=14,
).map(" ".join)


@given(old=_TEXTS, new=_TEXTS, shift=st.sampled_from((0, 1)))
def test_segments_join_to_both_wordings(old: str, new: str, shift: int) -> None:
    segments = marked(old, new, shift)
    assert "".join(segment.old_text for segment in segments) == old
    assert "".join(segment.new_text for segment in segments) == new


@given(st.integers(0, 10_000))
def test_no_other_assignment_gains_more(at: int) -> None:
    dice = random.Random(at)
    rows, columns = dice.randint(1, 5), dice.randint(1, 5)
    gains = [
        {column: dice.choice((0.1, 0.2, 0.5, 0.7)) for column in range(columns) if dice.random() < 0.6}
        for _ in range(rows)
    ]
    chosen = assign(gains)
    taken = [column for column in chosen if column is not None]
    assert len(taken) == len(set(taken))
    gained = sum(gains[row][column] for row, column in enumerate(chosen) if column is not None)
    best = max(
        sum(gains[row].get(column, 0.0) for row, column in enumerate(order) if column is not None)
        for order in itertools.permutations([*range(columns), *[None] * rows], rows)
    )
    assert gained == pytest.approx(best)

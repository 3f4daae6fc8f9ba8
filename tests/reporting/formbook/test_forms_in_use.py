"""A form from its first draft to the consolidated report: made, used, answered, put together, renewed."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM, path_of
from hopluc.handover.actions import merge
from hopluc.plans.actions import StaleFormError
from hopluc.reporting import actions as reporting
from hopluc.reporting.content import Report, from_json
from hopluc.reporting.filling import filling_of
from hopluc.reporting.formbook import actions, editing
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.answers import field_name
from hopluc.reporting.formbook.content import Check, Column, FormContent, Formula, Row, Section
from hopluc.reporting.formbook.models import Form, FormVersion
from hopluc.reporting.formbook.queries import newest
from hopluc.reporting.formbook.starting import Asked, from_indicators, standard
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from tests import factories
from tests.reporting.scene import DUE, Scene, scene

TABLE = Section(
    "hoat_dong",
    "table",
    "Tình hình hoạt động",
    columns=(
        Column("tong", "Tổng số HTX", "integer", required=True, gathers="sum"),
        Column("kha", "Hoạt động khá, tốt", "integer", gathers="sum"),
        Column(
            "ty_le",
            "Tỷ lệ",
            "percent",
            unit="%",
            formula=Formula("share", (Formula("column", column="kha"), Formula("column", column="tong"))),
        ),
    ),
    rows=(Row("nong", "Nông nghiệp"), Row("khac", "Lĩnh vực khác")),
    checks=(
        Check(
            Formula("column", column="kha"),
            "<=",
            Formula("column", column="tong"),
            "Số khá, tốt quá tổng số.",
        ),
    ),
)
LIST = Section(
    "danh_sach",
    "table",
    "Danh sách HTX mới",
    columns=(Column("ten", "Tên HTX"), Column("von", "Vốn (triệu đồng)", "decimal", gathers="sum")),
)
WORDS = Section("danh_gia", "narrative", "Đánh giá chung", longest=200, required=True)
FORM = FormContent((WORDS, TABLE, LIST))


def cell(section: str, row: str, column: str) -> str:
    return field_name((section, row, column))


ANSWERS = {
    cell("danh_gia", "", ""): "Khởi sắc.",
    cell("hoat_dong", "nong", "tong"): "40",
    cell("hoat_dong", "nong", "kha"): "10",
    cell("hoat_dong", "khac", "tong"): "10",
    cell("hoat_dong", "khac", "kha"): "5",
    cell("danh_sach", "r1", "ten"): "HTX Sen Hồng",
    cell("danh_sach", "r1", "von"): "1.250,5",
}


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


def in_use(place: Scene, content: FormContent = FORM, name: str = "Biểu 6 tháng") -> FormVersion:
    return actions.publish(actions.make_form(name, content, by=place.collector), by=place.collector)


def saved(place: Scene, submission: Submission, typed: dict[str, str]) -> reporting.Saved:
    by = place.leader if submission.body_id == place.farming.pk else factories.acting(submission.body)
    return reporting.save_draft(submission, by=by, typed=typed, base={})


def handed_in(place: Scene, round_: Round, typed: dict[str, str], body=None) -> Submission:  # type: ignore[no-untyped-def]
    found = place.submission(round_, body)
    by = place.leader if found.body_id == place.farming.pk else factories.acting(found.body)
    now = reporting.save_draft(found, by=by, typed=typed, base={}).submission
    return reporting.submit(now, by=by, revision=now.revision)


# --- versions -------------------------------------------------------------------------------------


def test_a_version_in_use_never_changes_and_the_next_begins_as_it_was(place: Scene) -> None:
    first = in_use(place)
    with pytest.raises(ValidationError, match="phiên bản mới"):
        actions.change_draft(first, standard(), by=place.collector)
    second = actions.draft_next(first.form, by=place.collector)
    assert (second.number, content_of(second)) == (2, FORM)
    assert actions.draft_next(first.form, by=place.collector) == second
    actions.change_draft(second, editing.remove(FORM, "danh_sach"), by=place.collector)
    first.refresh_from_db()
    assert content_of(first) == FORM
    assert list(newest(place.finance)) == [first]
    actions.publish(second, by=place.collector)
    assert list(newest(place.finance)) == [second], "nobody opens a round with the old one"


def test_a_form_with_a_fault_is_not_put_to_use_and_says_where(place: Scene) -> None:
    draft = actions.make_form("Biểu", FormContent((Section("b", "table", "Bảng"),)), by=place.collector)
    with pytest.raises(ValidationError, match="Bảng: bảng chưa có cột"):
        actions.publish(draft, by=place.collector)


def test_the_second_of_two_editors_is_told(place: Scene) -> None:
    draft = actions.make_form("Biểu", FORM, by=place.collector)
    actions.change_draft(draft, standard(), by=place.collector, seen=0)
    with pytest.raises(StaleFormError):
        actions.change_draft(draft, FORM, by=place.collector, seen=0)


def test_nobody_changes_another_bodys_form(place: Scene) -> None:
    draft = actions.make_form("Biểu", FORM, by=place.collector)
    with pytest.raises(PermissionDenied):
        actions.publish(draft, by=place.leader)
    with pytest.raises(ValidationError, match="cùng tên"):
        actions.make_form("Biểu", FORM, by=place.collector)


def test_a_form_whose_only_draft_is_dropped_is_gone(place: Scene) -> None:
    actions.drop_draft(actions.make_form("Biểu", FORM, by=place.collector), by=place.collector)
    assert not Form.objects.exists()


def test_a_draft_opens_no_round(place: Scene) -> None:
    with pytest.raises(ValidationError, match="đưa vào dùng"):
        place.open(form=actions.make_form("Biểu", FORM, by=place.collector))


def test_a_form_started_from_indicators_has_a_row_for_each(place: Scene) -> None:
    made = from_indicators([Asked("1", "HTX mới", "HTX"), Asked("2", "Tỷ lệ HTX khá", "%")])
    table = made.section("bieu_chi_tieu")
    assert table is not None
    assert [row.title for row in table.rows] == ["HTX mới (HTX)", "Tỷ lệ HTX khá (%)"]


# --- answering ------------------------------------------------------------------------------------


def test_answers_are_written_place_by_place_and_two_people_keep_both(place: Scene) -> None:
    round_ = place.open(form=in_use(place))
    report = place.submission(round_)
    saved(place, report, {cell("hoat_dong", "nong", "tong"): "40"})
    saved(place, report, {cell("hoat_dong", "nong", "kha"): "10"})
    fields = reporting.fields_of(Submission.objects.get(pk=report.pk))
    assert fields[cell("hoat_dong", "nong", "tong")] == "40"
    assert fields[cell("hoat_dong", "nong", "kha")] == "10"
    clash = saved(place, report, {cell("hoat_dong", "nong", "tong"): "41"})
    assert clash.conflicts == {cell("hoat_dong", "nong", "tong"): ("40", "41")}


def test_a_cell_that_cannot_be_read_is_told_and_the_others_are_kept(place: Scene) -> None:
    report = place.submission(place.open(form=in_use(place)))
    found = saved(
        place, report, {cell("hoat_dong", "nong", "tong"): "nhiều", cell("hoat_dong", "nong", "kha"): "1"}
    )
    assert "không phải là số" in found.errors[cell("hoat_dong", "nong", "tong")]
    assert report.answers.get().figure == Decimal(1)


def test_what_is_required_or_breaks_a_condition_stands_against_handing_in(place: Scene) -> None:
    round_ = place.open(form=in_use(place))
    with pytest.raises(ValidationError) as refused:
        handed_in(
            place, round_, {cell("hoat_dong", "nong", "tong"): "3", cell("hoat_dong", "nong", "kha"): "4"}
        )
    assert refused.value.messages == [
        "Đánh giá chung: chưa viết.",
        "Tình hình hoạt động, dòng “Nông nghiệp”: Số khá, tốt quá tổng số.",
        "Tình hình hoạt động, dòng “Lĩnh vực khác”: chưa điền cột “Tổng số HTX”.",
    ]


def test_a_computed_column_is_no_field(place: Scene) -> None:
    report = place.submission(place.open(form=in_use(place)))
    saved(place, report, {cell("hoat_dong", "nong", "ty_le"): "99"})
    assert not report.answers.exists()


# --- put together ---------------------------------------------------------------------------------


@pytest.fixture
def issued(place: Scene) -> tuple[Scene, ConsolidatedReport]:
    round_ = place.open(form=in_use(place))
    handed_in(place, round_, ANSWERS)
    other = ANSWERS | {
        cell("hoat_dong", "nong", "tong"): "60",
        cell("hoat_dong", "nong", "kha"): "40",
        cell("danh_sach", "r1", "ten"): "HTX Đồng Xanh",
    }
    handed_in(place, round_, other, place.commune)
    asked = reporting.ask_consolidation(round_, by=place.collector)
    reporting.consolidate(asked.pk)
    asked.refresh_from_db()
    return place, asked


def test_tables_are_summed_rates_computed_from_sums_and_lists_laid_together(
    issued: tuple[Scene, ConsolidatedReport],
) -> None:
    _place, made = issued
    report = from_json(Report, made.content or {})
    by_key = {one.key: one for one in report.sections}
    rows = {row.title: row.values for row in by_key["hoat_dong"].rows}
    assert rows == {
        "Nông nghiệp": ("100", "50", "50"),
        "Lĩnh vực khác": ("20", "10", "50"),
        "Tổng cộng": ("120", "60", "50"),
    }
    listed = [(row.title, row.values[0]) for row in by_key["danh_sach"].rows if not row.total]
    assert sorted(listed) == sorted(
        [(_place.farming.name, "HTX Sen Hồng"), (_place.commune.name, "HTX Đồng Xanh")]
    )
    (voice,) = by_key["danh_gia"].voices
    assert voice.text == "Khởi sắc."
    assert len(voice.bodies) == 2


def test_the_papers_have_the_forms_sections_in_its_order(issued: tuple[Scene, ConsolidatedReport]) -> None:
    _place, made = issued
    assert made.docx
    assert made.xlsx
    paper = docx.Document(io.BytesIO(path_of(made.docx.sha256).read_bytes()))
    words = "\n".join(one.text for one in paper.paragraphs)
    heads = ["ĐÁNH GIÁ CHUNG", "TÌNH HÌNH HOẠT ĐỘNG", "DANH SÁCH HTX MỚI"]
    assert [words.index(one) for one in heads] == sorted(words.index(one) for one in heads)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"Tổng cộng", "120", "HTX Sen Hồng"} <= set(cells)
    book = CalamineWorkbook.from_path(str(path_of(made.xlsx.sha256)))
    (name,) = [one for one in book.sheet_names if one == "Biểu 2"]
    values = book.get_sheet_by_name(name).to_python()
    assert ["", "Tổng cộng", 120.0, 60.0, 50.0] in values


def test_what_was_handed_in_keeps_its_version_when_the_form_goes_on(
    issued: tuple[Scene, ConsolidatedReport],
) -> None:
    place, made = issued
    form = Form.objects.get()
    second = actions.draft_next(form, by=place.collector)
    actions.change_draft(second, FormContent((WORDS,)), by=place.collector)
    actions.publish(second, by=place.collector)
    made.round.refresh_from_db()
    assert made.round.form is not None
    assert content_of(made.round.form) == FORM


def test_the_next_period_stands_beside_what_was_said_in_the_last(place: Scene) -> None:
    version = in_use(place)
    handed_in(place, place.open(form=version), ANSWERS)
    grown = editing.put(
        FORM,
        Section(
            "tang",
            "table",
            "Tăng giảm",
            columns=(
                Column("so", "Số", "integer"),
                Column(
                    "hon",
                    "So với kỳ trước",
                    "integer",
                    formula=Formula(
                        "difference", (Formula("column", column="so"), Formula("previous", column="so"))
                    ),
                ),
            ),
            rows=(Row("r", "HTX"),),
        ),
    )
    second = actions.draft_next(version.form, by=place.collector)
    actions.change_draft(second, grown, by=place.collector)
    next_year = place.open(
        form=actions.publish(second, by=place.collector),
        title="Báo cáo năm 2027",
        period_start=dt.date(2027, 1, 1),
        period_end=dt.date(2027, 12, 31),
        cutoff=DUE.replace(year=2027),
        due_on=DUE.replace(year=2027),
    )
    shown = {one.section.key: one for one in filling_of(place.submission(next_year)).sections}
    first_row = shown["hoat_dong"].rows[0]
    assert [one.before for one in first_row.cells] == ["40", "10", "25"]
    assert shown["danh_gia"].before == "Khởi sắc."
    assert len(shown["danh_sach"].rows) == 3


def test_growth_over_the_last_period_is_added_up_from_what_each_body_saw(place: Scene) -> None:
    growth = Formula("difference", (Formula("column", column="so"), Formula("previous", column="so")))
    columns = (
        Column("so", "Số", "integer", gathers="sum"),
        Column("tang", "Tăng", "integer", gathers="sum", formula=growth),
    )
    form = FormContent((Section("tang", "table", "Tăng giảm", columns=columns, rows=(Row("r", "HTX"),)),))
    version, asked = in_use(place, form), cell("tang", "r", "so")
    half = dt.date(2026, 6, 30)
    days = {"title": "Nửa năm", "period_end": half, "cutoff": half, "due_on": half}
    for changes, numbers in ((days, ("40", "10")), ({}, ("50", "30"))):
        round_ = place.open(form=version, **changes)
        for body, number in zip((place.farming, place.commune), numbers, strict=True):
            handed_in(place, round_, {asked: number}, body)
        made = reporting.consolidate(reporting.ask_consolidation(round_, by=place.collector).pk)
        (row,) = from_json(Report, made.content or {}).sections[0].rows
        assert row.values == ({"40": ("50", ""), "50": ("80", "30")}[numbers[0]])


# --- bodies that merge ----------------------------------------------------------------------------


def test_when_two_bodies_merge_their_answers_become_one_by_the_columns_own_rule(place: Scene) -> None:
    round_ = place.open(form=in_use(place))
    other = factories.body("Sở Cũ", parent=place.province)
    Submission.objects.create(round=round_, body=other, body_name=other.name)
    saved(place, place.submission(round_), ANSWERS)
    saved(place, place.submission(round_, other), ANSWERS | {cell("hoat_dong", "nong", "tong"): "60"})
    merge([other], place.farming, on=timezone.localdate(), by=SYSTEM, document="Nghị quyết số 1/NQ-HĐND")
    found = reporting.fields_of(place.submission(round_))
    assert found[cell("hoat_dong", "nong", "tong")] == "100"
    assert found[cell("danh_gia", "", "")] == "Khởi sắc.\nSở Cũ: Khởi sắc."
    assert [found[cell("danh_sach", f"r{n}", "ten")] for n in (1, 2, 3)] == ["HTX Sen Hồng"] * 2 + [""]
    assert not round_.submissions.filter(body=other).exists()


def test_forms_pass_on_to_the_successor_and_keep_their_names_apart(place: Scene) -> None:
    in_use(place)
    heir = factories.body("Sở Kế thừa", parent=place.province)
    by = factories.acting(heir)
    actions.make_form("Biểu 6 tháng", FORM, by=by)
    merge([place.finance], heir, on=timezone.localdate(), by=SYSTEM, document="Nghị quyết số 1/NQ-HĐND")
    assert sorted(Form.objects.filter(owner=heir).values_list("name", flat=True)) == [
        "Biểu 6 tháng",
        "Biểu 6 tháng (Sở Tài chính)",
    ]

"""Many submissions made one report."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopluc.plans.mandates.rules import is_share
from hopluc.plans.rules import Status
from hopluc.reporting.consolidation import Method, consolidate, reached
from hopluc.reporting.content import Handed, Part, PlannedIndicator, Report, Reported, from_json, to_json
from hopluc.reporting.editing.passages import Passage
from hopluc.reporting.told import items
from tests.reporting.worlds import BODIES, asked, figure, handed, part, submissions

GOLDEN = Path(__file__).parent / "golden" / "report.json"


def test_the_report_is_that_of_the_golden_file() -> None:
    made = json.dumps(to_json(consolidate(asked(), submissions())), ensure_ascii=False, indent=1) + "\n"
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(made, "utf-8")
        pytest.fail(f"{GOLDEN.name} was written: read it, then keep it")
    assert made == GOLDEN.read_text("utf-8")


def test_a_report_comes_back_from_json_whole() -> None:
    report = consolidate(asked(), submissions(), sources=[3, 1, 2])
    assert from_json(Report, json.loads(json.dumps(to_json(report)))) == report


def test_lateness_and_absence_are_told() -> None:
    report = consolidate(asked(), submissions())
    assert (report.addressed, report.handed_in, report.on_time) == (4, 3, 2)
    assert report.late == ("Liên minh Hợp tác xã tỉnh Sơn Hải",)
    assert report.missing == ("Ủy ban nhân dân xã Bình Sơn",)


def test_a_report_that_is_being_mended_is_not_called_missing() -> None:
    report = consolidate(asked(mending=(4,)), submissions())
    assert (report.mending, report.missing) == (("Ủy ban nhân dân xã Bình Sơn",), ())


def test_the_status_of_a_task_follows_from_its_leads_alone() -> None:
    tasks = {task.code: task for group in consolidate(asked(), submissions()).groups for task in group.tasks}
    assert tasks["I/2"].status == "done_late"  # one in time, one late
    assert tasks["II/2"].status == "overdue"  # the coordinator's "on track" does not count
    assert tasks["II/2"].silent == ("Ủy ban nhân dân xã Bình Sơn",)


def test_a_round_of_some_bodies_tells_of_what_they_lead() -> None:
    """What others lead is not missing from it; the head of a sub-task stays, uncounted."""
    whole = asked()
    head = replace(whole.tasks[3], id=30, code="II/3", number="3", leads=(), order=5)
    under = replace(whole.tasks[3], id=31, code="II/3.1", number="3.1", leads=((4, BODIES[3][1]),), order=6)
    alone = replace(head, id=32, code="II/4", number="4", order=7)
    of = replace(whole, bodies=(BODIES[3],), tasks=(*whole.tasks, head, under, alone))
    report = consolidate(of, [])
    assert [task.code for group in report.groups for task in group.tasks] == ["II/2", "II/3", "II/3.1"]
    assert report.counts == {"": 2}
    assert "giao các cơ quan báo cáo 02 nhiệm vụ" in words(report)
    everyone = consolidate(replace(of, bodies=BODIES), [])
    assert sum(len(group.tasks) for group in everyone.groups) == 7
    assert "Kế hoạch giao 05 nhiệm vụ" in words(everyone)


def words(report: Report) -> str:
    """How far the tasks have come, as the report says it."""
    return next(one.text for one in items(report) if isinstance(one, Passage) and one.key == "progress")


def test_a_task_without_any_report_has_no_status() -> None:
    report = consolidate(asked(), submissions()[:1])
    assert report.counts == {"done_on_time": 1, "": 3}


def test_a_task_that_left_the_plan_is_still_told() -> None:
    gone = handed(
        1, part(99, "done_on_time", "Đã xong.", task_code="I/9", task_text="Việc cũ", group_code="I")
    )
    texts = [task.text for group in consolidate(asked(), [gone]).groups for task in group.tasks]
    assert "Việc cũ" in texts


def test_the_same_words_stand_once_with_all_their_authors() -> None:
    (voice,) = consolidate(asked(), submissions()).difficulties
    assert voice.bodies == ("Sở Tài chính", "Liên minh Hợp tác xã tỉnh Sơn Hải")


# --- figures ------------------------------------------------------------------------------------


def figures(
    *given: tuple[int, str], indicator: PlannedIndicator
) -> tuple[Method, Decimal | None, bool | None]:
    """Method, value and attainment of one indicator from (body, value) pairs."""
    reports = [handed(body, figures=(figure(indicator.id, value),)) for body, value in given]
    (result,) = consolidate(asked(indicators=(indicator,)), reports).figures
    return Method(result.method), result.value, result.reached


COUNT = PlannedIndicator(1, "Hợp tác xã thành lập mới", "hợp tác xã", "12", 1, "=", Decimal(12))
RATE = PlannedIndicator(1, "Tỷ lệ hợp tác xã khá, tốt", "%", "≥ 60", 1, ">=", Decimal(60))


def test_quantities_of_several_bodies_are_added() -> None:
    assert figures((1, "3"), (2, "8"), indicator=COUNT) == (Method.SUM, Decimal(11), False)


def test_shares_of_several_bodies_are_never_added() -> None:
    assert figures((1, "70"), (2, "50"), indicator=RATE) == (Method.SHARE, None, None)
    assert figures((1, "70"), indicator=RATE) == (Method.ONLY, Decimal(70), True)


def test_the_plans_own_figure_decides_a_share() -> None:
    known = replace(RATE, known=Decimal(59))
    assert figures((1, "70"), (2, "50"), indicator=known) == (Method.RECORDS, Decimal(59), False)


def test_the_plans_own_figure_stands_where_at_most_one_body_gives_one() -> None:
    known = replace(COUNT, known=Decimal(13))
    assert figures((1, "2"), indicator=known) == (Method.RECORDS, Decimal(13), True)
    assert figures(indicator=known) == (Method.RECORDS, Decimal(13), True)


def test_where_each_has_to_reach_it_those_who_do_are_counted() -> None:
    each = PlannedIndicator(1, "Mô hình", "mô hình", "≥ 1", 1, ">=", Decimal(1), each=True)
    reports = [handed(1, figures=(figure(1, "2"),)), handed(2, figures=(figure(1, "0"),))]
    (result,) = consolidate(asked(indicators=(each,)), reports).figures
    assert (result.method, result.reached_by, result.asked, result.reached) == (Method.EACH, 1, 2, False)


def test_no_figure_is_not_nought() -> None:
    assert figures(indicator=COUNT) == (Method.NONE, None, None)
    assert figures((1, "0"), indicator=COUNT) == (Method.ONLY, Decimal(0), False)


@pytest.mark.parametrize(
    ("name", "unit", "share"),
    [
        ("Hợp tác xã thành lập mới", "hợp tác xã", False),
        ("Tỷ lệ cán bộ được bồi dưỡng", "", True),
        ("Cán bộ được bồi dưỡng", "%", True),
        ("Doanh thu bình quân", "triệu đồng/năm", True),
        ("Lớp bồi dưỡng", "lớp/năm", False),
    ],
)
def test_names_and_units_say_what_a_share_is(name: str, unit: str, share: bool) -> None:
    assert is_share(name, unit, relative=False) is share
    assert is_share(name, unit, relative=True)


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [
        ("=", "12", True),
        ("=", "13", True),
        (">=", "11.9", False),
        (">", "12", False),
        ("<=", "12", True),
        ("<", "12", False),
    ],
)
def test_a_target_is_met_by_its_operator(op: str, value: str, met: bool) -> None:
    assert reached(replace(COUNT, op=op), Decimal(value)) is met


def test_a_range_is_met_from_its_lower_end_on() -> None:
    between = PlannedIndicator(1, "x", "%", "65 – 70", 1, "range", None, Decimal(65), Decimal(70))
    assert [reached(between, Decimal(v)) for v in (64, 65, 75)] == [False, True, True]


# --- merging loses nothing and knows no order -------------------------------------------------------

TEXTS = st.sampled_from(["", "Thiếu kinh phí.", "Cán bộ thay đổi.", "Chậm hướng dẫn."])
PARTS = st.builds(
    Part,
    task_id=st.sampled_from([11, 12, 21, 22, 99]),
    role=st.sampled_from(["lead", "coordinator"]),
    status=st.sampled_from([s.value for s in Status]),
    late=st.booleans(),
    narrative=TEXTS,
    task_code=st.just("I/9"),
    task_text=st.just("Việc cũ"),
)
FIGURES = st.lists(
    st.builds(
        Reported,
        indicator_id=st.integers(1, 4),
        value=st.none() | st.decimals(0, 1000, places=1),
        note=TEXTS,
    ),
    unique_by=lambda one: one.indicator_id,
    max_size=4,
)
HANDED = st.lists(
    st.builds(
        lambda body, parts, figs, days, texts: Handed(
            body[0],
            body[1],
            body[2],
            dt.date(2026, 11, 28) + dt.timedelta(days=days),
            *texts,
            parts=tuple(parts),
            figures=tuple(figs),
        ),
        st.sampled_from(BODIES),
        st.lists(PARTS, max_size=5, unique_by=lambda p: (p.task_id, p.role)),
        FIGURES,
        st.integers(0, 5),
        st.tuples(TEXTS, TEXTS, TEXTS, TEXTS),
    ),
    unique_by=lambda one: one.body_id,
    max_size=4,
)


@given(HANDED, st.randoms())
def test_the_order_of_the_submissions_does_not_matter(reports: list[Handed], random: object) -> None:
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert consolidate(asked(), shuffled) == consolidate(asked(), reports)


@given(HANDED)
def test_nothing_that_was_handed_in_is_lost(reports: list[Handed]) -> None:
    report = consolidate(asked(), reports)
    told = Counter(
        (one.body, one.role, one.status, one.narrative)
        for group in report.groups
        for task in group.tasks
        for one in task.results
    )
    assert told == Counter((h.body, p.role, p.status, p.narrative) for h in reports for p in h.parts)
    for name in ("overviews", "difficulties", "proposals", "next_period"):
        field = {"overviews": "overview"}.get(name, name)
        voices = {(body, voice.text) for voice in getattr(report, name) for body in voice.bodies}
        assert voices == {(h.body, getattr(h, field)) for h in reports if getattr(h, field)}
    assert {*report.missing, *(h.body for h in reports)} == {body[1] for body in BODIES}
    assert report.handed_in + len(report.missing) == report.addressed


@given(HANDED)
def test_sums_are_those_of_the_bodies(reports: list[Handed]) -> None:
    for result, indicator in zip(consolidate(asked(), reports).figures, asked().indicators, strict=True):
        given_ = [
            f.value
            for h in reports
            for f in h.figures
            if f.indicator_id == indicator.id and f.value is not None
        ]
        assert result.bodies == len(given_)
        if result.method == Method.SUM:
            assert result.value == sum(given_, Decimal())
            assert not is_share(indicator.name, indicator.unit, indicator.relative)


@given(HANDED)
def test_every_task_is_counted_once(reports: list[Handed]) -> None:
    report = consolidate(asked(), reports)
    assert sum(report.counts.values()) == sum(len(group.tasks) for group in report.groups)

"""A reviewed plan is put into force whole, once, by those who may."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.models import Change, Deed
from hopluc.compiler import format as compiled
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.plans.actions import Resolution, open_plan
from hopluc.plans.models import Assignment, Plan
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def party(text: str, collective: bool = False) -> compiled.Party:
    return compiled.Party(text, text, collective)


def by(day: dt.date, for_: str | None = None) -> compiled.Part:
    return compiled.Part("by", date=day, for_=for_)


def task(id: str, *leads: str, parts: tuple[compiled.Part, ...] = (), **rest: object) -> compiled.Task:
    return compiled.Task(
        id=id,
        number=id.split("/")[-1],
        group="I",
        parent=rest.pop("parent", None),  # type: ignore[arg-type]
        text=f"Việc thử {id}",
        leads=tuple(map(party, leads)),
        deadline=compiled.Deadline("như bảng", parts) if parts else None,
        **rest,  # type: ignore[arg-type]
    )


def document(*tasks: compiled.Task, **rest: object) -> compiled.Plan:
    return compiled.Plan(
        text=compiled.TextInfo("0" * 64, 100),
        sources=(),
        pages=(),
        document=compiled.Document(
            kind="ke_hoach",
            number="9/KH-UBND",
            issued_on=dt.date(2026, 2, 5),
            issuer="Ủy ban nhân dân tỉnh Sơn Hải",
            title="Phát triển kinh tế tập thể năm 2026",
            period=compiled.Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ),
        groups=(compiled.Group("I", "Tuyên truyền"),),
        tasks=tasks,
        **rest,  # type: ignore[arg-type]
    )


class World:
    """A province with three departments, their group, and an officer of the standing one."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.bodies = [factories.body(f"Sở {name}", parent=self.province) for name in "ABC"]
        self.group = factories.group(self.province, "các sở, ban, ngành", [Organisation.Kind.DEPARTMENT])
        self.standing = self.bodies[0]
        self.officer = factories.acting(self.standing)

    def resolve(self, one: compiled.Party) -> Resolution:
        found = {body.name: Resolution(organisation=body) for body in self.bodies}
        return found.get(one.text, Resolution(group=self.group) if "các sở" in one.text else Resolution())

    def open(self, plan: compiled.Plan, **rest: object) -> Plan:
        given = {
            "by": self.officer,
            "owner": self.province,
            "standing": self.standing,
            "resolve": self.resolve,
            "paper_sha256": "a" * 64,
            "on": TODAY,
        } | rest
        return open_plan(plan, **given)  # type: ignore[arg-type]


def test_each_body_behind_a_collective_gets_its_own_part() -> None:
    world = World()
    made = world.open(document(task("I/1", "các sở, ban, ngành", parts=(by(dt.date(2026, 6, 30)),))))
    parts = Assignment.objects.filter(task__plan=made)
    assert {(p.body.name, p.role, p.due_on) for p in parts} == {
        (f"Sở {name}", "lead", dt.date(2026, 6, 30)) for name in "ABC"
    }


def test_who_leads_does_not_coordinate_as_well_and_has_no_second_part() -> None:
    world = World()
    row = task("I/1", "Sở A", "Sở A", coordinators=(party("các sở, ban, ngành", True),))
    made = world.open(document(row))
    found = Assignment.objects.filter(task__plan=made).values_list("body__name", "role")
    assert sorted(found) == [("Sở A", "lead"), ("Sở B", "coordinator"), ("Sở C", "coordinator")]


def test_days_bind_those_whom_they_name() -> None:
    world = World()
    parts = (by(dt.date(2026, 12, 18), for_="Sở B"), by(dt.date(2026, 12, 21)))
    made = world.open(document(task("I/1", "Sở A", "Sở B", parts=parts)))
    found = dict(Assignment.objects.filter(task__plan=made).values_list("body__name", "due_on"))
    assert found == {"Sở A": dt.date(2026, 12, 21), "Sở B": dt.date(2026, 12, 18)}


def test_sub_tasks_hang_under_their_parent_wherever_it_stands() -> None:
    world = World()
    made = world.open(document(task("I/1.1", "Sở A", parent="I/1"), task("I/1")))
    assert made.tasks.get(code="I/1.1").parent == made.tasks.get(code="I/1")


def test_everything_the_document_says_is_kept() -> None:
    world = World()
    plan = document(
        task("I/1", "Sở A", products=("Báo cáo",), mandate="Việc cấp trên"),
        citations=(compiled.Citation("1/NQ-TU", "nghi_quyet", spans=((3, 9),)),),
        indicators=(
            compiled.Indicator("1", "HTX thành lập mới", "HTX", compiled.Target(">=", 20)),
            compiled.Indicator("2", "Tỷ lệ khá, tốt", "%", compiled.Target("range", low=65, high=70.5)),
        ),
        reporting=(
            compiled.Reporting(
                "report", (party("các sở, ban, ngành"),), (party("Sở A"),), "Kết quả", (), "…"
            ),
        ),
        duties=(compiled.Duty("supervise", (party("Sở A"),), (), "Theo dõi"),),
    )
    made = world.open(plan)
    assert made.tasks.get().products == ["Báo cáo"]
    assert made.citations.get().start == 3
    assert [str(i.value or i.high) for i in made.indicators.all()] == ["20.0000", "70.5000"]
    sides = made.reporting.get().parties.order_by("-side")
    assert [(p.side, p.organisation or p.group) for p in sides] == [
        ("sender", world.group),
        ("receiver", world.standing),
    ]
    assert made.duties.get().kind == "supervise"


def test_the_same_paper_is_not_opened_twice() -> None:
    world = World()
    world.open(document(task("I/1", "Sở A")))
    with pytest.raises(ValidationError, match="đã được đưa vào theo dõi"):
        world.open(document(task("I/1", "Sở A")))
    assert Plan.objects.count() == 1


def test_a_paper_followed_elsewhere_is_refused_without_naming_the_plan() -> None:
    world = World()
    made = world.open(document(task("I/1", "Sở A")))
    other = factories.province("Ủy ban nhân dân tỉnh Sơn Lâm")
    with pytest.raises(ValidationError, match="cơ quan khác đưa vào theo dõi") as refused:
        world.open(document(task("I/1", "Sở A")), by=factories.acting(other), owner=other, standing=other)
    assert made.title not in str(refused.value)


def test_the_deed_and_the_change_are_written() -> None:
    made = World().open(document(task("I/1", "Sở A")))
    deed = Deed.objects.get(verb="open_plan")
    assert (deed.kind, deed.record_id, deed.fields) == ("plans.plan", str(made.pk), {"tasks": 1})
    assert Change.objects.filter(kind="plans.plan", record_id=str(made.pk)).exists()


def test_a_body_that_neither_issued_nor_follows_the_plan_cannot_open_it() -> None:
    world = World()
    with pytest.raises(PermissionDenied):
        world.open(document(task("I/1", "Sở A")), by=factories.acting(world.bodies[1]))
    with pytest.raises(PermissionDenied):
        world.open(document(task("I/1", "Sở A")), by=factories.acting(world.standing, Role.VIEWER))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (document(), "không có nhiệm vụ"),
        (
            document(task("I/1", "Sở A", parts=(compiled.Part("recurring", rrule="hàng năm"),))),
            "không đọc được chu kỳ",
        ),
        (document(task("I/1", parent="I/2"), task("I/2", parent="I/1")), "nằm trong chính nó"),
    ],
)
def test_what_cannot_be_followed_is_refused_whole(plan: compiled.Plan, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        World().open(plan)
    assert not Plan.objects.exists()


def test_another_period_stands_over_the_documents_own() -> None:
    world = World()
    yearly = task("I/1", "Sở A", parts=(compiled.Part("recurring", rrule="FREQ=YEARLY"),))
    made = world.open(document(yearly), period=compiled.Period(dt.date(2027, 1, 1), dt.date(2027, 12, 31)))
    assert Assignment.objects.get(task__plan=made).due_on == dt.date(2027, 12, 31)


def test_a_plan_of_many_tasks_opens_in_few_queries(django_assert_max_num_queries: object) -> None:
    world = World()
    rows = [task(f"I/{n}", "các sở, ban, ngành", parts=(by(dt.date(2026, 6, 30)),)) for n in range(300)]
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        world.open(dataclasses.replace(document(*rows)))

"""A body makes its own plan of what it was given: out as a document, read again, and linked back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.compiler.pipeline import compile_bytes
from hopluc.intake import mandates
from hopluc.office.official import write_docx
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.plans import actions
from hopluc.plans.mandates import duties, linking, own_plan
from hopluc.plans.models import Duty, Plan, PlanLink, Task, TaskLink
from hopluc.plans.opening import Resolution
from hopluc.viet.text import fold
from tests import factories

pytestmark = pytest.mark.django_db
State = PlanLink.State

SUBJECTS = (
    "hội chợ giới thiệu sản phẩm", "lớp bồi dưỡng kế toán", "rà soát hợp tác xã ngừng hoạt động",
    "chuyên mục truyền hình về kinh tế tập thể", "hỗ trợ vay vốn Quỹ phát triển hợp tác xã",
    "xây dựng nhãn hiệu tập thể cho nông sản", "chuyển đổi số trong quản lý hợp tác xã",
    "khảo sát nhu cầu đất đai của hợp tác xã nông nghiệp", "kiểm tra việc thi hành Luật Hợp tác xã",
    "tổng kết phong trào thi đua hợp tác xã tiêu biểu",
)  # fmt: skip
VERBS = ("Tổ chức", "Xây dựng kế hoạch", "Báo cáo kết quả", "Phối hợp các xã, phường")
SECTORS = ("nông nghiệp", "thương mại", "vận tải", "thủy sản", "tiểu thủ công nghiệp", "môi trường")


def words(n: int) -> str:
    """The n-th of 60 different pieces of work."""
    return f"{VERBS[n % 4]} {SUBJECTS[n % 10]} lĩnh vực {SECTORS[n // 10]}"


class World:
    """A province's plan of sixty tasks led by a commune's committee, half of them with a deadline."""

    def __init__(self, tasks: int = 60) -> None:
        self.province = factories.province()
        self.commune = factories.body(
            "Ủy ban nhân dân xã Đồng Lau", kind="committee", level="commune", parent=self.province
        )
        self.other = factories.body(
            "Ủy ban nhân dân xã Bến Cát", kind="committee", level="commune", parent=self.province
        )
        self.trade = factories.body("Sở Công Thương", parent=self.province)
        self.plan = factories.plan(
            self.province, number="21/KH-UBND", issued_on=dt.date(2026, 1, 12),
            issuer_name="Ủy ban nhân dân tỉnh Sơn Hải", title="Phát triển kinh tế tập thể tỉnh năm 2026",
        )  # fmt: skip
        self.tasks = [self._task(n) for n in range(tasks)]
        self.officer = factories.acting(self.commune)

    def _task(self, n: int) -> Task:
        return factories.task(
            self.plan, self.commune, due=dt.date(2026, 9, 30) if n % 2 else None, coordinators=(self.trade,),
            text=words(n), folded=fold(words(n)), number=str(n + 1), products=["Báo cáo"],
        )  # fmt: skip

    def docx(self) -> bytes:
        given = own_plan.work_of(self.commune, timezone.localdate(), plan=self.plan)
        return write_docx(own_plan.document(self.commune, given, year=2026))

    def read_again(self) -> Plan:
        """The document as edited, read by the compiler and put into force."""
        compiled = compile_bytes(self.docx(), "ke-hoach.docx")
        return actions.open_plan(
            compiled, by=self.officer, owner=self.commune, standing=self.commune,
            resolve=lambda _party: Resolution(self.commune), paper_sha256="a" * 64,
        )  # fmt: skip

    def duty(self, *names: str, due: dt.date | None = None) -> Duty:
        return Duty.objects.create(
            plan=self.plan, order=1, kind="own_plan", text="Các xã ban hành kế hoạch thực hiện",
            of=[{"text": name, "name": name} for name in names],
            due=[{"kind": "by", "date": due.isoformat()}] if due else [],
        )  # fmt: skip


def test_the_whole_circle_links_the_tasks_back() -> None:
    world = World()
    made = world.read_again()
    assert made.tasks.count() == 60
    mandates.propose_for(made.pk)
    link = PlanLink.objects.get()
    assert (link.above, link.kind) == (world.plan, PlanLink.Kind.CARRIES_OUT)
    found = dict(TaskLink.objects.values_list("below__text", "above__text"))
    right = sum(below == above for below, above in found.items())
    assert right >= 0.95 * 60
    assert TaskLink.objects.count() - right <= 0.05 * 60


def test_what_it_helps_with_is_a_group_of_its_own_with_the_lead_named() -> None:
    world = World(3)
    given = own_plan.work_of(world.trade, timezone.localdate(), plan=world.plan)
    (table,) = own_plan.document(world.trade, given, year=2026).annexes[0].blocks
    assert len(table.rows) == 4
    first = [str(cell) for cell in table.rows[1]]
    assert first[1].startswith("Phối hợp thực hiện: tổ chức")
    assert first[2] == words(0)
    assert first[4] == world.commune.name


def test_the_programme_of_a_year_takes_all_plans_that_bind_it() -> None:
    world = World(2)
    later = factories.plan(world.province, period_start=dt.date(2027, 1, 1), period_end=dt.date(2027, 12, 31))
    factories.task(later, world.commune)
    today = timezone.localdate()
    assert [one.plan for one in own_plan.work_of(world.commune, today, year=2026)] == [world.plan]
    assert [one.plan for one in own_plan.work_of(world.commune, today, year=2027)] == [later]


# --- the duty ---------------------------------------------------------------------------------------


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def states(world: World) -> dict[Organisation, tuple[bool, bool]]:
    (view,) = duties.followed(world.plan, timezone.localdate())
    return {row.body: (bool(row.issued), row.late) for row in view.rows}


def test_who_has_not_issued_is_late_from_the_day_after() -> None:
    world = World(2)
    duty = world.duty(world.commune.name, world.other.name, due=ago(0))
    assert states(world) == {world.commune: (False, False), world.other: (False, False)}
    Duty.objects.filter(pk=duty.pk).update(due=[{"kind": "by", "date": ago(1).isoformat()}])
    assert states(world) == {world.commune: (False, True), world.other: (False, True)}


def test_a_linked_plan_answers_the_duty_and_says_what_it_covers() -> None:
    world = World(4)
    world.duty(world.commune.name, world.other.name)
    own = factories.plan(world.commune, number="3/KH-UBND", issued_on=dt.date(2026, 2, 1))
    for task in world.tasks[:3]:
        linking.link_tasks(factories.task(own, world.commune), task, by=world.officer)
    (view,) = duties.followed(world.plan, timezone.localdate())
    row = next(row for row in view.rows if row.body == world.commune)
    assert (row.issued[0].plan, row.covered, row.asked, row.share) == (own, 3, 4, 75)
    assert (view.done, len(view.rows)) == (1, 2)


def test_a_duty_that_names_a_group_of_the_plan_binds_its_members() -> None:
    world = World(1)
    group = factories.group(world.province, "UBND các xã", ["committee"], "commune")
    world.tasks[0].parties.filter(role="lead").update(
        name="UBND các xã", organisation=None, group=group, collective=True
    )
    world.duty("UBND các xã")
    assert set(states(world)) == {world.commune, world.other}


def test_a_plan_issued_outside_the_system_is_recorded_and_taken_back() -> None:
    world = World(2)
    duty = world.duty(world.commune.name)
    on = timezone.localdate()
    duties.record_own_plan(duty, world.commune, by=world.officer, number="4/KH-UBND", on=on)
    assert states(world)[world.commune] == (True, False)
    with pytest.raises(ValidationError, match="đã được ghi"):
        duties.record_own_plan(duty, world.commune, by=world.officer, number="4/KH-UBND", on=on)
    (deed,) = duties.records([duty.pk])
    duties.take_back_own_plan(duty, deed.pk, by=world.officer)
    assert states(world)[world.commune] == (False, False)
    with pytest.raises(ValidationError):
        duties.take_back_own_plan(duty, deed.pk, by=world.officer)


def test_another_body_records_nothing_for_it() -> None:
    world = World(1)
    duty = world.duty(world.commune.name)
    for by in (factories.acting(world.other), factories.acting(world.commune, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            duties.record_own_plan(duty, world.commune, by=by, number="1", on=timezone.localdate())


def test_a_late_issue_stays_late() -> None:
    world = World(1)
    duty = world.duty(world.commune.name, due=ago(10))
    duties.record_own_plan(duty, world.commune, by=world.officer, number="4/KH-UBND", on=ago(5))
    assert states(world)[world.commune] == (True, True)


# --- pages ------------------------------------------------------------------------------------------


def client(body: Organisation, role: str = Role.OFFICER) -> Client:
    found = Client()
    found.force_login(factories.person(body, role))
    return found


def test_my_work_shows_what_the_body_owes_until_it_is_recorded() -> None:
    world = World(2)
    duty = world.duty(world.commune.name, due=ago(3))
    officer = client(world.commune)
    mine = officer.get(reverse("plans:my_own_plans"), headers={"HX-Request": "true"}).content.decode()
    assert "21/KH-UBND" in mine
    assert "quá hạn 3 ngày" in mine
    address = reverse("plans:record_own_plan", args=[duty.pk, world.commune.pk])
    assert officer.post(address, {"number": "4/KH-UBND", "on": timezone.localdate()}).status_code == 302
    assert "21/KH-UBND" not in officer.get(reverse("plans:my_own_plans")).content.decode()
    page = client(world.province).get(reverse("plans:own_plans", args=[world.plan.pk])).content.decode()
    assert "4/KH-UBND" in page
    assert "1/1 cơ quan đã ban hành, 0 quá hạn chưa ban hành." in page
    excel = client(world.province).get(reverse("plans:own_plans_excel", args=[world.plan.pk]))
    assert excel.content.startswith(b"PK")


def test_the_draft_is_a_word_file_and_who_has_no_work_there_gets_none() -> None:
    world = World(2)
    address = reverse("plans:own_plan_document", args=[world.plan.pk])
    assert client(world.commune).get(address).content.startswith(b"PK")
    given = own_plan.work_of(world.commune, timezone.localdate(), plan=world.plan)
    head = own_plan.document(world.commune, given, year=2026).letterhead
    assert (head.superior, head.issuer) == ("", world.commune.name), "a committee has nobody above it"
    assert client(world.province).get(address).status_code == 403
    assert client(world.other).get(address).status_code == 404


def test_the_programme_is_a_page_a_word_file_and_a_workbook() -> None:
    world = World(2)
    officer = client(world.commune)
    assert words(0) in officer.get(reverse("plans:programme"), {"nam": 2026}).content.decode()
    for name in ("plans:programme_document", "plans:programme_excel"):
        assert officer.get(reverse(name), {"nam": 2026}).content.startswith(b"PK")
    assert officer.get(reverse("plans:programme_document"), {"nam": 2030}).status_code == 404

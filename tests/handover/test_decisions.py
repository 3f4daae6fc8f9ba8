"""Bodies are divided, abolished, renamed, give functions away; what they held goes where it was sent."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed, Notice
from hopluc.handover import rules
from hopluc.handover.actions import Decision, Heir, NewBody, carry_out, rename, undo
from hopluc.handover.models import Handover
from hopluc.handover.preview import preview
from hopluc.handover.queries import all_items
from hopluc.organizations.models import Membership, Organisation
from hopluc.organizations.passing import key_of
from hopluc.organizations.queries import name_on, successors_on
from hopluc.plans.models import Assignment, Task
from hopluc.reporting import actions as reporting
from hopluc.reporting.models import Submission
from tests import factories
from tests.factories import Kind, Role, body

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ON = TODAY - dt.timedelta(days=3)
DECISION = "Nghị quyết số 12/NQ-HĐND"


def decided(kind: str, giving: Organisation, *heirs: Heir, **choices: str) -> Decision:
    return Decision(
        kind, [giving], heirs, ON, DECISION, {k.replace("__", ":"): v for k, v in choices.items()}
    )


def holders(task: Task) -> set[str]:
    return {part.body.name for part in Assignment.objects.filter(task=task).held_on(TODAY)}


class TestFunctions:
    def test_work_of_a_function_goes_to_the_body_that_follows_in_it(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        health = body("Sở Y tế", parent=root)
        plan = factories.plan(root)
        care = factories.task(plan, old, text="Trợ giúp xã hội cho thành viên HTX khó khăn")
        other = factories.task(plan, old, text="Mở lớp tập huấn")
        heirs = (Heir(new), Heir(health, "bảo trợ xã hội", ("trợ giúp xã hội",)))
        carry_out(decided("merger", old, *heirs), by=SYSTEM)
        assert holders(care) == {"Sở Y tế"}
        assert holders(other) == {"Sở Tài chính"}

    def test_a_person_and_a_part_go_where_somebody_put_them(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        health = body("Sở Y tế", parent=root)
        task = factories.task(factories.plan(root), old)
        user = factories.person(old)
        choices = {key_of(task.assignments.get()): "1", key_of(Membership.objects.get(user=user)): "1"}
        heirs = [Heir(new), Heir(health, "bảo trợ xã hội")]
        carry_out(Decision("merger", [old], heirs, ON, DECISION, choices), by=SYSTEM)
        assert holders(task) == {"Sở Y tế"}
        assert Membership.objects.get(user=user, until=None).organisation == health

    def test_a_transfer_leaves_the_body_what_is_not_of_the_function(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        plan = factories.plan(root)
        moved = factories.task(plan, old, text="Đăng ký hợp tác xã cấp xã")
        kept = factories.task(plan, old, text="Mở lớp tập huấn")
        carry_out(decided("transfer", old, Heir(new, "đăng ký hợp tác xã")), by=SYSTEM)
        old.refresh_from_db()
        assert old.until is None
        assert holders(moved) == {"Sở Tài chính"}
        assert holders(kept) == {"Sở Kế hoạch và Đầu tư"}
        assert [(s.successor, s.function) for s in old.successions.all()] == [(new, "đăng ký hợp tác xã")]

    def test_words_are_told_with_or_without_marks_and_whole(self) -> None:
        place = rules.Place("giảm nghèo", ("hộ nghèo",))
        assert place.speaks_of("Hỗ trợ HỘ NGHÈO, cận nghèo")
        assert place.speaks_of("chuong trinh giam ngheo")
        assert not place.speaks_of("Bộ nghèonàn")
        assert not rules.Place("", ("hộ nghèo",)).speaks_of("hộ nghèo")


class TestDivision:
    def test_a_districts_part_goes_to_each_commune(self, root: Organisation) -> None:
        district = body("UBND huyện Hải Bình", parent=root, kind=Kind.COMMITTEE, level="district")
        communes = [
            body(f"UBND xã {n}", parent=root, kind=Kind.COMMITTEE, level="commune") for n in ("Một", "Hai")
        ]
        task = factories.task(factories.plan(root), district)
        user = factories.person(district)
        done = carry_out(decided("division", district, *map(Heir, communes)), by=SYSTEM)
        assert holders(task) == {"UBND xã Một", "UBND xã Hai"}
        assert all(
            part.passed_from == Assignment.objects.get(task=task, body=district)
            for part in Assignment.objects.filter(task=task).held_on(TODAY)
        )
        assert Membership.objects.get(user=user, until=None).organisation == communes[0]
        assert successors_on(Organisation.objects.get(pk=district.pk), TODAY) == communes
        (row,) = [one for one in done.told["passed"] if one["what"] == "Phần việc chủ trì"]
        assert row["to"] == ["UBND xã Một", "UBND xã Hai"]

    @pytest.mark.parametrize("asked", ["neither", "the first", "the last"])
    def test_a_report_not_handed_in_goes_to_each_with_the_parts_that_it_takes_over(
        self, root: Organisation, old: Organisation, new: Organisation, asked: str
    ) -> None:
        trade = body("Sở Công Thương", parent=root)
        plan = factories.plan(root)
        tasks = [
            factories.task(plan, old, text=words) for words in ("Chung", "Của tài chính", "Của thương mại")
        ]
        own = {"the first": [new], "the last": [trade]}.get(asked, [])
        period = {"period_start": ON - dt.timedelta(days=300), "period_end": TODAY}
        days = {"cutoff": TODAY, "due_on": TODAY + dt.timedelta(days=5)}
        round_ = reporting.open_round(
            plan, None, by=factories.acting(root), title="Báo cáo năm", bodies=[old, *own], **period, **days
        )
        report = round_.submissions.get(body=old)
        report.lines.update(narrative="Đã khảo sát.", typed=True)
        Submission.objects.filter(pk=report.pk).update(overview="Đúng tiến độ.")
        parts = [key_of(task.assignments.get()).replace(":", "__") for task in tasks]
        heirs = (Heir(new), Heir(trade))
        done = carry_out(decided("division", old, *heirs, **{parts[1]: "0", parts[2]: "1"}), by=SYSTEM)
        told = {
            one.body.name: {(line.task_text, line.narrative) for line in one.lines.all()}
            for one in round_.submissions.all()
        }
        assert told == {
            "Sở Tài chính": {("Chung", "Đã khảo sát."), ("Của tài chính", "Đã khảo sát.")},
            "Sở Công Thương": {("Chung", "Đã khảo sát."), ("Của thương mại", "Đã khảo sát.")},
        }
        assert all("Đúng tiến độ." in one.overview for one in round_.submissions.all())
        undo(done, by=factories.acting(root, Role.ADMINISTRATOR), reason="Nhầm")
        assert {one.body for one in round_.submissions.all()} == {old, *own}
        assert round_.submissions.get(body=old).lines.count() == 3

    def test_what_is_not_shared_goes_to_one_only(
        self, root: Organisation, old: Organisation, new: Organisation
    ) -> None:
        user = factories.person(old)
        other = body("Sở Nội vụ", parent=root)
        choices = {key_of(Membership.objects.get(user=user)): rules.ALL}
        with pytest.raises(ValidationError, match="chỉ chuyển cho một"):
            carry_out(Decision("division", [old], [Heir(new), Heir(other)], ON, DECISION, choices), by=SYSTEM)
        assert Handover.objects.count() == 0

    def test_two_new_bodies_are_made(self, root: Organisation, old: Organisation) -> None:
        heirs = [Heir(NewBody("Sở Kế hoạch")), Heir(NewBody("Sở Đầu tư", "SĐT"))]
        carry_out(decided("division", old, *heirs), by=SYSTEM)
        made = Organisation.objects.filter(parent=root, since=ON)
        assert [(one.name, one.short_name) for one in made.order_by("path")] == [
            ("Sở Kế hoạch", ""),
            ("Sở Đầu tư", "SĐT"),
        ]


class TestAbolition:
    def test_what_nobody_takes_over_ends_and_is_listed(self, root: Organisation, old: Organisation) -> None:
        room = body("Phòng Một", parent=old, kind=Kind.ROOM)
        task = factories.task(factories.plan(root), old, room)
        user = factories.person(room)
        done = carry_out(decided("abolition", old), by=SYSTEM)
        room.refresh_from_db()
        assert room.until == ON
        assert holders(task) == set()
        assert not Membership.objects.filter(user=user, until=None).exists()
        assert {row["what"] for row in done.told["left"]} == {"Phần việc chủ trì", "Phòng, đơn vị trực thuộc"}


def test_a_renamed_body_keeps_all_it_has_and_its_name_of_before(
    root: Organisation, old: Organisation
) -> None:
    task = factories.task(factories.plan(root), old)
    rename(old, by=SYSTEM, name="Sở Kế hoạch", on=ON, document=DECISION)
    old.refresh_from_db()
    assert (old.name, name_on(old, ON - dt.timedelta(days=1))) == ("Sở Kế hoạch", "Sở Kế hoạch và Đầu tư")
    assert holders(task) == {"Sở Kế hoạch"}
    told = Handover.objects.get()
    assert [p.name for p in told.parties.all()] == ["Sở Kế hoạch và Đầu tư", "Sở Kế hoạch"]


def test_what_changed_since_the_preview_is_noticed(
    root: Organisation, old: Organisation, new: Organisation
) -> None:
    asked = decided("merger", old, Heir(new))
    seen = preview(asked).seen
    factories.task(factories.plan(root), old)
    with pytest.raises(ValidationError, match="đã thay đổi từ khi xem trước"):
        carry_out(Decision("merger", [old], [Heir(new)], ON, DECISION, {}, seen), by=SYSTEM)
    old.refresh_from_db()
    assert old.until is None


def test_people_are_told_where_they_work_now(old: Organisation, new: Organisation) -> None:
    user = factories.person(old)
    carry_out(decided("merger", old, Heir(new)), by=SYSTEM)
    (notice,) = Notice.objects.filter(person_id=user.pk)
    assert "Sở Tài chính" in notice.text


def test_the_deed_of_each_body_is_told(old: Organisation, new: Organisation) -> None:
    carry_out(decided("merger", old, Heir(new)), by=SYSTEM)
    assert Deed.objects.filter(
        kind="organizations.organisation", record_id=str(old.pk), verb="merge"
    ).exists()
    assert Deed.objects.filter(kind="handover.handover", verb="hand_over").count() == 1


@pytest.mark.parametrize(
    ("kind", "function", "words"),
    [("transfer", "", "ghi rõ chức năng"), ("merger", None, "ít nhất một cơ quan kế thừa")],
)
def test_what_cannot_be_decided_is_refused(
    old: Organisation, new: Organisation, kind: str, function: str | None, words: str
) -> None:
    heirs = [] if function is None else [Heir(new, function)]
    with pytest.raises(ValidationError, match=words):
        carry_out(decided(kind, old, *heirs), by=SYSTEM)


def test_an_administrator_of_the_heir_alone_may_not(old: Organisation, new: Organisation) -> None:
    with pytest.raises(PermissionDenied):
        carry_out(
            decided("transfer", old, Heir(new, "giá")), by=factories.acting(new, Role.ADMINISTRATOR, area=new)
        )


class TestEverythingPassesOnce(TestCase):
    """Whatever is chosen for whatever is held: each thing goes to those it was sent to, or is listed."""

    @settings(max_examples=25)
    @given(st.data())
    def test_passes_once_or_is_listed_as_left(self, data: st.DataObject) -> None:
        root = factories.province()
        old, one, two = (body(parent=root) for _ in range(3))
        plan = factories.plan(root, standing=data.draw(st.sampled_from([old, root])))
        for _ in range(data.draw(st.integers(0, 3))):
            lead, helper = data.draw(st.permutations([old, one, two]))[:2]
            factories.task(plan, lead, coordinators=(helper,))
        for _ in range(data.draw(st.integers(0, 2))):
            factories.person(old, data.draw(st.sampled_from([Role.OFFICER, Role.APPROVER])))
        if data.draw(st.booleans()):
            body("Văn phòng", parent=old, kind=Kind.ROOM)
            body("Văn phòng", parent=one, kind=Kind.ROOM)
        items = all_items(old, ON)
        of = {item.key: ["0", "1", "stay", *(["all"] if item.shared else [])] for item in items}
        choices = {key: data.draw(st.sampled_from(options)) for key, options in of.items()}
        parts = {key_of(part): part for part in Assignment.objects.filter(body=old)}
        done = carry_out(
            Decision("division", [old], [Heir(one), Heir(two)], ON, DECISION, choices), by=SYSTEM
        )

        told = [(row["what"], row["text"]) for row in [*done.told["passed"], *done.told["left"]]]
        assert sorted(told) == sorted((item.what, item.text) for item in items)
        assert not [item for item in all_items(Organisation.objects.get(pk=old.pk), TODAY)
                    if item.what.startswith(("Phần việc", "Vai trò", "Chỗ"))]  # fmt: skip
        names = {"0": {one.pk}, "1": {two.pk}, "all": {one.pk, two.pk}, "stay": set()}
        for key, part in parts.items():
            held = set(
                Assignment.objects.filter(task=part.task).held_on(TODAY).values_list("body", flat=True)
            )
            assert names[choices[key]] <= held
            assert old.pk not in held
        for body_id, task in Assignment.objects.held_on(TODAY).values_list("body", "task"):
            assert Assignment.objects.held_on(TODAY).filter(body=body_id, task=task).count() == 1

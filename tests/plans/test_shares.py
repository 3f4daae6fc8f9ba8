"""A target is given out to units: the sum is checked, each unit stands beside its share, shares pass on."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hopluc.archive.actions import SYSTEM
from hopluc.handover.actions import merge
from hopluc.office.cells import place_of, read_rows
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.plans import actions, handover, queries
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.mandates import rules, sharing, wholes
from hopluc.plans.models import Allocation, Indicator, Plan
from hopluc.plans.standings import Moment, end_of, now
from tests import factories

figures = st.decimals(min_value=0, max_value=10**6, places=2)


# --- the rules ------------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(1, 99), figures), figures)
def test_short_and_over_say_how_far_the_sum_is_from_the_whole(
    shares: dict[int, Decimal], whole: Decimal
) -> None:
    found = rules.balance("=", whole, None, None, shares)
    assert found.total + found.short - found.over == whole
    assert not (found.short and found.over)
    assert found.fits == (sum(shares.values()) == whole)


@given(st.dictionaries(st.integers(1, 99), figures), figures, figures)
def test_a_range_holds_every_sum_between_its_ends(
    shares: dict[int, Decimal], one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    found = rules.balance("range", None, low, high, shares)
    assert low <= found.total + found.short - found.over <= high
    assert found.fits == (low <= found.total <= high)


@given(st.dictionaries(st.integers(1, 99), figures), figures)
def test_what_each_must_have_is_asked_of_each(shares: dict[int, Decimal], least: Decimal) -> None:
    found = rules.balance(">=", least, None, None, shares, each=True)
    assert set(found.below) == {unit for unit, share in shares.items() if share < least}
    assert not found.short


@given(st.dictionaries(st.integers(1, 99), figures, min_size=1), figures)
def test_at_least_may_be_passed_and_at_most_stayed_under(shares: dict[int, Decimal], whole: Decimal) -> None:
    assert not rules.balance(">=", whole, None, None, shares).over
    assert not rules.balance("<=", whole, None, None, shares).short


def test_shares_of_a_percentage_are_not_added() -> None:
    assert not rules.adds_up("%")
    assert rules.balance("=", Decimal(80), None, None, {1: Decimal(80), 2: Decimal(80)}, adds=False).fits


def test_a_pasted_table_gives_units_and_figures() -> None:
    text = "1\tXã Đồng Lau\t12\n\nXã Bến Cát; 1.234,5\nXã Núi Sam"
    assert rules.pasted(text) == [("Xã Đồng Lau", "12"), ("Xã Bến Cát", "1.234,5"), ("Xã Núi Sam", "")]


# --- giving out -----------------------------------------------------------------------------------


class World:
    """A province's target of 100 cooperatives, to be given out to three communes."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.standing = factories.body("Sở Tài chính", parent=self.province)
        names = ("Ủy ban nhân dân xã Bến Cát", "Ủy ban nhân dân xã Đồng Lau", "Ủy ban nhân dân xã Núi Sam")
        self.communes = [
            factories.body(name, kind="committee", level="commune", parent=self.province) for name in names
        ]
        self.plan = factories.plan(self.province, standing=self.standing)
        factories.task(self.plan, *self.communes)
        self.target = Indicator.objects.create(
            plan=self.plan,
            code="1",
            order=1,
            name="HTX thành lập mới",
            unit="HTX",
            op="=",
            value=Decimal(100),
        )
        self.group = factories.group(self.province, "UBND các xã", ["committee"], "commune")
        self.officer = factories.acting(self.standing)

    def give(self, *values: int | None, on: dt.date | None = None, **rest: Any) -> int:
        shares = {
            body.pk: None if value is None else Decimal(value)
            for body, value in zip(self.communes, values, strict=False)
        }
        return sharing.allocate(self.target, shares, by=self.officer, on=on or timezone.localdate(), **rest)

    def client(self, body: Organisation | None = None, role: str = Role.OFFICER) -> Client:
        found = Client()
        found.force_login(factories.person(body or self.standing, role))
        return found


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_the_sum_is_set_beside_the_whole(world: World) -> None:
    world.give(50, 38)
    assert sharing.sheet(world.target, now()).told == "còn thiếu 12 HTX"
    world.give(50, 38, 15)
    assert sharing.sheet(world.target, now()).told == "vượt 3 HTX"
    world.give(50, 38, 12)
    assert sharing.sheet(world.target, now()).balance.fits


def test_the_members_of_a_group_wait_for_their_share(world: World) -> None:
    assert not sharing.sheet(world.target, now()).rows
    rows = sharing.sheet(world.target, now(), world.group).rows
    assert [row.body for row in rows] == world.communes


def test_units_that_the_plan_names_stand_there_by_themselves(world: World) -> None:
    world.target.bodies = [{"text": "xã Bến Cát", "name": "Ủy ban nhân dân xã Bến Cát"}]
    assert [row.body for row in sharing.sheet(world.target, now()).rows] == world.communes[:1]


def test_both_clocks_give_the_shares_of_their_day(world: World) -> None:
    today = timezone.localdate()
    world.give(50, 50, on=today - dt.timedelta(days=30))
    world.give(40, 60)
    before = sharing.sheet(world.target, Moment(today - dt.timedelta(days=1)))
    assert [row.value for row in before.rows] == [50, 50]
    assert [row.value for row in sharing.sheet(world.target, now()).rows] == [40, 60]
    unknown = Moment(today, end_of(today - dt.timedelta(days=1)))
    assert not sharing.sheet(world.target, unknown).rows


def test_a_share_is_taken_away_and_the_same_share_writes_nothing(world: World) -> None:
    world.give(50, 50)
    assert world.give(50, 50) == 0
    assert world.give(50, None) == 1
    assert [row.body for row in sharing.sheet(world.target, now()).rows] == world.communes[:1]
    assert Allocation.objects.count() == 3


def test_the_later_of_two_people_is_told(world: World) -> None:
    world.give(50, 50)
    with pytest.raises(StaleFormError):
        world.give(10, 90, seen=0)


def test_only_who_follows_the_plan_gives_out(world: World) -> None:
    for by in (factories.acting(world.communes[0]), factories.acting(world.standing, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            sharing.allocate(world.target, {}, by=by, on=timezone.localdate())


def test_no_share_below_nought_and_none_for_a_plan_that_is_over(world: World) -> None:
    with pytest.raises(ValidationError):
        world.give(-1)
    Plan.objects.update(state=Plan.State.CLOSED)
    with pytest.raises(ValidationError):
        world.give(1)


def test_each_at_least_one_marks_the_unit_that_has_none(world: World) -> None:
    Indicator.objects.update(each=True, op=">=", value=1)
    world.target.refresh_from_db()
    world.give(0, 2)
    found = sharing.sheet(world.target, now())
    assert [row.short for row in found.rows] == [True, False]
    assert not found.balance.fits


def test_a_unit_with_a_share_reads_the_plan_and_who_has_none_does_not(world: World) -> None:
    ward = factories.body(
        "Ủy ban nhân dân phường Bến Thuyền", kind="committee", level="commune", parent=world.province
    )
    address = reverse("plans:board", args=[world.plan.pk])
    assert world.client(ward).get(address).status_code == 404
    sharing.allocate(world.target, {ward.pk: Decimal(4)}, by=world.officer, on=timezone.localdate())
    assert world.client(ward).get(address).status_code == 200


# --- what units reached -----------------------------------------------------------------------------


def test_a_unit_types_its_own_and_the_standing_agency_for_it(world: World) -> None:
    world.give(5, 10)
    today = timezone.localdate()
    own = factories.acting(world.communes[0])
    sharing.type_share(world.target, world.communes[0], by=own, on=today, value=Decimal(5))
    sharing.type_share(world.target, world.communes[1], by=world.officer, on=today, value=Decimal(4))
    first, second = sharing.sheet(world.target, now()).rows
    assert (first.reached, first.by_itself) == (True, True)
    assert (second.reached, second.by_itself) == (False, False)
    assert sharing.sheet(world.target, now()).reached == 9
    with pytest.raises(PermissionDenied):
        sharing.type_share(world.target, world.communes[1], by=own, on=today, value=Decimal(4))


def test_the_figure_of_a_unit_is_not_that_of_the_whole(world: World) -> None:
    world.give(5)
    sharing.type_share(
        world.target, world.communes[0], by=world.officer, on=timezone.localdate(), value=Decimal(5)
    )
    (row,) = queries.indicators(world.plan, now())
    assert (row.typed, row.whole) == ([], row.actual)
    assert isinstance(row.actual, wholes.Added)


def test_nobody_types_for_a_unit_without_a_share_or_for_days_to_come(world: World) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="chưa được giao"):
        sharing.type_share(world.target, world.communes[0], by=world.officer, on=today, value=Decimal(5))
    world.give(5)
    with pytest.raises(ValidationError):
        sharing.type_share(
            world.target,
            world.communes[0],
            by=world.officer,
            on=today + dt.timedelta(days=1),
            value=Decimal(5),
        )


# --- handing over -------------------------------------------------------------------------------


def test_a_share_passes_on_and_is_added(world: World) -> None:
    today = timezone.localdate()
    world.give(50, 38, 12, on=today - dt.timedelta(days=40))
    first, second, third = world.communes
    assert {item.what for item in handover.items(first, today)} >= {"Chỉ tiêu được giao"}
    merge([first], second, on=today, by=SYSTEM, document="Nghị quyết 1")
    found = {row.body: row.value for row in sharing.sheet(world.target, now()).rows}
    assert found == {second: 88, third: 12}
    before = sharing.sheet(world.target, Moment(today - dt.timedelta(days=1)))
    assert [row.value for row in before.rows] == [50, 38, 12]


def test_shares_of_plans_that_are_over_stay(world: World) -> None:
    world.give(50)
    Plan.objects.update(state=Plan.State.CLOSED)
    assert not sharing.held_shares(world.communes[0], timezone.localdate())


# --- the page and the workbook --------------------------------------------------------------------


def address(world: World, name: str = "shares") -> str:
    return f"{reverse(f'plans:{name}', args=[world.target.pk])}?nhom={world.group.pk}"


def post(world: World, **data: Any) -> Any:
    return world.client().post(address(world), {"on": timezone.localdate(), "document": "", **data})


def values(world: World) -> list[Decimal | None]:
    return [row.value for row in sharing.sheet(world.target, now(), world.group).rows]


def test_figures_are_typed_in_the_table(world: World) -> None:
    one, two, three = (body.pk for body in world.communes)
    assert post(world, **{f"v{one}": "50", f"v{two}": "38", f"v{three}": ""}).status_code == 302
    assert values(world) == [50, 38, None]
    shown = world.client().get(address(world)).content.decode()
    assert "còn thiếu 12 HTX" in shown


def test_figures_are_pasted(world: World) -> None:
    assert post(world, paste="xã Bến Cát\t50\nUBND xã Đồng Lau\t38").status_code == 302
    assert values(world) == [50, 38, None]


def test_a_wrong_line_is_named_and_nothing_is_written(world: World) -> None:
    answer = post(world, paste="xã Bến Cát\t50\nxã Không Có\t3\nxã Núi Sam\tnhiều")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Dòng 2: không có đơn vị “xã Không Có”" in shown
    assert "Dòng 3: “nhiều” không phải là số" in shown
    assert not Allocation.objects.exists()


def workbook(rows: list[list[Any]]) -> SimpleUploadedFile:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("giao.xlsx", made.getvalue())


def test_the_workbook_goes_out_and_comes_back_filled(world: World) -> None:
    world.give(50, 38)
    taken = world.client().get(address(world, "shares_excel")).content
    rows = read_rows(taken)
    assert rows[2][1:3] == ["Đơn vị", "Chỉ tiêu giao"]
    assert [row[2] for row in rows[3:7]] == [50, 38, None, 88]
    rows[5][2] = Decimal("12")
    sent = workbook([[None if cell is None else cell for cell in row] for row in rows])
    assert post(world, sheet=sent).status_code == 302
    assert values(world) == [50, 38, 12]


def test_a_wrong_cell_is_named(world: World) -> None:
    sent = workbook([["TT", "Đơn vị", "Chỉ tiêu giao"], [1, "Xã Bến Cát", "mười"], [2, "Xã Lạ", 3]])
    shown = post(world, sheet=sent).content.decode()
    assert "Ô C2: “mười” không phải là số" in shown
    assert "Ô B3: không có đơn vị “Xã Lạ”" in shown
    assert not Allocation.objects.exists()


def test_what_is_no_workbook_is_refused_in_words(world: World) -> None:
    answer = post(world, sheet=SimpleUploadedFile("giao.xlsx", b"khong phai"))
    assert answer.status_code == 422
    assert "Chưa ghi gì" in answer.content.decode()


def test_a_unit_types_what_it_reached_on_its_page(world: World) -> None:
    world.give(5)
    unit = world.communes[0]
    own = reverse("plans:share_actual", args=[world.target.pk, unit.pk])
    client = world.client(unit)
    assert client.post(own, {"value": "6", "on": timezone.localdate(), "seen": 0}).status_code == 302
    assert "đơn vị tự nhập" in client.get(address(world)).content.decode()
    assert world.client(world.communes[1]).get(own).status_code == 403


def test_a_cell_has_the_name_that_a_spreadsheet_gives_it() -> None:
    assert [place_of(0, 0), place_of(6, 2), place_of(9, 26)] == ["A1", "C7", "AA10"]


# --- the whole of what the units told -------------------------------------------------------------


def test_the_units_figures_are_the_targets_actual_until_somebody_types_a_newer_whole(world: World) -> None:
    today = timezone.localdate()
    before, day = today - dt.timedelta(days=5), today - dt.timedelta(days=3)
    world.give(30, 30, 40, on=before)

    def told() -> Any:
        (row,) = queries.indicators(world.plan, now())
        assert wholes.actuals_of([row.indicator], now()).get(row.indicator.pk) == row.actual
        return row

    def typed(n: int, value: int, on: dt.date = day) -> None:
        sharing.type_share(world.target, world.communes[n], by=world.officer, on=on, value=Decimal(value))

    assert told().actual is None
    typed(0, 31)
    typed(1, 29)
    part = told()
    assert (part.actual.value, part.actual.on, part.actual.told) == (60, day, "cộng từ 2/3 đơn vị")
    assert (part.whole, part.reached) == (None, None)  # the third unit may still change the answer
    actions.type_actual(world.target, by=world.officer, on=before, value=Decimal(20))
    assert told().actual.value == 20  # some of the units do not replace what was said of all
    typed(2, 45)
    whole = told()
    assert (whole.actual.value, whole.actual.told) == (105, "cộng từ 3/3 đơn vị")
    assert (whole.whole, whole.reached) == (whole.actual, True)
    actions.type_actual(world.target, by=world.officer, on=today, value=Decimal(99))
    assert told().actual.value == 99
    typed(0, 50, today)
    assert told().actual.value == 99
    # both clocks: the day of the figures, and when they were recorded
    assert queries.indicators(world.plan, Moment(day))[0].actual.value == 105  # type: ignore[union-attr]
    assert queries.indicators(world.plan, Moment(before))[0].actual.value == 20  # type: ignore[union-attr]
    assert queries.indicators(world.plan, Moment(today, end_of(before)))[0].actual is None


@pytest.mark.parametrize(
    "other",
    [{"unit": "%"}, {"name": "Thu nhập bình quân"}, {"each": True}, {"baseline": {"op": "+", "of": "2020"}}],
)
def test_figures_that_cannot_be_added_are_not_added(world: World, other: dict[str, Any]) -> None:
    Indicator.objects.filter(pk=world.target.pk).update(**other)
    world.give(100, 100, 100)
    today = timezone.localdate()
    sharing.type_share(world.target, world.communes[0], by=world.officer, on=today, value=Decimal(50))
    assert queries.indicators(world.plan, now())[0].actual is None


def test_every_page_marks_the_sum_and_opens_its_units(world: World) -> None:
    world.give(30, 30, 40)
    today = timezone.localdate()
    sharing.type_share(world.target, world.communes[0], by=world.officer, on=today, value=Decimal(31))
    client = Client()
    client.force_login(world.officer.user)
    shares = reverse("plans:shares", args=[world.target.pk])
    for name, key in (
        ("plans:indicators", world.plan),
        ("plans:indicator", world.target),
        ("actuals:table", world.plan),
        ("actuals:indicator", world.target),
    ):
        page = client.get(reverse(name, args=[key.pk]))
        assert "cộng từ 1/3 đơn vị" in page.text, name
        assert shares in page.text, name
        assert "Chưa có số liệu nào" not in page.text, name
    book = client.get(reverse("actuals:table", args=[world.plan.pk]), {"tai": "xlsx"})
    assert book.status_code == 200

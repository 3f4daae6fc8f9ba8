"""Provinces before and after 1/7/2025: a code means something on a day only."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import units
from hopluc.organizations.models import Level, Unit, UnitSuccession
from hopluc.organizations.queries import unit_on, units_on

LAST_OLD, FIRST_NEW = dt.date(2025, 6, 30), dt.date(2025, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> None:
    units.load_provinces(by=SYSTEM)


@pytest.mark.usefixtures("country")
class TestProvinces:
    def test_there_were_63_and_are_34_on_every_day(self) -> None:
        for year in range(2012, 2028):
            for month in range(1, 13):
                day = dt.date(year, month, 1)
                assert len(units_on(day, Level.PROVINCE)) == (63 if day < FIRST_NEW else 34), day
        assert len(units_on(LAST_OLD, Level.PROVINCE)) == 63

    def test_a_code_is_borne_by_one_province_at_a_time(self) -> None:
        for day in (LAST_OLD, FIRST_NEW, dt.date(2026, 4, 29), dt.date(2026, 4, 30)):
            codes = [u.code for u in units_on(day, Level.PROVINCE)]
            assert len(codes) == len(set(codes))

    @pytest.mark.parametrize(
        ("code", "before", "after"),
        [("24", "Bắc Giang", "Bắc Ninh"), ("15", "Yên Bái", "Lào Cai"), ("44", "Quảng Bình", "Quảng Trị"),
         ("67", "Đắk Nông", None), ("01", "Hà Nội", "Hà Nội")],
    )  # fmt: skip
    def test_a_code_means_another_province_on_another_day(
        self, code: str, before: str, after: str | None
    ) -> None:
        old, new = unit_on(code, LAST_OLD), unit_on(code, FIRST_NEW)
        assert (old and old.name, new and new.name) == (before, after)

    @pytest.mark.parametrize(
        ("day", "cities"), [(dt.date(2024, 1, 1), 5), (FIRST_NEW, 6), (dt.date(2026, 5, 1), 7)]
    )
    def test_central_cities_are_those_of_the_day(self, day: dt.date, cities: int) -> None:
        assert sum(u.kind == "thành phố" for u in units_on(day, Level.PROVINCE)) == cities

    def test_every_ended_province_has_a_successor_and_every_new_one_a_predecessor(self) -> None:
        for unit in Unit.objects.all():
            assert unit.until is None or unit.successions.get().on == unit.until
            assert unit.since is None or unit.preceded.exists()

    def test_dak_nong_went_into_lam_dong(self) -> None:
        assert Unit.objects.get(name="Đắk Nông").successions.get().successor.name == "Lâm Đồng"

    def test_loading_again_adds_nothing(self) -> None:
        before = (Unit.objects.count(), UnitSuccession.objects.count())
        units.load_provinces(by=SYSTEM)
        assert (Unit.objects.count(), UnitSuccession.objects.count()) == before


def test_two_units_do_not_bear_one_code_at_once() -> None:
    units.make(by=SYSTEM, code="99", name="Sơn Hải", kind="tỉnh", level=Level.PROVINCE, until=FIRST_NEW)
    units.make(by=SYSTEM, code="99", name="Núi Đông", kind="tỉnh", level=Level.PROVINCE, since=FIRST_NEW)
    with pytest.raises(ValidationError):
        units.make(by=SYSTEM, code="99", name="Khác", kind="tỉnh", level=Level.PROVINCE, since=LAST_OLD)


def test_the_command_loads_the_provinces_and_may_run_again() -> None:
    out = io.StringIO()
    for _run in range(2):
        call_command("load_provinces", stdout=out)
    assert len(units_on(dt.date(2025, 6, 30), Level.PROVINCE)) == 63
    assert len(units_on(dt.date(2025, 7, 1), Level.PROVINCE)) == 34
    assert UnitSuccession.objects.filter(document="Nghị quyết 202/2025/QH15").exists()

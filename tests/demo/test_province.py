"""The fictional province and its reorganisation, in time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.demo import build, clock, province
from hopluc.organizations.acting import bodies_of
from hopluc.organizations.matching import Directory
from hopluc.organizations.models import Organisation, User
from hopluc.organizations.queries import members_on, name_on, successors_on

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)
BEFORE = dt.date(2025, 2, 1)


@pytest.fixture(scope="module")
def built(kept_for_the_module: None) -> province.Province:
    """The province after its reorganisation, without its plans."""
    for day, do in (
        (province.BEGINS, province.found),
        (dt.date(2025, 3, 1), province.merge_departments),
        (dt.date(2025, 7, 1), province.abolish_districts),
    ):
        with clock.told_on(day):
            do()
    return province.Province()


@pytest.fixture
def made(built: province.Province, db: None) -> province.Province:
    return province.Province()


def test_its_agencies_and_communes_are_those_of_the_day(made: province.Province) -> None:
    assert len(members_on(made.group("departments"), TODAY)) == 13
    assert len(members_on(made.group("departments"), BEFORE)) == 18
    assert len(members_on(made.group("communes"), TODAY)) == 12
    assert members_on(made.group("districts"), TODAY) == []
    assert len(members_on(made.group("districts"), BEFORE)) == 3
    assert len(members_on(made.group("departments-communes"), TODAY)) == 25


def test_the_merger_of_2025_is_there(made: province.Province) -> None:
    def followers(name: str) -> set[str]:
        return {b.name for b in successors_on(Organisation.objects.get(name=name), TODAY)}

    assert followers("Sở Kế hoạch và Đầu tư") == {"Sở Tài chính"}
    assert followers("Sở Tài nguyên và Môi trường") == {"Sở Nông nghiệp và Môi trường"}
    communes = {f"Ủy ban nhân dân xã {n}" for n in ("Đồng Lau", "Suối Mây", "Đá Bạc", "Thạch Lĩnh")}
    assert followers("Ủy ban nhân dân huyện An Lĩnh") == communes
    assert successors_on(made.body("khdt"), BEFORE) == [made.body("khdt")]


def test_a_function_passes_on_by_itself(made: province.Province) -> None:
    labour = made.body("ldtbxh")
    assert successors_on(labour, TODAY, "giảm nghèo") == [made.body("nongnghiep")]
    assert successors_on(labour, TODAY) == [made.body("noivu")]


def test_a_renamed_body_has_the_name_of_the_day(made: province.Province) -> None:
    assert name_on(made.body("thue"), BEFORE) == "Cục Thuế tỉnh Sơn Hải"
    assert made.body("thue").name == "Thuế tỉnh Sơn Hải"


def test_people_of_a_merged_department_work_on_in_its_successor(made: province.Province) -> None:
    user = User.objects.get(username="taichinh")
    assert bodies_of(user, BEFORE) == [made.body("khdt")]
    assert bodies_of(user, TODAY) == [made.body("taichinh")]


def test_everyone_can_sign_in_with_the_one_password(made: province.Province) -> None:
    for username, _name, _position, body in build.accounts():
        user = authenticate(username=username, password=province.PASSWORD)
        assert isinstance(user, User), username
        assert [b.name for b in bodies_of(user, TODAY)] == [body]


def test_everything_was_done_by_actions_on_its_day(made: province.Province) -> None:
    founded = Deed.objects.filter(verb="found")
    assert {d.record_id for d in founded} == {
        str(pk) for pk in Organisation.objects.values_list("pk", flat=True)
    }
    merged = {timezone.localdate(d.at) for d in Deed.objects.filter(verb="merge")}
    assert merged == {dt.date(2025, 3, 1)}


WORDINGS = {
    "Sở NN&MT": "nongnghiep",
    "Liên minh HTX tỉnh": "lienminh",
    "NHNN Khu vực 17": "nganhang",
    "Quỹ hỗ trợ phát triển HTX": "quy",
    "BHXH tỉnh": "bhxh",
    "Tỉnh đoàn": "doan",
    "Ủy ban MTTQ Việt Nam tỉnh": "mttq",
    "Báo và Đài PT-TH Sơn Hải": "baodai",
    "Chi cục Phát triển nông thôn (Sở NN&MT)": "ptnt",
    "UBND xã Đồng Lau": "99201",
    "Thanh tra tỉnh": "thanhtra",
    "Văn phòng UBND tỉnh": "vanphong",
}
COLLECTIVES = {
    "Các sở, ban, ngành": "departments",
    "UBND các xã, phường, đặc khu": "communes",
    "các địa phương": "communes",
    "Các sở, ngành, UBND các xã, phường": "departments-communes",
    "Các tổ chức chính trị - xã hội": "unions",
    "Các đoàn thể": "unions",
}


def test_its_bodies_and_collectives_are_found_as_plans_write_them(made: province.Province) -> None:
    directory = Directory(made.body("committee"), TODAY)
    assert {t: directory.find(t).organisation for t in WORDINGS} == {
        t: made.body(key) for t, key in WORDINGS.items()
    }
    assert {t: directory.find(t).group for t in COLLECTIVES} == {
        t: made.group(key) for t, key in COLLECTIVES.items()
    }

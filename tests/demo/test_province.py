"""The fictional province stands after one command, and a second one adds nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import authenticate

from hopluc.archive.models import Deed
from hopluc.demo import build, command, province
from hopluc.organizations.acting import bodies_of
from hopluc.organizations.matching import Directory
from hopluc.organizations.models import Organisation, User
from hopluc.organizations.queries import members_on, name_on, successors_on

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 21)
BEFORE = dt.date(2025, 2, 1)


@pytest.fixture
def made() -> province.Province:
    return province.build(TODAY)


def test_twenty_agencies_and_twelve_communes_exist_today(made: province.Province) -> None:
    assert len(members_on(made.groups["departments"], TODAY)) >= 12
    assert len(members_on(made.groups["communes"], TODAY)) == 12
    assert members_on(made.groups["districts"], TODAY) == []
    assert len(members_on(made.groups["districts"], BEFORE)) == 3


def test_the_merger_of_2025_is_there(made: province.Province) -> None:
    def followers(name: str) -> set[str]:
        return {b.name for b in successors_on(Organisation.objects.get(name=name), TODAY)}

    assert followers("Sở Kế hoạch và Đầu tư") == {"Sở Tài chính"}
    assert followers("Sở Tài nguyên và Môi trường") == {"Sở Nông nghiệp và Môi trường"}
    communes = {f"Ủy ban nhân dân xã {n}" for n in ("Đồng Lau", "Suối Mây", "Đá Bạc", "Thạch Lĩnh")}
    assert followers("Ủy ban nhân dân huyện An Lĩnh") == communes
    old = Organisation.objects.get(name="Sở Kế hoạch và Đầu tư")
    assert successors_on(old, BEFORE) == [old]


def test_a_function_passes_on_by_itself(made: province.Province) -> None:
    labour = Organisation.objects.get(name="Sở Lao động - Thương binh và Xã hội")
    assert [b.name for b in successors_on(labour, TODAY, "giảm nghèo")] == ["Sở Nông nghiệp và Môi trường"]
    assert made.bodies["noivu"] in successors_on(labour, TODAY)


def test_a_renamed_body_has_the_name_of_the_day(made: province.Province) -> None:
    assert name_on(made.bodies["thue"], BEFORE) == "Cục Thuế tỉnh Sơn Hải"
    assert made.bodies["thue"].name == "Thuế tỉnh Sơn Hải"


def test_everyone_can_sign_in_with_the_one_password(made: province.Province) -> None:
    for username, _name, _position, body in build.accounts():
        user = authenticate(username=username, password=province.PASSWORD)
        assert isinstance(user, User), username
        assert [b.name for b in bodies_of(user, TODAY)] == [body]


def test_it_is_read_back_as_it_was_made(made: province.Province) -> None:
    again = province.load()
    assert again == made


def test_everything_was_done_by_actions(made: province.Province) -> None:
    founded = set(Deed.objects.filter(verb="found").values_list("record_id", flat=True))
    assert founded == {str(pk) for pk in Organisation.objects.values_list("pk", flat=True)}


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
    directory = Directory(made.committee, TODAY)
    assert {t: directory.find(t).organisation for t in WORDINGS} == {
        t: made.bodies[key] for t, key in WORDINGS.items()
    }
    assert {t: directory.find(t).group for t in COLLECTIVES} == {
        t: made.groups[key] for t, key in COLLECTIVES.items()
    }


def test_the_command_builds_it_once_and_says_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    said = capsys.readouterr().out
    assert province.PASSWORD in said
    assert "taichinh" in said
    deeds = Deed.objects.count()
    assert command.main([]) == 0
    assert Deed.objects.count() == deeds


def test_the_demo_is_refused_in_production(settings: object) -> None:
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    assert command.main([]) == 1
    assert not Organisation.objects.exists()

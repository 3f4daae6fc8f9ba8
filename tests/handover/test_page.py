"""The page /sap-xep/: a preview that writes nothing, then one click."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.models import Organisation
from tests import factories
from tests.factories import Role, body

pytestmark = pytest.mark.django_db

ON = timezone.localdate() - dt.timedelta(days=1)
ADDRESS = "/sap-xep/moi/"
LIST = "/sap-xep/"


def signed_in(client: Client, at: Organisation, role: str) -> Client:
    client.force_login(factories.person(at, role, area=at))
    return client


def given(old: Organisation, new: Organisation | None, **rest: object) -> dict[str, object]:
    return {
        "kind": "merger",
        "predecessors": [old.pk],
        "successors": [new.pk] if new else [],
        "on": ON.isoformat(),
        "document": "Nghị quyết số 12/NQ-HĐND",
    } | rest


def test_the_preview_shows_what_passes_on_and_writes_nothing(
    client: Client, root: Organisation, old: Organisation, new: Organisation
) -> None:
    factories.person(old, name="Trần Thị Lan")
    signed_in(client, root, Role.ADMINISTRATOR)
    deeds = Deed.objects.count()
    page = client.get(ADDRESS, given(old, new)).content.decode()
    assert "Vai trò của người dùng" in page
    assert "Trần Thị Lan" in page
    assert "Thực hiện sắp xếp" in page
    assert Deed.objects.count() == deeds


def test_one_click_carries_it_out_and_a_second_one_does_nothing_more(
    client: Client, root: Organisation, old: Organisation, new: Organisation
) -> None:
    signed_in(client, root, Role.ADMINISTRATOR)
    first = client.post(ADDRESS, given(old, new, once="abc"))
    deeds = Deed.objects.count()
    second = client.post(ADDRESS, given(old, new, once="abc"))
    old.refresh_from_db()
    assert (first.status_code, old.until) == (302, ON)
    assert Deed.objects.count() == deeds
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert "Sở Kế hoạch và Đầu tư" in client.get(LIST).content.decode()


def test_a_new_body_is_made_on_the_way(client: Client, root: Organisation, old: Organisation) -> None:
    signed_in(client, root, Role.ADMINISTRATOR)
    health = body("Sở Y tế", parent=root)
    asked = given(old, None, new_names="Sở Tài chính mới", heir_1=health.pk, function_1="giá")
    assert client.post(ADDRESS, asked).status_code == 302
    made = Organisation.objects.get(name="Sở Tài chính mới")
    assert {s.successor for s in old.successions.all()} == {made, health}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"predecessors": []}, "Chọn ít nhất một cơ quan"),
        ({"successors": []}, "Chọn một cơ quan kế thừa"),
        ({"on": "31/02/2026"}, "ngày"),
        ({"function_1": "giá"}, "Ghi cả cơ quan và chức năng"),
        ({"on": (ON + dt.timedelta(days=30)).isoformat()}, "chưa đến"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    client: Client,
    root: Organisation,
    old: Organisation,
    new: Organisation,
    change: dict[str, object],
    words: str,
) -> None:
    signed_in(client, root, Role.ADMINISTRATOR)
    page = client.post(ADDRESS, given(old, new) | change)
    old.refresh_from_db()
    assert page.status_code == 200
    assert words in page.content.decode()
    assert old.until is None


def test_bodies_of_another_province_cannot_be_chosen(
    client: Client, root: Organisation, new: Organisation
) -> None:
    stranger = body("Sở Lạ", parent=factories.province("Ủy ban nhân dân tỉnh Núi Đông"))
    signed_in(client, root, Role.ADMINISTRATOR)
    assert client.post(ADDRESS, given(stranger, new)).status_code == 200
    stranger.refresh_from_db()
    assert stranger.until is None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.APPROVER])
def test_others_are_refused(
    client: Client, root: Organisation, old: Organisation, new: Organisation, role: str
) -> None:
    signed_in(client, root, role)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, given(old, new)).status_code == 403
    old.refresh_from_db()
    assert old.until is None


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_a_body_beside_ones_own_is_not_made_and_the_field_says_why(
    client: Client, root: Organisation, old: Organisation
) -> None:
    client.force_login(factories.person(old, Role.ADMINISTRATOR))
    bodies = Organisation.objects.count()
    page = client.post(ADDRESS, given(old, None, new_names="Sở Tài chính mới")).content.decode()
    assert "chỉ quản trị của nơi đó thành lập được" in page
    assert root.name in page
    assert Organisation.objects.count() == bodies

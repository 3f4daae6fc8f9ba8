"""The changes of 2025 as a start for the wizard, matched to the bodies that are here."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hopluc.handover.templates_2025 import data, find, templates
from hopluc.organizations.models import Organisation
from tests import factories
from tests.factories import Kind, Role, body

pytestmark = pytest.mark.django_db


def test_a_department_that_is_here_is_offered_with_its_successor_and_functions(root: Organisation) -> None:
    labour = body("Sở Lao động - Thương binh và Xã hội", parent=root)
    home, schools = body("Sở Nội vụ", parent=root), body("Sở Giáo dục và Đào tạo", parent=root)
    (found,) = templates(Organisation.objects.all())
    assert found.values["predecessors"] == [labour.pk]
    assert found.values["successors"] == [home.pk]
    assert (found.values["heir_1"], found.values["function_1"]) == (schools.pk, "giáo dục nghề nghiệp")
    assert found.values["on"] == dt.date(2025, 3, 1)
    assert "45/2025/NĐ-CP" in found.values["document"]
    assert len(found.missing) == 3


def test_two_that_make_a_new_one(root: Organisation) -> None:
    for name in ("Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn"):
        body(name, parent=root)
    found = find("so-nong-nghiep-va-moi-truong", Organisation.objects.all())
    assert found
    assert len(found.values["predecessors"]) == 2
    assert found.values["new_names"] == "Sở Nông nghiệp và Môi trường"


def test_a_district_goes_to_the_communes_of_its_area(root: Organisation) -> None:
    district = body("UBND huyện Một", parent=root, kind=Kind.COMMITTEE, level="district")
    inside = body("UBND xã Trong", parent=district, kind=Kind.COMMITTEE, level="commune")
    body("UBND xã Ngoài", parent=root, kind=Kind.COMMITTEE, level="commune")
    found = find(f"huyen-{district.pk}", Organisation.objects.all())
    assert found
    assert found.values["successors"] == [inside.pk]
    assert found.values["on"] == dt.date(2025, 7, 1)


def test_the_wizard_is_filled_from_it(client: Client, root: Organisation) -> None:
    body("Sở Kế hoạch và Đầu tư", parent=root)
    client.force_login(factories.person(root, Role.ADMINISTRATOR))
    assert "mau=so-tai-chinh" in client.get("/sap-xep/").content.decode()
    page = client.get("/sap-xep/moi/?mau=so-tai-chinh").content.decode()
    assert "Nghị định số 45/2025/NĐ-CP" in page
    assert "01/03/2025" in page


def test_every_change_names_its_document_and_successor() -> None:
    assert data()["cite"]
    assert all(row["from"] and row["to"] and row["title"] for row in data()["change"])
    assert all(one["words"] for row in data()["change"] for one in row.get("function", ()))

"""The journal of deeds."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.models import Deed
from hopluc.web.journal.words import KINDS, VERBS
from tests import factories as make
from tests.web.test_pages import signed_in

ROOT = Path(__file__).resolve().parents[2] / "src" / "hopluc"
JOURNAL = "/nhat-ky/"


@pytest.fixture
def head(db):
    return make.province()


def deed(body, words="Nguyễn Thị Làm", **rest):
    values = {"at": timezone.now(), "verb": "rename", "kind": "organizations.organisation", "record_id": "7"}
    return Deed.objects.create(
        **values | {"actor_name": words, "body_id": body.pk, "body_name": body.name} | rest
    )


@pytest.mark.parametrize("role", [make.Role.VIEWER, make.Role.OFFICER, make.Role.APPROVER])
def test_only_administrators_read_it(client, head, role):
    response = signed_in(client, make.person(head, role)).get(JOURNAL)
    assert response.status_code == 403
    assert "Chỉ quản trị của cơ quan được xem nhật ký." in response.content.decode()


def test_an_administrator_reads_the_deeds_of_their_own_bodies(client, head):
    own, other = make.body(parent=head), make.body(parent=head)
    deed(own, "Người nhà")
    deed(other, "Người ngoài")
    html = signed_in(client, make.person(own, make.Role.ADMINISTRATOR)).get(JOURNAL).content.decode()
    assert "Người nhà" in html
    assert "Người ngoài" not in html


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"q": "nguyễn"}, True),
        ({"q": "7"}, True),
        ({"q": "không ai"}, False),
        ({"loai": "organizations.organisation"}, True),
        ({"loai": "plans.plan"}, False),
        ({"tu": "21/11/2026", "den": "21/11/2026"}, True),
        ({"tu": "22/11/2026"}, False),
        ({"den": "20/11/2026"}, False),
    ],
)
def test_filters(client, head, query, seen):
    at = timezone.make_aware(timezone.datetime(2026, 11, 21, 23, 59))
    deed(head, "Nguyễn Thị Làm", at=at)
    html = signed_in(client, make.person(head, make.Role.ADMINISTRATOR)).get(JOURNAL, query).content.decode()
    assert ('<td data-label="Người thực hiện">Nguyễn Thị Làm' in html) is seen


def test_it_downloads_as_it_is_filtered(client, head):
    deed(head, "=Nguyễn")
    client = signed_in(client, make.person(head, make.Role.ADMINISTRATOR))
    response = client.get(reverse("web:journal"), {"q": "=Nguyễn", "tai": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[3:]] == ["=Nguyễn"]


def test_every_verb_and_kind_of_the_rooms_has_words():
    verbs = set()
    for path in ROOT.glob("*/actions.py"):
        verbs |= set(re.findall(r'record\(\s*[\w.]+,\s*"(\w+)"', path.read_text(encoding="utf8")))
    assert verbs - set(VERBS) == set()
    assert all(apps.get_model(kind) for kind in KINDS)

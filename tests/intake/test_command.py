"""Loading a document from this machine, for the demo."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hopluc.compiler.read import Unreadable
from hopluc.intake import command
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Role
from tests import factories
from tests.intake.samples import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tmp_path: Path, settings: object) -> Path:
    settings.DEMO = True  # type: ignore[attr-defined]
    path = tmp_path / "ke-hoach.txt"
    path.write_text(TEXT, encoding="utf8")
    return path


def test_a_document_is_loaded_by_an_officer_of_the_finance_department(plan: Path) -> None:
    head = factories.province()
    factories.person(factories.body("Sở Công Thương", parent=head))
    finance = factories.body("Sở Tài chính", parent=head)
    factories.person(finance, Role.VIEWER)
    officer = factories.person(finance)
    user, address = command.load(plan)
    paper = Paper.objects.get()
    assert (user, paper.body, paper.state) == (officer, finance, Paper.State.REVIEW)
    assert address == f"/van-ban/{paper.pk}/"
    assert command.load(plan) == (user, address)


def test_outside_of_the_demo_nothing_is_loaded(plan: Path, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(ImproperlyConfigured):
        command.load(plan)


def test_without_an_officer_it_says_what_to_do(plan: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="hopluc demo"):
        command.load(plan)


def test_a_file_that_is_no_document_is_told_as_such(plan: Path) -> None:
    factories.person(factories.body("Sở Tài chính", parent=factories.province()))
    plan.write_bytes(b"%PDF-1.7")
    with pytest.raises(Unreadable):
        command.load(plan)

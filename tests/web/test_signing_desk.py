"""My work tells who waits for whom: reports to sign off, later days to decide on, what came back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.organizations.acting import Acting, Role
from hopluc.plans import actions
from hopluc.plans.signing.extensions import ask_extension
from hopluc.plans.signing.sign_off import sign_off
from tests import factories

pytestmark = pytest.mark.django_db


def home(by: Acting) -> str:
    client = Client()
    client.force_login(by.user)
    return client.get("/").content.decode()


def test_each_sees_what_waits_for_them() -> None:
    province, today = factories.province(), timezone.localdate()
    standing, body = (factories.body(parent=province) for _ in range(2))
    leader, officer = factories.acting(body, Role.APPROVER), factories.acting(body)
    decider = factories.acting(standing, Role.APPROVER)
    task = factories.task(factories.plan(province, standing=standing), body, due=today)
    part = task.assignments.get()
    row = actions.report_progress(part, by=officer, on=today, state="under_way")
    assert reverse("plans:signing") in home(leader)
    assert "Chờ đồng chí duyệt" not in home(officer)
    assert "Chờ đồng chí duyệt" not in home(decider)
    sign_off(row, by=leader, accepted=False, reason="Thiếu số liệu")
    shown = home(officer)
    assert "Thiếu số liệu" in shown
    assert reverse("plans:correct", args=[row.pk]) in shown
    assert "Chờ đồng chí duyệt" not in home(leader)
    asked = ask_extension(part, by=officer, day=today, until=today + dt.timedelta(days=9), reason="Mưa bão")
    address = reverse("plans:extension", args=[asked.pk])
    assert address in home(decider)
    assert address not in home(factories.acting(standing))
    actions.report_progress(part, by=officer, on=today, state="under_way")
    assert "Thiếu số liệu" not in home(officer)

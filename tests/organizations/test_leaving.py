"""Accounts are locked on the fifth working day after the end of the last role."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.archive.actions import SYSTEM
from hopluc.archive.models import Deed, Notice
from hopluc.organizations import actions as organizations
from hopluc.organizations.leaving import lock_left, lock_on
from hopluc.organizations.models import Membership, Organisation, User
from tests import factories
from tests.factories import Role, body

LEFT = dt.date(2026, 11, 16)  # a Monday


@pytest.mark.parametrize(
    ("left", "locked"),
    [
        (LEFT, dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 14), dt.date(2026, 11, 20)),  # a Saturday does not count
        (dt.date(2026, 4, 29), dt.date(2026, 5, 8)),  # nor do 30/4 and 1/5
    ],
)
def test_five_working_days(left: dt.date, locked: dt.date) -> None:
    assert lock_on(left) == locked


@pytest.fixture
def at(db: None) -> Organisation:
    return body("Sở Tài chính")


def left(at: Organisation, on: dt.date = LEFT) -> User:
    user = factories.person(at)
    organizations.end_role(Membership.objects.get(user=user), by=SYSTEM, on=on)
    return user


def test_locked_on_the_day_and_not_before(at: Organisation) -> None:
    user = left(at)
    assert lock_left(by=SYSTEM, on=dt.date(2026, 11, 20)) == 0
    assert lock_left(by=SYSTEM, on=dt.date(2026, 11, 23)) == 1
    user.refresh_from_db()
    assert not user.is_active


def test_run_twice_it_locks_and_tells_once(at: Organisation) -> None:
    user, administrator = left(at), factories.person(at, Role.ADMINISTRATOR)
    for _run in range(2):
        lock_left(by=SYSTEM, on=dt.date(2026, 11, 23))
    assert Deed.objects.filter(verb="close_account", record_id=str(user.pk)).count() == 1
    (notice,) = Notice.objects.filter(person_id=administrator.pk)
    assert user.full_name in notice.text


def test_who_has_a_role_elsewhere_or_to_come_is_not_locked(at: Organisation) -> None:
    elsewhere, coming = left(at), left(at)
    organizations.grant_role(by=SYSTEM, user=elsewhere, body=body("Sở Y tế"), role=Role.OFFICER)
    organizations.grant_role(by=SYSTEM, user=coming, body=at, role=Role.OFFICER, since=dt.date(2026, 12, 1))
    assert lock_left(by=SYSTEM, on=dt.date(2026, 11, 30)) == 0


def test_who_never_had_a_role_and_the_systems_own_are_left_alone(at: Organisation) -> None:
    organizations.open_account(by=SYSTEM, username="moi", full_name="Người Mới", password=None)
    root = left(at)
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    assert lock_left(by=SYSTEM, on=dt.date(2026, 12, 30)) == 0

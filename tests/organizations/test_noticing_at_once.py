"""Notices at the same moment: two workers send, two browsers write the same absence."""

from __future__ import annotations

from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from hopluc.archive.actions import notify
from hopluc.archive.models import Notice
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.noticing import actions, post
from hopluc.organizations.noticing.models import Absence, NoticeMail
from tests import factories
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by() -> Acting:
    made = factories.acting(factories.body("Sở Công Thương", parent=factories.province()))
    User.objects.filter(pk=made.user.pk).update(email="can.bo@example.vn")
    return made


def test_two_workers_send_each_mail_once(by: Acting) -> None:
    actions.choose(by=by, ways={"problem": "now"}, hour=7)
    for n in range(3):
        notify(by.user.pk, f"problem-{n}", f"Việc {n}")
    sent = at_once(post.send_now, post.send_now)
    assert sum(sent) == 3
    assert sorted(one.subject for one in mail.outbox) == [f"[Hợp Lực] Việc {n}" for n in range(3)]
    assert set(NoticeMail.objects.values_list("state", flat=True)) == {"sent"}


def test_two_workers_copy_each_notice_once(by: Acting) -> None:
    other, today = factories.acting(by.body), timezone.localdate()
    actions.go_away(by=by, since=today, last=today, substitute=other.user)
    notify(by.user.pk, "problem-1", "Việc")
    at_once(lambda: post.tell_substitutes(today), lambda: post.tell_substitutes(today))
    assert Notice.objects.filter(person_id=other.user.pk, key__startswith="problem-").count() == 1


def test_one_absence_is_written_of_two_for_the_same_days(by: Acting) -> None:
    others, today = [factories.acting(by.body) for _ in range(2)], timezone.localdate()
    results = at_once(*[partial(actions.go_away, by=by, since=today, last=today, substitute=one.user)
                        for one in others])  # fmt: skip
    assert {type(one) for one in results} == {Absence, ValidationError}
    assert Absence.objects.count() == 1

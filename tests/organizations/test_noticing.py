"""How a person is told: by kind, at which hour, and who is told in their absence."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import notify
from hopluc.archive.models import Deed, Notice
from hopluc.organizations import jobs
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.noticing import actions, post
from hopluc.organizations.noticing.kinds import BY_SLUG, KINDS, Way, kind_of, way_of
from hopluc.organizations.noticing.models import Absence, NoticeMail
from hopluc.organizations.noticing.queries import shown_to, unread_of, with_kind
from tests import factories

TODAY = timezone.localdate()
SOURCE = Path(__file__).resolve().parents[2] / "src" / "hopluc"
OTHERS = {"remind-", "stand-in:"}  # always shown, never mailed by themselves


@pytest.fixture
def by(db: None) -> Acting:
    body = factories.body("Sở Công Thương", parent=factories.province())
    made = factories.acting(body)
    User.objects.filter(pk=made.user.pk).update(email="can.bo@example.vn")
    made.user.refresh_from_db()
    return made


def choose(by: Acting, hour: int = 7, **ways: str) -> None:
    actions.choose(by=by, ways=ways, hour=hour)


def told(by: Acting, key: str, text: str = "Có việc", address: str = "/viec/") -> None:
    notify(by.user.pk, f"{key}{Notice.objects.count()}", text, address, by.body.pk)


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def keys_in_source() -> set[str]:
    """How the keys of notices begin, as the code writes them."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "demo" in path.parts:
            continue
        text = path.read_text()
        if "import notify" in text or "tell" in text:
            found |= set(re.findall(r'\b_?(?:notify|tell)\w*\([^"\\]*?f"([a-z_-]+[-:])\{', text))
            found |= set(re.findall(r'\bkey = f"([a-z_-]+[-:])\{', text))
    return found


def test_every_key_that_the_code_writes_has_a_kind() -> None:
    keys = keys_in_source()
    assert len(keys) > 12
    known = tuple(begin for kind in KINDS for begin in kind.begins)
    # what `_tell` of visits and meetings gets is put behind "visit-…-" and "meeting-…-"
    behind = {"changed-", "notice-", "minutes-", "invited-"}
    assert {key for key in keys - OTHERS - behind if not key.startswith(known)} == set()


def test_kinds_are_told_apart_by_the_longest_beginning(db: None) -> None:
    wanted = {
        "extension-3-1": "to_decide", "extension-decided-3-1": "decided", "urged-2-1": "letter",
        "urged-answered-2-1": "answer", "remind-20260105-1": "", "xa-la": "",
    }  # fmt: skip
    for key, slug in wanted.items():
        kind = kind_of(key)
        assert (kind.slug if kind else "") == slug
        notify(1, key, "Có việc")
    assert dict(with_kind().values_list("key", "slug")) == wanted


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_what_is_a_duty_cannot_be_turned_off(kind: Any) -> None:
    assert way_of(kind, {}) == kind.usual
    assert way_of(kind, {kind.slug: "off"}) == (Way.WEB if kind.duty else Way.OFF)
    assert (Way.OFF in kind.ways) == (not kind.duty)
    assert not kind.begins or kind.usual == Way.WEB or kind.own_mail  # else only what was chosen is mailed


def test_a_kind_turned_off_is_not_shown_and_not_counted(by: Acting) -> None:
    told(by, "problem-", "Vướng mắc mới")
    told(by, "urged-", "Công văn mới")
    assert unread_of(by.user.pk) == 2
    choose(by, problem="off")
    assert [one.text for one in shown_to(by.user.pk)] == ["Công văn mới"]
    assert unread_of(by.user.pk) == 1
    shown_to(by.user.pk).update(read_at=timezone.now())
    assert unread_of(by.user.pk) == 0
    assert unread_of(by.user.pk + 1) == 0
    html = client(by).get(reverse("web:notices")).content.decode()
    assert "Công văn mới" in html
    assert "Vướng mắc mới" not in html
    with pytest.raises(ValidationError):
        choose(by, letter="off")
    choose(by, problem="web")
    assert shown_to(by.user.pk).count() == 2


def test_a_mail_at_once_goes_out_once_for_each_notice_since_the_choice(by: Acting) -> None:
    told(by, "problem-", "Trước khi chọn")
    choose(by, problem="now")
    told(by, "problem-", "Vướng mắc mới")
    told(by, "round-", "Kỳ báo cáo mới")
    assert jobs.send_notices() == 1
    assert jobs.send_notices() == 0
    (letter,) = mail.outbox
    assert letter.to == ["can.bo@example.vn"]
    assert "Vướng mắc mới" in letter.subject
    assert "http://localhost:8000/viec/" in letter.body
    assert NoticeMail.objects.get().state == "sent"
    assert shown_to(by.user.pk).count() == 3


def test_without_an_address_or_an_open_account_no_mail_is_tried(by: Acting) -> None:
    choose(by, problem="now")
    told(by, "problem-")
    User.objects.filter(pk=by.user.pk).update(email="")
    assert jobs.send_notices() == 0
    User.objects.filter(pk=by.user.pk).update(email="can.bo@example.vn", is_active=False)
    assert jobs.send_notices() == 0
    assert not NoticeMail.objects.exists()


def test_what_the_server_refuses_is_tried_three_times(by: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(by, problem="now")
    told(by, "problem-")

    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError("đóng cửa")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    for state in ("again", "again", "failed"):
        assert jobs.send_notices() == 0
        assert NoticeMail.objects.get().state == state
    assert "đóng cửa" in NoticeMail.objects.get().error
    monkeypatch.undo()
    assert jobs.send_notices() == 0


def test_a_mail_whose_worker_died_is_not_sent_again(by: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(by, problem="now")
    told(by, "problem-")

    def die(*_: Any, **__: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("django.core.mail.EmailMessage.send", die)
    with pytest.raises(SystemExit):
        jobs.send_notices()
    monkeypatch.undo()
    assert jobs.send_notices() == 0
    assert mail.outbox == []


def test_who_stands_in_is_told_too_while_the_absence_lasts(by: Acting) -> None:
    other = factories.acting(by.body)
    told(by, "problem-", "Trước khi vắng")
    row = actions.go_away(by=by, since=TODAY, last=TODAY, substitute=other.user)
    told(by, "problem-", "Trong khi vắng")
    told(by, "remind-", "Nhắc việc")
    assert post.tell_substitutes(TODAY) == 1
    assert post.tell_substitutes(TODAY) == 0
    texts = [one.text for one in shown_to(other.user.pk).order_by("pk")]
    assert "nhận thông báo thay" in texts[0]
    assert texts[1:] == [f"Thay {by.user} (vắng đến hết {TODAY:%d/%m/%Y}): Trong khi vắng"]
    assert kind_of(Notice.objects.get(text=texts[1]).key) == BY_SLUG["problem"]
    assert shown_to(by.user.pk).count() == 3
    actions.come_back(row, by=by)
    told(by, "problem-", "Đã về")
    assert post.tell_substitutes(TODAY) == 0
    assert post.tell_substitutes(TODAY + dt.timedelta(days=1)) == 0


def test_a_substitute_is_a_colleague_and_absences_do_not_overlap(by: Acting) -> None:
    stranger, other = factories.acting(factories.body()), factories.acting(by.body)
    for wrong in (stranger.user, by.user):
        with pytest.raises(ValidationError):
            actions.go_away(by=by, since=TODAY, last=TODAY, substitute=wrong)
    with pytest.raises(ValidationError):
        actions.go_away(by=by, since=TODAY, last=TODAY - dt.timedelta(days=1), substitute=other.user)
    row = actions.go_away(by=by, since=TODAY, last=TODAY, substitute=other.user)
    with pytest.raises(ValidationError):
        actions.go_away(by=by, since=TODAY, last=TODAY, substitute=other.user)
    with pytest.raises(PermissionDenied):
        actions.come_back(row, by=other)
    assert [deed.verb for deed in Deed.objects.filter(actor_id=by.user.pk)] == ["go_away"]


def test_the_page_says_what_may_not_be_turned_off_and_keeps_what_was_chosen(by: Acting) -> None:
    browser = client(by)
    address = reverse("web:notice_settings")
    html = browser.get(address).content.decode()
    assert "không tắt được" in html
    ways = {kind.slug: kind.usual.value for kind in KINDS} | {"problem": "off", "hour": "9"}
    assert browser.post(address, ways).status_code == 302
    html = browser.get(address).content.decode()
    assert '<option value="9" selected>' in html
    assert re.search(r'name="problem".*?<option value="off" selected>', html, re.DOTALL)
    refused = browser.post(address, ways | {"letter": "off"})
    assert refused.status_code == 422
    other = factories.acting(by.body)
    days = {"since": TODAY.isoformat(), "last": TODAY.isoformat(), "substitute": other.user.pk}
    assert browser.post(reverse("web:go_away"), days).status_code == 302
    assert str(other.user) in browser.get(address).content.decode()
    assert str(by.user) in client(other).get(address).content.decode()
    browser.post(reverse("web:come_back", args=[Absence.objects.get().pk]))
    assert Absence.objects.get().revoked_at
    assert browser.post(reverse("web:go_away"), days | {"substitute": by.user.pk}).status_code == 422

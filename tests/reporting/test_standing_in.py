"""A colleague named for an officer's absence writes the body's reports in the officer's place."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.noticing.actions import come_back, go_away
from hopluc.organizations.noticing.models import Absence
from hopluc.reporting import actions
from hopluc.reporting.models import Submission
from hopluc.reporting.standing_in import IN_PLACE_OF, stood_in
from hopluc.reporting.word_form import word_of
from tests import factories
from tests.office.edited_word import filled
from tests.reporting.scene import Scene, scene
from tests.reporting.test_returned_workbooks import browser

DAY = dt.timedelta(days=1)


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


def away(who: Acting, substitute: Acting, *, since: int = 0, days: int = 7) -> Absence:
    today = timezone.localdate()
    return go_away(
        by=who, since=today + since * DAY, last=today + (since + days) * DAY, substitute=substitute.user
    )


def test_a_substitute_sees_the_open_reports_and_writes_them_while_the_absence_lasts(place: Scene) -> None:
    report = place.submission(place.open())
    reader = factories.acting(place.farming, "viewer")
    address = reverse("reporting:submission", args=[report.pk])
    with pytest.raises(PermissionDenied):
        actions.save_draft(report, by=reader, typed={"overview": "Thay."}, base={})
    absence = away(place.officer, reader)

    home = browser(reader).get(reverse("web:home")).content.decode()
    assert f"Thay {place.officer.user.full_name}" in home
    assert "Làm báo cáo" in home
    client = browser(reader)
    page = client.get(address).content.decode()
    assert f"Đồng chí đang thay {place.officer.user.full_name}" in page
    assert "Lãnh đạo duyệt của cơ quan gửi báo cáo" in page
    client.post(address, {"overview": "Viết thay.", "deed": "save"})
    saved = Submission.objects.get(pk=report.pk)
    who = f"{reader.user.full_name} (thay {place.officer.user.full_name})"
    assert (saved.overview, saved.saved_by_name) == ("Viết thay.", who)
    (told,) = stood_in(saved)
    assert (told.who, told.absent) == (reader.user.full_name, place.officer.user.full_name)
    deed = Deed.objects.filter(verb="save_draft").latest("pk")
    assert deed.fields[IN_PLACE_OF] == [place.officer.user.pk]
    assert "Soạn thay" in browser(place.leader).get(address).content.decode()

    # a form that the substitute sends back says so too; handing in is not theirs
    made = actions.take_back(
        saved, by=reader, data=filled(word_of(saved), {"proposals": "Có."}), name="b.docx"
    )[1]
    assert made.by_name == who
    now = Submission.objects.get(pk=report.pk)
    with pytest.raises(PermissionDenied):
        actions.submit(now, by=reader, revision=now.revision)

    come_back(absence, by=place.officer)
    with pytest.raises(PermissionDenied):
        actions.save_draft(now, by=reader, typed={"overview": "Sau."}, base={})
    assert (
        "Thay "
        not in browser(reader).get(reverse("web:home")).content.decode().split("bao-cao-phai-gui")[-1][:900]
    )


def test_only_for_an_officer_of_the_body_and_only_in_these_days(place: Scene) -> None:
    report = place.submission(place.open())
    reader, other = factories.acting(place.farming, "viewer"), factories.acting(place.farming, "viewer")
    away(other, reader)  # who is away may not write reports either
    away(place.officer, reader, since=3)  # not yet
    with pytest.raises(PermissionDenied):
        actions.save_draft(report, by=reader, typed={"overview": "x"}, base={})
    assert not stood_in(report)

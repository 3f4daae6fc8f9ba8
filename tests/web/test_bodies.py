"""Bodies as of a day."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM
from hopluc.organizations import actions as organizations
from hopluc.organizations.models import OrganisationName
from tests import factories as make
from tests.web.test_pages import signed_in

pytestmark = pytest.mark.django_db
MERGER = dt.date(2025, 3, 1)


@pytest.fixture
def head():
    return make.province()


@pytest.fixture
def merged(head):
    """The planning department until its merger, and the one that followed it."""
    planning = make.body("Sở Kế hoạch và Đầu tư", parent=head)
    finance = make.body("Sở Tài chính", parent=head)
    organizations.succeed(planning, finance, by=SYSTEM, on=MERGER, document="Nghị quyết 01/NQ-HĐND")
    organizations.end(planning, by=SYSTEM, on=MERGER)
    return planning, finance


def page(client, name, *args, **query):
    return client.get(reverse(f"web:{name}", args=args), query).content.decode()


def test_the_list_shows_the_bodies_of_the_day(client, head, merged):
    client = signed_in(client, make.person(head))
    assert "Sở Kế hoạch và Đầu tư" in page(client, "bodies", ngay="28/02/2025")
    assert "Sở Kế hoạch và Đầu tư" not in page(client, "bodies", ngay="01/03/2025")


def test_as_known_before_it_was_recorded_a_merger_and_a_new_name_are_not_there(client, head):
    old, trade = make.body("Sở Kế hoạch và Đầu tư", parent=head), make.body("Sở Công Thương", parent=head)
    day = timezone.localdate() - dt.timedelta(days=1)
    QuerySet(OrganisationName).update(recorded_at=timezone.now() - dt.timedelta(days=9))
    make.body("Sở Tài chính", parent=head)
    organizations.end(old, by=SYSTEM, on=MERGER)
    organizations.rename(
        trade, by=SYSTEM, name="Sở Công Thương và Du lịch", on=MERGER, today=timezone.localdate()
    )
    client = signed_in(client, make.person(head))
    clocks = {"ngay": f"{day:%d/%m/%Y}", "biet": f"{day:%d/%m/%Y}"}
    known, now = page(client, "bodies", **clocks), page(client, "bodies")
    names = ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Công Thương và Du lịch")
    assert [(name in known, name in now) for name in names] == [
        (True, False), (False, True), (False, True),
    ]  # fmt: skip
    assert "cơ quan này không tồn tại" not in page(client, "body", old.pk, **clocks)
    assert "Sở Công Thương và Du lịch" not in page(client, "body", trade.pk, **clocks)


def test_a_body_shows_its_name_of_the_day(client, head):
    body = make.body("Sở Nông nghiệp và Phát triển nông thôn", parent=head)
    organizations.rename(
        body, by=SYSTEM, name="Sở Nông nghiệp và Môi trường", on=MERGER, today=dt.date(2026, 1, 1)
    )
    client = signed_in(client, make.person(head))
    before = page(client, "body", body.pk, ngay="01/01/2025")
    assert '<h1 class="page-title">Sở Nông nghiệp và Phát triển nông thôn</h1>' in before
    assert "Sở Nông nghiệp và Môi trường" in page(client, "bodies")


def test_a_body_that_ended_says_who_followed_it(client, head, merged):
    planning, _finance = merged
    html = page(signed_in(client, make.person(head)), "body", planning.pk)
    assert "cơ quan này không tồn tại" in html
    assert "Từ 01/03/2025: Sở Tài chính kế thừa." in html


def test_a_wrong_day_is_said_and_today_is_shown(client, head):
    html = page(signed_in(client, make.person(head)), "bodies", ngay="31/02/2025")
    assert "invalid-feedback" in html
    assert "Ủy ban nhân dân tỉnh Sơn Hải" in html


def test_bodies_of_another_province_are_not_there(client, head):
    elsewhere = make.province("Ủy ban nhân dân tỉnh Bình Lâm")
    client = signed_in(client, make.person(head))
    assert "Bình Lâm" not in page(client, "bodies")
    assert client.get(reverse("web:body", args=[elsewhere.pk])).status_code == 404


def test_people_are_shown_inside_ones_own_scope_only(client, head, merged):
    _planning, finance = merged
    make.person(finance, name="Trần Thị Kín")
    other = make.body("Sở Công Thương", parent=head)
    assert "Trần Thị Kín" not in page(signed_in(client, make.person(other)), "body", finance.pk)
    assert "Trần Thị Kín" in page(signed_in(client, make.person(finance)), "body", finance.pk)


def test_the_filter_finds_a_name_with_or_without_marks(client, head, merged):
    client = signed_in(client, make.person(head))
    html = page(client, "bodies", q="so tai chinh")
    assert "Sở Tài chính" in html
    assert ">Ủy ban nhân dân tỉnh Sơn Hải</a></td>" not in html


def test_the_list_downloads_as_it_is_filtered(client, head, merged):
    client = signed_in(client, make.person(head))
    response = client.get(reverse("web:bodies"), {"q": "tài chính", "tai": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[0].strip() for row in rows[3:]] == ["Sở Tài chính"]


@pytest.mark.parametrize("words", ["Phát triển nông thôn", "SNN", "nong nghiep va moi truong"])
def test_the_filter_finds_former_and_short_names(client, head, words):
    body = make.body("Sở Nông nghiệp và Phát triển nông thôn", parent=head, short_name="SNN")
    today = dt.date(2026, 1, 1)
    organizations.rename(body, by=SYSTEM, name="Sở Nông nghiệp và Môi trường", on=MERGER, today=today)
    assert "Sở Nông nghiệp và Môi trường</a>" in page(signed_in(client, make.person(head)), "bodies", q=words)

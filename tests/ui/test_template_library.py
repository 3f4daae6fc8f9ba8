"""`{% load ui %}`: what every page relies on."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone

from hopluc.ui import assets
from hopluc.ui.pages import page_of
from hopluc.ui.templatetags.ui import days_left
from hopluc.ui.widgets import DayInput, FileInput, upload_help


def render(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_a_day_is_written_as_offices_write_it():
    assert render("{{ d|day }}", d=dt.date(2026, 2, 5)) == "05/02/2026"


def test_a_moment_is_told_in_local_time():
    at = dt.datetime(2026, 2, 5, 20, 30, tzinfo=dt.UTC)
    assert render("{{ d|day }}", d=at) == "03:30 06/02/2026"


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_day_and_no_figure_is_a_dash_and_not_nought(nothing):
    assert render("{{ x|day }}{{ x|figure }}", x=nothing) == "––"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234, "1.234"), (Decimal("1234.50"), "1.234,5"), (0.25, "0,25"), (-1500, "-1.500")],
)
def test_figures_have_dots_for_thousands_and_a_comma_for_decimals(value, shown):
    assert render("{{ n|figure }}", n=value) == shown


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-100, "quá hạn 100 ngày"),
        (-1, "quá hạn 1 ngày"),
        (0, "hôm nay"),
        (3, "còn 3 ngày"),
        (1200, "còn 1.200 ngày"),
    ],
)
def test_days_left_in_words(days, words):
    today = dt.date(2026, 11, 21)
    assert days_left(today + dt.timedelta(days), today) == words


def test_days_left_counts_from_today_by_default():
    assert days_left(timezone.localdate()) == "hôm nay"
    assert days_left(None) == ""


@pytest.mark.parametrize(
    ("status", "words", "colour"),
    [
        ("done_on_time", "Hoàn thành đúng hạn", "bg-green-lt"),
        ("done_late", "Hoàn thành quá hạn", "bg-yellow-lt"),
        ("on_track", "Đang thực hiện trong hạn", "bg-blue-lt"),
        ("overdue", "Đang thực hiện quá hạn", "bg-red-lt"),
        ("not_begun", "Chưa thực hiện", "bg-secondary-lt"),
    ],
)
def test_the_five_official_statuses(status, words, colour):
    html = render("{% status_badge s %}", s=status)
    assert words in html
    assert colour in html
    sign = re.search(r'<use href="#([a-z-]+)"/>', html)
    assert sign
    assert f'id="{sign[1]}"' in render("{% status_signs %}")


def test_what_was_not_begun_and_is_late_says_so():
    html = render('{% status_badge "not_begun" late=True %}')
    assert "Chưa thực hiện, quá hạn" in html
    assert "text-red" in html


def test_an_unknown_status_is_an_error_and_not_an_empty_badge():
    with pytest.raises(KeyError):
        render('{% status_badge "half_done" %}')


def test_two_forms_never_share_a_one_time_key():
    html = render("{% once_key %}{% once_key %}")
    first, second = re.findall(r'name="once" value="([^"]{20,64})"', html)
    assert first != second


def test_an_icon_is_hidden_from_screen_readers_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')
    labelled = render('{% icon "check" label=words %}', words="Đã xong <1>")
    assert 'role="img" aria-label="Đã xong &lt;1&gt;"' in labelled


def test_a_bundle_gives_its_stylesheet_and_module(monkeypatch):
    monkeypatch.setattr(assets, "bundles", lambda: {"app": ["app.css", "app.js"], "bare": ["bare.js"]})
    html = render('{% bundle "app" %}')
    assert '<link rel="stylesheet" href="/static/hopluc/app.css">' in html
    assert '<script type="module" src="/static/hopluc/app.js"></script>' in html
    assert "css" not in render('{% bundle "bare" %}')


class Sample(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong quyết định", max_length=5)
    day = forms.DateField(label="Ngày", widget=DayInput, required=False)
    sure = forms.BooleanField(label="Tôi chắc chắn")
    role = forms.ChoiceField(label="Vai", choices=[("a", "Chủ trì")], widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput, initial="k")


def test_a_field_ties_label_help_and_errors_to_its_control():
    form = Sample({"name": "quá dài", "day": "31/02/2026"})
    form.is_valid()
    html = render("{% field form.name %}", form=form)
    assert '<label class="form-label required" for="id_name">Họ và tên</label>' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_help"' in html
    assert 'id="id_name_error"' in html
    assert "is-invalid" in html


def test_a_day_field_takes_the_office_format_and_shows_it_again():
    form = Sample({"day": "05/02/2026"})
    form.is_valid()
    assert form.cleaned_data["day"] == dt.date(2026, 2, 5)
    again = render("{% field form.day %}", form=Sample(initial={"day": dt.date(2026, 2, 5)}))
    assert 'value="05/02/2026"' in again
    assert 'inputmode="numeric"' in again


def test_choices_are_a_named_group_and_a_box_has_its_label_beside_it():
    html = render("{% field form.role %}{% field form.sure %}", form=Sample())
    assert html.count("<legend") == 1
    assert '<span class="form-check-label">Tôi chắc chắn</span>' in html


def test_a_hidden_field_brings_no_label():
    assert "<label" not in render("{% field form.key %}", form=Sample())


def test_extra_words_of_the_tag_become_attributes():
    html = render('{% field form.name label="Tên" autocomplete="name" data_note="x" %}', form=Sample())
    assert 'autocomplete="name"' in html
    assert 'data-note="x"' in html
    assert ">Tên</label>" in html


def test_a_file_field_says_types_and_size_beforehand(settings):
    settings.UPLOAD_MAX_BYTES = 3 * 1024 * 1024
    html = FileInput([".docx", ".txt"]).render("file", None)
    assert 'accept=".docx,.txt"' in html
    assert 'data-max-bytes="3145728"' in html
    assert str(upload_help([".docx", ".txt"])) == "Loại tệp: docx, txt. Mỗi tệp không quá 3 MB."


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("", 1), ("abc", 1), ("99", 4)])
def test_a_wrong_page_number_gives_the_nearest_page(asked, number):
    page = page_of(RequestFactory().get("/", {"trang": asked}), list(range(175)))
    assert page.number == number


def test_the_pager_keeps_the_filters_in_the_address():
    request = RequestFactory().get("/", {"q": "hợp tác xã", "trang": "2"})
    values = {"page": page_of(request, list(range(500)))}
    html = Template('{% include "ui/_pager.html" %}').render(RequestContext(request, values))
    assert "51–100 trong 500" in html
    assert "q=h%E1%BB%A3p+t%C3%A1c+x%C3%A3&amp;trang=3" in html
    assert 'aria-current="page"' in html


def test_no_pager_for_nothing():
    request = RequestFactory().get("/")
    assert "nav" not in render('{% include "ui/_pager.html" %}', page=page_of(request, []), request=request)

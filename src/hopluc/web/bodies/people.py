"""The people of a body, for its administrator: accounts, roles, moves with the work handed over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.archive.models import Deed
from hopluc.handover import officers
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.leaving import lock_on
from hopluc.organizations.models import Membership, Organisation, User
from hopluc.organizations.queries import own_places, people_of
from hopluc.plans.models import Assignment
from hopluc.ui import downloads
from hopluc.ui.downloads import Column
from hopluc.ui.widgets import DayInput


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a role in the body now or to come: what they hold, what they are in charge of."""

    user: User
    roles: tuple[Membership, ...]
    parts: int


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody whose roles in the body have ended: since when, and the day on which the account is or
    was locked (None: they have a role elsewhere); how many unfinished parts still bear their name."""

    user: User
    since: dt.date
    locks_on: dt.date | None
    locked_at: dt.datetime | None
    parts: int


class PersonForm(forms.Form):
    """A person to be given a role."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=150)
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=150,
        help_text=gettext_lazy("Người đã có tài khoản: ghi đúng họ tên và tên đăng nhập đang dùng."),
    )
    position = forms.CharField(label=gettext_lazy("Chức vụ"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=Membership.Role.choices, initial=Membership.Role.OFFICER
    )
    since = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput)


class MoveForm(forms.Form):
    """A person who moves on: roles that end from a day, parts that another takes over."""

    on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput)
    roles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Thôi các vai trò"),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("Bàn giao phần việc cho"),
        queryset=User.objects.none(),
        required=False,
        empty_label="–",
    )
    parts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Phần việc bàn giao"),
        queryset=Assignment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, roles: list[Membership], parts: list[Assignment], others: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("roles", Membership.objects.filter(pk__in=[row.pk for row in roles]), _role_words)
        self._offer(
            "parts",
            Assignment.objects.filter(pk__in=[part.pk for part in parts]).select_related("task", "plan"),
            lambda part: f"{part.plan.number} · {part.task.code}. {part.task.text[:120]}",
        )
        self._offer("to", others, str)

    def _offer(self, name: str, rows: Any, words: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.label_from_instance = words  # type: ignore[method-assign]


def _role_words(row: Membership) -> str:
    return f"{row.get_role_display()} – {row.organisation}"


def _load(request: HttpRequest, pk: int) -> tuple[Acting, Organisation]:
    acting = acting_of(request)
    body = get_object_or_404(Organisation.objects.visible_to(acting), pk=pk)
    if not officers.may_keep_people(acting, body):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan xem và thay đổi được danh sách này."))
    return acting, body


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works for the body, who left, whose account was locked; add a person (POST)."""
    acting, body = _load(request, pk)
    if downloads.asked(request):
        return _workbook(body)
    form = PersonForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            user = officers.add_person(body, by=acting, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": user.full_name})
            if user.has_usable_password() or not officers.may_give_link(acting, user):
                return redirect("web:people", body.pk)
            return _show_link(request, acting, body, user)
    return _people_page(request, acting, body, form)


def _workbook(body: Organisation) -> HttpResponse:
    columns = [
        Column(_("Họ và tên"), 28),
        Column(_("Chức vụ"), 28),
        Column(_("Vai trò"), 40),
        Column(_("Phần việc phụ trách"), 14),
        Column(_("Thôi vai trò từ ngày"), 14),
    ]
    here, left = _people(body)
    rows = [
        [one.user.full_name, one.user.position, "; ".join(map(_role_words, one.roles)), one.parts, None]
        for one in here
    ] + [[one.user.full_name, one.user.position, "", one.parts or None, one.since] for one in left]
    return downloads.xlsx(f"nguoi-{body.pk}.xlsx", _("Người của %(body)s") % {"body": body}, columns, rows)


def _people_page(
    request: HttpRequest, acting: Acting, body: Organisation, form: PersonForm, **more: Any
) -> HttpResponse:
    here, left = _people(body)
    context = {"body": body, "people": here, "left": left, "form": form} | more
    return render(request, "web/people.html", context)


def _show_link(request: HttpRequest, acting: Acting, body: Organisation, user: User) -> HttpResponse:
    """The page with a link by which the person sets their own password; it is shown this once."""
    officers.note_link(user, body, by=acting)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    form = PersonForm(initial={"since": timezone.localdate()})
    return _people_page(request, acting, body, form, link=request.build_absolute_uri(path), link_of=user)


@require_POST
@member_required
def password_link(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Make a new link by which a person sets their password."""
    acting, body = _load(request, pk)
    user = _person_of(body, user_pk)
    return _show_link(request, acting, body, user)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def person(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """A person's roles and parts here; end the ones and hand over the others in one step (POST)."""
    acting, body = _load(request, pk)
    user = _person_of(body, user_pk)
    today = timezone.localdate()
    roles, parts = officers.roles_of(user, body, today), officers.parts_in_charge(user, body, today)
    start = {"on": today, "roles": [], "parts": [part.pk for part in parts]}
    others = people_of(body, today).exclude(pk=user.pk)
    form = MoveForm(request.POST or None, roles=roles, parts=parts, others=others, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            officers.move_officer(
                user, body, by=acting, on=given["on"], roles=list(given["roles"]),
                parts=list(given["parts"]) if given["to"] or not given["roles"] else [], to=given["to"],
            )  # fmt: skip
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Đã ghi thay đổi của %(name)s.") % {"name": user.full_name})
            _warn_of_left_work(request, user, body)
            return redirect("web:people", body.pk)
    context = {
        "body": body,
        "person": user,
        "roles": roles,
        "parts": parts,
        "form": form,
        "may_link": officers.may_give_link(acting, user),
    }
    return render(request, "web/person.html", context)


def _warn_of_left_work(request: HttpRequest, user: User, body: Organisation) -> None:
    """Say so where somebody has left and their work was handed to nobody."""
    today = timezone.localdate()
    left = 0 if officers.roles_of(user, body, today) else _unfinished(user, body)
    if left:
        words = {"n": left, "name": user.full_name}
        messages.warning(
            request, _("%(n)s phần việc chưa xong của %(name)s chưa được bàn giao cho ai.") % words
        )


def _unfinished(user: User, body: Organisation) -> int:
    """How many unfinished parts of the body a person is in charge of."""
    parts = officers.parts_in_charge(user, body, timezone.localdate())
    return sum(part.state != Assignment.State.FINISHED for part in parts)


def _person_of(body: Organisation, user_pk: int) -> User:
    """Somebody who has or had a role in the body; 404 else."""
    user = User.objects.filter(pk=user_pk, memberships__organisation__in=own_places(body)).first()
    if not user:
        raise Http404
    return user


def _people(body: Organisation) -> tuple[list[Person], list[Left]]:
    """Those with a role in the body or its rooms, by name; and those whose roles there have ended."""
    today = timezone.localdate()
    own = own_places(body)
    rows = Membership.objects.filter(organisation__in=own).select_related("user", "organisation")
    by_user: dict[User, list[Membership]] = {}
    for row in rows.order_by("user__full_name", "user_id", "pk"):
        by_user.setdefault(row.user, []).append(row)
    here, left = [], []
    for user, of in by_user.items():
        running = tuple(row for row in of if not row.until or row.until > today)
        if running and user.is_active:
            here.append(Person(user, running, len(officers.parts_in_charge(user, body, today))))
        else:
            since = max((row.until for row in of if row.until), default=today)
            left.append(_left(user, since, _unfinished(user, body)))
    return here, left


def _left(user: User, since: dt.date, parts: int) -> Left:
    if not user.is_active:
        closed = Deed.objects.filter(kind="organizations.user", record_id=str(user.pk), verb="close_account")
        return Left(user, since, None, closed.order_by("-pk").values_list("at", flat=True).first(), parts)
    elsewhere = any(not row.until or row.until > timezone.localdate() for row in user.memberships.all())
    return Left(user, since, None if elsewhere else lock_on(since), None, parts)

"""Pages of steering committees: lists, members, work programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.engagement import access, committee_papers
from hopluc.engagement.actions import committees as actions
from hopluc.engagement.forms.committees import (
    CorrectSeatForm,
    EndSeatForm,
    FoundForm,
    FoundingForm,
    SeatForm,
    SettleForm,
    StrikeSeatForm,
    WorkForm,
    founding_of,
    seat_of,
    work_of,
)
from hopluc.engagement.models import Committee, CommitteeMember, WorkItem
from hopluc.engagement.queries import committees as queries
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, User, holds_on
from hopluc.plans.forms import AsOfForm
from hopluc.plans.models import Plan
from hopluc.plans.standings import Moment
from hopluc.plans.views.common import posted, submit
from hopluc.ui.downloads import Column, asked, xlsx
from hopluc.ui.pages import page_of

FORM_METHODS = ["GET", "HEAD", "POST"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def load_committee(acting: Acting, pk: int) -> Committee:
    """The committee, for those who may see it; 404 for others."""
    rows = Committee.objects.visible_to(acting).select_related("body__parent", "standing_agency")
    return get_object_or_404(rows, pk=pk)


def load_kept(acting: Acting, pk: int) -> Committee:
    """The committee, for those who keep it."""
    found = load_committee(acting, pk)
    check_keeps(acting, found)
    return found


def check_keeps(acting: Acting, committee: Committee) -> None:
    """Readers of a committee who do not keep it are refused."""
    if not access.may_keep_committee(acting, committee):
        raise PermissionDenied(actions.ONLY_KEEPERS)


def form_page(
    request: HttpRequest,
    form: Form,
    deed: Callable[[], Any],
    done_words: str,
    **context: Any,
) -> HttpResponse:
    """Ask for a deed on a page of its own, do it, go `back` to where it was asked, or to what it made.

    context: title, back (address), back_label, button; note, danger and template where they differ; `to`:
    the name of the page of what the deed makes, or who tells its address.
    """
    template, to = context.pop("template", "engagement/committee_form.html"), context.pop("to", "")
    made_at = to if callable(to) else lambda made: reverse(to, args=[made.pk])
    address = made_at if to else context["back"]
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, address, deed)
        if done.response:
            messages.success(request, done_words)
            return done.response
    return render(request, template, {"form": form} | context, status=422 if form.errors else 200)


def docx_answer(content: bytes, name: str) -> HttpResponse:
    """A Word file made here."""
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


# --- lists and founding ---------------------------------------------------------------------------


@require_safe
@member_required
def committee_list(request: HttpRequest) -> HttpResponse:
    """The committees that the person sees, and those whose file they may begin."""
    acting, today = acting_of(request), timezone.localdate()
    rows = queries.committees(acting, today)
    if asked(request):
        return _list_workbook(rows)
    page = page_of(request, rows)
    context = {
        "page": page,
        "without": queries.without_file(acting, today),
        "may_found": bool(access.founders(acting)),
    }
    return render(request, "engagement/committees.html", context)


def _list_workbook(rows: Iterable[Committee]) -> HttpResponse:
    columns = [
        Column(_("Ban Chỉ đạo"), 50),
        Column(_("Cơ quan thường trực"), 36),
        Column(_("Văn bản thành lập"), 36),
        Column(_("Ngày thành lập"), 13),
        Column(_("Thành viên"), 12),
        Column(_("Chức năng, phạm vi"), 50),
    ]
    lines = (
        [one.body.name, one.standing_agency.name, one.document, one.founded_on,
         one.sitting, one.field_of_work]  # type: ignore[attr-defined]
        for one in rows
    )  # fmt: skip
    return xlsx("ban-chi-dao.xlsx", _("Ban Chỉ đạo"), columns, lines)


@require_http_methods(FORM_METHODS)
@member_required
def set_up(request: HttpRequest, body: int) -> HttpResponse:
    """Begin the file of a steering committee."""
    acting, today = acting_of(request), timezone.localdate()
    steering = Organisation.Kind.STEERING
    rows = Organisation.objects.around(acting.body).filter(kind=steering, committee__isnull=True)
    found = get_object_or_404(rows.distinct(), pk=body)
    if not access.may_set_up_committee(acting, found):
        raise PermissionDenied(
            _("Cán bộ của cơ quan thành lập hoặc cơ quan thường trực mới lập hồ sơ Ban Chỉ đạo.")
        )
    initial = {"standing": acting.body.pk}
    form = FoundingForm(posted(request)[0], _others(found, today), initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.set_up(found, form.founding(), by=acting),
        _("Đã lập hồ sơ Ban Chỉ đạo. Thêm các thành viên theo quyết định thành lập."),
        title=_("Lập hồ sơ %s") % found.name,
        back=reverse("engagement:committees"),
        back_label=_("Ban Chỉ đạo"),
        to=_file_or_list(acting),
        button=_("Lập hồ sơ"),
    )


@require_http_methods(FORM_METHODS)
@member_required
def found(request: HttpRequest) -> HttpResponse:
    """Record a steering committee that was founded, at any level, and begin its file."""
    acting, today = acting_of(request), timezone.localdate()
    founders = access.founders(acting)
    if not founders:
        raise PermissionDenied(
            _("Cán bộ của cơ quan thành lập hoặc cơ quan thường trực mới lập hồ sơ Ban Chỉ đạo.")
        )
    initial = {"standing": acting.body.pk, "under": founders[0].pk}
    bodies = queries.bodies_around(acting.body, today)
    form = FoundForm(posted(request)[0], bodies, founders, initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.found_committee(
            form.founders[form.cleaned_data["under"]],
            form.cleaned_data["name"],
            form.founding(),
            by=acting,
            short_name=form.cleaned_data["short_name"],
        ),
        _("Đã lập hồ sơ Ban Chỉ đạo. Thêm các thành viên theo quyết định thành lập."),
        title=_("Lập Ban Chỉ đạo"),
        back=reverse("engagement:committees"),
        back_label=_("Ban Chỉ đạo"),
        to=_file_or_list(acting),
        button=_("Lập hồ sơ"),
    )


def _file_or_list(acting: Acting) -> Callable[[Committee], str]:
    """The committee's page, or the list for who gave the file to another agency to keep."""

    def address(made: Committee) -> str:
        seen = Committee.objects.visible_to(acting).filter(pk=made.pk).exists()
        return reverse("engagement:committee", args=[made.pk]) if seen else reverse("engagement:committees")

    return address


def _others(body: Organisation, today: Any) -> list[Organisation]:
    return [one for one in queries.bodies_around(body, today) if one.pk != body.pk]


@require_http_methods(FORM_METHODS)
@member_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another standing agency or founding document."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_kept(acting, pk)
    form = FoundingForm(posted(request)[0], _others(found.body, today), initial=founding_of(found))
    return form_page(
        request,
        form,
        lambda: actions.change_committee(found, form.founding(), by=acting, seen=form.cleaned_data["seen"]),
        _("Đã sửa hồ sơ Ban Chỉ đạo."),
        title=_("Sửa hồ sơ Ban Chỉ đạo"),
        note=_("Đổi cơ quan thường trực thì cán bộ cơ quan mới ghi tiếp hồ sơ của Ban."),
        button=_("Ghi thay đổi"),
        **_back(found),
    )


def _back(committee: Committee) -> dict[str, str]:
    return {
        "back": reverse("engagement:committee", args=[committee.pk]),
        "back_label": committee.body.name,
    }


# --- members --------------------------------------------------------------------------------------


@require_safe
@member_required
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """A committee: what founded it, who sat in it on a day, what it leads."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_committee(acting, pk)
    form = AsOfForm(request.GET)
    at = form.moment()
    parts = list(queries.led_parts(found, today)[:20])
    plans = {part.plan_id for part in parts}
    context = {
        "committee": found,
        "form": form,
        "at": at,
        "as_of": at != Moment(today),
        "members": queries.members(found, at),
        "gone": queries.changes(found),
        "parts": parts,
        "reads": set(Plan.objects.visible_to(acting).filter(pk__in=plans).values_list("pk", flat=True)),
        "keeps": access.may_keep_committee(acting, found),
        "today": today,
        "tab": "members",
    }
    return render(request, "engagement/committee.html", context)


@require_safe
@member_required
def members_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sat on a day, as a workbook."""
    found = load_committee(acting_of(request), pk)
    at = AsOfForm(request.GET).moment()
    columns = [
        Column(_("TT"), 6),
        Column(_("Họ và tên"), 26),
        Column(_("Chức vụ"), 32),
        Column(_("Cơ quan"), 32),
        Column(_("Vai trò"), 24),
        Column(_("Lĩnh vực phụ trách"), 32),
        Column(_("Từ ngày"), 13),
        Column(_("Văn bản cử"), 28),
        Column(_("Thôi từ ngày"), 13),
        Column(_("Văn bản thôi"), 28),
    ]
    rows = (
        [
            place,
            one.name,
            one.post,
            one.body_name,
            one.get_role_display(),
            one.field_in_charge,
            one.since,
            one.document,
            one.until,
            one.end_document,
        ]
        for place, one in enumerate(queries.members(found, at), 1)
    )
    return xlsx(f"ban-chi-dao-{found.pk}-{at.on:%Y%m%d}.xlsx", found.body.name, columns, rows)


def _people(committee: Committee, bodies: list[Organisation], today: Any) -> list[User]:
    """Those with an account at bodies of the committee's level, or in the committee itself."""
    near = [one.pk for one in bodies if one.level == committee.body.level]
    rows = User.objects.filter(
        holds_on(today, "memberships__"), memberships__organisation__in=near, is_active=True
    )
    return list(rows.distinct().order_by("full_name", "pk"))


def _seat_form(
    request: HttpRequest, committee: Committee, kind: type[SeatForm] = SeatForm, **initial: Any
) -> SeatForm:
    today = timezone.localdate()
    bodies = queries.bodies_around(committee.body, today)
    people = {one.pk: one for one in _people(committee, bodies, today)}
    user = initial.get("user")
    if user and user not in people:
        people[user] = User.objects.get(pk=user)
    return kind(posted(request)[0], list(people.values()), bodies, initial=initial)


@require_http_methods(FORM_METHODS)
@member_required
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody sits in the committee from a day on."""
    acting = acting_of(request)
    found = load_kept(acting, pk)
    last = found.members.filter(struck_at__isnull=True).order_by("-order").first()
    form = _seat_form(
        request,
        found,
        role=CommitteeMember.Role.MEMBER,
        order=last.order + 1 if last else 1,
        since=found.founded_on,
        document=found.document,
    )
    return form_page(
        request,
        form,
        lambda: actions.seat(found, form.seat(), by=acting),
        _("Đã thêm thành viên."),
        title=_("Thêm thành viên"),
        button=_("Thêm thành viên"),
        **_back(found),
    )


def _load_seat(acting: Acting, pk: int) -> CommitteeMember:
    rows = CommitteeMember.objects.filter(committee__in=Committee.objects.visible_to(acting))
    found = get_object_or_404(rows.select_related("committee__body", "body"), pk=pk)
    check_keeps(acting, found.committee)
    return found


@require_http_methods(FORM_METHODS)
@member_required
def change_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Another person, role, post or field in the place of a seat, from a day on."""
    acting = acting_of(request)
    seat = _load_seat(acting, pk)
    initial = seat_of(seat) | {"since": "", "document": ""}
    form = _seat_form(request, seat.committee, **initial)
    return form_page(
        request,
        form,
        lambda: actions.change_seat(seat, form.seat(), by=acting),
        _("Đã ghi thay đổi thành viên."),
        title=_("Thay đổi thành viên: %s") % seat.name,
        note=_("Dòng cũ kết thúc từ ngày ghi dưới đây và vẫn đọc được khi xem danh sách ở ngày trước đó."),
        button=_("Ghi thay đổi"),
        **_back(seat.committee),
    )


@require_http_methods(FORM_METHODS)
@member_required
def correct_member(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written wrongly of a seat is written anew."""
    acting = acting_of(request)
    seat = _load_seat(acting, pk)
    form = _seat_form(request, seat.committee, CorrectSeatForm, **seat_of(seat))
    return form_page(
        request,
        form,
        lambda: actions.correct_seat(seat, form.seat(), by=acting, reason=form.cleaned_data["reason"]),
        _("Đã đính chính."),
        title=_("Đính chính: %s") % seat.name,
        note=_("Dùng khi ghi nhầm. Nếu thành viên thay đổi thật thì chọn “Thay đổi”."),
        button=_("Ghi đính chính"),
        **_back(seat.committee),
    )


@require_http_methods(FORM_METHODS)
@member_required
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody sits no more from a day on."""
    acting = acting_of(request)
    seat = _load_seat(acting, pk)
    form = EndSeatForm(posted(request)[0])
    return form_page(
        request,
        form,
        lambda: actions.end_seat(seat, by=acting, **form.cleaned_data),
        _("Đã ghi thôi làm thành viên."),
        title=_("%s thôi làm thành viên") % seat.name,
        button=_("Ghi thôi"),
        **_back(seat.committee),
    )


@require_http_methods(FORM_METHODS)
@member_required
def strike_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who never sat is taken out."""
    acting = acting_of(request)
    seat = _load_seat(acting, pk)
    form = StrikeSeatForm(posted(request)[0])
    return form_page(
        request,
        form,
        lambda: actions.correct_seat(seat, None, by=acting, reason=form.cleaned_data["reason"]),
        _("Đã gỡ dòng ghi nhầm."),
        title=_("Gỡ dòng ghi nhầm: %s") % seat.name,
        note=_("Chỉ dùng khi người này chưa từng là thành viên. Nếu thôi làm thành viên thì chọn “Thôi”."),
        button=_("Gỡ"),
        **_back(seat.committee),
    )


# --- work programme -------------------------------------------------------------------------------


def _year(request: HttpRequest) -> int:
    given = request.GET.get("nam", "")
    year = int(given) if given.isdecimal() and len(given) == 4 else timezone.localdate().year
    if not 2000 <= year <= 2100:
        raise Http404(_("Không có năm này."))
    return year


@require_safe
@member_required
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """The work programme of a year, what is late marked."""
    acting, today = acting_of(request), timezone.localdate()
    found, year = load_committee(acting, pk), _year(request)
    context = {
        "committee": found,
        "year": year,
        "years": sorted({*queries.years(found, today), year}, reverse=True),
        "rows": queries.programme(found, year, today),
        "keeps": access.may_keep_committee(acting, found),
        "tab": "work",
    }
    return render(request, "engagement/committee_work.html", context)


@require_safe
@member_required
def work_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The work programme of a year as a workbook."""
    found, year = load_committee(acting_of(request), pk), _year(request)
    columns = [
        Column(_("TT"), 6),
        Column(_("Tháng"), 8),
        Column(_("Nội dung"), 60),
        Column(_("Chuẩn bị"), 32),
        Column(_("Tình trạng"), 16),
        Column(_("Quá hạn (ngày làm việc)"), 14),
        Column(_("Kết quả"), 40),
    ]
    rows = (
        [
            place,
            row.item.due_on.month,
            row.item.text,
            row.item.body_name,
            row.item.get_state_display(),
            row.days_late or None,
            row.item.result,
        ]
        for place, row in enumerate(queries.programme(found, year, timezone.localdate()), 1)
    )
    title = _("Chương trình công tác năm %d") % year
    return xlsx(f"chuong-trinh-cong-tac-{year}.xlsx", title, columns, rows)


@require_safe
@member_required
def work_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The work programme of a year as a Word file to be signed."""
    found, year = load_committee(acting_of(request), pk), _year(request)
    today = timezone.localdate()
    rows = queries.programme(found, year, today)
    content = committee_papers.programme_docx(found, year, rows, list(queries.members(found, Moment(today))))
    return docx_answer(content, f"chuong-trinh-cong-tac-{year}.docx")


def _work_back(committee: Committee, year: int) -> dict[str, str]:
    address = reverse("engagement:committee_work", args=[committee.pk])
    return {"back": f"{address}?nam={year}", "back_label": _("Chương trình công tác năm %d") % year}


@require_http_methods(FORM_METHODS)
@member_required
def add_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line into the programme of a year."""
    acting, today = acting_of(request), timezone.localdate()
    found, year = load_kept(acting, pk), _year(request)
    form = WorkForm(
        posted(request)[0],
        year,
        queries.bodies_around(found.body, today),
        initial={"month": today.month if year == today.year else 1},
    )
    return form_page(
        request,
        form,
        lambda: actions.add_work(found, form.work(), by=acting),
        _("Đã thêm vào chương trình công tác."),
        title=_("Thêm việc vào chương trình công tác năm %d") % year,
        button=_("Thêm"),
        **_work_back(found, year),
    )


def _load_work(acting: Acting, pk: int) -> WorkItem:
    rows = WorkItem.objects.filter(committee__in=Committee.objects.visible_to(acting))
    found = get_object_or_404(rows.select_related("committee__body", "body"), pk=pk)
    check_keeps(acting, found.committee)
    return found


@require_http_methods(FORM_METHODS)
@member_required
def change_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Another month, wording or preparing body for an open line."""
    acting, today = acting_of(request), timezone.localdate()
    item = _load_work(acting, pk)
    year = item.due_on.year
    form = WorkForm(
        posted(request)[0], year, queries.bodies_around(item.committee.body, today), initial=work_of(item)
    )
    return form_page(
        request,
        form,
        lambda: actions.change_work(item, form.work(), by=acting, seen=form.cleaned_data["seen"]),
        _("Đã sửa chương trình công tác."),
        title=_("Sửa việc trong chương trình công tác"),
        button=_("Ghi thay đổi"),
        **_work_back(item.committee, year),
    )


@require_http_methods(FORM_METHODS)
@member_required
def settle_work(request: HttpRequest, pk: int) -> HttpResponse:
    """A line is done, given up, or open again."""
    acting, today = acting_of(request), timezone.localdate()
    item = _load_work(acting, pk)
    initial = {
        "state": item.state if item.state != WorkItem.State.OPEN else WorkItem.State.DONE,
        "on": today,
        "result": item.result,
        "seen": item.revision,
    }
    form = SettleForm(posted(request)[0], initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.settle_work(item, by=acting, **form.cleaned_data),
        _("Đã ghi kết quả."),
        title=_("Ghi kết quả"),
        note=item.text,
        button=_("Ghi kết quả"),
        **_work_back(item.committee, item.due_on.year),
    )

"""Pages of a committee's meetings: list, programme, invitation, minutes, conclusions, and their papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hopluc.archive.actions import keep
from hopluc.engagement import access, committee_papers
from hopluc.engagement.actions import conclusions as concluding
from hopluc.engagement.actions import meetings as actions
from hopluc.engagement.forms.meetings import (
    CancelMeetingForm,
    ConclusionForm,
    FollowForm,
    InviteForm,
    JoinForm,
    LateDaysForm,
    MeetingForm,
    MeetingMinutesForm,
    conclusion_of,
    first_day,
    programme_of,
)
from hopluc.engagement.models import Committee, Conclusion, Meeting, MeetingFile, MeetingPlan
from hopluc.engagement.queries import committees as queries
from hopluc.engagement.views.committees import (
    DOCX,
    FORM_METHODS,
    check_keeps,
    docx_answer,
    form_page,
    load_committee,
    load_kept,
)
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import uploads
from hopluc.plans.models import Plan
from hopluc.plans.standings import Moment
from hopluc.plans.views.common import posted
from hopluc.ui import downloads
from hopluc.ui.downloads import Column, xlsx
from hopluc.ui.pages import page_of


def load_meeting(acting: Acting, pk: int) -> Meeting:
    """The meeting, for those who may see it; 404 for others."""
    rows = Meeting.objects.visible_to(acting).select_related(
        "committee__body__parent", "committee__standing_agency", "chair"
    )
    return get_object_or_404(rows, pk=pk)


def _kept(acting: Acting, pk: int) -> Meeting:
    found = load_meeting(acting, pk)
    check_keeps(acting, found.committee)
    return found


def _back(meeting: Meeting) -> dict[str, str]:
    address = reverse("engagement:meeting", args=[meeting.pk])
    return {"back": address, "back_label": meeting.title}


@require_safe
@member_required
def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee's meetings, the newest first."""
    acting = acting_of(request)
    found = load_committee(acting, pk)
    context = {
        "committee": found,
        "page": page_of(request, queries.meetings(acting, found)),
        "keeps": access.may_keep_committee(acting, found),
        "tab": "meetings",
    }
    return render(request, "engagement/committee_meetings.html", context)


@require_safe
@member_required
def meetings_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee's meetings with their conclusions and how far these are, as a workbook."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_committee(acting, pk)
    columns = [
        Column(_("Phiên họp"), 34),
        Column(_("Ngày"), 13),
        Column(_("Tình trạng"), 14),
        Column(_("TT kết luận"), 8),
        Column(_("Nội dung kết luận"), 60),
        Column(_("Cơ quan thực hiện"), 32),
        Column(_("Thời hạn"), 13),
        Column(_("Kết quả thực hiện"), 24),
    ]
    rows = (
        [one.title, one.on, one.get_state_display(), *row]
        for one in queries.meetings(acting, found).select_related("committee__body")
        for row in _excel_rows(one, today)
    )
    return xlsx(f"phien-hop-ban-chi-dao-{today:%Y%m%d}.xlsx", _("Phiên họp, kết luận"), columns, rows)


def _excel_rows(meeting: Meeting, today: Any) -> list[list[Any]]:
    found = queries.meeting_view(meeting, today).conclusions
    rows = [
        [
            row.number,
            row.text,
            row.who,
            row.due_on,
            queries.status_words(row.judged) if row.judged else _("Chưa đưa vào theo dõi"),
        ]
        for row in found
    ]
    return rows or [[None] * 5]


# --- programme ------------------------------------------------------------------------------------


def _meeting_form(
    request: HttpRequest, committee: Committee, days: int, meeting: Meeting | None = None
) -> MeetingForm:
    """The form of a meeting; what stands on its agenda already is offered in any case."""
    today = timezone.localdate()
    late = queries.late_tasks(committee, today, days)
    problems = queries.open_problems(committee)
    members = list(queries.members(committee, Moment(today)))
    initial: dict[str, Any] = {}
    if meeting:
        late, problems = queries.with_agenda(meeting, late, problems, today)
        initial = programme_of(meeting)
        if meeting.chair and meeting.chair not in members:
            members.append(meeting.chair)
    else:
        head = next((one for one in members if one.role == "head"), None)
        initial = {"chair": head.pk if head else "", "problems": [one.pk for one in problems]}
    return MeetingForm(posted(request)[0], members, late, problems, initial=initial)


@require_http_methods(FORM_METHODS)
@member_required
def plan_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a meeting; late tasks and open problems are offered for its agenda."""
    acting = acting_of(request)
    found = load_kept(acting, pk)
    late = LateDaysForm(request.GET)
    form = _meeting_form(request, found, late.days())
    return form_page(
        request,
        form,
        lambda: actions.plan_meeting(found, form.programme(), by=acting),
        _("Đã lập phiên họp. Tải giấy mời, ký rồi ghi số để báo các thành viên."),
        title=_("Lập phiên họp"),
        back=reverse("engagement:committee_meetings", args=[found.pk]),
        back_label=found.body.name,
        to="engagement:meeting",
        button=_("Lập phiên họp"),
        late=late,
        days=late.days(),
        template="engagement/meeting_form.html",
    )


@require_http_methods(FORM_METHODS)
@member_required
def change_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a planned meeting anew."""
    acting = acting_of(request)
    found = _kept(acting, pk)
    late = LateDaysForm(request.GET)
    form = _meeting_form(request, found.committee, late.days(), found)
    return form_page(
        request,
        form,
        lambda: actions.change_meeting(found, form.programme(), by=acting, seen=form.cleaned_data["seen"]),
        _("Đã sửa phiên họp."),
        title=_("Sửa phiên họp"),
        button=_("Ghi thay đổi"),
        late=late,
        days=late.days(),
        template="engagement/meeting_form.html",
        **_back(found),
    )


@require_http_methods(FORM_METHODS)
@member_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back number and day of the invitation that was signed."""
    acting = acting_of(request)
    found = _kept(acting, pk)
    initial = {
        "number": found.invitation_number,
        "on": found.invited_on or timezone.localdate(),
        "seen": found.revision,
    }
    form = InviteForm(posted(request)[0], initial=initial)
    return form_page(
        request,
        form,
        lambda: actions.invite(found, by=acting, **form.cleaned_data),
        _("Đã ghi số giấy mời. Các thành viên được báo ngay."),
        title=_("Ghi số giấy mời đã phát hành"),
        note=_("Sau khi giấy mời được ký và cấp số. Các thành viên thấy phiên họp và được báo từ lúc này."),
        button=_("Ghi số giấy mời"),
        **_back(found),
    )


@require_http_methods(FORM_METHODS)
@member_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a planned meeting off."""
    acting = acting_of(request)
    found = _kept(acting, pk)
    form = CancelMeetingForm(posted(request)[0], initial={"seen": found.revision})
    return form_page(
        request,
        form,
        lambda: actions.cancel_meeting(found, by=acting, **form.cleaned_data),
        _("Đã hủy phiên họp."),
        title=_("Hủy phiên họp"),
        button=_("Hủy phiên họp"),
        **_back(found),
    )


# --- one meeting ----------------------------------------------------------------------------------


@require_safe
@member_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: agenda, who came, minutes, conclusions and how far each is."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_meeting(acting, pk)
    view = queries.meeting_view(found, today)
    shown = {one.plan_id for one in view.plans}
    read = Plan.objects.visible_to(acting)
    mine = Q(pk__in=shown) | Q(tasks__on_agendas__meeting=found)
    context = {
        "meeting": found,
        "committee": found.committee,
        "view": view,
        "agenda": found.agenda.select_related("task", "problem"),
        "earlier": found.minutes.count() - 1,
        "reads": set(read.filter(mine).values_list("pk", flat=True)),
        "problems_seen": queries.problems_seen(acting, found),
        "keeps": access.may_keep_committee(acting, found.committee),
        "typed": any(one.kind == MeetingPlan.Kind.TYPED for one in view.plans),
        "today": today,
    }
    return render(request, "engagement/meeting.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was said and who came."""
    acting, today = acting_of(request), timezone.localdate()
    found = _kept(acting, pk)
    view = queries.meeting_view(found, today)
    chair = found.chair
    initial: dict[str, Any] = {
        "held_on": first_day(found, today),
        "place": found.place,
        "chaired_by": f"{chair.name}, {chair.post}".rstrip(", ") if chair else "",
    }
    if view.minutes:
        names = ("held_on", "place", "chaired_by", "written_by", "others", "summary")
        initial = {name: getattr(view.minutes, name) for name in names}
    for one in view.members:
        initial |= {f"state{one.member.pk}": one.state, f"note{one.member.pk}": one.note}
    initial["seen"] = found.revision
    form = MeetingMinutesForm(*posted(request), [one.member for one in view.members], initial=initial)
    kept: list[Any] = []
    if request.method == "POST" and form.is_valid():
        kept = uploads.keep_all(form.cleaned_data["evidence"])
    return form_page(
        request,
        form,
        lambda: actions.record_meeting_minutes(found, by=acting, files=kept, **form.said()),
        _("Đã ghi biên bản. Ghi tiếp từng kết luận, nếu có."),
        title=_("Biên bản phiên họp"),
        button=_("Ghi biên bản"),
        again=bool(view.minutes),
        meeting=found,
        template="engagement/meeting_minutes.html",
        **_back(found),
    )


@require_http_methods(FORM_METHODS)
@member_required
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a conclusion."""
    acting, today = acting_of(request), timezone.localdate()
    found = _kept(acting, pk)
    if found.state != Meeting.State.HELD:
        messages.error(request, _("Ghi biên bản phiên họp trước, rồi ghi kết luận."))
        return redirect("engagement:meeting", pk=found.pk)
    body = found.committee.body
    form = ConclusionForm(posted(request)[0], queries.bodies_around(body, today), queries.groups_around(body))
    return form_page(
        request,
        form,
        lambda: concluding.conclude(found, form.conclusion(), by=acting),
        _("Đã ghi kết luận."),
        title=_("Thêm kết luận"),
        button=_("Ghi kết luận"),
        **_back(found),
    )


def _load_conclusion(acting: Acting, pk: int) -> Conclusion:
    rows = Conclusion.objects.filter(meeting__in=Meeting.objects.visible_to(acting))
    found = get_object_or_404(rows.select_related("meeting__committee__body"), pk=pk)
    check_keeps(acting, found.meeting.committee)
    return found


@require_http_methods(FORM_METHODS)
@member_required
def change_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, body or day for a conclusion that is in no plan yet."""
    acting, today = acting_of(request), timezone.localdate()
    found = _load_conclusion(acting, pk)
    body = found.meeting.committee.body
    form = ConclusionForm(
        posted(request)[0],
        queries.bodies_around(body, today),
        queries.groups_around(body),
        initial=conclusion_of(found),
    )
    return form_page(
        request,
        form,
        lambda: concluding.change_conclusion(
            found, form.conclusion(), by=acting, seen=form.cleaned_data["seen"]
        ),
        _("Đã sửa kết luận."),
        title=_("Sửa kết luận %d") % found.number,
        button=_("Ghi thay đổi"),
        **_back(found.meeting),
    )


@require_http_methods(["POST"])
@member_required
def drop_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a conclusion that is in no plan yet; a refusal is told on the meeting's page."""
    acting = acting_of(request)
    found = _load_conclusion(acting, pk)
    try:
        concluding.drop_conclusion(found, by=acting)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Đã bỏ kết luận."))
    return redirect("engagement:meeting", pk=found.meeting_id)


@require_http_methods(FORM_METHODS)
@member_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the conclusions into tracking: they become a plan of their own."""
    acting, today = acting_of(request), timezone.localdate()
    found = _kept(acting, pk)
    view = queries.meeting_view(found, today)
    form = FollowForm(posted(request)[0])
    paper: Any = None
    if request.method == "POST" and form.is_valid():
        paper = keep([committee_papers.conclusions_docx(view)], DOCX)
    return form_page(
        request,
        form,
        lambda: concluding.follow_conclusions(found, by=acting, paper=paper, **form.cleaned_data),
        _("Đã đưa kết luận vào theo dõi. Các cơ quan được giao được báo ngay."),
        title=_("Đưa kết luận vào theo dõi"),
        note=_(
            "Mỗi kết luận thành một nhiệm vụ của một kế hoạch do Ban Chỉ đạo ban hành, có phần việc, hạn, "
            "báo cáo, đôn đốc như mọi kế hoạch. Sau đó muốn đổi thì đề xuất sửa đổi kế hoạch."
        ),
        button=_("Đưa vào theo dõi"),
        **_back(found),
    )


@require_http_methods(FORM_METHODS)
@member_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of conclusions came in as a document: which plan was adopted from it?"""
    acting = acting_of(request)
    found = _kept(acting, pk)
    plans = queries.plans_to_join(acting, found)
    form = JoinForm(posted(request)[0], plans)
    return form_page(
        request,
        form,
        lambda: concluding.join_plan(found, form.plans[form.cleaned_data["plan"]], by=acting),
        _("Đã gắn kế hoạch. Tình trạng từng kết luận theo nhiệm vụ của kế hoạch."),
        title=_("Gắn văn bản thông báo kết luận"),
        button=_("Gắn với phiên họp"),
        plans=plans,
        template="engagement/meeting_join.html",
        **_back(found),
    )


# --- papers and files -----------------------------------------------------------------------------


@require_safe
@member_required
def invitation_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation as a Word file, number and date left blank."""
    found = load_meeting(acting_of(request), pk)
    content = committee_papers.invitation_docx(queries.meeting_view(found, timezone.localdate()))
    return docx_answer(content, f"giay-moi-{found.on:%Y%m%d}.docx")


@require_safe
@member_required
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as a Word file, to be signed."""
    found = load_meeting(acting_of(request), pk)
    view = queries.meeting_view(found, timezone.localdate())
    if view.minutes is None:
        raise Http404(_("Phiên họp chưa có biên bản."))
    return docx_answer(
        committee_papers.minutes_docx(view), f"bien-ban-hop-{view.minutes.held_on:%Y%m%d}.docx"
    )


@require_safe
@member_required
def conclusions_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of conclusions as a Word file, number and date left blank."""
    found = load_meeting(acting_of(request), pk)
    view = queries.meeting_view(found, timezone.localdate())
    if not view.conclusions:
        raise Http404(_("Phiên họp chưa có kết luận."))
    return docx_answer(committee_papers.conclusions_docx(view), f"thong-bao-ket-luan-{found.on:%Y%m%d}.docx")


@require_safe
@member_required
def meeting_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that came with the minutes, as received."""
    seen = Meeting.objects.visible_to(acting_of(request))
    rows = MeetingFile.objects.filter(minutes__meeting__in=seen).select_related("file")
    row = get_object_or_404(rows, pk=pk)
    return downloads.file(request, row.file, row.name)

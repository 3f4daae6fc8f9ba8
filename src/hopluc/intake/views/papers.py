"""The list of papers, the upload, the progress of reading."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from hopluc.compiler.read import Unreadable
from hopluc.intake import access, actions, uploads
from hopluc.intake.models import Paper
from hopluc.intake.views.loading import home_of, load, wants_json
from hopluc.organizations.access import acting_of, member_required
from hopluc.ui.downloads import Column, asked, xlsx
from hopluc.ui.pages import page_of


@member_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The papers that this person's bodies received."""
    acting = acting_of(request)
    words, state = request.GET.get("q", ""), request.GET.get("trang-thai", "")
    rows = Paper.objects.visible_to(acting).search(words).told_recorded()
    rows = rows.select_related("body", "received_by", "plan")
    if state in Paper.State.values:
        rows = rows.filter(state=state)
    if asked(request):
        told = "; ".join(filter(None, (words, str(Paper.State(state).label) if state in Paper.State else "")))
        return _workbook(rows, told)
    page = page_of(request, rows)
    context = {
        "page": page,
        "q": words,
        "state": state,
        "states": Paper.State.choices,
        "filtered": bool(words or state),
        "may_receive": access.may_receive(acting),
    }
    return render(request, "intake/papers.html", context)


def _workbook(rows: QuerySet[Paper], told: str) -> HttpResponse:
    columns = [
        Column(_("Số, trích yếu"), 60),
        Column(_("Tên tệp"), 36),
        Column(_("Cơ quan tiếp nhận"), 36),
        Column(_("Người tiếp nhận"), 26),
        Column(_("Tiếp nhận lúc"), 18),
        Column(_("Trạng thái"), 24),
        Column(_("Kế hoạch đang theo dõi"), 20),
    ]
    lines = (
        [one.title, one.name, one.body.name, str(one.received_by), one.received_at,
         one.stands, one.plan.number if one.plan else ""]
        for one in rows
    )  # fmt: skip
    return xlsx("van-ban-da-tiep-nhan.xlsx", _("Văn bản đã tiếp nhận"), columns, lines, filtered=told)


@csrf_exempt  # checked below, once the upload is bound to stay in memory
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponseBase:
    """The upload page; a POST takes in the files of one document."""
    handler = uploads.in_memory(request) if request.method == "POST" else None
    return _receive(request, handler)


@csrf_protect
@member_required
def _receive(request: HttpRequest, handler: uploads.InMemory | None) -> HttpResponse:
    acting = acting_of(request)
    if not access.may_receive(acting):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo của cơ quan mới tiếp nhận được văn bản."))
    if handler is None:
        return _upload_page(request)
    given = [actions.Upload(one.name or "", one.read()) for one in request.FILES.getlist("files")]
    try:
        if handler.too_large:
            raise ValidationError(_("Không nhận được: vượt giới hạn.") + " " + uploads.limit_message())
        paper, made = actions.receive(given, by=acting)
    except Unreadable as error:
        return _upload_page(request, error.message_vi)
    except ValidationError as error:
        return _upload_page(request, " ".join(error.messages))
    if not made:
        messages.info(request, _("Văn bản này đã được tiếp nhận trước đây; không tạo bản thứ hai."))
    address = reverse("intake:paper", args=[paper.pk])
    return JsonResponse({"address": address}) if wants_json(request) else HttpResponseRedirect(address)


def _upload_page(request: HttpRequest, problem: str = "") -> HttpResponse:
    if problem and wants_json(request):
        return JsonResponse({"message": problem}, status=422)
    context = {"problem": problem, "accept": uploads.ACCEPT, "limit": uploads.limit_message()}
    return render(request, "intake/receive.html", context, status=422 if problem else 200)


def _progress_context(request: HttpRequest, paper: Paper) -> dict[str, Any]:
    waited = timezone.now() - paper.moved_at
    return {
        "paper": paper,
        "unread": paper.state in Paper.UNREAD,
        "stage": STAGES.get(paper.stage, _("Đang chờ tới lượt")),
        "slow": waited.total_seconds() > SLOW_SECONDS,
        "stalled": paper.state in Paper.UNREAD and waited > actions.STALLED_AFTER,
        "may_discard": access.may_discard(acting_of(request), paper),
    }


# How long a paper may stand still before the page says so.
SLOW_SECONDS = 20
# The compiler's stages in words.
STAGES = {
    "read": gettext_lazy("Đọc tệp"),
    "normalise": gettext_lazy("Nối các đoạn, các bảng bị ngắt trang"),
    "outline": gettext_lazy("Nhận ra bố cục"),
    "recognise": gettext_lazy("Nhận ra cơ quan, thời hạn, chỉ tiêu"),
    "assemble": gettext_lazy("Lập danh sách nhiệm vụ"),
    "check": gettext_lazy("Soát lỗi trong văn bản"),
    "emit": gettext_lazy("Ghi kết quả"),
}


@member_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper that is being read or could not be; else on to its review or its plan."""
    found = load(request, pk)
    if found.state in {Paper.State.REVIEW, Paper.State.ADOPTED}:
        return redirect(home_of(found))
    return render(request, "intake/paper.html", _progress_context(request, found))


@member_required
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is; sends the page on when it is done."""
    found = load(request, pk)
    response = render(request, "intake/paper.html#progress", _progress_context(request, found))
    if found.state not in Paper.UNREAD:
        response["HX-Redirect"] = home_of(found)
    return response


@member_required
@require_POST
def compile_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the paper read anew."""
    actions.compile_again(load(request, pk), by=acting_of(request))
    return redirect("intake:paper", pk=pk)


@member_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the paper away."""
    actions.discard(load(request, pk), by=acting_of(request))
    messages.success(request, _("Đã bỏ văn bản."))
    return redirect("intake:papers")

"""Pages of urging letters: the list, a batch, one letter, its answer."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.archive.actions import path_of
from hopluc.law.calendar import next_working_day
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans import uploads
from hopluc.plans.views.common import load_task, posted, submit
from hopluc.reporting.preview import drawn
from hopluc.reporting.urging import access, queries
from hopluc.reporting.urging.actions import letters as actions
from hopluc.reporting.urging.document import letter_document
from hopluc.reporting.urging.forms import (
    AnswerForm,
    AskForm,
    AskRoundForm,
    LettersForm,
    SentForm,
    SeveralSentForm,
)
from hopluc.reporting.urging.gathering import owed_reports
from hopluc.reporting.urging.models import AnswerFile, Letter, LetterBatch
from hopluc.reporting.views.loading import load_collected, told
from hopluc.ui import bulk, downloads
from hopluc.ui.downloads import Column, asked, said, xlsx
from hopluc.ui.pages import page_of
from hopluc.viet.text import fold

FORM_METHODS = ["GET", "HEAD", "POST"]
ANSWER_IN = dt.timedelta(days=10)  # what the form proposes
REPORT_IN = dt.timedelta(days=3)
KINDS = ("docx", "pdf")


def _load_batch(acting: Acting, pk: int) -> LetterBatch:
    rows = LetterBatch.objects.visible_to(acting).select_related(
        "sender__parent", "plan", "round__plan", "made_by"
    )
    return get_object_or_404(rows, pk=pk)


def _load_kept_batch(acting: Acting, pk: int) -> LetterBatch:
    found = _load_batch(acting, pk)
    if not access.may_keep_batch(acting, found):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan lập công văn làm việc này."))
    return found


def _load(acting: Acting, pk: int) -> Letter:
    rows = queries.counted(Letter.objects.visible_to(acting))
    return get_object_or_404(
        rows.select_related("docx", "pdf", "batch__sender__parent", "body__parent"), pk=pk
    )


def _load_kept(acting: Acting, pk: int) -> Letter:
    found = _load(acting, pk)
    if not access.may_keep_batch(acting, found.batch):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan lập công văn làm việc này."))
    return found


# --- lists ----------------------------------------------------------------------------------------


@require_safe
@member_required
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters that came to the person's bodies and that these make, with batches of the latter."""
    acting, today = acting_of(request), timezone.localdate()
    form = LettersForm(request.GET, queries.plans_of_letters(acting))
    page = page_of(request, queries.letters(acting, form.filters()))
    htmx = request.htmx  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "today": today, "tab": "letters"}
    if not htmx:
        context |= {
            "batches": queries.batches(acting),
            "to_answer": queries.to_answer(acting).count(),
            "may_urge": bool(queries.plans_to_urge(acting)),
        }
    return render(
        request, "reporting/urging/letters.html#rows" if htmx else "reporting/urging/letters.html", context
    )


@require_safe
@member_required
def letter_excel(request: HttpRequest) -> HttpResponse:
    """The letters that the filters find, as a workbook."""
    acting, today = acting_of(request), timezone.localdate()
    form = LettersForm(request.GET, queries.plans_of_letters(acting))
    rows = queries.letters(acting, form.filters())
    return _workbook(f"cong-van-don-doc-{today:%Y%m%d}.xlsx", rows, said(form))


def _workbook(name: str, rows: Iterable[Letter], told: str = "") -> HttpResponse:
    columns = [
        Column(_("Cơ quan được đôn đốc"), 40),
        Column(_("Cơ quan đôn đốc"), 32),
        Column(_("Số, ký hiệu"), 16),
        Column(_("Ngày gửi"), 13),
        Column(_("Tính đến ngày"), 13),
        Column(_("Báo cáo chưa gửi"), 30),
        Column(_("Số nhiệm vụ quá hạn"), 12),
        Column(_("Quá hạn lâu nhất (ngày)"), 12),
        Column(_("Đề nghị trả lời trước ngày"), 14),
        Column(_("Tình trạng"), 14),
        Column(_("Ngày trả lời"), 13),
        Column(_("Nội dung trả lời"), 50),
    ]
    return xlsx(name, _("Công văn đôn đốc"), columns, map(_line, rows), filtered=told)


def _line(letter: Letter) -> list[Any]:
    return [
        letter.body_name,
        letter.batch.sender.name,
        letter.number,
        letter.sent_on,
        letter.batch.on,
        letter.batch.round.title if letter.batch.round else "",
        letter.count,  # type: ignore[attr-defined]
        letter.longest,  # type: ignore[attr-defined]
        letter.batch.answer_by,
        str(Letter.State(letter.state).label),
        letter.answered_on,
        letter.answer,
    ]


# --- a batch --------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
@member_required
def ask(request: HttpRequest) -> HttpResponse:
    """Have letters written to all bodies with late parts; those that were ticked in the list of late parts
    (`deed=choose` brings them) are named alone."""
    acting, today = acting_of(request), timezone.localdate()
    plans = queries.plans_to_urge(acting)
    if not plans:
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực của kế hoạch đôn đốc."))
    wanted = request.GET.get("ke_hoach", "")
    initial = {
        "on": today,
        "least_days": 1,
        "answer_by": next_working_day(today + ANSWER_IN),
        "plan": int(wanted) if wanted.isdecimal() else None,
    }
    brought = request.POST.get("deed") == "choose"
    form = AskForm(None if brought else posted(request)[0], plans, initial=initial)
    only = bulk.chosen(request)
    return _asked(
        request,
        form,
        lambda given: actions.ask_letters(by=acting, only=only, **given | {"plan": form.chosen()}),
        only=only,
    )


@require_http_methods(FORM_METHODS)
@member_required
def ask_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Have letters written to all bodies that owe their report in a round."""
    acting, today = acting_of(request), timezone.localdate()
    found = load_collected(acting, pk)
    initial = {"on": today, "answer_by": next_working_day(today + REPORT_IN)}
    form = AskRoundForm(posted(request)[0], initial=initial)
    owing = owed_reports(found).order_by("body__sort_key", "pk")
    return _asked(
        request,
        form,
        lambda given: actions.ask_report_letters(found, by=acting, **given),
        round=found,
        owing=list(owing.values_list("body_name", flat=True)),
    )


def _asked(
    request: HttpRequest,
    form: AskRoundForm,
    ask: Callable[[dict[str, Any]], LetterBatch],
    **context: Any,
) -> HttpResponse:
    """The form of a batch; what is wrong stands by its field, a batch that was begun is opened."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("urging:batch", ask(form.cleaned_data).pk)
        except ValidationError as error:
            form.add_error(None, error) if not hasattr(error, "error_dict") else _tell(form, error)
    context |= {"form": form}
    return render(request, "reporting/urging/ask.html", context, status=422 if form.errors else 200)


def _tell(form: AskRoundForm, error: ValidationError) -> None:
    for name, found in error.message_dict.items():
        for message in found:
            form.add_error(name if name in form.fields else None, message)


@require_safe
@member_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of a batch, as far as they are written."""
    acting = acting_of(request)
    found = _load_batch(acting, pk)
    letters = queries.counted(found.letters.all()).order_by("body__sort_key", "pk")
    if asked(request):
        whole = letters.select_related("batch__sender", "batch__round")
        return _workbook(f"dot-don-doc-{found.on:%Y%m%d}.xlsx", whole)
    rows = list(letters)
    may_keep = access.may_keep_batch(acting, found)
    drafts = [row for row in rows if row.state == Letter.State.DRAFT]
    waiting = sum(row.state == Letter.State.WAITING for row in rows)
    sends = [row for row in rows if row.state != Letter.State.LEFT_OUT]
    unprinted = sum(row.pdf_id is None for row in sends)
    context = {
        "batch": found,
        "rows": rows,
        "waiting": waiting,
        "unprinted": unprinted,
        "unfinished": (waiting or unprinted) and not found.message,
        "written": len(rows) - waiting,
        "sends": len(sends),
        "sent": sum(row.state in (Letter.State.SENT, Letter.State.ANSWERED) for row in sends),
        "drafts": len(drafts),
        "may_keep": may_keep,
        "today": timezone.localdate(),
    }
    htmx = request.htmx  # type: ignore[attr-defined]
    return render(
        request, "reporting/urging/batch.html#state" if htmx else "reporting/urging/batch.html", context
    )


@require_POST
@member_required
def write_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the job of a batch again."""
    acting = acting_of(request)
    with told(request, _("Đang soạn tiếp các công văn còn lại.")):
        actions.write_again(_load_kept_batch(acting, pk), by=acting)
    return redirect("urging:batch", pk)


@require_safe
@member_required
def batch_zip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All letters of a batch that are to be sent, in one archive."""
    found = _load_batch(acting_of(request), pk)
    if kind not in KINDS:
        raise Http404
    rows = found.letters.exclude(state=Letter.State.LEFT_OUT).select_related("docx", "pdf", "body")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, letter in enumerate(rows.order_by("body__sort_key", "pk"), 1):
            kept = getattr(letter, kind)
            if kept:
                archive.write(path_of(kept.sha256), f"{place:03d}-{_slug(letter.body_name)}.{kind}")
    response = HttpResponse(made.getvalue(), content_type="application/zip")
    name = f"cong-van-don-doc-{found.on:%Y%m%d}-{kind}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:80]


@require_http_methods(FORM_METHODS)
@member_required
def batch_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the numbers of several letters at once."""
    acting = acting_of(request)
    found = _load_kept_batch(acting, pk)
    drafts = list(found.letters.filter(state=Letter.State.DRAFT).order_by("body__sort_key", "pk"))
    form = SeveralSentForm(posted(request)[0], drafts, initial={"sent_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("urging:batch", args=[pk]),
            lambda: actions.mark_several_sent(found, form.numbers(), by=acting, sent_on=given["sent_on"]),
        )
        if done.response:
            messages.success(
                request, _("Đã ghi số %s công văn và báo các cơ quan được đôn đốc.") % len(form.numbers())
            )
            return done.response
    context = {"batch": found, "form": form}
    return render(request, "reporting/urging/batch_sent.html", context, status=422 if form.errors else 200)


# --- one letter -----------------------------------------------------------------------------------


@require_safe
@member_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter drawn as on paper, with what became of it."""
    acting = acting_of(request)
    found = _load(acting, pk)
    content = queries.content_of(found)
    may_keep = access.may_keep_batch(acting, found.batch)
    context = {
        "letter": found,
        "batch": found.batch,
        "document": drawn(letter_document(content), found.number, found.sent_on) if content else None,
        "parts": found.parts.select_related("task__plan").order_by("pk"),
        "done": queries.done_since(found) if found.state in ("draft", "sent") else [],
        "handed_in": queries.handed_in_since(found) if found.state in ("draft", "sent") else None,
        "files": found.files.select_related("file").order_by("pk"),
        "may_keep": may_keep,
        "may_answer": access.may_answer(acting, found),
        "own": may_keep or found.batch.sender_id == acting.body.pk,
        "today": timezone.localdate(),
    }
    return render(request, "reporting/urging/letter.html", context)


@require_safe
@member_required
def download(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """A letter as Word or PDF, as it was made."""
    found = _load(acting_of(request), pk)
    kept = getattr(found, kind) if kind in KINDS else None
    if not kept:
        raise Http404
    return downloads.file(request, kept, f"cong-van-don-doc-{_slug(found.body_name)}.{kind}")


@require_POST
@member_required
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not send this letter."""
    acting = acting_of(request)
    found = _load_kept(acting, pk)
    with told(request, _("Không gửi công văn đến %s trong đợt này.") % found.body_name):
        actions.leave_out(found, by=acting, reason=request.POST.get("reason", "")[:500])
    return _back(request, found)


@require_POST
@member_required
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it after all."""
    acting = acting_of(request)
    found = _load_kept(acting, pk)
    with told(request, _("Công văn đến %s được gửi cùng đợt.") % found.body_name):
        actions.take_in(found, by=acting)
    return _back(request, found)


def _back(request: HttpRequest, found: Letter) -> HttpResponse:
    """To the letter, or to the list of its batch from which the button was pressed."""
    if request.POST.get("ve") == "dot":
        return redirect("urging:batch", found.batch_id)
    return redirect("urging:letter", found.pk)


@require_http_methods(FORM_METHODS)
@member_required
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down number and day of a signed letter."""
    acting = acting_of(request)
    found = _load_kept(acting, pk)
    initial = {
        "number": found.number,
        "sent_on": found.sent_on or timezone.localdate(),
        "seen": found.revision,
    }
    form = SentForm(posted(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            reverse("urging:letter", args=[pk]),
            lambda: actions.mark_sent(found, by=acting, **form.cleaned_data),
        )
        if done.response:
            messages.success(request, _("Đã ghi số công văn và báo cơ quan được đôn đốc."))
            return done.response
    return _form_page(request, "reporting/urging/sent.html", form, found)


@require_http_methods(FORM_METHODS)
@member_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a letter, or write down an answer that came on paper."""
    acting = acting_of(request)
    found = _load(acting, pk)
    if found.state == Letter.State.ANSWERED:
        return redirect("urging:letter", pk)
    if not access.may_answer(acting, found):
        raise PermissionDenied(_("Chỉ cơ quan được đôn đốc trả lời công văn này, sau khi công văn đã gửi."))
    form = AnswerForm(*posted(request), initial={"on": timezone.localdate(), "seen": found.revision})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = uploads.keep_all(given["evidence"])
        done = submit(
            request,
            form,
            reverse("urging:letter", args=[pk]),
            lambda: actions.answer(
                found,
                by=acting,
                on=given["on"],
                text=given["text"],
                number=given["number"],
                files=kept,
                seen=given["seen"],
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi trả lời công văn đôn đốc."))
            return done.response
    return _form_page(request, "reporting/urging/answer.html", form, found)


def _form_page(request: HttpRequest, template: str, form: Any, found: Letter) -> HttpResponse:
    found.refresh_from_db(fields=["revision"])
    context = {"form": form, "letter": found, "seen": found.revision}
    return render(request, template, context, status=422 if form.errors else 200)


@require_safe
@member_required
def answer_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of an answer, as received."""
    seen = Letter.objects.visible_to(acting_of(request)).order_by().values("pk")
    row: AnswerFile = get_object_or_404(
        AnswerFile.objects.filter(letter__in=seen).select_related("file"), pk=pk
    )
    return downloads.file(request, row.file, row.name)


@require_safe
@member_required
def of_task(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters about a task: a section of the task's own page, and a page by itself."""
    acting = acting_of(request)
    task = load_task(acting, pk)
    context = {"task": task, "plan": task.plan, "rows": queries.urged(task, acting)}
    htmx = request.htmx  # type: ignore[attr-defined]
    return render(
        request, "reporting/urging/of_task.html#card" if htmx else "reporting/urging/of_task.html", context
    )

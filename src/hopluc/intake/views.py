"""Pages of received papers: the list, the upload, the progress of reading, the review, the adoption.

The review's writes answer a script (`Accept: application/json`) with what its page must change, and a
plain form with a redirect.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from hopluc.compiler.read import Unreadable
from hopluc.intake import access, actions, presence, queries, rules, uploads
from hopluc.intake.forms import FORMS, AdoptForm, BodyForm, GroupOfBodiesForm, ItemForm, read_due
from hopluc.intake.models import Correction, Paper
from hopluc.intake.naming import kind_of_name
from hopluc.intake.presenting import KINDS, ROW_ICONS, Presentation, candidate, render_row, years_of
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.words import due_words
from hopluc.ui import downloads
from hopluc.ui.pages import page_of


def _load(request: HttpRequest, pk: int) -> Paper:
    """The paper, for those who may see it; strangers get 404."""
    papers = Paper.objects.visible_to(acting_of(request)).select_related("body", "plan", "received_by")
    return get_object_or_404(papers, pk=pk)


def _load_in_review(request: HttpRequest, pk: int) -> Paper:
    """The paper, where it has been compiled."""
    paper = _load(request, pk)
    if paper.state not in {Paper.State.REVIEW, Paper.State.ADOPTED}:
        raise Http404(_("Văn bản này chưa đọc xong."))
    return paper


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


# ---------------------------------------------------------------- list, upload, progress


@member_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The papers that this person's bodies received."""
    acting = acting_of(request)
    words, state = request.GET.get("q", ""), request.GET.get("trang-thai", "")
    rows = Paper.objects.visible_to(acting).search(words).select_related("body", "received_by", "plan")
    if state in Paper.State.values:
        rows = rows.filter(state=state)
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


@csrf_exempt  # checked below, once the upload is bound to stay in memory
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
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
    return JsonResponse({"address": address}) if _wants_json(request) else HttpResponseRedirect(address)


def _upload_page(request: HttpRequest, problem: str = "") -> HttpResponse:
    if problem and _wants_json(request):
        return JsonResponse({"message": problem}, status=422)
    context = {"problem": problem, "accept": uploads.ACCEPT, "limit": uploads.limit_message()}
    return render(request, "intake/receive.html", context, status=422 if problem else 200)


def _home_of(paper: Paper) -> str:
    """Where a paper is looked at in its state."""
    if paper.state == Paper.State.REVIEW:
        return reverse("intake:review", args=[paper.pk])
    if paper.plan:
        return reverse("plans:board", args=[paper.plan.pk])
    return reverse("intake:paper", args=[paper.pk])


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
    "read": _("Đọc tệp"),
    "normalise": _("Nối các đoạn, các bảng bị ngắt trang"),
    "outline": _("Nhận ra bố cục"),
    "recognise": _("Nhận ra cơ quan, thời hạn, chỉ tiêu"),
    "assemble": _("Lập danh sách nhiệm vụ"),
    "check": _("Soát lỗi trong văn bản"),
    "emit": _("Ghi kết quả"),
}


@member_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper that is being read or could not be; else on to its review or its plan."""
    found = _load(request, pk)
    if found.state in {Paper.State.REVIEW, Paper.State.ADOPTED}:
        return redirect(_home_of(found))
    return render(request, "intake/paper.html", _progress_context(request, found))


@member_required
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is; sends the page on when it is done."""
    found = _load(request, pk)
    response = render(request, "intake/paper.html#progress", _progress_context(request, found))
    if found.state not in Paper.UNREAD:
        response["HX-Redirect"] = _home_of(found)
    return response


@member_required
@require_POST
def compile_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the paper read anew."""
    actions.compile_again(_load(request, pk), by=acting_of(request))
    return redirect("intake:paper", pk=pk)


@member_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the paper away."""
    actions.discard(_load(request, pk), by=acting_of(request))
    messages.success(request, _("Đã bỏ văn bản."))
    return redirect("intake:papers")


@member_required
@require_safe
def file(request: HttpRequest, pk: int, order: int) -> HttpResponseBase:
    """One of the paper's files as it was received."""
    row = get_object_or_404(_load(request, pk).files.select_related("file"), order=order)
    return downloads.file(request, row.file, row.name)


# ---------------------------------------------------------------- review


def _present(request: HttpRequest, paper: Paper) -> Presentation:
    return Presentation(paper, may_review=access.may_review(acting_of(request), paper))


@member_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The document beside what was recognised in it."""
    shown = _present(request, _load_in_review(request, pk))
    context = {
        "paper": shown.paper,
        "shown": shown,
        "document": shown.document_html,
        "panels": [
            (panel, [(row, render_row(row, request)) for row in panel.rows]) for panel in shown.panels
        ],
        "digests": shown.digests,
        "kinds": KINDS.items(),
        "icons": ROW_ICONS,
        **_bar(request, shown),
    }
    return render(request, "intake/review.html", context)


def _bar(request: HttpRequest, shown: Presentation) -> dict[str, Any]:
    """What stands above the document: what is left, undo and redo."""
    person, steps = acting_of(request).user.pk, shown.review.steps
    return {
        "paper": shown.paper,
        "shown": shown,
        "left": shown.review.left,
        "may_review": shown.may_review,
        "undo": shown.may_review and rules.to_undo(steps, person),
        "redo": shown.may_review and rules.to_redo(steps, person),
        "seen": shown.review.seen,
        "buildable": _foundable(shown),
    }


def _foundable(shown: Presentation) -> int:
    """How many open names could be made bodies with one click."""
    parties = shown.review.parties
    return sum(
        not parties[key].collective
        and kind_of_name(parties[key].name) is not None
        and not shown.directory.find(parties[key].name).candidates
        for key in shown.review.left.parties
    )


def _have(request: HttpRequest) -> dict[str, str]:
    """The digests that the page holds."""
    try:
        have = json.loads(request.POST.get("have") or "{}")
    except ValueError:
        have = {}
    return have if isinstance(have, dict) else {}


def _answer(request: HttpRequest, paper: Paper, focus: str = "", message: str = "") -> HttpResponse:
    """After a write: what the page must change, or a redirect to the row."""
    if not _wants_json(request):
        if message:
            messages.success(request, message)
        anchor = f"#{focus}" if focus else ""
        return HttpResponseRedirect(reverse("intake:review", args=[paper.pk]) + anchor)
    shown = _present(request, paper)
    return JsonResponse(
        {
            **shown.differing(_have(request), request),
            "bar": render_to_string("intake/_bar.html", _bar(request, shown), request),
            "tabs": render_to_string(
                "intake/_tabs.html", {"panels": [(p, ()) for p in shown.panels]}, request
            ),
            "bulk": render_to_string("intake/_bulk.html", _bar(request, shown), request),
            "focus": focus,
            "message": message,
        }
    )


def _refuse(request: HttpRequest, paper: Paper, error: ValidationError) -> HttpResponse:
    """A write that was not done: 409 with what the other did, or 422 with what is wrong."""
    steps = error.steps if isinstance(error, actions.ConflictError) else []
    context = {"message": " ".join(error.messages), "told": _told(steps)}
    if _wants_json(request):
        html = render_to_string("intake/_conflict.html", context, request)
        return JsonResponse({**context, "html": html}, status=409 if steps else 422)
    messages.error(
        request, " ".join([context["message"], *(f"{t['who']}: {t['what']}." for t in context["told"])])
    )
    return redirect("intake:review", pk=paper.pk)


VERBS = {
    "edit": _("sửa"), "add": _("thêm"), "split": _("tách"), "merge": _("gộp"), "drop": _("bỏ"),
    "restore": _("lấy lại"), "decide": _("xử lý lỗi"), "mend": _("sửa lỗi"), "match": _("chọn cơ quan"),
    "undo": _("hoàn tác"),
}  # fmt: skip
_SHOWN_FIELDS = ("text", "title", "name", "number", "note", "subject")


def _told(steps: list[rules.Step]) -> list[dict[str, Any]]:
    """Corrections in words: who did what, when, and the words that they put."""
    rows = Correction.objects.filter(pk__in=[s.id for s in steps]).order_by("pk")
    return [
        {
            "who": row.by_name,
            "at": timezone.localtime(row.at).strftime("%H:%M"),
            "what": str(VERBS.get(row.verb, row.verb)),
            "words": [
                str(value)
                for name, value in row.value.get("fields", {}).items()
                if name in _SHOWN_FIELDS and value
            ],
        }
        for row in rows
    ]


def _seen(request: HttpRequest) -> int:
    """The last correction that the page has seen."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else 0


@member_required
@require_POST
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """One deed of a reviewer that needs no form: `deed` is its verb, the item's key and a value."""
    paper = _load_in_review(request, pk)
    verb, key, value = [*request.POST.get("deed", "").split("|"), "", "", ""][:3]
    act = _DEEDS.get(verb)
    if act is None:
        raise Http404
    try:
        focus, message = act(request, paper, key, value)
    except ValidationError as error:
        return _refuse(request, paper, error)
    return _answer(request, paper, focus, message)


Done = tuple[str, str]  # the key of the row to look at, what to say


def _drop(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.drop_item(paper, by=acting_of(request), seen=_seen(request), target=key)
    return "", _("Đã bỏ. Nhấn u để lấy lại.")


def _restore(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.restore_item(paper, by=acting_of(request), seen=_seen(request), target=key)
    return key, ""


def _merge(request: HttpRequest, paper: Paper, key: str, other: str) -> Done:
    if not other:
        keys = [task["key"] for task in queries.review(paper).plan["tasks"]]
        at = keys.index(key) + 1 if key in keys else len(keys)
        other = keys[at] if at < len(keys) else ""
    actions.merge_items(paper, by=acting_of(request), seen=_seen(request), target=key, other=other)
    return key, _("Đã gộp với nhiệm vụ kế tiếp.")


def _split(request: HttpRequest, paper: Paper, key: str, at: str) -> Done:
    place = int(at) if at.isdecimal() else 0
    actions.split_item(paper, by=acting_of(request), seen=_seen(request), target=key, at=place)
    return key, _("Đã tách thành hai nhiệm vụ.")


def _decide(request: HttpRequest, paper: Paper, key: str, decision: str) -> Done:
    actions.decide_finding(paper, by=acting_of(request), seen=_seen(request), target=key, decision=decision)
    return key, ""


def _mend(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    actions.mend_finding(paper, by=acting_of(request), seen=_seen(request), target=key)
    return key, _("Đã sửa ở mọi mục có những chữ này.")


def _undo(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    row = actions.undo(paper, by=acting_of(request))
    return "", _("Đã hoàn tác.") if row else _("Đồng chí không còn thao tác nào để hoàn tác.")


def _redo(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    row = actions.redo(paper, by=acting_of(request))
    return "", _("Đã làm lại.") if row else _("Không có gì để làm lại.")


def _match(request: HttpRequest, paper: Paper, key: str, value: str) -> Done:
    actions.match_party(
        paper,
        by=acting_of(request),
        seen=_seen(request),
        key=key.removeprefix("parties/"),
        target=_target(request, paper, value),
    )
    return key, _("Đã ghi nhớ cho các văn bản sau.") if value != "nobody" else ""


def _target(request: HttpRequest, paper: Paper, value: str) -> Organisation | BodyGroup | None:
    """The body or group of `organisation:12`, `group:3`; None for `nobody`."""
    if value == "nobody":
        return None
    kind, _colon, number = value.partition(":")
    home = queries.naming_body(paper)
    rows: Any = {
        "organisation": Organisation.objects.visible_to(acting_of(request)),
        "group": BodyGroup.objects.filter(owner__path__startswith=home.path[:6]),
    }.get(kind)
    if rows is None or not number.isdecimal():
        raise ValidationError(_("Chọn một cơ quan hoặc nhóm cơ quan trong danh sách."))
    found: Organisation | BodyGroup = get_object_or_404(rows, pk=int(number))
    return found


def _found(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    form = BodyForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_form_problems(form))
    actions.found_body(
        paper,
        by=acting_of(request),
        seen=_seen(request),
        key=key.removeprefix("parties/"),
        **form.cleaned_data,
    )
    return key, _("Đã tạo cơ quan mới.")


def _gather(request: HttpRequest, paper: Paper, key: str, _value: str) -> Done:
    form = GroupOfBodiesForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_form_problems(form))
    actions.make_group(
        paper,
        by=acting_of(request),
        seen=_seen(request),
        key=key.removeprefix("parties/"),
        **form.cleaned_data,
    )
    return key, _("Đã tạo nhóm cơ quan.")


def _form_problems(form: Any) -> list[Any]:
    return [f"{form.fields[name].label}: {' '.join(errors)}" for name, errors in form.errors.items()]


def _found_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.found_open_bodies(paper, by=acting_of(request), seen=_seen(request))
    return "", _("Đã tạo %(count)s cơ quan.") % {"count": count}


def _leave_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.leave_open_parties(paper, by=acting_of(request), seen=_seen(request))
    return "", _("Đã để nguyên văn %(count)s tên.") % {"count": count}


def _accept_all(request: HttpRequest, paper: Paper, _key: str, _value: str) -> Done:
    count = actions.accept_findings(paper, by=acting_of(request), seen=_seen(request))
    return "", _("Đã xem %(count)s phát hiện.") % {"count": count}


_DEEDS = {
    "drop": _drop, "restore": _restore, "merge": _merge, "split": _split, "decide": _decide, "mend": _mend,
    "undo": _undo, "redo": _redo, "match": _match, "found": _found, "gather": _gather,
    "found-all": _found_all, "leave-all": _leave_all, "accept-all": _accept_all,
}  # fmt: skip


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of an item, and its saving."""
    paper = _load_in_review(request, pk)
    _reviewers_only(request, paper)
    key = request.POST.get("muc") or request.GET.get("muc", "")
    state = queries.review(paper)
    item = state.find(key)
    form_class = FORMS.get(key.split("/", 1)[0])
    if item is None or form_class is None:
        raise Http404(_("Mục này không còn trong bản rà soát."))
    form = form_class(request.POST if request.method == "POST" else None, item=item, plan=state.plan)
    if request.method != "POST" or not form.is_valid():
        return _editor(request, paper, form, {"key": key, "seen": _seen(request) or state.seen})
    fields = form.fields_changed()
    if fields:
        try:
            actions.edit_item(paper, by=acting_of(request), seen=_seen(request), target=key, fields=fields)
        except ValidationError as error:
            return _refuse(request, paper, error)
    return _answer(request, paper, key)


def _reviewers_only(request: HttpRequest, paper: Paper) -> None:
    if not access.may_review(acting_of(request), paper):
        raise PermissionDenied(
            _("Văn bản không ở bước rà soát, hoặc không do cơ quan của đồng chí tiếp nhận.")
        )


def _editor(request: HttpRequest, paper: Paper, form: ItemForm, context: dict[str, Any]) -> HttpResponse:
    """The editor alone for a script, on a page of its own otherwise."""
    blank = {"key": "", "phan": "", "sau": "", "span": None}
    context = {"paper": paper, "form": form, "section": form.section, **blank, **context}
    status = 422 if form.is_bound else 200
    if _wants_json(request):
        html = render_to_string("intake/_editor.html", context, request)
        return JsonResponse({"html": html, "invalid": form.is_bound}, status=status)
    return render(request, "intake/edit.html", context, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of a new item, filled with the words selected in the document, and its saving."""
    paper = _load_in_review(request, pk)
    _reviewers_only(request, paper)
    given = request.POST if request.method == "POST" else request.GET
    section, after = given.get("phan", ""), given.get("sau") or None
    if section not in FORMS or section in {"document", "groups"}:
        raise Http404
    shown = _present(request, paper)
    span = _selected(given, shown)
    before = next((t for t in shown.plan["tasks"] if t["key"] == after), None)
    item = rules.blank(section)
    if section == "tasks" and before:
        item["group"] = before["group"]
    context = {"seen": shown.review.seen, "phan": section, "sau": after, "span": span}
    if request.method != "POST":
        return _editor(
            request, paper, FORMS[section](item=_filled(item, shown, span), plan=shown.plan), context
        )
    form = FORMS[section](request.POST, item=item, plan=shown.plan)
    if not form.is_valid():
        return _editor(request, paper, form, context)
    places: dict[str, Any] = {"spans": [span] if span else []} if "spans" in item else {"span": span}
    made = {**item, **form.fields_changed(), **places}
    try:
        row = actions.add_item(
            paper, by=acting_of(request), seen=_seen(request), section=section, item=made, after=after
        )
    except ValidationError as error:
        return _refuse(request, paper, error)
    step = rules.Step(row.pk, row.verb, row.target, row.value)
    return _answer(request, paper, rules.made_by(step) or "", _("Đã thêm."))


def _selected(given: Any, shown: Presentation) -> list[int] | None:
    """The selected range of the text without spaces at its ends, where there is one."""
    start, end = given.get("tu", ""), given.get("den", "")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    chosen = shown.compilation.text[int(start) : int(end)]
    words = chosen.strip()
    first = int(start) + len(chosen) - len(chosen.lstrip())
    return [first, first + len(words)] if words else None


def _filled(item: rules.Json, shown: Presentation, span: list[int] | None) -> rules.Json:
    """A blank item with the selected words where its words go."""
    words = shown.page.plain(*span) if span else ""
    name = next((n for n in ("text", "name", "title") if n in item), "")
    filled = {**item, name: words}
    return {**filled, "text": words} if "text" in item else filled


@member_required
@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """What a name may stand for: candidates, a search, a new body or group."""
    paper = _load_in_review(request, pk)
    _reviewers_only(request, paper)
    state = queries.review(paper)
    wording = state.parties.get(request.GET.get("muc", "").removeprefix("parties/"))
    if wording is None:
        raise Http404(_("Tên này không còn trong bản rà soát."))
    words = request.GET.get("q", "").strip()
    kind, level = kind_of_name(wording.name) or ("department", "province")
    name = wording.name[:1].upper() + wording.name[1:]
    context = {
        "paper": paper,
        "key": f"parties/{wording.key}",
        "wording": wording,
        "q": words,
        "seen": state.seen,
        "results": queries.targets(paper, words) if words else [],
        "candidates": [candidate(c) for c in queries.directory_of(paper).find(wording.name).candidates],
        "body_form": BodyForm(initial={"name": name, "kind": kind, "level": level}, auto_id="b_%s"),
        "group_form": GroupOfBodiesForm(initial={"name": wording.name}, auto_id="g_%s"),
    }
    context["results"] = [candidate(one) for one in context["results"]]
    if request.headers.get("X-Part") == "results":
        return render(request, "intake/_results.html", context)
    if _wants_json(request):
        return JsonResponse({"html": render_to_string("intake/_party.html", context, request)})
    return render(request, "intake/party.html", context)


@member_required
@require_GET
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """How a deadline that is being typed is understood."""
    paper = _load_in_review(request, pk)
    period = queries.review(paper).plan["document"].get("period") or {}
    year = int(period["end"][:4]) if period.get("end") else None
    read = read_due(request.GET.get("q", "")[:500], year)
    parts = read["parts"] if read else []
    return JsonResponse(
        {
            "words": [due_words(part) for part in parts],
            "unparsed": any(part["kind"] == "unparsed" for part in parts),
        }
    )


@member_required
@require_POST
def heartbeat(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells that this person looks at the review; answers with its last correction and who else is here."""
    paper = _load_in_review(request, pk)
    others = presence.note(paper.pk, acting_of(request).user)
    return JsonResponse({"seen": queries.last_step(paper), "here": others, "state": paper.state})


@member_required
@require_POST
def sync(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page must change to show the review as it is now."""
    return _answer(request, _load_in_review(request, pk))


# ---------------------------------------------------------------- adoption


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look at the plan, and putting it into force."""
    paper = _load_in_review(request, pk)
    if paper.plan:
        return redirect(_home_of(paper))
    _reviewers_only(request, paper)
    state = queries.review(paper)
    owners, agencies, standing = queries.adoption_choices(state, acting_of(request))
    initial = {"seen": state.seen, "owner": owners[0], "standing": standing}
    form = AdoptForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer(owners, agencies)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.adopt(paper, by=acting_of(request), **form.cleaned_data)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect("intake:adopt", pk=pk)
        messages.success(request, _("Kế hoạch đã được đưa vào theo dõi."))
        return redirect("plans:board", pk=plan.pk)
    period = years_of(state.plan["document"].get("period") or {})
    context = {
        "paper": paper,
        "form": form,
        "review": state,
        "counts": queries.counts(state),
        "period": period,
    }
    return render(request, "intake/adopt.html", context, status=422 if form.errors else 200)

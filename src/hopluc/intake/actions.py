"""Receiving, compiling, throwing away and adopting papers; reviewing them is in `reviewing`."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc import __version__
from hopluc.archive.actions import SYSTEM, keep, path_of, record
from hopluc.archive.holding import held, hold
from hopluc.archive.models import File
from hopluc.compiler import read
from hopluc.compiler.amend import Amending, compile_amending, is_amending
from hopluc.compiler.document import Document
from hopluc.compiler.format import Plan as CompiledPlan
from hopluc.compiler.format import from_json, to_json
from hopluc.compiler.pipeline import compile_document
from hopluc.compiler.read.files import join
from hopluc.intake import access, queries, rules
from hopluc.intake.blocks import blocks_of
from hopluc.intake.models import Compilation, Paper, PaperFile
from hopluc.intake.reviewing import (
    ConflictError,
    accept_findings,
    add_item,
    add_work,
    decide_finding,
    drop_item,
    edit_item,
    found_body,
    found_open_bodies,
    leave_open_parties,
    make_group,
    match_party,
    mend_finding,
    merge_items,
    redo,
    restore_item,
    settle_new_parties,
    split_item,
    undo,
)
from hopluc.intake.uploads import check_sizes
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.actions import Resolution, open_plan
from hopluc.plans.models import Plan

__all__ = [
    "ConflictError",
    "Received",
    "Upload",
    "accept_findings",
    "add_item",
    "add_work",
    "adopt",
    "compile_again",
    "compile_paper",
    "decide_finding",
    "discard",
    "drop_item",
    "edit_item",
    "found_body",
    "found_open_bodies",
    "leave_open_parties",
    "make_group",
    "match_party",
    "mend_finding",
    "merge_items",
    "receive",
    "redo",
    "restore_item",
    "split_item",
    "undo",
]
Progress = Callable[[str, float], None]
# A compile that has said nothing for so long died with its worker; django-q brings it back, or a person does.
STALLED_AFTER = dt.timedelta(minutes=6)
RECOGNISE = "hopluc.reporting.yearly.jobs.recognise_plan"  # by name: drafts live in a room further down


@dataclass(frozen=True, slots=True)
class Upload:
    """A file at hand, not kept yet."""

    name: str
    data: bytes


class Received(NamedTuple):
    """The paper, and whether this call made it (else the same files were here before)."""

    paper: Paper
    made: bool


def receive(files: Sequence[Upload], *, by: Acting) -> Received:
    """Take in the files of one document: keep them, and have them compiled.

    Nothing is kept until the reader has looked at every file (of a PDF or a scan, at its first page:
    the rest takes its time in the job): raises `read.Unreadable`, and `read.Secret` for a marked
    state secret (a deed says that one was refused, nothing else).
    Raises ValidationError for sizes and PermissionDenied. Reads and writes files, so it is called outside
    of a transaction.
    """
    if not access.may_receive(by):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo của cơ quan mới tiếp nhận được văn bản."))
    check_sizes([len(file.data) for file in files])
    try:
        kinds = [read.glance(file.data, _clean(file.name)) for file in files]
    except read.Secret:
        _note_refusal(by)
        raise
    hashes = [hashlib.sha256(file.data).hexdigest() for file in files]
    sha256 = hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    known = Paper.objects.filter(body=by.body, sha256=sha256).first()
    if known is None:
        kept = [keep([file.data], kind) for file, kind in zip(files, kinds, strict=True)]
        try:
            return Received(_file_paper(files, kept, sha256, by), True)
        except IntegrityError:  # the same files from a second click, a moment ago
            known = Paper.objects.get(body=by.body, sha256=sha256)
    if known.state == Paper.State.FAILED:
        known = compile_again(known, by=by)
    return Received(known, False)


def _clean(name: str) -> str:
    """A file's name without folders and control characters."""
    return "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable())[:255] or "van-ban"


@transaction.atomic
def _note_refusal(by: Acting) -> None:
    record(by.actor, "refuse_secret_paper", by.body, reason=_("Văn bản mật, giao ngoài hệ thống."))


@transaction.atomic
def _file_paper(files: Sequence[Upload], kept: Sequence[File], sha256: str, by: Acting) -> Paper:
    name = _clean(files[0].name)
    if len(files) > 1:
        name = _("%(name)s và %(count)s tệp khác") % {"name": name[:200], "count": len(files) - 1}
    paper = Paper.objects.create(
        body=by.body, sha256=sha256, name=name, folded=queries.folded(name), received_by=by.user
    )
    PaperFile.objects.bulk_create(
        PaperFile(paper=paper, file=row, name=_clean(file.name), order=order)
        for order, (file, row) in enumerate(zip(files, kept, strict=True))
    )
    record(by.actor, "receive_paper", paper, fields={"files": [row.pk for row in kept]})
    _enqueue(paper)
    return paper


def _enqueue(paper: Paper) -> None:
    pk = paper.pk
    transaction.on_commit(lambda: async_task("hopluc.intake.jobs.compile_paper", pk))


@transaction.atomic
def compile_again(paper: Paper, *, by: Acting) -> Paper:
    """Have a paper read anew that could not be read, or whose reading stopped on the way."""
    paper = held(Paper.objects.select_related("body"), paper.pk)
    if not access.may_discard(by, paper):
        raise PermissionDenied(_("Chỉ cơ quan đã tiếp nhận văn bản mới cho đọc lại được."))
    stalled = timezone.now() - paper.moved_at > STALLED_AFTER
    if paper.state == Paper.State.FAILED or (paper.state in Paper.UNREAD and stalled):
        paper.state, paper.stage, paper.percent, paper.message = Paper.State.WAITING, "", 0, ""
        paper.save()
        record(by.actor, "compile_again", paper)
        _enqueue(paper)
    return paper


def compile_paper(paper_id: int, progress: Progress | None = None) -> None:
    """Compile a paper and keep the result, once; safe to run twice, at once or after a kill.

    The work is done outside of a transaction; the result is written under the paper's lock, and
    whoever comes second finds it there. A paper that was thrown away meanwhile is left alone.
    """
    paper = Paper.objects.filter(pk=paper_id, state__in=Paper.UNREAD).select_related("body").first()
    if paper is None:
        return
    tell = progress or (lambda stage, share: _tell(paper_id, stage, share))
    began = time.monotonic()
    try:
        tell("read", 0.0)
        document = _read(paper)
        plan = compile_document(document, tell)
        blocks = blocks_of(document)
        amending = _clauses(document, plan)
    except read.Secret:
        _forget(paper_id)
    except read.Unreadable as error:
        _fail(paper_id, error.message_vi)
    else:
        made = Compilation(
            version=__version__,
            plan=to_json(plan),
            amending=to_json(amending) if amending else None,
            text=document.text,
            blocks=blocks,
            seconds=time.monotonic() - began,
        )
        _keep_result(paper_id, plan, made)


def _clauses(document: Document, plan: CompiledPlan) -> Amending | None:
    """What a document changes of a plan, clause by clause; None where it does not amend one. A plan issued
    anew whole under such a title has no clauses."""
    amending = compile_amending(document) if is_amending(plan.document) else None
    return amending if amending and amending.clauses else None


def _read(paper: Paper) -> Document:
    documents = []
    for row in paper.files.select_related("file"):
        data = path_of(row.file.sha256).read_bytes()
        documents.append(read.read_bytes(data, row.name))
    return join(documents)


def _tell(paper_id: int, stage: str, share: float) -> None:
    Paper.objects.filter(pk=paper_id, state__in=Paper.UNREAD).update(
        state=Paper.State.COMPILING, stage=stage, percent=round(share * 100), moved_at=timezone.now()
    )


@transaction.atomic
def _keep_result(paper_id: int, plan: CompiledPlan, made: Compilation) -> None:
    paper = _locked(paper_id)
    if paper is None or Compilation.objects.filter(paper=paper).exists():
        return
    made.paper = paper
    made.save()
    paper.state, paper.percent, paper.stage = Paper.State.REVIEW, 100, ""
    paper.title = " ".join(x for x in (plan.document.number, plan.document.title) if x)
    paper.folded = queries.folded(f"{paper.name} {paper.title}")
    paper.moved_at = timezone.now()
    paper.save()
    settle_new_parties(paper, rules.apply(made.plan, []))
    record(SYSTEM, "compile_paper", paper, body_id=paper.body_id)


@transaction.atomic
def _fail(paper_id: int, message: str) -> None:
    paper = _locked(paper_id)
    if paper is None or paper.state not in Paper.UNREAD:
        return
    paper.state, paper.message, paper.moved_at = Paper.State.FAILED, message, timezone.now()
    paper.save()
    record(SYSTEM, "fail_paper", paper, body_id=paper.body_id)


def _locked(paper_id: int) -> Paper | None:
    return hold(Paper.objects.select_related("body").filter(pk=paper_id)).first()


def _forget(paper_id: int) -> None:
    """Take away a state secret that only the job could tell: rows, bytes, everything but a deed."""
    with transaction.atomic():
        paper = _locked(paper_id)
        if paper is None:
            return
        files = [row.file for row in paper.files.select_related("file")]
        record(SYSTEM, "refuse_secret_paper", paper, body_id=paper.body_id)
        paper.delete()
        for file in files:
            with suppress(ProtectedError), transaction.atomic():
                file.delete()
    for file in files:
        path_of(file.sha256).unlink(missing_ok=True)


@transaction.atomic
def discard(paper: Paper, *, by: Acting) -> None:
    """Throw away a paper that is not in force, with its review; the archive keeps the files."""
    found = _locked(paper.pk)
    if found is None:
        return
    if not access.may_discard(by, found):
        raise PermissionDenied(_("Văn bản đã đưa vào theo dõi, hoặc không thuộc cơ quan của đồng chí."))
    record(by.actor, "discard_paper", found, body_id=found.body_id)
    found.delete()


@transaction.atomic
def adopt(
    paper: Paper, *, by: Acting, owner: Organisation, standing: Organisation | None, seen: int | None = None
) -> Plan:
    """Put the reviewed plan into force: plan, tasks, parts and duties at once, or nothing.

    A second click gets the plan that the first one opened. `seen`: the last correction that the
    confirming page has shown; ConflictError where somebody corrected more since. ValidationError while
    something is left that must be settled.
    """
    locked = _locked(paper.pk)
    if locked is None:
        raise ValidationError(_("Văn bản đã bị bỏ."))
    if locked.plan:
        if not access.may_see(by, locked):
            raise PermissionDenied
        return locked.plan
    if not access.may_adopt(by, locked, owner, standing):
        raise PermissionDenied(
            _("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới đưa được kế hoạch vào theo dõi.")
        )
    review = queries.review(locked)
    if seen is not None and seen != review.seen:
        raise ConflictError([step for step in review.steps if step.id > seen])
    if review.left.count:
        raise ValidationError(
            _("Còn %(count)s việc phải xử lý trước khi đưa vào theo dõi.") % {"count": review.left.count}
        )
    matches = queries.matches(locked)

    def resolve(party: object) -> Resolution:
        row = matches.get(rules.party_key(getattr(party, "name", "")))
        return Resolution(row.organisation, row.group) if row else Resolution()

    plan = open_plan(
        from_json(review.plan),
        by=by,
        owner=owner,
        standing=standing,
        resolve=resolve,
        paper_sha256=locked.sha256,
    )
    locked.plan, locked.state, locked.moved_at = plan, Paper.State.ADOPTED, timezone.now()
    locked.save()
    record(by.actor, "adopt_paper", locked, fields={"plan": plan.pk}, body_id=owner.pk)
    transaction.on_commit(lambda: async_task("hopluc.intake.jobs.propose_links", plan.pk))
    transaction.on_commit(lambda: async_task(RECOGNISE, plan.pk))
    return plan

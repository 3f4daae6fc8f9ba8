"""An edition is gathered, reviewed table by table, and frozen; a corrected one is the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import keep, record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.office.official import write_docx
from hopluc.office.sheets import write_xlsx
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.content import to_json
from hopluc.reporting.editions import access, papers, tidy
from hopluc.reporting.editions.actions.common import lock_book
from hopluc.reporting.editions.content import EditionContent
from hopluc.reporting.editions.contents import with_contents
from hopluc.reporting.editions.gathering import content_of, grid_of
from hopluc.reporting.editions.models import Book, BookTable, Edition, EditionTable
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.issuing.codes import new_code
from hopluc.reporting.issuing.paper import stamped
from hopluc.reporting.issuing.signers import signer_of
from hopluc.ui.downloads import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"


def _lock_draft(edition: Edition | int, by: Acting) -> Edition:
    rows = Edition.objects.select_related("book__body__parent", "corrects")
    now = held(rows, edition if isinstance(edition, int) else edition.pk)
    if not access.may_write(by, now.book):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập sách làm việc này."))
    if now.state == Edition.State.FROZEN:
        raise ValidationError(
            _("Bản này đã khóa, không thay đổi được nữa. Muốn hiệu chỉnh, lập bản xuất bản tiếp theo.")
        )
    return now


def make_edition(
    book: Book,
    year: int,
    *,
    by: Acting,
    as_of: dt.date,
    known_on: dt.date | None = None,
    reason: str = "",
) -> Edition:
    """Begin the year's edition and gather it. After a frozen one of the year it is the next, which says
    why."""
    made = begin_edition(book, year, by=by, as_of=as_of, known_on=known_on, reason=reason)
    return gather_edition(made, by=by)


@transaction.atomic
def begin_edition(
    book: Book,
    year: int,
    *,
    by: Acting,
    as_of: dt.date,
    known_on: dt.date | None = None,
    reason: str = "",
) -> Edition:
    """The year's next edition, without its figures: these are read outside a transaction (gather_edition)."""
    now = lock_book(book, by)
    if now.editions.filter(year=year, state=Edition.State.DRAFT).exists():
        raise ValidationError(_("Năm này đang có bản chưa khóa: soát và khóa bản đó trước."))
    if as_of > timezone.localdate() or as_of.year < year:
        raise ValidationError({"as_of": _("Ngày tính số liệu từ đầu năm của sách đến hôm nay.")})
    last = now.editions.filter(year=year).order_by("-number").first()
    if last and not reason.strip():
        raise ValidationError({"reason": _("Năm này đã có bản khóa: ghi lý do hiệu chỉnh.")})
    made = Edition.objects.create(
        book=now,
        year=year,
        number=last.number + 1 if last else 1,
        corrects=last,
        reason=reason.strip() if last else "",
        as_of=as_of,
        known_on=known_on,
        made_by=by.user,
        made_by_name=by.actor.name,
    )
    record(by.actor, "make_edition", made, fields={"year": year, "number": made.number}, body_id=now.body_id)
    return made


def gather_edition(edition: Edition, *, by: Acting) -> Edition:
    """Read the records by the definition as it is now; a table whose figures are the same keeps its review, a
    note stays in any case.

    The records are read before the transaction, which writes only over the edition that was read.
    """
    there = Edition.objects.select_related("book__body__parent").get(pk=edition.pk)
    if not access.may_write(by, there.book):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập sách làm việc này."))
    defined = list(there.book.tables.select_related("form"))
    return _gathered(there, [_table(there, one) for one in defined], by)


def _table(edition: Edition, defined: BookTable) -> EditionTable:
    """A table of the edition, not written yet."""
    return EditionTable(
        edition=edition,
        order=defined.order,
        chapter=defined.chapter,
        title=defined.title,
        definition=defined.definition,
        source=defined.source,
        content=to_json(grid_of(defined, edition)),
    )


def _says(table: EditionTable) -> tuple[object, str, str]:
    """What a reviewer looked at."""
    return table.content, table.definition, table.source


@transaction.atomic
def _gathered(edition: Edition, tables: Sequence[EditionTable], by: Acting) -> Edition:
    now = _lock_draft(edition, by)
    if now.revision != edition.revision:
        raise StaleFormError(_("Số liệu vừa được người khác lấy lại. Xem lại các bảng."), "moved")
    before = {one.title: one for one in now.tables.all()}
    now.tables.all().delete()
    for made in tables:
        if there := before.get(made.title):
            made.note = there.note
            if (there.content, there.definition, there.source) == (
                made.content,
                made.definition,
                made.source,
            ):
                made.reviewed_by_name, made.reviewed_at = there.reviewed_by_name, there.reviewed_at
        made.save()
    now.gathered_at = timezone.now()
    now.revision += 1
    now.save(update_fields=["gathered_at", "revision"])
    record(by.actor, "gather_edition", now, body_id=now.book.body_id)
    return now


@transaction.atomic
def review_table(
    table: EditionTable, *, by: Acting, note: str, reviewed: bool, seen: int | None = None
) -> EditionTable:
    """Say that the figures of a table were checked, with a note for the reader. `seen`: the edition's
    revision that was read: figures that were gathered anew since must be read again."""
    edition = _lock_draft(table.edition_id, by)
    if seen is not None and seen != edition.revision:
        raise StaleFormError(_("Số liệu vừa được lấy lại. Xem lại bảng rồi xác nhận."), "moved")
    now = held(EditionTable.objects.all(), table.pk)
    now.note = note.strip()
    now.reviewed_by_name = by.actor.name if reviewed else ""
    now.reviewed_at = timezone.now() if reviewed else None
    now.save()
    record(by.actor, "review_edition_table", edition, fields={"table": now.pk}, body_id=edition.book.body_id)
    return now


@transaction.atomic
def drop_edition(edition: Edition, *, by: Acting) -> None:
    """Throw away an edition that was not frozen."""
    now = _lock_draft(edition, by)
    fields = {"year": now.year, "number": now.number}
    record(by.actor, "drop_edition", now.book, fields=fields, body_id=now.book.body_id)
    now.delete()


def files_of(content: EditionContent, day: dt.date | None = None) -> dict[str, bytes]:
    """The edition as Word, Excel and CSV (a zip), by their ending; of one frozen on a day with its code."""
    document = papers.document(content)
    if day:
        document = stamped(document, "", day, content.code)
    return {
        "docx": with_contents(write_docx(document), papers.entries(content)),
        "xlsx": write_xlsx(papers.workbook(content)),
        "zip": tidy.archive(content),
    }


def freeze(edition: Edition, *, by: Acting) -> Edition:
    """Freeze an edition for ever; all its tables must have been reviewed. Freezing twice is freezing once.
    The PDF is made in the background, where it is not there yet.

    Files are written before the transaction, which freezes only what they say: StaleFormError else.
    """
    there = Edition.objects.select_related("book__body__parent", "corrects").get(pk=edition.pk)
    if not access.may_freeze(by, there.book):
        raise PermissionDenied(_("Lãnh đạo của cơ quan lập sách mới khóa được bản xuất bản."))
    if there.state == Edition.State.FROZEN and there.docx:
        pdfs.want(there.docx)
        return there
    open_tables = list(there.tables.filter(reviewed_at=None).values_list("title", flat=True))
    if open_tables:
        raise ValidationError(_("Còn bảng chưa soát: %s.") % "; ".join(open_tables))
    if not there.tables.exists():
        raise ValidationError(_("Sách chưa có bảng nào."))
    gathered, signer = content_of(there), signer_of(by.user, there.book.body)
    content = replace(gathered, code=new_code(), signatory=signer.titles, signer=signer.name)
    made = files_of(content, timezone.localdate())
    files = keep([made["docx"]], DOCX), keep([made["xlsx"]], XLSX), keep([made["zip"]], ZIP)
    return _frozen(there, gathered, content, files, by)


@transaction.atomic
def _frozen(
    edition: Edition,
    gathered: EditionContent,
    content: EditionContent,
    files: tuple[File, File, File],
    by: Acting,
) -> Edition:
    now = _lock_draft(edition, by)
    if now.revision != edition.revision or content_of(now) != gathered:
        raise StaleFormError(_("Bản vừa thay đổi trong lúc khóa. Xem lại rồi khóa."), "moved")
    now.state, now.frozen_at, now.frozen_by_name = Edition.State.FROZEN, timezone.now(), by.actor.name
    now.content = to_json(content)
    now.docx, now.xlsx, now.csv = files
    now.save()
    record(by.actor, "freeze_edition", now, body_id=now.book.body_id)
    pdfs.want(files[0])
    return now

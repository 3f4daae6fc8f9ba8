"""A report's words change here: every decision is a new row with who and when, each with its deed.

What a draft was made to say (`content`) never changes, so passages are found before the transaction; inside
it the report is held and the revision that the form saw is asked for again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting import access as reporting_access
from hopluc.reporting import told
from hopluc.reporting.document import has_place_for_note
from hopluc.reporting.editing import access, files
from hopluc.reporting.editing.carrying import carried
from hopluc.reporting.editing.figures import missing
from hopluc.reporting.editing.models import PassageEdit, PassageOrder
from hopluc.reporting.editing.passages import NOTE, OWN, Edit, Item, Laid, lay
from hopluc.reporting.editing.queries import content_of, edits_of, laid_of, of_place
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.rules import tidy

LONGEST = 20_000
UP, DOWN = "up", "down"
KEEP, TAKE = "keep", "take"


def passage_of(report: ConsolidatedReport, key: str) -> Laid:
    """A passage as it lies now. Raises ValidationError for one that the report has not (any more)."""
    for one in laid_of(report):
        if isinstance(one, Laid) and one.passage.key == key:
            return one
    raise ValidationError(_("Đoạn này không còn trong báo cáo. Tải lại trang."))


def write(report: ConsolidatedReport, key: str, text: str, *, by: Acting, seen: int) -> Edit:
    """Put other words in the place of a passage's; those that were made undo the edit.

    seen: the revision that the form was filled from. Raises StaleFormError where somebody was faster,
    ValidationError where nothing is left of it or a counted figure would be lost.
    """
    laid, text = passage_of(report, key), _checked(text)
    _check_figures(laid, text)
    made = text == tidy(laid.passage.text) and not laid.own
    return _decide(report, laid, by=by, seen=seen, text=None if made else text, left_out=False)


def restore(report: ConsolidatedReport, key: str, *, by: Acting, seen: int) -> Edit:
    """Undo what was decided of a passage: it says again what was made."""
    laid = passage_of(report, key)
    if laid.own:
        raise ValidationError(_("Đoạn này do cơ quan tổng hợp viết, không có bản gốc. Muốn bỏ thì chọn bỏ."))
    return _decide(report, laid, by=by, seen=seen, text=None, left_out=False)


def leave_out(report: ConsolidatedReport, key: str, out: bool, *, by: Acting, seen: int) -> Edit:
    """Leave a passage out of the report, or take it in again with the words that it had."""
    return _decide(report, passage_of(report, key), by=by, seen=seen, left_out=out)


def take_apart(report: ConsolidatedReport, key: str, apart: bool, *, by: Acting, seen: int) -> Edit:
    """Let each wording of a folded voice stand by itself, or fold them again."""
    return _decide(report, passage_of(report, key), by=by, seen=seen, apart=apart)


def settle(report: ConsolidatedReport, key: str, how: str, *, by: Acting, seen: int) -> Edit:
    """Of an edited passage whose sources changed: keep what was written, or take what was made.

    Words whose sources are gone altogether are kept as a paragraph of the office's own; words with figures of
    before have to be written anew.
    """
    laid = passage_of(report, key)
    if not laid.edit or not (laid.changed or laid.gone):
        raise ValidationError(_("Đoạn này đã được chọn rồi."))
    if how == KEEP and laid.changed and laid.edit.text is not None:
        _check_figures(laid, laid.edit.text)
    with transaction.atomic():
        if how == KEEP and laid.gone and laid.edit.text:
            add(report, key, laid.edit.text, by=by)
        if how == TAKE or laid.gone:
            return _decide(report, laid, by=by, seen=seen, text=None, left_out=False)
        return _decide(report, laid, by=by, seen=seen)


def add(report: ConsolidatedReport, after: str, text: str, *, by: Acting) -> Edit:
    """A paragraph of the office's own after a passage."""
    text, place = _checked(text), passage_of(report, after).passage.place
    items = list(told.items(content_of(report)))
    edit = Edit(f"{OWN}{uuid.uuid4().hex[:12]}", place, text=text)
    with transaction.atomic():
        locked = _lock(report, by)
        keys = [one.passage.key for one in of_place(lay(items, edits_of(locked)), place)]
        keys.insert(keys.index(after) + 1 if after in keys else len(keys), edit.key)
        _order(locked, place, keys, by)
        return _add_row(locked, edit, by)


def move(report: ConsolidatedReport, key: str, way: str, *, by: Acting) -> None:
    """Put a passage before the one above it or after the one below it, within its place."""
    place = passage_of(report, key).passage.place
    items = list(told.items(content_of(report)))
    with transaction.atomic():
        locked = _lock(report, by)
        run = [one for one in of_place(lay(items, edits_of(locked)), place) if not one.passage.pinned]
        keys = [one.passage.key for one in run]
        at = keys.index(key) if key in keys else -1
        to = at - 1 if way == UP else at + 1
        if at < 0 or not 0 <= to < len(keys):
            raise ValidationError(_("Đoạn này không chuyển thêm được nữa."))
        keys[at], keys[to] = keys[to], keys[at]
        _order(locked, place, keys, by)


def note(report: ConsolidatedReport, opens: str, title: str, text: str, *, by: Acting, seen: int) -> Edit:
    """Put a note below the table of a figure; without words it goes. The figure itself stays as counted."""
    if not has_place_for_note(content_of(report), opens):
        raise ValidationError(_("Số liệu này không nằm trong bảng nên không ghi chú dưới bảng được."))
    text = tidy(text)[:LONGEST]
    edit = Edit(f"{NOTE}{opens}", f"{NOTE}{opens.split(':')[0]}", made=title)
    with transaction.atomic():
        locked = _lock(report, by)
        now = edits_of(locked).by_key.get(edit.key, edit)
        _check_seen(now, seen)
        return _add_row(locked, replace(now, text=text or None, made=title), by)


def _check_figures(laid: Laid, text: str) -> None:
    """Raise ValidationError where a figure that was counted is not in its sentence any more."""
    lost = missing(text, laid.passage.figures) if not laid.passage.italic else []
    if lost:
        raise ValidationError(
            _("Số liệu %s do hệ thống tính từ báo cáo của các cơ quan nên phải có nguyên trong đoạn.")
            % "; ".join(lost)
        )


def _checked(text: str) -> str:
    text = tidy(text)
    if not text:
        raise ValidationError(_("Chưa có nội dung. Muốn bỏ cả đoạn thì chọn “Bỏ khỏi báo cáo”."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("Đoạn dài %(n)s ký tự; nhiều nhất %(most)s.") % {"n": len(text), "most": LONGEST}
        )
    return text


def _decide(
    report: ConsolidatedReport, laid: Laid, *, by: Acting, seen: int, **changes: str | bool | None
) -> Edit:
    """Write the next decision about a passage: what stood, with what changes, laid on its words of now."""
    passage = laid.passage
    with transaction.atomic():
        locked = _lock(report, by)
        now = edits_of(locked).by_key.get(passage.key) or Edit(passage.key, passage.place)
        _check_seen(now, seen)
        return _add_row(locked, _upon(replace(now, **changes), laid), by)  # type: ignore[arg-type]


def _upon(edit: Edit, laid: Laid) -> Edit:
    """The edit as laid on the words that the passage rests on now; what is gone keeps what it knew."""
    if laid.gone or edit.key.startswith((OWN, NOTE)):
        return edit
    passage = laid.passage
    return replace(edit, made=passage.text, source=passage.source, ids=passage.ids)


def _lock(report: ConsolidatedReport, by: Acting) -> ConsolidatedReport:
    """The report, held until the transaction ends, for those who may edit it."""
    locked = held(ConsolidatedReport.objects.select_related("round__collector", "round__plan"), report.pk)
    if not reporting_access.may_collect(by, locked.round):
        raise PermissionDenied(_("Chỉ chuyên viên của cơ quan tổng hợp sửa báo cáo này."))
    if not access.is_editable(locked):
        raise ValidationError(_("Báo cáo này không sửa được nữa: đã phát hành hoặc đã có bản lập sau."))
    return locked


def _check_seen(edit: Edit, seen: int) -> None:
    if edit.revision != seen:
        raise StaleFormError(
            _("%(who)s vừa sửa đoạn này. Đối chiếu rồi lưu lại; nội dung vừa gõ vẫn còn.") % {"who": edit.by}
        )


def _add_row(report: ConsolidatedReport, edit: Edit, by: Acting) -> Edit:
    written = replace(edit, revision=edit.revision + 1, by=by.actor.name, at=timezone.now())
    add_rows(report, [written])
    _changed(report, by, written.key)
    return written


def add_rows(report: ConsolidatedReport, edits: Sequence[Edit]) -> None:
    """Rows of edits as they are, inside the caller's transaction."""
    PassageEdit.objects.bulk_create(
        PassageEdit(
            report=report,
            key=one.key,
            place=one.place,
            revision=one.revision,
            text=one.text,
            left_out=one.left_out,
            apart=one.apart,
            made=one.made,
            source=one.source,
            ids=list(one.ids),
            by_name=one.by,
            at=one.at or timezone.now(),
        )
        for one in edits
    )


def _order(report: ConsolidatedReport, place: str, keys: Sequence[str], by: Acting) -> None:
    before = PassageOrder.objects.filter(report=report, place=place).count()
    PassageOrder.objects.create(
        report=report,
        place=place,
        revision=before + 1,
        keys=list(keys),
        by_name=by.actor.name,
        at=timezone.now(),
    )
    _changed(report, by, place)


def _changed(report: ConsolidatedReport, by: Acting, key: str) -> None:
    files.touched(report)
    record(by.actor, "edit_report", report, fields={"passage": key})


def take_over(report: ConsolidatedReport, before: ConsolidatedReport, items: Sequence[Item]) -> None:
    """Carry the edits of the edition before, which is held, into the one being made, with who and when:
    inside the transaction that makes it, so that no edit falls between the two."""
    edits = carried(edits_of(before), items)
    if not edits.by_key and not edits.orders:
        return
    add_rows(report, list(edits.by_key.values()))
    last = {row.place: row for row in PassageOrder.objects.filter(report=before).order_by("revision")}
    PassageOrder.objects.bulk_create(
        PassageOrder(report=report, place=place, revision=1, keys=list(keys), by_name=row.by_name, at=row.at)
        for place, keys in edits.orders.items()
        if (row := last.get(place))
    )
    files.touched(report)

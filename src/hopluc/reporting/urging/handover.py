"""What a body holds of urging: batches of letters that it follows, letters that it has not answered."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.reporting.urging.models import Letter, LetterBatch

COVERS = {
    "reporting.LetterBatch.sender": "batches with letters not answered pass on",
    "reporting.Letter.body": "letters not answered pass on; the others keep the name of the day",
}
_OPEN = (Letter.State.WAITING, Letter.State.DRAFT, Letter.State.SENT)


def _batches(body: Organisation) -> list[LetterBatch]:
    followed = Letter.objects.filter(batch__sender=body, state__in=_OPEN).values("batch_id")
    return list(LetterBatch.objects.filter(pk__in=followed).select_related("plan", "round").order_by("pk"))


def _letters(body: Organisation) -> list[Letter]:
    rows = Letter.objects.filter(body=body, state=Letter.State.SENT)
    return list(rows.select_related("batch__sender").order_by("pk"))


def _words(batch: LetterBatch) -> str:
    return _("Đôn đốc ngày %(day)s: %(what)s") % {
        "day": f"{batch.on:%d/%m/%Y}",
        "what": batch.round or batch.plan or _("mọi kế hoạch"),
    }


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Batches followed, letters to answer, letters answered."""
    batches, letters = _batches(body), _letters(body)
    answered = Letter.objects.filter(body=body, state=Letter.State.ANSWERED)
    return [
        Held(
            _("Đợt công văn đôn đốc đang theo dõi"),
            len(batches),
            _("cơ quan kế thừa theo dõi tiếp"),
            tuple(_words(one) for one in batches),
        ),
        Held(
            _("Công văn đôn đốc chưa trả lời"),
            len(letters),
            _("cơ quan kế thừa trả lời"),
            tuple(f"{one.number} ({one.batch.sender})" for one in letters),
        ),
        Held(_("Công văn đôn đốc đã trả lời"), answered.count(), _("giữ tên của ngày gửi"), passes=False),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Batches that it follows, letters that it has not answered."""
    batches = [
        Item(key_of(one), _("Đợt công văn đôn đốc đang theo dõi"), _words(one)) for one in _batches(body)
    ]
    return batches + [
        Item(key_of(one), _("Công văn đôn đốc chưa trả lời"), one.number) for one in _letters(body)
    ]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Whoever takes over follows the batches and answers the letters; a letter of a batch that has written
    to the successor as well stays under the old name."""
    for batch in filter(share.has, _batches(body)):
        batch.sender = successor
        batch.save(update_fields=["sender"])
        record(by, "pass_on", batch, body_id=successor.pk, first_day=on)
    for letter in filter(share.has, _letters(body)):
        if Letter.objects.filter(batch=letter.batch_id, body=successor).exists():
            continue
        letter.body = successor
        letter.save(update_fields=["body"])
        record(by, "pass_on", letter, body_id=successor.pk, first_day=on)

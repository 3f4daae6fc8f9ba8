"""Sealing the journal of deeds, and finding out whether anybody has tampered with it.

A seal closes a batch of deeds with a hash over every word of them and over the last seal, so
that changing, removing or adding a sealed deed breaks its seal and, by the chain, shows.

*Deeds that commit out of order.* On PostgreSQL a deed with a low id may become visible after
one with a higher id. A batch is therefore never "ids up to n": it is exactly those rows that
the sealing transaction saw without a seal, and a deed which can be seen is committed. What
commits later, with whatever id, has no seal yet and goes into the next batch.

*What a seal cannot show.* Who holds the database can drop the newest seals together with their
deeds, or write the chain anew. Against that the digest of the last seal is printed by
`hopluc audit seal`, to be kept elsewhere; `verify(expect=…)` looks it up in the chain.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.models import Deed, Seal

BATCH = 5000  # deeds under one seal
SLACK = dt.timedelta(hours=1)  # longer than any transaction: an older unsealed deed was slipped in
_HASHED = (
    "id", "verb", "kind", "record_id", "fields", "reason", "actor_id", "actor_name", "body_id", "body_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the journal: the number of the seal (None: not sealed yet) and what."""

    seal: int | None
    message: str


def _line(deed: dict[str, Any]) -> bytes:
    """A deed as bytes that are the same on both databases, whatever they do to JSON and time zones."""
    words = {name: deed[name] for name in _HASHED}
    words["at"] = deed["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def digest_of(number: int, previous: str, deeds: Iterable[dict[str, Any]]) -> str:
    """The hash of a batch: its number, the last seal's hash, every deed in the order of ids."""
    digest = hashlib.sha256(f"{number}\n{previous}\n".encode())
    for deed in deeds:
        digest.update(_line(deed))
    return digest.hexdigest()


def seal_next(limit: int = BATCH) -> Seal | None:
    """Close one batch of the oldest unsealed deeds; None when there are none.

    Safe to run at any time and twice at once: of two sealers that both write the same number one
    is refused by the unique number, changes nothing, and finds its deeds sealed when it looks again.
    """
    try:
        with transaction.atomic():
            deeds = list(Deed.objects.filter(seal__isnull=True).order_by("id")[:limit].values(*_HASHED, "at"))
            if not deeds:
                return None
            last = Seal.objects.order_by("-number").first()
            number = last.number + 1 if last else 1
            made = Seal.objects.create(
                number=number,
                sealed_at=timezone.now(),
                count=len(deeds),
                digest=digest_of(number, last.digest if last else "", deeds),
                previous=last,
            )
            closed = Deed.objects.filter(pk__in=[d["id"] for d in deeds]).close_with(made)
            if closed != len(deeds):  # another sealer took some of them between our reading and our writing
                raise IntegrityError("a deed of the batch is sealed already")
            return made
    except IntegrityError:
        return None


def seal_all() -> list[Seal]:
    """Close all that is committed now, batch by batch; the seals made."""
    return list(iter(seal_next, None))


def verify(expect: str = "") -> list[Fault]:
    """Everything that is wrong with the journal, oldest seal first; [] when it is whole.

    `expect`: the digest of a seal that was noted elsewhere and must still be in the chain.
    """
    faults = list(_broken_seals())
    late = _slipped_in()
    if late:
        faults.append(
            Fault(None, _("%d việc chưa niêm phong mang thời điểm quá cũ: có thể bị chèn thêm.") % late)
        )
    if expect and not Seal.objects.filter(digest=expect).exists():
        faults.append(
            Fault(None, _("Không còn niêm phong có mã %s: nhật ký đã bị cắt hoặc viết lại.") % expect)
        )
    return faults


def _broken_seals() -> Iterator[Fault]:
    number, previous, previous_id = 0, "", None
    for seal in Seal.objects.order_by("number").iterator():
        number += 1
        if seal.number != number:
            yield Fault(seal.number, _("Thiếu niêm phong số %d.") % number)
            number = seal.number
        elif seal.previous_id != previous_id:
            yield Fault(seal.number, _("Niêm phong không nối với niêm phong trước nó."))
        deeds = Deed.objects.filter(seal=seal).order_by("id").values(*_HASHED, "at")
        found = len(deeds)
        if found != seal.count:
            yield Fault(
                seal.number,
                _("Có %(found)d việc, khi niêm phong là %(count)d: đã bị %(how)s.")
                % {
                    "found": found,
                    "count": seal.count,
                    "how": _("xóa bớt") if found < seal.count else _("chèn thêm"),
                },
            )
        elif digest_of(seal.number, previous, deeds) != seal.digest:
            yield Fault(seal.number, _("Nội dung một hoặc nhiều việc đã bị sửa."))
        previous, previous_id = seal.digest, seal.pk


def _slipped_in() -> int:
    """Unsealed deeds that claim a time well before the last seal, when they would have been seen."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return 0
    return Deed.objects.filter(seal__isnull=True, at__lt=last.sealed_at - SLACK).count()

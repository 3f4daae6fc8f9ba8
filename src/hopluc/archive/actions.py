"""Writing to the archive: files, deeds and changes.

`record` is called by every action of every room, inside the action's own transaction.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from hopluc.archive.models import Change, Deed, File, Notice, Token


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in the name of which body: ids and the names of the day."""

    id: int | None
    name: str
    body_id: int | None = None
    body_name: str = ""


SYSTEM = Actor(None, "Hệ thống")


def kind_of(record: models.Model) -> str:
    """The journal's name of a record's kind: `room.model`."""
    return record._meta.label_lower


def record(
    actor: Actor,
    verb: str,
    of: models.Model,
    *,
    fields: Mapping[str, Any] | None = None,
    reason: str = "",
    body_id: int | None = None,
    first_day: dt.date | None = None,
) -> Deed:
    """Write the deed, and the Change that makes kept figures anew, in the caller's transaction.

    `fields`: ids and field names only. `body_id`: the body whose figures are touched (the
    actor's by default). `first_day`: the first day touched (today by default).
    Raises RuntimeError outside a transaction: a deed without its effect must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a deed is written inside its action's transaction")
    now = timezone.now()
    deed = Deed.objects.create(
        at=now,
        verb=verb,
        kind=kind_of(of),
        record_id=str(of.pk),
        fields=dict(fields or {}),
        reason=reason,
        actor_id=actor.id,
        actor_name=actor.name,
        body_id=actor.body_id,
        body_name=actor.body_name,
    )
    Change.objects.create(
        kind=kind_of(of),
        record_id=str(of.pk),
        body_id=actor.body_id if body_id is None else body_id,
        first_day=first_day or timezone.localdate(now),
    )
    return deed


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def keep(chunks: Iterable[bytes], media_type: str) -> File:
    """Keep bytes as received, once for each content; call it outside a transaction.

    The bytes reach the disk (written apart, flushed, renamed) before the row is made, so that
    a row never points at nothing; a kill in between leaves a file without a row, which
    the same bytes adopt when they come again.
    """
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    part = root / f".part-{secrets.token_hex(8)}"
    try:
        with part.open("wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    try:
        with transaction.atomic():
            return File.objects.create(sha256=digest.hexdigest(), size=size, media_type=media_type)
    except IntegrityError:
        return File.objects.get(sha256=digest.hexdigest())


def notify(person_id: int, key: str, text: str, address: str = "", body_id: int | None = None) -> None:
    """Tell a person something once: a notice with the same key is not made twice."""
    Notice.objects.get_or_create(
        key=key, defaults={"person_id": person_id, "text": text, "address": address, "body_id": body_id}
    )


def once(key: str, person_id: int, address: str) -> str | None:
    """Claim a form's key inside the action's transaction.

    None when it is new; else the address that the first submission led to, so that a
    double click ends where the single one does.
    """
    token, made = Token.objects.select_for_update().get_or_create(
        key=key, defaults={"person_id": person_id, "address": address}
    )
    return None if made else token.address


def leads_to(key: str, address: str) -> None:
    """Say where a claimed key leads, where that is known only once the deed is done; in its transaction."""
    Token.objects.filter(key=key).update(address=address)


def take_changes(limit: int = 500) -> list[Change]:
    """Take (and delete) up to `limit` Changes inside the caller's transaction, oldest first.

    Rows that another worker is taking are passed over; rows that commit later are taken later,
    whatever their ids are: never "id > last seen". When the caller's transaction fails they are back.
    Raises RuntimeError outside a transaction: a Change must not be lost between taking and using it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("changes are taken inside the transaction that makes the figures anew")
    taken = list(Change.objects.select_for_update(skip_locked=True).order_by("id")[:limit])
    Change.objects.filter(pk__in=[c.pk for c in taken]).delete()
    return taken

"""Reading the archive: forms that were submitted, the files' bytes against their names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hopluc.archive.actions import path_of
from hopluc.archive.models import File, Token


@dataclass(frozen=True, slots=True)
class FileFault:
    """A kept file whose bytes are missing or no longer those that came in."""

    sha256: str
    message: str


def address_of(key: str, person_id: int) -> str | None:
    """Where a form that the person submitted already has led (`archive.actions.once`); None for a new one."""
    return Token.objects.filter(key=key, person_id=person_id).values_list("address", flat=True).first()


def keys_of(person_id: int) -> set[str]:
    """The keys of all forms that the person submitted."""
    return set(Token.objects.filter(person_id=person_id).values_list("key", flat=True))


def verify_files() -> Iterator[FileFault]:
    """Every kept file read and hashed again; yields those that are not as received."""
    for sha256, size in File.objects.order_by("pk").values_list("sha256", "size").iterator():
        path = path_of(sha256)
        if not path.is_file():
            yield FileFault(sha256, _("Không còn tệp."))
        elif path.stat().st_size != size:
            yield FileFault(sha256, _("Kích thước tệp đã thay đổi."))
        else:
            with path.open("rb") as kept:
                if hashlib.file_digest(kept, "sha256").hexdigest() != sha256:
                    yield FileFault(sha256, _("Nội dung tệp đã thay đổi."))

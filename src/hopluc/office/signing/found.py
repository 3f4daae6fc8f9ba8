"""What an examination finds in a PDF, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. signed_at: as the signer's machine said (ISO). intact: the bytes that it covers are
    those signed. trusted: its certificate leads to a root given, today; trusted_then: it did at
    `signed_at`. whole: it covers the file from the first byte to its own end. changed: what came after it is
    more than further signatures. revoked is never asked. trouble: what else is wrong, for people."""

    signer: str
    organisation: str
    issuer: str
    serial: str
    not_before: str
    not_after: str
    signed_at: str
    reason: str
    intact: bool
    trusted: bool
    trusted_then: bool
    whole: bool
    changed: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """The file as it was before what was appended: its hash, and whether only signatures came since."""

    sha256: str
    only_signed_since: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file; `revisions` from the oldest to the whole file."""

    signatures: tuple[Signature, ...] = ()
    revisions: tuple[Revision, ...] = ()


def from_json(value: dict[str, Any]) -> Examined:
    """What `main` printed."""
    return Examined(
        tuple(Signature(**one) for one in value.get("signatures", ())),
        tuple(Revision(**one) for one in value.get("revisions", ())),
    )

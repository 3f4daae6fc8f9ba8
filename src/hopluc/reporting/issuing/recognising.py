"""Which issued document a file is, told by its bytes alone; nothing of the file is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from hopluc.office.signing.found import Examined
from hopluc.reporting.issuing.known import Known, with_file


@dataclass(frozen=True, slots=True)
class Recognised:
    """The document that a file is, and how it stands to it.

    how: "same" (the very bytes of a kept file), "signed" (the issued PDF, signatures added), "changed" (the
    issued PDF, something else added), "" where the file is none of ours.
    """

    how: str = ""
    issued: Known | None = None
    found: Examined = field(default_factory=Examined)


def recognised(data: bytes, found: Examined) -> Recognised:
    """What a file is; `found`: what its examination gave, empty for what is no PDF."""
    exact = with_file([hashlib.sha256(data).hexdigest()])
    if exact:
        return Recognised("same", exact, found)
    for one in reversed(found.revisions):
        issued = with_file([one.sha256])
        if issued:
            return Recognised("signed" if one.only_signed_since else "changed", issued, found)
    return Recognised(found=found)

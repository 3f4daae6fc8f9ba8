"""What is in a PDF that says it is signed: by whom, when, whether intact, trusted, changed afterwards.

Runs as a process of its own (`apart.py`): files come from anybody. What cannot be read raises and ends it.
No network: certificates are checked against the roots given; whether one was revoked is not asked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
from pyhanko.sign.diff_analysis.policy_api import SuspiciousModification
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from hopluc.office.signing.found import Examined, Revision, Signature

_END = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")
_BLANK = b"\0\t\n\f\r "
# A document is signed by a few; a file with more revisions is not compared further.
MOST_REVISIONS = 40
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def examine(pdf: bytes, roots: Sequence[bytes], now: dt.datetime) -> Examined:
    """Everything that the file shows. Raises what pyHanko raises for a file that is no PDF or hostile."""
    reader = PdfFileReader(io.BytesIO(pdf))
    trusted = [x509.Certificate.load(_der(one)) for one in roots]
    signatures = tuple(_signature(one, trusted, now) for one in reader.embedded_regular_signatures)
    revisions = tuple(_revisions(pdf, reader))
    if _runs_on(pdf):  # what belongs to no revision is compared by nobody
        signatures = tuple(replace(one, changed=True) for one in signatures)
        revisions = (*(replace(one, only_signed_since=False) for one in revisions[:-1]), revisions[-1])
    return Examined(signatures, revisions)


def _runs_on(pdf: bytes) -> bool:
    """Whether something stands behind the last end of the file."""
    ends = [match.end() for match in _END.finditer(pdf)]
    return bool(ends) and bool(pdf[ends[-1] :].strip(_BLANK))


def _der(certificate: bytes) -> bytes:
    return bytes(pem.unarmor(certificate)[2]) if pem.detect(certificate) else certificate


def _signature(one: EmbeddedPdfSignature, roots: list[x509.Certificate], now: dt.datetime) -> Signature:
    certificate = one.signer_cert
    said = one.self_reported_timestamp
    status, trouble = None, ""
    try:
        status = validate_pdf_signature(one, _context(roots, now), key_usage_settings=_USAGE)
    except SignatureValidationError as error:
        trouble = str(error)
    trusted = bool(status and status.trusted)
    validity = certificate["tbs_certificate"]["validity"]
    return Signature(
        signer=_named(certificate.subject, "common_name"),
        organisation=_named(certificate.subject, "organization_name"),
        issuer=_named(certificate.issuer, "common_name"),
        serial=format(certificate.serial_number, "x"),
        not_before=validity["not_before"].native.isoformat(),
        not_after=validity["not_after"].native.isoformat(),
        signed_at=said.isoformat() if said else "",
        reason=str(one.sig_object.get("/Reason", "")),
        intact=bool(status and status.intact and status.valid),
        trusted=trusted,
        trusted_then=trusted or bool(said and said <= now and _trusted_at(one, roots, said)),
        whole=bool(status and status.coverage in _WHOLE),
        changed=bool(status and status.modification_level not in _UNCHANGED),
        trouble=trouble,
    )


_WHOLE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
_UNCHANGED = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


def _context(roots: list[x509.Certificate], moment: dt.datetime) -> ValidationContext:
    return ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)


def _trusted_at(one: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: dt.datetime) -> bool:
    try:
        found = validate_pdf_signature(
            one, _context(roots, moment), key_usage_settings=_USAGE, skip_diff=True
        )
    except SignatureValidationError:
        return False  # told as `trouble` by the first look at it
    return bool(found.trusted)


def _named(name: x509.Name, part: str) -> str:
    """A part of a certificate's name; several values are joined."""
    value = name.native.get(part, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _revisions(pdf: bytes, reader: PdfFileReader) -> Iterator[Revision]:
    """Each state that the file went through, by where an end of file was written."""
    last = reader.xrefs.total_revisions - 1
    starts = [reader.xrefs.get_startxref_for_revision(number) for number in range(last + 1)]
    ends = sorted({place for match in _END.finditer(pdf) for place in _ends(match)} | {len(pdf)})
    digest, before = hashlib.sha256(), 0
    for end in ends if len(starts) <= MOST_REVISIONS and len(ends) <= 3 * MOST_REVISIONS else [len(pdf)]:
        digest.update(pdf[before:end])
        before = end
        base = max((number for number, start in enumerate(starts) if start < end), default=last)
        yield Revision(digest.copy().hexdigest(), base == last or _only_signed(reader, base))


def _ends(match: re.Match[bytes]) -> tuple[int, int]:
    """Where the file may have ended: before the line's end or after it."""
    return match.start() + len(b"%%EOF"), match.end()


def _only_signed(reader: PdfFileReader, base: int) -> bool:
    """Whether all that follows a revision are signatures; a revision without a form cannot be compared."""
    try:
        found = DEFAULT_DIFF_POLICY.review_file(reader, base, field_mdp_spec=None, doc_mdp=None)
    except PdfReadError:
        return False
    return not isinstance(found, SuspiciousModification) and found.modification_level in _UNCHANGED


def main() -> None:
    """Standard input: a line of JSON {"roots": [PEM], "now": ISO}, then the PDF. Output: JSON of Examined."""
    asked = json.loads(sys.stdin.buffer.readline())
    roots = [one.encode() for one in asked["roots"]]
    found = examine(sys.stdin.buffer.read(), roots, dt.datetime.fromisoformat(asked["now"]))
    sys.stdout.write(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()

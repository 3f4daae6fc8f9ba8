"""What the page of an issued report says of its signatures, and what this person may do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.office.signing.found import from_json
from hopluc.organizations.acting import Acting
from hopluc.reporting.issuing import access
from hopluc.reporting.issuing.codes import shown
from hopluc.reporting.issuing.forms import SignedForm
from hopluc.reporting.issuing.keyring import KeyFile, keyring
from hopluc.reporting.issuing.models import Issued, Signed
from hopluc.reporting.issuing.queries import Files
from hopluc.reporting.issuing.verdicts import Verdict, verdicts

Way = Signed.Way


@dataclass(frozen=True, slots=True)
class Panel:
    """Signed files with their signatures judged today, the keys that this person may use, what is missing."""

    issued: Issued
    code: str
    signed: tuple[tuple[Signed, tuple[Verdict, ...]], ...]
    test: bool
    person_key: KeyFile | None
    body_key: KeyFile | None
    may_sign: bool
    may_seal: bool
    may_take: bool
    waits_for: str
    form: SignedForm


def panel_of(files: Files, acting: Acting) -> Panel | None:
    """The panel; None for a report that did not go out from here."""
    if files.issued is None:
        return None
    ring, now, round_ = keyring(), timezone.now(), files.report.round
    judged = tuple((one, verdicts(from_json(one.found), now, test=ring.test)) for one in files.signed)
    ways = {one.way for one in files.signed}
    printed = bool(files.pdf and files.pdf.file_id)
    person = ring.of_person(round_.collector_id, acting.user.username)
    body = ring.of_body(round_.collector_id)
    signer = access.may_sign(acting, round_) and Way.HERE not in ways
    begun = any(one.same for one in files.signed)
    return Panel(
        issued=files.issued,
        code=shown(files.issued.code),
        signed=judged,
        test=ring.test,
        person_key=person,
        body_key=body,
        may_sign=bool(signer and printed and person),
        may_seal=bool(
            access.may_seal(acting, round_) and printed and body and begun and Way.SEAL not in ways
        ),
        may_take=access.may_take_signed(acting, round_),
        waits_for=_waits_for(signer, printed, person),
        form=SignedForm(),
    )


def _waits_for(signer: bool, printed: bool, person: KeyFile | None) -> str:
    """Why a leader who has not signed cannot do so now."""
    if not signer:
        return ""
    if person is None:
        return _("Hệ thống chưa có khóa ký của bạn: ký bên ngoài rồi tải bản đã ký lên.")
    return "" if printed else _("Ký được khi bản PDF tạo xong.")

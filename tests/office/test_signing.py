"""Signatures of a PDF: whole, tampered with, extended, by a stranger, by an expired certificate."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from hopluc.office.signing import signing as pades
from hopluc.office.signing.apart import NotExamined, examine_apart
from hopluc.office.signing.examine import examine
from hopluc.office.signing.found import Examined, Signature
from tests.reporting.issuing.signers import NOW, PASSWORD, YEAR, key_of, root

ROOT = root()


def blank_pdf() -> bytes:
    made = pypdfium2.PdfDocument.new()
    made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def prepared() -> bytes:
    return pades.prepare(blank_pdf(), {"ChuKy": ("Chữ ký", pades.Place(0, (300, 300, 400, 350)))})


def signed(pdf: bytes, **changes: dt.timedelta) -> bytes:
    key = pades.load_key(*key_of(ROOT, **changes))
    return pades.sign(pdf, key, field="ChuKy", reason="Ký", body="Sở Tài chính")


def found(pdf: bytes, now: dt.datetime = NOW) -> Examined:
    return examine(pdf, [ROOT.pem.encode()], now + dt.timedelta(minutes=5))


def only(pdf: bytes, now: dt.datetime = NOW) -> Signature:
    (one,) = found(pdf, now).signatures
    return one


def test_a_signature_holds_and_the_file_before_it_is_known(prepared: bytes) -> None:
    pdf = signed(prepared)
    one = only(pdf)
    assert (one.intact, one.trusted, one.whole, one.changed) == (True, True, True, False)
    assert (one.organisation, one.reason) == ("Sở Tài chính", "Ký")
    assert pdf.startswith(prepared)
    assert found(prepared).signatures == ()
    assert found(prepared).revisions[-1] in [
        type(r)(r.sha256, only_signed_since=True) for r in found(pdf).revisions
    ]


def test_a_changed_byte_breaks_it(prepared: bytes) -> None:
    pdf = bytearray(signed(prepared))
    place = pdf.index(b"595")
    pdf[place] ^= 1
    assert not only(bytes(pdf)).intact


def test_what_is_appended_is_told(prepared: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(prepared)))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    one = only(out.getvalue())
    assert (one.intact, one.changed) == (True, True)
    assert not found(out.getvalue()).revisions[0].only_signed_since


def test_what_stands_behind_the_end_of_the_file_is_told(prepared: bytes) -> None:
    pdf = signed(prepared)
    assert (only(pdf + b"\r\n\0").changed, only(pdf + b"% more").changed) == (False, True)
    before = found(prepared).revisions[-1].sha256
    since = {one.sha256: one.only_signed_since for one in found(pdf + b"% more").revisions}
    assert since[before] is False


def test_a_stranger_is_intact_and_not_trusted(prepared: bytes) -> None:
    key = pades.load_key(*key_of(root("Gốc lạ")))
    one = only(pades.sign(prepared, key, field="ChuKy", reason="", body=""))
    assert (one.intact, one.trusted, one.trusted_then) == (True, False, False)


def test_an_expired_certificate_was_good_when_it_signed(prepared: bytes) -> None:
    one = only(signed(prepared, ends=dt.timedelta(days=10)), now=NOW + YEAR)
    assert (one.intact, one.trusted, one.trusted_then) == (True, False, True)


def test_a_wrong_password_and_a_broken_file_are_said() -> None:
    with pytest.raises(pades.CannotSign, match="sai mật khẩu"):
        pades.load_key(key_of(ROOT)[0], b"sai")
    with pytest.raises(pades.CannotSign, match="Không ký được"):
        pades.sign(b"%PDF-1.7", pades.load_key(*key_of(ROOT)), field="ChuKy", reason="", body="")
    assert PASSWORD


def test_examining_apart_keeps_to_its_limits(prepared: bytes) -> None:
    pdf = signed(prepared)
    apart = examine_apart(pdf, [ROOT.pem], NOW + dt.timedelta(minutes=5))
    assert apart == found(pdf)
    with pytest.raises(NotExamined, match="quá phức tạp"):
        examine_apart(pdf, [], NOW, seconds=0)

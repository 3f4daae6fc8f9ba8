"""Signing a PDF: one more revision at its end, the bytes before it untouched."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import (
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    ensure_sig_flags,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle

Box = tuple[int, int, int, int]


class CannotSign(Exception):  # noqa: N818 - it says what came of it
    """A key that cannot be used or a file that cannot be signed; the message is for people."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signature shows: the page counted from 0, the box in points from its lower left corner."""

    page: int
    box: Box


def load_key(pkcs12: bytes, password: bytes) -> SimpleSigner:
    """The key and its certificates. Raises CannotSign where the password or the file is wrong."""
    try:
        found: SimpleSigner = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=password)
    except ValueError as error:
        raise CannotSign("Không mở được khóa ký: sai mật khẩu hoặc tệp hỏng.") from error
    return found


def days_of(key: SimpleSigner) -> tuple[dt.datetime, dt.datetime]:
    """From when to when its certificate is valid. Raises CannotSign for a key without one."""
    if key.signing_cert is None:
        raise CannotSign("Khóa ký không có chứng thư số. Báo quản trị hệ thống.")
    validity = key.signing_cert["tbs_certificate"]["validity"]
    return validity["not_before"].native, validity["not_after"].native


def prepare(pdf: bytes, fields: Mapping[str, tuple[str, Place | None]]) -> bytes:
    """The PDF with empty signature fields: name → (what a reader is told of it, where it shows, if at all).

    A file that has its fields before anybody signs can be compared with itself after each signature.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for name, (told, place) in fields.items():
        spec = SigFieldSpec(name, readable_field_name=told)
        if place:
            spec = replace(spec, on_page=place.page, box=place.box)
        append_signature_field(writer, spec)
    ensure_sig_flags(writer, lock_sig_flags=True)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def empty_fields(pdf: bytes) -> list[str]:
    """Names of the signature fields that nobody has signed. Raises CannotSign for what is no PDF."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return [name for name, value, _ in enumerate_sig_fields(reader) if value is None]
    except PdfError as error:
        raise CannotSign("Không đọc được tệp PDF này.") from error


def sign(
    pdf: bytes, key: SimpleSigner, *, field: str, reason: str, body: str, picture: bytes | None = None
) -> bytes:
    """The PDF with its empty `field` signed (PAdES-B-B, SHA-256), `picture` (PNG) shown there.

    reason, body: written into the signature beside its time, which is this machine's. Raises CannotSign for a
    file that cannot be signed.
    """
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=body,
    )
    style = StaticStampStyle(background=_picture(picture), background_opacity=1.0, border_width=0)
    try:
        signer = PdfSigner(metadata, key, stamp_style=style)
        signed = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True)
    except (PdfError, SigningError) as error:
        raise CannotSign("Không ký được tệp PDF này.") from error
    return bytes(signed.getvalue())


def _picture(picture: bytes | None) -> PdfImage | None:
    # A picture with a palette would lose what is transparent in it.
    return PdfImage(Image.open(io.BytesIO(picture)).convert("RGBA")) if picture else None

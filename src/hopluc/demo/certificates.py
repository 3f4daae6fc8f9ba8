"""Test certificates: an authority that nobody trusts but this demo, and keys that it vouches for.

Every name says that it is a test ("THỬ NGHIỆM"), so that no signature of the demo is taken for a real one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

AUTHORITY = "CA THỬ NGHIỆM, không có giá trị pháp lý"


@dataclass(frozen=True, slots=True)
class Certified:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM).decode("ascii")


def authority(begins: dt.datetime, ends: dt.datetime, name: str = AUTHORITY) -> Certified:
    """An authority that vouches for itself."""
    return _certified(name, "", begins, ends, None)


def vouched(name: str, body: str, begins: dt.datetime, ends: dt.datetime, by: Certified) -> Certified:
    """A signer's key with a certificate of an authority."""
    return _certified(name, body, begins, ends, by)


def pkcs12_of(one: Certified, by: Certified, password: str) -> bytes:
    """Key and certificates as they are kept: always with a password."""
    return pkcs12.serialize_key_and_certificates(
        b"hopluc", one.key, one.certificate, [by.certificate], BestAvailableEncryption(password.encode())
    )


def _certified(
    name: str, body: str, begins: dt.datetime, ends: dt.datetime, by: Certified | None
) -> Certified:
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [(NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, body), (NameOID.COUNTRY_NAME, "VN")]
    subject = x509.Name([x509.NameAttribute(kind, _cut(value)) for kind, value in parts if value])
    issuer_key = by.key if by else key
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(_usage(vouches=by is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )
    return Certified(key, certificate)


def _cut(name: str) -> str:
    """A name of a certificate holds 64 bytes (X.520)."""
    return name.encode()[:64].decode(errors="ignore").strip()


def _usage(*, vouches: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not vouches,
        content_commitment=not vouches,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=vouches,
        crl_sign=vouches,
        encipher_only=False,
        decipher_only=False,
    )

"""Keys for tests: an authority, a keyring in a folder, a leader with a key and a body with its seal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hopluc.demo.certificates import Certified, authority, pkcs12_of, vouched

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)
PASSWORD = "mat-khau-thu"


def root(name: str = "Gốc thử") -> Certified:
    return authority(NOW - 3 * YEAR, NOW + 3 * YEAR, name)


def keyring_in(
    folder: Path, body: int, leader: str, *, by: Certified | None = None, ends: dt.timedelta = YEAR
) -> Path:
    """A keyring whose authority is trusted; the leader types the password, the seal's is kept."""
    by = by or root()
    lines = ['trusted = ["goc.pem"]', "test = true"]
    (folder / "goc.pem").write_text(by.pem)
    (folder / "dau.pass").write_text(PASSWORD)
    for name, person in (("ky", leader), ("dau", "")):
        one = vouched(f"Người ký {name}", "Sở Tài chính", NOW - 2 * YEAR, NOW + ends, by)
        (folder / f"{name}.p12").write_bytes(pkcs12_of(one, by, PASSWORD))
        lines += ["[[key]]", f"body = {body}", f'file = "{name}.p12"']
        lines += [f'person = "{person}"'] if person else ['password_file = "dau.pass"']
    path = folder / "signing.toml"
    path.write_text("\n".join(lines))
    return path


def key_of(by: Certified, *, ends: dt.timedelta = YEAR) -> tuple[bytes, bytes]:
    """A signer's PKCS#12 and its password."""
    one = vouched("Nguyễn Văn Ký", "Sở Tài chính", NOW - 2 * YEAR, NOW + ends, by)
    return pkcs12_of(one, by, PASSWORD), PASSWORD.encode()

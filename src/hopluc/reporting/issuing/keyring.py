"""Who signs with which key: a file beside the keys, outside the database and the archive.

`HOPLUC_SIGNING` names a TOML file; the paths in it are relative to its folder:

    trusted = ["goc.pem"]            # certificates of the authorities trusted when a signature is checked
    test = false                     # true: everything that shows a signature says that it is a test

    [[key]]                          # one for each signer, and one for the seal of a body
    body = 12                        # the body's id, as in the address of its page (/co-quan/12/)
    person = "giamdoc.stc"           # user name; without it the key is the body's own (its seal)
    file = "giamdoc.p12"             # PKCS#12, always with a password
    password_file = "giamdoc.pass"   # without it the password is asked for at each signing
    picture = "giamdoc.png"          # what shows on the page; without it nothing does

A password is read when it is needed and kept nowhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key and what belongs to it; `person` is empty for a body's own."""

    body: int
    person: str
    file: Path
    password_file: Path | None
    picture: Path | None

    @property
    def asks(self) -> bool:
        """Whether the signer types the key's password."""
        return self.password_file is None

    def password(self, typed: str) -> bytes:
        """The key's password: the kept one, else what was typed."""
        kept = self.password_file
        return (kept.read_text("utf-8").strip() if kept else typed).encode()

    def picture_bytes(self) -> bytes | None:
        """The picture that shows on the page; None without one."""
        return self.picture.read_bytes() if self.picture else None


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys, and the authorities trusted (PEM)."""

    keys: tuple[KeyFile, ...] = ()
    trusted: tuple[str, ...] = ()
    test: bool = False

    def of_person(self, body: int, username: str) -> KeyFile | None:
        """The key with which a person signs in the name of a body."""
        return next((key for key in self.keys if (key.body, key.person) == (body, username)), None)

    def of_body(self, body: int) -> KeyFile | None:
        """The body's own key."""
        return self.of_person(body, "")


def keyring() -> Keyring:
    """The keyring as its file says now; empty where there is none. Raises ImproperlyConfigured for a file
    that cannot be read."""
    path = Path(settings.SIGNING)
    if not path.is_file():
        return Keyring()
    try:
        return _read(path.parent, tomllib.loads(path.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"{path}: {error}") from error


def _read(folder: Path, data: dict[str, Any]) -> Keyring:
    def beside(name: str | None) -> Path | None:
        return folder / name if name else None

    keys = tuple(
        KeyFile(
            body=int(row["body"]),
            person=str(row.get("person", "")),
            file=folder / row["file"],
            password_file=beside(row.get("password_file")),
            picture=beside(row.get("picture")),
        )
        for row in data.get("key", ())
    )
    trusted = tuple((folder / name).read_text("ascii") for name in data.get("trusted", ()))
    return Keyring(keys, trusted, bool(data.get("test", False)))

"""Keys of the demo: a test authority, the finance department's leader and its seal, beside the database.

What lies there already is left alone. Passwords are made anew for each demo and known to nobody.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from importlib import resources
from pathlib import Path

from django.conf import settings

from hopluc.demo.certificates import authority, pkcs12_of, vouched
from hopluc.demo.province import acting
from hopluc.demo.story.telling import LEADER

YEARS = 5
_TEST = "THỬ NGHIỆM – {name}"
_ROW = """
[[key]]
body = {body}
{person}file = "{name}.p12"
password_file = "{name}.pass"
picture = "{picture}.png"
"""


def make(begins: dt.date) -> None:
    """Write the keyring (`reporting.issuing.keyring`) where there is none; its owner alone may read it."""
    path = Path(settings.SIGNING)
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    start = dt.datetime.combine(begins, dt.time.min, dt.UTC)
    end = start.replace(year=start.year + YEARS)
    leader, vouching = acting(LEADER), authority(start, end)
    told = '# Keys of the demo. They are test keys.\ntrusted = ["goc.pem"]\ntest = true\n'
    _write(path.parent / "goc.pem", vouching.pem.encode())
    signers = (
        ("lanh-dao", leader.user.full_name, f'person = "{leader.user.username}"\n', "signature"),
        ("co-quan", leader.body.name, "", "seal"),
    )
    for name, whom, person, picture in signers:
        password = secrets.token_urlsafe(24)
        one = vouched(_TEST.format(name=whom), leader.body.name, start, end, vouching)
        _write(path.parent / f"{name}.p12", pkcs12_of(one, vouching, password))
        _write(path.parent / f"{name}.pass", password.encode())
        drawn = resources.files("hopluc.demo").joinpath("pictures", f"{picture}.png").read_bytes()
        _write(path.parent / f"{picture}.png", drawn)
        told += _ROW.format(body=leader.body.pk, person=person, name=name, picture=picture)
    _write(path, told.encode())  # last: a keyring that is there is whole


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)

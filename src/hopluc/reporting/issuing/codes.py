"""The check code of an issued document: 60 random bits in letters that nobody mistakes for others. Pure."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O, U; what people type for them is read as the digit meant.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "–": "", ".": ""})
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """A code that cannot be guessed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code in groups of four, as it is printed: "7K2M-Q9DX-4HTB"."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """What was typed as a code; empty where it is none."""
    code = typed.upper().translate(_MEANT)
    return code if _CODE.fullmatch(code) else ""

"""Reading of environment variables, each with a safe default and a clear complaint."""

from __future__ import annotations

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding blanks, or `default` where unset or blank."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else raises ValueError."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"{name}={value!r}: expected 1 or 0")


def number(name: str, default: int) -> int:
    """The variable as a whole number; ValueError names it where it is none."""
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name}={value!r}: expected a whole number") from None


def listing(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Comma-separated values, blanks dropped."""
    value = text(name)
    return [item.strip() for item in value.split(",") if item.strip()] if value else list(default)


def load_dotenv(path: Path) -> None:
    """Set the variables of a `KEY=value` file that are not set already; absent file is fine."""
    if not path.is_file():
        return
    for line in map(str.strip, path.read_text(encoding="utf8").splitlines()):
        if line and not line.startswith("#") and "=" in line:
            key, value = line.split("=", 1)
            os.environ.setdefault(key.strip(), value.strip().strip("\"'"))

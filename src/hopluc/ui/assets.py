"""What `npm run build` made: bundles and icons, read once in a process."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

BUILT = Path(__file__).parent / "static" / "hopluc"


def _read(name: str) -> dict[str, Any]:
    """The JSON file, or nothing where the bundle was not built (`make test-fast`)."""
    path = BUILT / name
    return json.loads(path.read_text(encoding="utf8")) if path.is_file() else {}


@cache
def icons() -> dict[str, str]:
    """The inner paths of each outline icon by its Tabler name."""
    return _read("icons.json")


@cache
def bundles() -> dict[str, list[str]]:
    """The files of each bundle."""
    return _read("bundles.json")

"""A figure: a value that can always show the records behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as of a day, in a unit, with the records (kind, id) it was worked out from.

    `value` is None where nothing is known, which is not the same as nought. `typed_by` names
    the person where the value was typed and not computed.
    """

    value: Decimal | None
    unit: str
    day: dt.date
    rows: tuple[tuple[str, int], ...] = field(default=())
    typed_by: str | None = None

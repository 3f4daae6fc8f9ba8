"""A field of a page that may have moved on since it was filled."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: `stands` is what somebody else has written there meanwhile, None where nobody has; `before`:
    what was written there in the last period."""

    name: str
    label: str
    value: str
    base: str
    stands: str | None = None
    error: str = ""
    hint: str | Promise = ""
    before: str = ""

    @property
    def rows(self) -> int:
        """Lines to show, by the length of the text."""
        return max(2, min(14, len(self.value) // 90 + self.value.count("\n") + 1))

"""What a column holds, where its heading does not say: times, or bodies.

A heading may be anything ("Vụ", "Nơi nhận việc", a blank); the cells below it are plainer. Only a column
whose heading means nothing known is looked at, only for a role that no heading has, and most of its
cells must agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hopluc.compiler.normalise.drafts import DraftRow
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.headings import Role, is_unknown
from hopluc.compiler.recognise.parties import parties_at

_FEWEST = 2
_SHARE = 0.7
_LONGEST_TIME = 80


def with_contents(
    headings: Sequence[str], roles: tuple[Role | None, ...], rows: Sequence[DraftRow]
) -> tuple[Role | None, ...]:
    """The roles, with those that the cells of unknown columns show."""
    found = list(roles)
    for role, holds in _SHOWN:
        if role in found:
            continue
        for n, heading in enumerate(headings):
            if found[n] is None and is_unknown(heading) and _most(rows, n, holds):
                found[n] = role
                break
    return tuple(found)


def _most(rows: Sequence[DraftRow], column: int, holds: Callable[[str], bool]) -> bool:
    cells = [row.cells[column].words for row in rows if row.cells[column].words.strip(" -")]
    return len(cells) >= _FEWEST and sum(map(holds, cells)) >= _SHARE * len(cells)


def _is_time(words: str) -> bool:
    if len(words) > _LONGEST_TIME or not re.search(r"\d|thường xuyên|h[àằ]ng|định kỳ", words, re.IGNORECASE):
        return False
    found = read_deadline(words, 0, len(words))
    return found is not None and bool(found.parts) and all(part.kind != "unparsed" for part in found.parts)


def _is_body(words: str) -> bool:
    parties, end = parties_at(words, 0, len(words), {})
    return bool(parties) and not re.search(r"\w", words[end:])


_SHOWN: tuple[tuple[Role, Callable[[str], bool]], ...] = (("deadline", _is_time), ("lead", _is_body))

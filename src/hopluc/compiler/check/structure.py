"""Rules on numbering and references: counted without gaps, and nothing referred to that is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip
from hopluc.compiler.outline import Node
from hopluc.compiler.recognise.labels import Rank
from hopluc.viet.numbers import parse_roman, to_roman

# Letters in the order in which points are counted (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ANNEX_REFERRED = re.compile(
    r"\b(?:tại|theo|trong|ở)\s+(?:các\s+)?(?P<annex>phụ lục(?:\s+(?:số\s*)?(?:\d{1,2}|[IVX]{1,4}))?)\s+"
    r"(?:ban hành\s+)?(?:kèm theo|đính kèm)",
    re.I,
)


def numbering(case: Case) -> Iterator[Slip]:
    """A number of the outline that does not follow the one before it at the same place."""
    last: dict[tuple[int, int | None, Rank], str] = {}
    for node in case.outline.nodes:
        if node.label is None or node.rank not in (Rank.ROMAN, Rank.NUMBER, Rank.LETTER):
            continue
        key = (node.part, node.parent, node.rank)
        before = last.get(key)
        last[key] = node.label.value
        expected = _next(node.rank, before) if before is not None else None
        if expected is not None and expected != node.label.value and _counts(node, before):
            yield Slip(
                (node.line.span[0], node.words[0]),
                {"found": node.label.value, "expected": expected, "before": before or ""},
                expected,
            )


def _counts(node: Node, before: str | None) -> bool:
    """Whether a label counts on: a list that begins anew is another list."""
    return node.label is not None and node.label.value not in ("1", "a", "I") and before is not None


def _next(rank: Rank, value: str) -> str | None:
    if rank is Rank.ROMAN:
        number = parse_roman(value)
        return to_roman(number + 1) if number else None
    if rank is Rank.NUMBER:
        return str(int(value) + 1) if value.isdecimal() else None
    at = _LETTERS.find(value)
    return _LETTERS[at + 1] if len(value) == 1 and 0 <= at < len(_LETTERS) - 1 else None


def missing_annex(case: Case) -> Iterator[Slip]:
    """The body refers to an annex, and there is none in the file."""
    if any(part.kind == "annex" for part in case.outline.parts) or case.mended.sheets:
        return
    found = _ANNEX_REFERRED.search(case.mended.flow.text)
    if found:
        yield Slip(found.span("annex"), {"annex": found["annex"]})


RULES = (
    Rule("numbering", "info", numbering,
         "Đánh số không liên tục: sau “{before}” là “{found}”, lẽ ra là “{expected}”.",
         "The numbering does not go on: “{found}” after “{before}”, “{expected}” was expected.",
         "a part may be missing, or is cited by a number that another has"),
    Rule("missing-annex", "warning", missing_annex,
         "Văn bản dẫn chiếu {annex} nhưng không có phụ lục nào trong tệp. Hãy bổ sung tệp phụ lục.",
         "The text refers to {annex}, but the file holds no annex. Add the file of the annex.",
         "targets and tasks are often set out there"),
)  # fmt: skip

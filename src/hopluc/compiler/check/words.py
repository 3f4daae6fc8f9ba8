"""Rules on the words: slips that a second reading would have caught."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip, quoted

_WORD = re.compile(r"[^\W\d_]+")
# Words that Vietnamese doubles on purpose ("dần dần", "song song").
_DOUBLED_ON_PURPOSE = frozenset(
    "dần từ song ngày luôn thường đều mãi xa gần người nhà nơi lâu khác năm tháng đời hay rất ào lần trăng chung riêng ngang nhanh sẽ".split()
)


def doubled(case: Case) -> Iterator[Slip]:
    """A word, or two words, written twice running ("thực hiện hiện", "kinh tế kinh tế")."""
    text = case.mended.flow.text
    words = list(_WORD.finditer(text))
    lower = [word.group().lower() for word in words]
    before, after = _neighbours(lower)
    for n in range(1, len(words)):
        if lower[n] == lower[n - 1] and _touch(text, words, n) and lower[n] not in _DOUBLED_ON_PURPOSE:
            if not _two_compounds(lower, n, before, after):
                yield _slip(text, words[n - 1], words[n - 1], words[n])
        elif (
            n >= 3
            and lower[n - 3 : n - 1] == lower[n - 1 : n + 1]
            and lower[n] != lower[n - 1]
            and all(_touch(text, words, k) for k in range(n - 2, n + 1))
        ):
            yield _slip(text, words[n - 3], words[n - 2], words[n])


def _slip(text: str, first: re.Match[str], last_kept: re.Match[str], last: re.Match[str]) -> Slip:
    kept = text[first.start() : last_kept.end()]
    return Slip((first.start(), last.end()), {"words": quoted(text[first.start() : last.end()])}, kept, kept)


def _touch(text: str, words: list[re.Match[str]], n: int) -> bool:
    return text[words[n - 1].end() : words[n].start()] == " "


def _neighbours(lower: list[str]) -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]]:
    """For each pair of words, the words found before it and after it."""
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    after: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a, b, c in zip(lower, lower[1:], lower[2:], strict=False):
        before[b, c].add(a)
        after[a, b].add(c)
    return before, after


def _two_compounds(
    lower: list[str],
    n: int,
    before: dict[tuple[str, str], set[str]],
    after: dict[tuple[str, str], set[str]],
) -> bool:
    """Whether the two words end one compound and begin another ("hợp tác xã xã hội").

    Then each compound also stands elsewhere in the document with other words around it.
    """
    word = lower[n]
    if n < 2 or n + 1 >= len(lower):
        return False
    ends = after[lower[n - 2], word] - {word}
    begins = before[word, lower[n + 1]] - {word, lower[n - 2]}
    return bool(ends) and bool(begins)


RULES = (
    Rule("doubled-word", "info", doubled,
         "Lặp từ: “{words}”.", "Doubled words: “{words}”.", "a slip of typing"),
)  # fmt: skip

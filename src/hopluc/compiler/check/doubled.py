"""Words written twice running."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.spelling import lists
from hopluc.compiler.check.tokens import Word, words_of
from hopluc.viet.abbreviations import common
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Members of a list: one to four words, all between commas.
_MEMBER = r"[^\W\d_]+(?: [^\W\d_]+){0,3}"
_LIST = regex(rf"(?<=, ){_MEMBER}(?:, {_MEMBER}){{1,12}}(?=,| và )")
_ITEM = regex(_MEMBER)
_REACH = 6


def doubled(case: Case) -> Iterator[Slip]:
    """A word, or two words, written twice running ("thực hiện hiện", "kinh tế kinh tế")."""
    words = words_of(case.text)
    for n in range(1, len(words)):
        if words[n].low == words[n - 1].low and words[n].touches and words[n].low not in lists().doubled:
            if not _two_compounds(words, n) and not _names_place(words, n):
                yield _slip(case.text, words[n - 1], words[n - 1], words[n])
        elif (
            n >= 3
            and words[n].low == words[n - 2].low
            and words[n - 1].low == words[n - 3].low
            and words[n].low != words[n - 1].low
            and all(words[k].touches for k in range(n - 2, n + 1))
        ):
            yield _slip(case.text, words[n - 3], words[n - 2], words[n])


def said_by_the_abbreviation(case: Case) -> Iterator[Slip]:
    """Words before an abbreviation that it already holds ("Ủy ban UBND")."""
    words = words_of(case.text)
    for n in range(2, len(words)):
        word = words[n]
        if not (word.text.isupper() and len(word.text) > 2 and word.touches and words[n - 1].touches):
            continue
        spelled = common().get(word.text)
        before = f"{words[n - 2].low} {words[n - 1].low}"
        if spelled and words[n - 1].text.islower() and fold(spelled).startswith(fold(before) + " "):
            span = (words[n - 2].start, word.end)
            yield Slip(span, {"words": quoted(case.text[slice(*span)])}, word.text, word.text)


def all_doubled(case: Case) -> Iterator[Slip]:
    """What is said twice running, in whichever way."""
    yield from doubled(case)
    yield from said_by_the_abbreviation(case)


def _slip(text: str, first: Word, last_kept: Word, last: Word) -> Slip:
    kept = text[first.start : last_kept.end]
    return Slip((first.start, last.end), {"words": quoted(text[first.start : last.end])}, kept, kept)


def _names_place(words: Sequence[Word], n: int) -> bool:
    """Whether the second word begins the name of a place ("hợp tác xã xã Cồn")."""
    following = words[n + 1].text if n + 1 < len(words) else ""
    return words[n].text in ("xã", "phường") and following[:1].isupper()


def _two_compounds(words: Sequence[Word], n: int) -> bool:
    """Whether the two words end one compound and begin another ("hợp tác xã xã hội")."""
    if n < 2 or n + 1 >= len(words):
        return False
    known = lists().compounds
    return (words[n - 2].low, words[n].low) in known and (words[n].low, words[n + 1].low) in known


def listed_twice(case: Case) -> Iterator[Slip]:
    """One member of a list stands in it twice ("thanh niên, phụ nữ, nông dân, phụ nữ")."""
    for found in _LIST.finditer(case.text):
        items = [(m.start(), m.group().strip().lower()) for m in _ITEM.finditer(case.text, *found.span())]
        for n, (at, item) in enumerate(items):
            if any(item == other for _, other in items[max(0, n - _REACH) : n]):
                yield Slip((at, at + len(item)), {"words": case.text[at : at + len(item)]})
                break


FINDERS: dict[str, Find] = {"doubled-word": all_doubled, "doubled-item": listed_twice}

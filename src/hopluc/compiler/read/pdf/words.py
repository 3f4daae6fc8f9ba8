"""Letters of a page joined to words.

Letters of one line may come in any order and from several fonts (where a font lacks Vietnamese
letters these are drawn apart, after the others), so they are sorted by place first and joined by
the gaps between them. Letters drawn twice to look bold stand once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hopluc.compiler.read.layout.model import Rule, Word
from hopluc.compiler.read.pdf.drawn import UNKNOWN, Drawn, Letter
from hopluc.viet.patterns import regex

# Shares of the size of a letter.
_SAME_BASELINE = 0.3
_TWICE = 0.1
_GAP = 0.2
_GAP_WITH_SPACES = 0.4  # where the file has spaces of its own, only a wide gap is one more
_ASCENT, _DESCENT = 0.8, 0.22
_NOTHING = regex("[\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]+")
_SYMBOL = regex("[\uf020-\uf0ff]")  # Symbol and Wingdings: bullets and dashes


def upright(drawn: Drawn) -> Drawn:
    """The page turned so that most of its letters run to the right; landscape tables are often not."""
    turns = Counter(letter.turn for letter in drawn.letters if letter.text.strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn == 0:
        return drawn
    width, height = (drawn.height, drawn.width) if turn % 2 else (drawn.width, drawn.height)
    letters = [_turned(letter, turn, drawn) for letter in drawn.letters]
    rules = [_turned_rule(rule, turn, drawn) for rule in drawn.rules]
    return Drawn(width, height, letters, rules, drawn.pictures, drawn.curves, drawn.page_id)


def _place(x: float, y: float, turn: int, drawn: Drawn) -> tuple[float, float]:
    """Where a point goes when the page is turned back by `turn` quarters."""
    if turn == 1:  # letters run up: the bottom becomes the left
        return drawn.height - y, x
    if turn == 2:
        return drawn.width - x, drawn.height - y
    return y, drawn.width - x


def _turned(letter: Letter, turn: int, drawn: Drawn) -> Letter:
    ends = (letter.end, letter.y) if letter.turn in (0, 2) else (letter.x, letter.end)
    x, y = _place(letter.x, letter.y, turn, drawn)
    end_x, end_y = _place(*ends, turn, drawn)
    now = (letter.turn - turn) % 4
    return letter._replace(x=x, y=y, end=end_x if now in (0, 2) else end_y, turn=now)


def _turned_rule(rule: Rule, turn: int, drawn: Drawn) -> Rule:
    ax, ay = _place(rule.x0, rule.top, turn, drawn)
    bx, by = _place(rule.x1, rule.bottom, turn, drawn)
    return Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def words_of(letters: Sequence[Letter]) -> list[Word]:
    """The words in `letters`, line by line from the top, each from left to right.

    Words that do not run to the right (turned headings of narrow columns) are one word a line.
    """
    words: list[Word] = []
    straight = [letter for letter in letters if letter.turn == 0]
    for line in _lines(straight):
        words += _split(line)
    if len(straight) < len(letters):
        words += _sideways([letter for letter in letters if letter.turn in (1, 3)])
    return words


def _lines(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters of one baseline each, sorted from the left."""
    line: list[Letter] = []
    base = 0.0
    for letter in sorted(letters, key=lambda letter: letter.y):
        if line and letter.y - base > _SAME_BASELINE * min(letter.size, line[0].size):
            line.sort(key=lambda letter: letter.x)
            yield line
            line = []
        if not line:
            base = letter.y
        line.append(letter)
    line.sort(key=lambda letter: letter.x)
    yield line


def _split(line: Sequence[Letter]) -> Iterator[Word]:
    """The words of a line: apart at spaces and at gaps."""
    spaced = any(letter.text.isspace() for letter in line)
    gap = _GAP_WITH_SPACES if spaced else _GAP
    word: list[Letter] = []
    doubled = 0
    for letter in line:
        if not letter.text.strip():
            yield from _word(word, doubled)
            word, doubled = [], 0
            continue
        if word:
            last = word[-1]
            if any(_is_twice(letter, other) for other in word[-2:]):
                doubled += 1
                continue
            if letter.x - last.end > gap * min(letter.size, last.size):
                yield from _word(word, doubled)
                word, doubled = [], 0
        word.append(letter)
    yield from _word(word, doubled)


def _is_twice(letter: Letter, other: Letter) -> bool:
    return letter.text == other.text and abs(letter.x - other.x) < _TWICE * letter.size


def _word(letters: Sequence[Letter], doubled: int) -> Iterator[Word]:
    if not letters:
        return
    text = "".join(letter.text for letter in letters)
    decode = letters[0].decode
    text = clean(decode(text) if decode else text)
    size = max(letter.size for letter in letters)
    base = letters[0].y
    bold = doubled * 2 >= len(letters) or all(letter.bold for letter in letters)
    x0, x1 = letters[0].x, max(letter.end for letter in letters)
    top, bottom = base - _ASCENT * size, base + _DESCENT * size
    for part in text.split():
        # A glyph may stand for several characters with a space among them; it has one box.
        yield Word(part, x0, top, max(x1, x0), bottom, bold)


def clean(text: str) -> str:
    """The characters as the text shall have them: NFC, no invisible ones, symbols as dashes."""
    text = _SYMBOL.sub("-", _NOTHING.sub("", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _sideways(letters: Iterable[Letter]) -> Iterator[Word]:
    """Lines of letters that run up or down, each as one word with its spaces."""
    for turn in (1, 3):
        columns: dict[int, list[Letter]] = {}
        for letter in letters:
            if letter.turn == turn:
                columns.setdefault(round(letter.x / max(letter.size * 0.5, 1)), []).append(letter)
        for column in columns.values():
            column.sort(key=lambda letter: letter.y, reverse=turn == 1)
            text = " ".join(clean("".join(letter.text for letter in column)).split())
            if not text:
                continue
            size = column[0].size
            ends = [value for letter in column for value in (letter.y, letter.end)]
            x0 = column[0].x - (_ASCENT if turn == 1 else _DESCENT) * size
            bold = all(letter.bold for letter in column)
            yield Word(text, x0, min(ends), x0 + size, max(ends), bold)


def unknown_share(letters: Sequence[Letter]) -> float:
    """How many of the letters have no meaning that the fonts tell, as a share."""
    return sum(UNKNOWN in letter.text for letter in letters) / max(len(letters), 1)

"""Sentences of the part on organising the execution, and the bodies that each speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Party, Span
from hopluc.compiler.recognise.parties import leading_party
from hopluc.viet.patterns import regex
from hopluc.viet.text import mend


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its place, its words made easy to match, and who it speaks of.

    `owned`: it stands under a heading that names an agency, whose work it is; `owner` is that agency.
    """

    start: int
    end: int
    s: str
    subject: tuple[Party, ...]
    owned: bool
    owner: tuple[Party, ...] = ()


_LABEL = regex(
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s*[.)-]\s+|[-+*•–]\s*|\(\d{1,2}\)\s*"
    r"|Điều\s+\d{1,3}\s*[.:]\s*)+"
)
_TOPIC = regex(r"[^:;.\n]{3,60}:\s*")
_FULL_STOP = regex(
    r"(?<=[^\W\d_][\w)”\"])\.\s+(?=[^\W\d_])|(?<=\))\.\s+|\n+|(?<=[\d%])\.\s+(?=[^\W\d_a-zà-ỹ])"
)


def sentences(
    text: str, paragraphs: Sequence[Span], glossary: Mapping[str, str], owner: Sequence[tuple[Party, ...]]
) -> Iterator[Sentence]:
    """Every sentence in order.

    A bullet that names nobody goes with the agencies of the numbered paragraph above it; a numbered
    heading that names nobody ends their word.
    """
    above: tuple[Party, ...] = ()
    headed = False
    for index, (start, end) in enumerate(paragraphs):
        given = owner[index] if index < len(owner) else ()
        label = _LABEL.match(text, start, end)
        begin = label.end() if label else start
        bullet = bool(label and re.search(r"(?:^|\s)[-+*•–]", label.group()))
        opening = leading_party(text, begin, end, glossary)
        if opening and opening.form == "heading":
            above, headed = opening.parties, True
            continue
        current = given or (above if bullet else ())
        owned = bool(given) or (bullet and headed)
        heading = current if owned else ()
        for a, b in _split(text, begin, end):
            current = subject_of(text, a, b, glossary) or current
            yield Sentence(a, b, mend(text[a:b]), current, owned, heading)
        if not bullet:
            above, headed = (current if label else current or above), False


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences between `start` and `end`, without the spaces around them."""
    at = start
    for m in _FULL_STOP.finditer(text, start, end):
        yield from _trimmed(text, at, m.start() + (1 if text[m.start()] == "." else 0))
        at = m.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, a: int, b: int) -> Iterator[Span]:
    label = _LABEL.match(text, a, b)
    a = label.end() if label else a
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1] in " \t\n/":
        b -= 1
    if b - a > 10:
        yield a, b


# "giao Sở X chủ trì", "đề nghị các cơ quan phản ánh"
_GIVEN_TO = regex(r"(?<!\w)(?:giao|đề nghị|yêu cầu)\s+(?=[^\W\d_])", re.I)
# Openings after which the subject follows: "Hằng năm, …", "Trong quá trình …, các sở chủ động …".
_ADVERBIAL = regex(
    r"(?:trong|quá\s+trình|nếu|khi|h[àằ]ng|định\s*kỳ|trên\s+(?:cơ\s+\w+|đây)|căn\s+cứ|để|trước|sau|theo|vào|đối\s+với|từ"
    r"|việc|chậm\s+nhất|trường\s+hợp|khó\s+khăn|vướng\s+mắc|ngày)(?!\w)",
    re.I,
)
_AFTER_COMMA = regex(
    r"[,;:]\s+|(?:bổ\s+sung|điều\s+chỉnh|vướng\s+mắc|phát\s+sinh|tháng|năm|quý|(?<!toán)\sdo|\scủa)\s+(?=các\s)"
)
# Bodies after a verb of sending receive: "báo cáo UBND tỉnh, Bộ Y tế theo quy định".
_SENT_TO = regex(r"(?<!\w)(?:báo\s+cáo|gửi|trình)\s+(?:về\s+|cho\s+|lên\s+)?(?=[A-ZĐ])")
_FAR = 700


def subject_of(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The bodies that a sentence speaks of; () where it names none as its subject."""
    first = leading_party(text, a, b, glossary)
    if first:
        return first.parties
    topic = _TOPIC.match(text, a, b)
    if topic:
        first = leading_party(text, topic.end(), b, glossary)
        if first:
            return first.parties
    given = _GIVEN_TO.search(text, a, min(b, a + _FAR))
    at = [given.end()] if given else []
    begin = topic.end() if topic and not _ADVERBIAL.match(text, a, b) else a
    if _ADVERBIAL.match(text, begin, b):
        at += [m.end() for m in _AFTER_COMMA.finditer(text, begin, min(b, begin + _FAR))]
    sent = _SENT_TO.search(text, begin, b)
    for place in at:
        if sent and place > sent.end() and ";" not in text[sent.end() : place]:
            break
        later = leading_party(text, place, min(b, place + 2000), glossary)
        if later and later.form == "subject":
            return later.parties
    return ()

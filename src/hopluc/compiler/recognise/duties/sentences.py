"""Sentences of the part on organising the execution, and the bodies that each speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Party, Span
from hopluc.compiler.recognise.parties import leading_party
from hopluc.viet.abbreviations import expand
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
    r"|kết\s+thúc|hết|cuối|việc|chậm\s+nhất|trường\s+hợp|(?:các|những|mọi)\s+(?:nội\s+dung|vấn\s+đề|khó\s+khăn|vướng\s+mắc|trường\s+hợp|kiến\s+nghị)|khó\s+khăn|vướng\s+mắc|ngày)(?!\w)",
    re.I,
)
_AFTER_COMMA = regex(
    r"[,;:]\s+|(?:bổ\s+sung|điều\s+chỉnh|vướng\s+mắc|phát\s+sinh|tháng|năm|quý|(?<!toán)\sdo|\scủa)\s+(?=các\s)|\sđược\s+(?=(?:các|mỗi|từng|UBND|Sở|Phòng)\s)"
)
# Bodies after a verb of sending receive: "báo cáo UBND tỉnh, Bộ Y tế theo quy định".
_SENT_TO = regex(r"(?<!\w)(?:báo\s+cáo|gửi|trình)\s+(?:về\s+|cho\s+|lên\s+)?(?=[A-ZĐ])")
# "Báo cáo của các đơn vị gửi về …": theirs whose report it is.
_REPORT_OF = regex(r"báo\s+cáo[^,;:.\n]{0,40}?\scủa\s+(?=[^\W\d_])", re.I)
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
    owned = _REPORT_OF.match(text, a, b)
    if owned:
        first = leading_party(text, owned.end(), b, glossary)
        if first and first.form == "subject":
            return first.parties
    given = _GIVEN_TO.search(text, a, min(b, a + _FAR))
    at = [given.end()] if given else []
    begin = topic.end() if topic and not _ADVERBIAL.match(text, a, b) else a
    if _ADVERBIAL.match(text, begin, b):
        at += [m.end() for m in _AFTER_COMMA.finditer(text, begin, min(b, begin + _FAR))]
    if unknown := _group_at(text, begin, b, glossary):
        return unknown
    sent = _SENT_TO.search(text, begin, b)
    for place in at:
        if sent and place > sent.end() and ";" not in text[sent.end() : place]:
            break
        later = leading_party(text, place, min(b, place + 2000), glossary)
        if later and later.form == "subject":
            return later.parties
        if later is None and (unknown := _group_at(text, place, b, glossary)):
            return unknown
    return ()


# A group whose kind no list knows, told by what it is to do: "Các chủ đầu tư báo cáo tiến độ".
_GROUP = regex(
    r"(?:Tất\s+cả\s+)?(?:các|những|mỗi|từng)\s+(?P<noun>[a-zà-ỹđ]+(?:\s+[a-zà-ỹđ]+)?)(?:\s+(?!và\s)[^\W\d_]+){0,8}?"
    r"\s+(?=(?:báo\s*cáo|gửi|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chủ\s+động|kịp\s+thời|định\s+kỳ"
    r"|phản\s+ánh|cung\s+cấp|xây\s+dựng|tổng\s+hợp|căn\s+cứ|nghiêm\s+túc|phối\s+hợp)(?!\w))",
    re.I,
)
# What is done, and when, in the plural is nobody.
_THING = regex(
    r"(?:nội\s+dung|nhiệm\s+vụ|vấn\s+đề|khó\s+khăn|vướng\s+mắc|chỉ\s+tiêu|mục\s+tiêu|hoạt\s+động|giải\s+pháp|biện\s+pháp"
    r"|dự\s+án|đề\s+án|chương\s+trình|kế\s+hoạch|văn\s+bản|báo\s+cáo|chính\s+sách|nguồn|hành\s+vi|trường\s+hợp|công"
    r"|tiêu\s+chí|lĩnh\s+vực|địa\s+bàn|hình\s+thức|năm|qu[ýí]|tháng|tuần|ngày|đợt|cuộc|lớp|mô\s+hình|quy|ý\s+kiến|kiến\s+nghị"
    r"|đề\s+xuất|phần|loại|kỳ|bước|sản\s+phẩm|điều\s+kiện|thông\s+tin|số\s+liệu|hồ\s+sơ|thủ\s+tục|dịch|hệ\s+thống|phương|biểu|mẫu"
    r"|bộ\s+phận\s+dân|yêu\s+cầu|kết\s+quả|chế\s+độ|việc|bài|tin|khâu|mặt|sự|tồn|hạn|cấp)(?!\w)",
    re.I,
)


def _group_at(text: str, a: int, b: int, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """A group of an unknown kind that is told to do something right here; () for none."""
    m = _GROUP.match(mend(text[a : min(b, a + 160)]))
    if m is None or _THING.match(m["noun"]):
        return ()
    words = " ".join(m.group().split())
    return (Party(words, expand(words, glossary), True, (a, a + len(m.group().rstrip()))),)

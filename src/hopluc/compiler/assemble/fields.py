"""Fields in running text: "Cơ quan chủ trì: …", "(Sở A chủ trì, hoàn thành trước …)".

A paragraph may be nothing but fields, or hold the work and then its fields: on the same line, in
brackets at its end, or as a last sentence that names who leads. Labels mean what the same words
mean as headings of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node
from hopluc.compiler.recognise.headings import Role, role_of
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import leading_party, parties_at
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_ASSIGNING: frozenset[Role] = frozenset({"lead", "coordinator", "deadline", "product", "note"})
# A label at the beginning of a clause, up to its colon.
_LABEL = regex(r"(?:^|(?<=[.;,(\[\n]))\s*(?:[-+–•]\s*)?(?P<label>[^\W\d_][^:.;,()\[\]\n]{2,49}?)\s*:\s*")
# "Đơn vị chủ trì là Sở A": the verb does what a colon does.
_LABEL_IS = regex(
    r"(?:^|(?<=[.;,(\[\n]))\s*(?P<label>(?:cơ quan|đơn vị)\s+(?:chủ trì|phối hợp|thực hiện|tham gia|đầu mối)"
    r"(?:\s+thực hiện)?)\s+là\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
# A label of two words for one thing: "Kết quả, sản phẩm: …".
_DOUBLE_LABEL = regex(r"\s*(?:[-+–•]\s*)?(?P<label>[^\W\d_][^:.;()\n]{2,59}?)\s*:\s*")
# Words that labels begin with; others before a colon are words of the work ("Nội dung gồm:").
_LABEL_OPENS = regex(
    r"(?:co quan|don vi|bo phan|nguoi|can bo|dia phuong|to chuc|(?:dong )?chu tri|phoi hop|tham gia|"
    r"thuc hien|phan cong|phu trach|giao|(?:chiu )?trach nhiem|dau moi|thoi|tien do|han|hoan thanh|"
    r"lo trinh|ky han|moc|san pham|ket qua|dau ra|du kien|ghi chu|noi dung|nhiem vu|cong viec|hoat dong)\b"
)
# What such forms also say and a plan has no field for; it is kept under its label.
_KEPT = regex(
    r"(?:du kien )?(?:kinh phi|nguon (?:von|luc|kinh phi)|can cu|co so phap ly|"
    r"cap (?:trinh|phe duyet|ban hanh)|hinh thuc|dia diem|doi tuong|thanh phan|quy mo|so luong)\b"
)
_LONGEST_LABEL = 60
# "(Sở A chủ trì, …)" or "Giao Sở A thực hiện." at the end of the work.
_BRACKET = regex(r"[(\[]([^()\[\]\n]{4,300})[)\]][\s.;]*$")
# "Khen thưởng: Sở A." — unless the words before the colon introduce a list of bodies.
_COLON = regex(r":\s+([^:\n]{4,200})$")
_LISTS_THEM = regex(
    r"\b(?:với|gồm|là|sau|của|tại|cho|thuộc|cơ quan|đơn vị|sở|ngành|bộ|hội)\s*$", re.IGNORECASE
)
_LAST_SENTENCE = regex(r"(?<=[^\W\d_]{2}[.;])\s+(?:Giao\s+)?(?=[^\W\d_])")
# "Lập bản đồ - Sở A chủ trì."
_LAST_DASH = regex(r"\s[-–]\s+(?=[^\W\d_][^–-]*$)")
_GIVES = regex(
    r"\s*(?:,\s*)?(?:là\s+)?(?:(?:cơ quan|đơn vị)\s+)?"
    r"(?:chủ trì|phụ trách|chịu trách nhiệm|đầu mối|thực hiện|lãnh đạo|chỉ đạo|tham mưu|triển khai)\b",
    re.IGNORECASE,
)
# "…, Sở B, Sở C (là cơ quan) phối hợp": who helps named before the word.
_AND_OTHERS = regex(r"\s*[,;]\s*(?:và\s+)?")
_THEY_HELP = regex(
    r"\s*,?\s*(?:là\s+)?(?:(?:cơ quan|đơn vị)\s+)?(?:cùng\s+)?phối hợp\b(?!\s+(?:với|cùng)\b)",
    re.IGNORECASE,
)
# What is brought to an end, where no time follows.
_FINISHES = regex(
    r"(?:và\s+)?(?:hoàn thành|xong)\s+(?!(?:xong|trước|trong|vào|đến|chậm nhất|ngày|tháng|quý|năm)\b|\d)",
    re.IGNORECASE,
)
# "=> Sở A chủ trì": an arrow before who does it.
_ARROW = regex(r"\s*(?:[=-]+>|→|⇒)\s*")
# Who, with whom and when: nothing of the work itself.
_ONLY_WHO = regex(
    r"(?:[\s,;.:]|chủ trì|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|được giao|được phân công|"
    r"là|lãnh đạo|chỉ đạo|cơ quan|đơn vị|đầu mối|thường trực|thực hiện|triển khai|tổ chức|tập trung|tham mưu|"
    r"phối hợp|chặt chẽ|với|cùng|và|hoàn thành|xong|trong|các|một số|nhiệm vụ|nội dung|công việc|việc|"
    r"trọng tâm|chủ yếu|cụ thể|sau đây|sau|này)*$",
    re.IGNORECASE,
)
_GIVEN = regex(r"(?:(?:Giao|Phân công)(?:\s+cho)?|Đề nghị|Do)\s+", re.IGNORECASE)
_HELPS = regex(r"phối hợp(?:\s+(?:với|cùng))?\s+", re.IGNORECASE)
_TIME = (
    r"(?=(?:và\s+)?(?:hoàn thành|xong|trước|trong(?! đó)|thời gian|thời hạn|chậm nhất|tháng|quý|năm|đến|từ|"
    r"thường xuyên|định kỳ|h[àằ]ng (?:năm|quý|tháng)|"
    r"thực hiện (?:trong|từ|h[àằ]ng|thường xuyên|năm|quý|tháng|đến)|"
    r"\d{4}\s*[-–]\s*\d{4})\b)"
)
_WHEN = regex(rf"(?:[,;.]\s*|\s+){_TIME}", re.IGNORECASE)
_DAY = regex(rf"[,;.]\s*{_TIME}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its role (None: only kept under its label), where its value stands, its line."""

    role: Role | None
    label: str
    span: Span
    node: Node


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph that holds fields: the work before them (empty where there is none), and the fields."""

    work: Span
    fields: tuple[Field, ...]

    @property
    def pure(self) -> bool:
        """Whether the paragraph is nothing but fields."""
        return self.work[0] == self.work[1]


def is_form(mended: Mended, fields: Sequence[Field], glossary: Mapping[str, str]) -> bool:
    """Whether fields say who has to do it.

    One label alone may be a turn of phrase; two make a form, and so does one that is followed by a
    body's name.
    """
    roles = {field.role for field in fields}
    if "lead" not in roles:
        return False
    return len(roles) > 1 or any(
        bool(parties_at(mended.flow.text, *field.span, glossary)[0])
        for field in fields
        if field.role == "lead" and field.span[0] < field.node.line.span[1]
    )


def reading_of(
    mended: Mended, node: Node, below: Sequence[Node], glossary: Mapping[str, str]
) -> Reading | None:
    """The fields that a paragraph holds, None where it holds none. `below` is all that stands under it."""
    start = node.words[0]
    words = mended.words(node.words)
    whole = _whole_label(words) if below and node.rank >= Rank.DOTTED else None
    if whole is not None:
        return Reading((start, start), (Field(whole, _plain(words), _value(below), node),))
    found = list(_labels(words))
    if not found:
        return _only_assigns(mended, node, below, glossary) or _tail(mended, node, glossary)
    fields = tuple(
        field
        for (role, label, _, value), stop in zip(found, [*(f[2] for f in found[1:]), len(words)], strict=True)
        for field in _with_day(mended, Field(role, label, (start + value, start + stop), node))
    )
    first = found[0][2]
    if not words[:first].strip():
        held = fields[0].span
        if len(found) == 1 and held[0] >= held[1] and below:
            fields = (Field(fields[0].role, fields[0].label, _value(below), node),)
        return Reading((start, start), fields)
    if not is_form(mended, fields, glossary) or any(field.role == "work" for field in fields):
        return None
    bare = {field.role for field in fields} == {"lead"} and not words[:first].rstrip().endswith(("(", "["))
    work = _trimmed(mended, (start, start + len(words[:first].rstrip(" ([\n"))), keep_end=True)
    return None if bare and len(words) - first > len(words[:first]) else Reading(work, fields)


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .:")


def _whole_label(words: str) -> Role | None:
    """The role of a line that is only a label: "a) Nội dung", "b) Cơ quan thực hiện:"."""
    label = _plain(words)
    folded = fold(label)
    if len(label) > _LONGEST_LABEL or not _LABEL_OPENS.match(folded) or " voi " in folded:
        return None
    role = role_of(label)
    return role if role in _ASSIGNING or role == "work" else None


def _labels(words: str) -> Iterator[tuple[Role | None, str, int, int]]:
    """Each label of a paragraph: role, label, where it begins, where its value begins."""
    double = _DOUBLE_LABEL.match(words)
    begin = 0
    if double and "," in double["label"]:
        roles = [role_of(part.strip()) for part in double["label"].split(",")]
        if roles[0] in _ASSIGNING and None not in roles:
            yield roles[0], " ".join(double["label"].split()), double.start("label"), double.end()
            begin = double.end()
    labels = [*_LABEL.finditer(words, begin), *_LABEL_IS.finditer(words, begin)]
    for found in sorted(labels, key=lambda label: label.start("label")):
        label = " ".join(found["label"].split())
        folded = fold(label)
        role = role_of(label) if _LABEL_OPENS.match(folded) else None
        at_start = not words[: found.start("label")].strip()
        if role in _ASSIGNING or (role == "work" and at_start) or (role is None and _KEPT.match(folded)):
            yield role, label, found.start("label"), found.end()


def _with_day(mended: Mended, field: Field) -> Iterator[Field]:
    """The field, and the day that stands behind the bodies in it ("Sở A; hoàn thành trước 30/6")."""
    start, end = field.span
    when = _DAY.search(mended.flow.text, start, end) if field.role in ("lead", "coordinator") else None
    yield replace(field, span=_trimmed(mended, (start, when.start() if when else end)))
    if when:
        yield replace(field, role="deadline", label="", span=_trimmed(mended, (when.end(), end)))


def _value(below: Sequence[Node]) -> Span:
    return below[0].words[0], below[-1].line.span[1]


def _trimmed(mended: Mended, span: Span, keep_end: bool = False) -> Span:
    """A range without the spaces and separators around it, and without a bracket that it does not open."""
    start, end = span
    text = mended.flow.text
    marks = " \n" if keep_end else " \n.;,-+–•"
    while start < end and text[start] in " \n":
        start += 1
    while start < end and (text[end - 1] in marks or _closes_only(text, start, end)):
        end -= 1
    return start, end


def _closes_only(text: str, start: int, end: int) -> bool:
    """Whether a range ends with a bracket that it does not open."""
    opening = {")": "(", "]": "["}.get(text[end - 1])
    return opening is not None and opening not in text[start:end]


def _only_assigns(
    mended: Mended, node: Node, below: Sequence[Node], glossary: Mapping[str, str]
) -> Reading | None:
    """A line below or behind the work that says who leads, and when, and nothing else."""
    if below or node.rank < Rank.DASH:
        return None
    start, end = node.words
    arrow = _ARROW.match(mended.flow.text, start, end)
    fields = _who(mended, node, (arrow.end() if arrow else start, end), glossary)
    # "Sở A chủ trì, hoàn thành chỉ tiêu tuyển quân" is work, not a day.
    if not fields or any(_FINISHES.match(mended.words(field.span)) for field in fields):
        return None
    return Reading((start, start), fields)


def _tail(mended: Mended, node: Node, glossary: Mapping[str, str]) -> Reading | None:
    """The work with who leads it in brackets or in a last sentence of its own."""
    start, end = node.words
    words = mended.words(node.words)
    bracket = _BRACKET.search(words)
    if bracket and bracket.start() > 0:
        fields = _who(mended, node, (start + bracket.start(1), start + bracket.end(1)), glossary)
        return Reading(_trimmed(mended, (start, start + bracket.start())), fields) if fields else None
    sentences = list(_LAST_SENTENCE.finditer(words))
    for last in (*sentences[-1:], *_LAST_DASH.finditer(words)):
        if last.group().rstrip().endswith("Giao"):
            return None  # the sentence gives the work and stays with it
        fields = _who(mended, node, (start + last.end(), end), glossary)
        if fields and not leading_party(mended.flow.text, *node.words, glossary):
            return Reading(_trimmed(mended, (start, start + last.start()), keep_end=True), fields)
    return None


def named_behind(mended: Mended, node: Node, glossary: Mapping[str, str]) -> Reading | None:
    """The work with nothing but bodies behind it, in brackets or after a colon."""
    start = node.words[0]
    words = mended.words(node.words)
    behind = _BRACKET.search(words) or _COLON.search(words)
    if behind is None or behind.start() == 0 or _LISTS_THEM.search(words, 0, behind.start()):
        return None
    held = (start + behind.start(1), start + behind.end(1))
    parties, stop = parties_at(mended.flow.text, *held, glossary)
    if not parties or mended.words((stop, held[1])).strip(" .;,"):
        return None
    return Reading(_trimmed(mended, (start, start + behind.start())), (Field("lead", "", held, node),))


def _who(mended: Mended, node: Node, span: Span, glossary: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a clause that names who leads and perhaps when, and says nothing else."""
    text = mended.flow.text
    given = _GIVEN.match(text, *span)
    begin = given.end() if given else span[0]
    parties, stop = parties_at(text, begin, span[1], glossary)
    gives = _GIVES.match(text, stop, span[1])
    after = _past_helpers(text, gives.end(), span[1], glossary) if gives else stop
    when = (_WHEN if gives else _DAY).search(text, stop, span[1])
    # A name alone says nothing of who leads; with a day behind it or "giao" before it, it does.
    if not parties or (gives is None and when is None and given is None):
        return ()
    who = _trimmed(mended, (begin, when.start() if when else span[1]))
    if not only_who(text, min(after, who[1]), who[1], glossary):
        return ()
    if "phối hợp" not in text[slice(*who)].lower():
        who = _trimmed(mended, (begin, stop))
    fields = [Field("lead", "", who, node)]
    if when:
        fields.append(Field("deadline", "", _trimmed(mended, (when.end(), span[1])), node))
    return tuple(fields)


def _past_helpers(text: str, start: int, end: int, glossary: Mapping[str, str]) -> int:
    """Where the clause ends that names who helps before it says so; `start` where there is none."""
    gap = _AND_OTHERS.match(text, start, end)
    parties, stop = parties_at(text, gap.end(), end, glossary) if gap else ((), start)
    helps = _THEY_HELP.match(text, stop, end) if parties else None
    return helps.end() if helps else start


def only_who(text: str, start: int, end: int, glossary: Mapping[str, str]) -> bool:
    """Whether a range says who leads or helps, perhaps that a list follows, and nothing of the work."""
    helps = _HELPS.search(text, start, end)
    if helps is None:
        return bool(_ONLY_WHO.match(text[start:end]))
    _, stop = parties_at(text, helps.end(), end, glossary)
    return bool(_ONLY_WHO.match(text[start : helps.start()]) and _ONLY_WHO.match(text[stop:end]))

"""What one sentence of an amending document does: its verb, and the words that it takes away and puts in.

Offices write the same change in many ways; what they have in common is a verb at the head (or "được …" behind
the place), and one of three forms of content: "như sau:" with the new words behind, "từ … thành …", or none.
Verbs are matched without marks, for OCR loses them; the small words between ("từ", "thành", "sang") with
them, for without marks they are parts of names ("đầu tư", "Thanh tra").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hopluc.compiler.amend.flat import flat, low
from hopluc.compiler.amend.format import Aspect, FieldName, Verb
from hopluc.compiler.format import Span
from hopluc.viet.patterns import regex

_QUOTE = r"[“\"]([^“”\"]+)[”\"]"
_CHANGE = r"(?:sua doi|dieu chinh|bo sung|thay doi|cap nhat|chinh sua|sua)"
_OTHERS = r"(?:lui|gia han|keo dai|rut ngan|day nhanh|nang|ha|giam|tang|doi|chuyen|thay(?: the)?)\b"
_CHANGES = rf"{_CHANGE}(?:(?:,? va |, ?| )(?:{_CHANGE}|thay the))*"

# (verb, pattern over flat words, why). The first that fits wins.
_VERBS: tuple[tuple[Verb, re.Pattern[str], str], ...] = (
    (
        "words",
        regex(
            rf"(?:[^“\":]{{0,160}}[,:] )?(?:thay(?: the)?|sua(?: doi)?|dieu chinh|bo|bai bo)\b[^“\"]*?"
            rf"\b(?:tu|tu ngu|cum tu|doan|so lieu) {_QUOTE}"
        ),
        "words for words",
    ),
    (
        "annex",
        regex(
            r"(?:thay the|ban hanh|thay)\b.*\b(?:phu luc|bieu)\b.*\b(?:bang|thay the)\b.*\b(?:phu luc"
            r"|bieu)\b"
            r"|.*\bphu luc\b.*\bduoc thay (?:the )?bang phu luc\b"
        ),
        "an annex for an annex",
    ),
    (
        "move",
        regex(
            r"(?:dieu )?chuyen (?:nhiem vu|noi dung|cong viec)\b.*\b(?:sang|vao|ve"
            r"|den)(?: thuoc)? (?:nhom|muc|phan)\b"
        ),
        "the same work in another group",
    ),
    (
        "drop",
        regex(
            r"(?:bai bo|huy bo|loai bo|bo|rut|cat(?: bo)?|dua ra khoi|khong (?:tiep tuc )?(?:thuc hien"
            r"|trien khai|giao)"
            r"|(?:tam )?dung(?: viec)?(?: thuc hien| trien khai)?|cham dut(?: thuc hien)?"
            r"|ket thuc)\b(?! sung)"
            r"|.*(?::|\bduoc|,) ?(?:bai bo|huy bo|bo|dung thuc hien|khong (?:tiep tuc )?(?:thuc hien"
            r"|trien khai)|dua ra khoi ke hoach)\W*$"
        ),
        "what is no longer in the plan",
    ),
    (
        "add",
        regex(r"(?:bo sung|them|giao them|giao bo sung)\b(?!,? ?(?:va )?(?:sua doi|dieu chinh))"),
        "what was not in the plan",
    ),
    ("replace", regex(rf"{_CHANGES}\b"), "what reads otherwise"),
    (
        "replace",
        regex(
            r"(?:lui|gia han|keo dai|rut ngan|day nhanh|nang|ha|giam|tang|doi|chuyen|thay(?: the)?|giao"
            r"|phan cong|thong nhat giao)\b"
        ),
        "what reads otherwise, by a verb of its own",
    ),
    (
        "add",
        regex(r".*(?:: ?|, )bo sung (?!sua doi|dieu chinh)"),
        "what is added to a thing named before the verb",
    ),
    ("replace", regex(rf".*?(?:\bduoc |: ?|\b){_CHANGES}\b"), "what reads otherwise, named before the verb"),
    (
        "replace",
        regex(rf"(?:dong y|cho phep|thong nhat|chap thuan|cho)\b.{{0,160}}?\b{_OTHERS}"),
        "what somebody is allowed to change",
    ),
    (
        "replace",
        regex(r"(?:nhiem vu|noi dung|so thu tu|stt)\b.*\b(?:do|giao) .*\bchu tri\b"),
        "who is to lead, said of a task that is named first",
    ),
)
# Words of courtesy and of place before the verb.
_OPENS = regex(r"(?:(?:dong y|thong nhat|quyet dinh|cho phep|de nghi|nay)\s+)*")
_PLACED = regex(r"(?:(?:tai|doi voi|o)\s)[^:]{2,160}:\s*")

# Which field the words before the content name. The first that fits wins.
_FIELDS: tuple[tuple[FieldName, re.Pattern[str], str], ...] = (
    ("mandate", regex(r"\bnhiem vu (?:duoc )?cap tren giao\b"), "the task as a superior body gave it"),
    ("target", regex(r"\bchi tieu\b(?! dat)|\bmuc phai dat\b|\bdon vi tinh\b"), "a target"),
    (
        "deadline",
        regex(r"\b(?:thoi (?:han|gian|diem|ky)|tien do|han (?:hoan thanh|chot)|ky han|gia han|lui|han)\b"),
        "when",
    ),
    ("coordinators", regex(r"\bphoi hop\b"), "who helps"),
    (
        "leads",
        regex(
            r"\b(?:(?:co quan|don vi)(?: duoc)?(?: giao)? (?:chu tri|thuc hien|dau moi)"
            r"|chu tri|giao|dau moi)\b"
        ),
        "who leads",
    ),
    ("products", regex(r"\b(?:san pham|ket qua(?: dau ra)?|dau ra)\b"), "what comes out"),
    ("note", regex(r"\bghi chu\b"), "remarks"),
    ("text", regex(r"\b(?:noi dung(?! nhiem vu so| so)|ten (?:nhiem vu|cong viec))\b"), "the work"),
)

_LIKE_THIS = regex(r"(?:\bnhu sau|\bcu the(?: nhu sau)?|\bsau day|\bsau)?\s*:\s*$")
_THUS = regex(r"\b(?:nhu sau|cu the|thanh|la|gom)\s*:?\s*(?=[“\"])|\bnhu sau\s*:\s*")
_TO = r"(?:(?<!hoàn )(?<!hợp )thành(?! phố| lập| viên| tích| công)|sang|lên(?= )|xuống còn|xuống|bằng(?= ))"
_FROM_TO = regex(rf"(?:\b(?:từ|là)\s+(?P<old>.+?)\s+)?\b{_TO}\s*:?\s+(?P<new>.+)$")
_UNTIL = regex(
    r"(?:\btừ\s+(?P<old>.+?)\s+)?\b(?:đến|tới)\s+(?P<new>(?:hết\s+|ngày|cuối|trước|quý|tháng|năm|\d).+)$"
)
# General words of the opening sentence: no clause by themselves.
_GENERAL = regex(r"\b(?:mot so|cac) (?:noi dung|diem|dieu|nhiem vu|muc|chi tieu|dieu khoan)\b")
_RESERVES = regex(
    r"\b(?:(?:cac )?noi dung (?:khac|con lai)|hieu luc|chiu trach nhiem|to chuc (?:trien khai )?thuc hien"
    r"|theo doi, don doc"
    r"|de nghi cac|can cu|giu nguyen|khong thay doi)\b"
)


@dataclass(frozen=True, slots=True)
class Head:
    """One instruction. `old`, `new`: ranges of the sentence; `opens`: the new words stand in the lines below;
    `named`: the range that names the place and the field."""

    verb: Verb
    field: FieldName | None
    old: Span | None
    new: Span | None
    opens: bool
    named: Span
    general: bool = False


def head_of(s: str) -> Head | None:
    """What a sentence (without its label) does to a plan; None where it does nothing to one."""
    f = flat(s)
    begin = _OPENS.match(f)
    at = begin.end() if begin else 0
    placed = _PLACED.match(f, at)
    at = placed.end() if placed else at
    verb = _verb(f, at)
    if verb is None:
        return None
    if verb == "words":
        return _words(s, f)
    old, new, stop = _content(s, f, verb)
    named = (0, stop)
    return Head(
        verb,
        _field(f[:stop]),
        old,
        new,
        new is None and bool(_LIKE_THIS.search(f)),
        named,
        bool(_GENERAL.search(f)) and verb in ("replace", "add"),
    )


# Which side of a target the words before the content name.
_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("name", regex(r"\bten(?: goi)?(?: cua)? (?:cac )?chi tieu\b")),
    ("period", regex(r"\b(?:thoi (?:ky|gian|han)|giai doan|lo trinh)\b")),
    ("baseline", regex(r"\bmoc so sanh\b|\bso voi\b")),
)


def aspect_in(s: str) -> Aspect:
    """Which side of a target words name; its figure where they name none."""
    outside = re.sub(r"[“\"][^“”\"]*[”\"]", " ", flat(s))
    return next((aspect for aspect, pattern in _ASPECTS if pattern.search(outside)), "figure")


def is_reserve(s: str) -> bool:
    """Whether a sentence only says what stays, from when the document holds, or who carries it out."""
    return bool(_RESERVES.search(flat(s)))


def changes(s: str) -> bool:
    """Whether a sentence speaks of a change at all."""
    return bool(re.search(rf"\b(?:{_CHANGE}|bai bo|huy bo|thay the)\b", flat(s)))


def field_in(s: str) -> FieldName | None:
    """The field that words name: "Thời gian hoàn thành" is `deadline`."""
    return _field(flat(s))


def _verb(f: str, at: int) -> Verb | None:
    rest = f[at:].rstrip()
    return next((verb for verb, pattern, _why in _VERBS if pattern.match(rest)), None)


# A column of the plan's table, named as it is headed: cột “Cơ quan phối hợp”.
_COLUMN = regex(r"\bcot [“\"]([^“”\"]{2,60})[”\"]")


def _field(f: str) -> FieldName | None:
    column = _COLUMN.search(f)
    if column:
        return _field(column[1])
    outside = re.sub(r"[“\"][^“”\"]*[”\"]", " ", f)
    return next((name for name, pattern, _why in _FIELDS if pattern.search(outside)), None)


def _content(s: str, f: str, verb: Verb) -> tuple[Span | None, Span | None, int]:
    """The words taken away, the words put in, and where the naming of the place ends."""
    thus = _THUS.search(f)
    if thus and f[thus.end() :].strip(" .;"):
        return None, _trimmed(s, thus.end(), len(s)), thus.start()
    if verb in ("drop", "move", "annex"):
        return None, None, len(s)
    lowered = low(s)
    found = _FROM_TO.search(lowered) or _UNTIL.search(lowered)
    if found and (verb == "replace"):
        old = _trimmed(s, *found.span("old")) if found["old"] else None
        return old, _trimmed(s, *found.span("new")), found.start()
    quoted = re.search(rf":\s*{_QUOTE}", f)
    if quoted:
        return None, quoted.span(1), quoted.start()
    return None, None, len(s)


def _words(s: str, f: str) -> Head:
    """ "Thay cụm từ “A” bằng cụm từ “B” tại …": without a second quotation the words go."""
    quotes = [m.span(1) for m in re.finditer(_QUOTE, f)]
    swaps = len(quotes) > 1 and re.search(r"\b(?:bang|thanh)\b", f[quotes[0][1] : quotes[1][0]])
    new = quotes[1] if swaps else None
    return Head("words", None, quotes[0], new, False, (0, len(s)))


def _trimmed(s: str, start: int, end: int) -> Span | None:
    """The range without spaces, quotation marks and the full stop around it."""
    while start < end and s[start] in ' \n\t“"':
        start += 1
    while end > start and s[end - 1] in ' \n\t”".;':
        end -= 1
    return (start, end) if start < end else None
